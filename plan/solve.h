/* solve.h - runs the grouping engine: how long, in how many threads, with a bar on the
 * terminal. What comes out depends on the effort alone. */
#ifndef CONVENE_SOLVE_H
#define CONVENE_SOLVE_H

#include "grouping.h"

/* What stands on the command line of every engine. */
struct solve_order {
	uint64_t seed;
	uint64_t effort;     /* moves; 0: not given */
	int64_t duration_ms; /* 0: not given */
	uint32_t threads;
	bool has_effort;
};

struct solve_result {
	struct grouping_plan plan; /* in the arena, which must be empty before */
	double seconds;            /* of wall clock */
};

/* Sets input's seed and effort, and checks the plan that came out before it returns:
 * ERR_BUG if it breaks a rule. ERR_INVALID as grouping_form(). */
MUST_CHECK enum status solve_grouping(struct grouping_input *input,
    const struct solve_order *order, struct arena *arena, struct solve_result *ret_result,
    struct err *err);
#endif
