/* grouping_bound.h - what no plan with the same people at as many tables can undercut. */
#ifndef CONVENE_GROUPING_BOUND_H
#define CONVENE_GROUPING_BOUND_H

#include "grouping.h"

/* From the plan's groups, left and costs: its bounds, bound and gap. Terms are bounded
 * one by one, so the sum is a bound too, though seldom reached. */
void grouping_bound_plan(const struct grouping_input *input, struct grouping_plan *plan,
    struct arena *scratch);

/* (cost - bound) per million of the bound; 0 only if they are equal. */
int64_t grouping_bound_gap(int64_t cost, int64_t bound);
#endif
