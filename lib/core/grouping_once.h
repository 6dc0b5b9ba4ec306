/* grouping_once.h - one search of one problem, from the first tables to the plan. */
#ifndef CONVENE_GROUPING_ONCE_H
#define CONVENE_GROUPING_ONCE_H

#include "grouping.h"

/* All of the input's effort in one run that begins with these dice. The input must be
 * right; options may be NULL. The plan is in the arena, without bound and digest: they
 * take longer than a short search. */
struct grouping_plan grouping_once(const struct grouping_input *input,
    const struct grouping_options *options, uint64_t dice, struct arena *arena);
#endif
