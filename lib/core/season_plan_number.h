/* season_plan_number.h - who gets which number in a season by construction: numbers of
 * one class never meet, others in one known round. */
#ifndef CONVENE_SEASON_PLAN_NUMBER_H
#define CONVENE_SEASON_PLAN_NUMBER_H

#include "season_plan.h"

struct season_plan_number {
	const struct season_plan_input *input;
	const uint32_t *tables; /* [round * people + number] */
	uint32_t field;         /* numbers in a class; those of class 0 are hosts */
	/* Filled by season_plan_number_people(): */
	uint32_t *people; /* [number] */
	uint64_t moves;
	bool truncated;
};

/* First by what they have in common; then numbers change hands, in so many moves at most,
 * while that lowers what all meetings cost. ERR_LIMIT when somebody still meets whom they
 * must not. There are hosts enough for class 0. */
MUST_CHECK enum status season_plan_number_people(struct season_plan_number *number,
    uint64_t effort, const struct grouping_options *options, struct arena *arena,
    struct err *err);
#endif
