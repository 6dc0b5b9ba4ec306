/* round_making.h - what a round's plan is made of while it is made. Private to
 * round_plan.c and round_writing.c. */
#ifndef CONVENE_ROUND_MAKING_H
#define CONVENE_ROUND_MAKING_H

#include "round_plan.h"
#include "round_search.h"

struct round_making {
	struct round_plan_order order;
	const struct round_snapshot *snapshot;
	struct arena arena;
	struct grouping_input input;
	bool *is_unpaid; /* by person */
	uint32_t unpaid;
	struct round_search search;
	struct grouping_plan plan;
	uint32_t *prompts; /* by group */
	struct round_plan *out;
};
#endif
