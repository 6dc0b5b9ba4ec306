/* grouping_step.h - single moves of the search: from the pool, of glued people, of whole
 * tables. Slower than the exchanges of the inner loop, and seldom. Each keeps every table
 * lawful. */
#ifndef CONVENE_GROUPING_STEP_H
#define CONVENE_GROUPING_STEP_H

#include "grouping_best.h"
#include "grouping_desk.h"
#include "grouping_lanes.h"
#include "grouping_near.h"

struct grouping_search {
	struct grouping_state *state;
	struct grouping_desk desk;
	struct grouping_near near;
	uint32_t window; /* in near.by_cell: tables whose people make offers */
	uint32_t window_size;
	int64_t cost;
	struct grouping_best best;
	uint64_t keep_at; /* moves: when best may next be kept */
	double temperature;
	const float *lns;
	int64_t patience; /* what an exchange with one who waits may cost */
	/* The bound is reckoned anew only when this many wait at this many tables. */
	uint32_t bound_pool, bound_tables;
	int64_t bound;
	int64_t frozen_cost;
};

/* What a change may cost this time. */
static inline int64_t
grouping_step_threshold(const struct grouping_search *search, uint32_t deal)
{
	return (int64_t)(search->temperature * search->lns[deal & 0xffff]);
}

/* Of one unit, to a seat somewhere, free or not. */
void grouping_step_unit(struct grouping_search *search, uint32_t unit);

/* Of any table to another slot or venue. */
void grouping_step_table(struct grouping_search *search);

/* A new table of those who wait, once exchanges have brought the right ones together. */
void grouping_step_open(struct grouping_search *search);
#endif
