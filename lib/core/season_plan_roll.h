/* season_plan_roll.h - a season round after round, each by grouping_form() with what was
 * before it. */
#ifndef CONVENE_SEASON_PLAN_ROLL_H
#define CONVENE_SEASON_PLAN_ROLL_H

#include "season_plan_draft.h"

/* All rounds, with so many moves in all. Input that season_plan_make() has checked. */
void season_plan_roll_rounds(struct season_plan_draft *draft, uint64_t effort,
    const struct grouping_options *options, struct arena *arena);
#endif
