/* grouping_bound.h - what no plan with the same people at as many tables can
 * undercut.
 *
 * Each term has a bound of its own; the bound of the whole is sharper than their
 * sum, for it knows that not all terms can be at their best at once: a short way
 * means sitting with one's own site and away from those one wished for. It holds for
 * any sizes within the season's, any slots, venues and hosts, but for this number of
 * tables only: with more tables people have less in common. A plan that costs no more
 * than its bound is set beside those of all other numbers too. Who is left out is taken
 * as it is.
 *
 * 60 ms and 2 MB for 25,000 people, 1.4 s and 31 MB for a million. */
#ifndef CONVENE_GROUPING_BOUND_H
#define CONVENE_GROUPING_BOUND_H

#include "grouping.h"

/* From the plan's groups, left and costs: its bounds, bound, gap and whether it is proved
 * for any number of tables. Frozen tables are as they are, so they count with what they
 * cost. */
void grouping_bound_plan(const struct grouping_input *input, struct grouping_plan *plan,
    struct arena *scratch);

/* (cost - bound) per million of the bound; 0 only if they are equal. */
int64_t grouping_bound_gap(int64_t cost, int64_t bound);
#endif
