/* grouping_best.h - the best seating a search has come by, kept aside: annealing goes
 * on to worse ones, and may be ended there. */
#ifndef CONVENE_GROUPING_BEST_H
#define CONVENE_GROUPING_BEST_H

#include "grouping_state.h"

/* Fewer people left out, then cheaper, as grouping_is_better(). */
struct grouping_best {
	struct grouping_table *tables;
	uint32_t *seats; /* as the state's */
	uint32_t tables_count;
	uint32_t left_out;
	int64_t cost; /* as grouping_cost_total() */
	bool is_there;
};

/* Nothing yet; in the state's arena. */
void grouping_best_init(struct grouping_best *best, const struct grouping_state *state);

/* Keeps the state, which costs so much, if it is better; says whether. */
bool grouping_best_keep(struct grouping_best *best, const struct grouping_state *state,
    int64_t cost);

/* Seats everybody as they were kept, if that is better than the state, which costs so
 * much; says whether. */
bool grouping_best_restore(const struct grouping_best *best, struct grouping_state *state,
    int64_t cost);
#endif
