/* season_plan_state.h - all rounds of a season while they are searched together.
 *
 * cost[a][b] is what it costs when a and b meet once more: what they have in common, the
 * weight of a repeat for each time they have met, or SEASON_PLAN_PAIRS_APART. Each table
 * has the sum of its members' rows, so that what a swap changes is six numbers, however
 * large the tables are; a swap that is made changes some 2 x size x rounds of them.
 *
 * Invariant between two calls: every table is lawful as grouping.h means it. Who is glued
 * to somebody stays where the start put them. */
#ifndef CONVENE_SEASON_PLAN_STATE_H
#define CONVENE_SEASON_PLAN_STATE_H

#include "season_plan_draft.h"
#include "season_plan_pairs.h"

#define SEASON_PLAN_STATE_NEVER (1 << 29) /* a swap with somebody who has no seat */

struct season_plan_state_week {
	struct season_plan_week *plan;
	uint32_t *table_of; /* [person], tables_count: has no seat */
	int32_t *sums;      /* [table * stride + person] */
	int32_t *bases;     /* [table]: met_weight * (size - 1); one more for no seat */
	uint32_t *hosts;    /* [table] */
	uint32_t *pool;     /* who may come and has no seat */
	uint32_t pool_count;
	int32_t *free_tables; /* [venue * slots_count + slot] */
};

struct season_plan_state {
	const struct season_plan_input *input;
	const struct grouping_input *round;
	struct season_plan_draft *draft;
	uint32_t people_count, rounds_count;
	size_t stride;  /* of rows of people */
	int32_t weight; /* of a repeat */
	int32_t *cost;  /* [a * stride + b] */
	bool has_soft;  /* costs beside repeats */
	bool *stays;    /* [person] */
	bool *hosts;    /* [person] */
	uint32_t *left; /* [person]: rounds without a seat */
	struct season_plan_state_week *weeks;
	int64_t total; /* of repeats, soft costs and missing seats; kept by the moves */
	uint64_t left_count;
};

/* From the lawful tables of the draft, which then change with the state. */
struct season_plan_state *season_plan_state_new(struct season_plan_draft *draft,
    struct arena *arena);

/* Bytes that it takes. */
uint64_t season_plan_state_size(const struct season_plan_input *input);

/* What it would cost the table that the person left. */
static inline int32_t
season_plan_state_own(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t person)
{
	uint32_t table = week->table_of[person];

	return week->sums[table * state->stride + person] - week->bases[table];
}

static inline int32_t
season_plan_state_cost(const struct season_plan_state *state, uint32_t a, uint32_t b)
{
	return state->cost[a * state->stride + b];
}

/* Whether the table is lawful with the person instead of another, or of nobody
 * (GROUPING_NONE): place, host, and who must not meet. Its size is the caller's. */
bool season_plan_state_may_join(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t table, uint32_t person,
    uint32_t instead);

static inline bool
season_plan_state_has_room(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t table)
{
	const struct season_plan_table *at = &week->plan->tables[table];

	return at->size < state->round->size_max &&
	    at->size < state->round->table_seats[at->venue];
}

/* What it changes when somebody of the pool takes another's seat. */
int64_t season_plan_state_change(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t person, uint32_t other);

/* The moves. The caller has seen to it that they are lawful. */
void season_plan_state_swap(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t a, uint32_t b);
void season_plan_state_move(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t person, uint32_t table);
/* Of the pool, to the table; whoever is `instead` goes to the pool. */
void season_plan_state_sit(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t pool_at, uint32_t table,
    uint32_t instead);
/* To another place, if every member can come there and it has a table to spare. */
bool season_plan_state_replace(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t table, uint32_t venue, uint32_t slot);
#endif
