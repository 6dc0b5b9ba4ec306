/* season_plan_start.h - a round of a season's plan as the tables from which the round is
 * formed, for those who really come. */
#ifndef CONVENE_SEASON_PLAN_START_H
#define CONVENE_SEASON_PLAN_START_H

#include "season_plan.h"

struct season_plan_start {
	const struct season_plan_round *round;
	const struct grouping_input *now; /* the round to form; its fixed are not read */
	/* [person of the season]: their number in `now`, each at most once, or
	 * GROUPING_NONE: does not come. */
	const uint32_t *person_now;
	/* Slots and venues of `now` have the numbers that the plan knows: a table keeps
	 * its place if all its people can come there, else only the company counts. */
	bool has_same_places;
	int32_t stay_cost; /* for who ends at another table: grouping_problem.h */
};

/* Tables of two and more; a lonely one has no company to keep. In the arena, to be
 * given to grouping_form() as now->fixed. Returns how many. */
uint32_t season_plan_start_tables(const struct season_plan_start *start,
    struct arena *arena, const struct grouping_fixed **ret_fixed);
#endif
