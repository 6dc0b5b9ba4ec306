/* season_plan_pairs.h - what each pair of people costs a table, as a table of all pairs:
 * for as many as SEASON_PLAN_JOINT_MAX. */
#ifndef CONVENE_SEASON_PLAN_PAIRS_H
#define CONVENE_SEASON_PLAN_PAIRS_H

#include "grouping.h"

#define SEASON_PLAN_PAIRS_APART (1 << 24) /* must not meet: more than real costs */
#define SEASON_PLAN_PAIRS_MAX 1000000     /* either sign; what is beyond is cut */

/* Attributes in common, wishes and meetings before the season: [a * stride + b], in the
 * arena. *ret_has_soft: some pair costs something other than 0. */
int32_t *season_plan_pairs_costs(const struct grouping_input *round, size_t stride,
    struct arena *arena, bool *ret_has_soft);
#endif
