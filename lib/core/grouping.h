/* grouping.h - who sits with whom: a snapshot of people, places and rules in, a plan
 * with its cost, a bound and reasons out. Pure: the same input, seed and effort give
 * the same plan, byte for byte, on every machine.
 *
 * Hard rules, never broken in a plan: sizes; one slot that every member offered; no
 * pair that must stay apart; at least one willing host; every member's way to the
 * venue within their limit; tables and seats of the venue; glued people together. A
 * lawful seat is always taken, whatever it costs; who has none is left out with a
 * reason.
 *
 * Indexes count from 0: person, slot, venue, site. Costs are whole numbers, less is
 * better. */
#ifndef CONVENE_GROUPING_H
#define CONVENE_GROUPING_H

#include "arena.h"
#include "base.h"
#include "cpu.h"
#include "grouping_plan.h"
#include "grouping_problem.h"

#include <stdatomic.h>

/* Of all regions together: where the search has not begun yet, everybody is left out. */
struct grouping_progress {
	uint64_t moves, effort;
	int64_t cost; /* of the best plan so far, which a stop would give */
	/* As in the plan, but for as many tables in each region; has_bound is false,
	 * and the gap INT64_MAX, until every region has one. */
	int64_t bound, gap_ppm;
	bool has_bound;
	uint32_t left_out;
	uint32_t violations; /* of hard rules: 0, every table is lawful all the time */
};

struct grouping_options {
	/* Or NULL; true ends the search soon, with a lawful plan. */
	const atomic_bool *stop;
	/* Or NULL; every 131,072 moves, in the thread that called grouping_form(). Each
	 * leaves out fewer people than the one before, or costs no more. */
	void (*progress)(const struct grouping_progress *progress, void *arg);
	void *arg;
	/* Or NULL, the fastest way that this machine has: all make the same plan. */
	const enum cpu_path *path;
};

/* Fills *ret_plan, also when nobody can be seated. ERR_INVALID, naming the field and with
 * *ret_plan untouched, for input that contradicts this header. options may be NULL. */
MUST_CHECK enum status grouping_form(const struct grouping_input *input,
    const struct grouping_options *options, struct arena *arena,
    struct grouping_plan *ret_plan, struct err *err);

/* grouping_form() is so many runs, one after another; each begins elsewhere and has its
 * share of the effort. They may as well be made in several threads: grouping_work.h. */
#define GROUPING_RUNS_MAX 16
uint32_t grouping_runs(const struct grouping_input *input);

/* Fewer left out, then cheaper. */
bool grouping_is_better(const struct grouping_plan *a, const struct grouping_plan *b);

/* What a season gets unless it asks for more: 0.2 s of one core for up to 4,000 people,
 * about 3 s for 25,000. */
uint64_t grouping_effort(uint32_t people_count);

/* What a pair that met so many rounds ago (1: the last one) costs: the weight, times 7/8
 * for each round since. A pair that met twice comes twice. */
int32_t grouping_met_cost(int32_t weight, uint32_t rounds_ago);
#endif
