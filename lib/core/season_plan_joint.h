/* season_plan_joint.h - all rounds of a season searched together: simulated annealing
 * over swaps inside a round, from lawful tables to lawful tables. */
#ifndef CONVENE_SEASON_PLAN_JOINT_H
#define CONVENE_SEASON_PLAN_JOINT_H

#include "season_plan_draft.h"

/* Whether the tables that it needs are within bounds. */
bool season_plan_joint_fits(const struct season_plan_input *input);

/* Begins with the lawful tables of the draft and leaves the best that were seen: never
 * more people without a seat, then never a higher cost. Ends when nothing is left to
 * gain, or after so many moves. Input that season_plan_make() has checked. */
void season_plan_joint_search(struct season_plan_draft *draft, uint64_t effort,
    const struct grouping_options *options, struct arena *arena);
#endif
