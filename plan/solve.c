/* solve.c - a seat for each thread, with the best plan it has made; which of them wins
 * does not depend on who made it. */
#include "solve.h"

#include "clock.h"
#include "grouping_check.h"
#include "pace.h"
#include "watch.h"

#include <inttypes.h>
#include <stdio.h>

#define PILOT_MOVES 20000

struct seat {
	enum status status;
	struct err err;
	struct arena arena; /* of the plan */
	struct grouping_plan plan;
	uint32_t run;
	bool has_plan, is_truncated;
};

struct search {
	const struct grouping_input *input;
	struct watch watch;
	struct seat seats[CREW_MAX];
	atomic_uint runs_done;
};

/* What a run's progress needs to find its seat. */
struct report {
	struct search *search;
	uint32_t seat;
};

static void
search_free(struct search **search)
{
	for (size_t i = 0; i < CREW_MAX; i++)
		arena_done(&(*search)->seats[i].arena);
	free(*search);
}

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	const struct report *report = arg;
	char words[80];
	int length = snprintf(words, sizeof words, "cost %" PRId64 ", bound %" PRId64,
	    progress->cost, progress->bound);

	if (progress->gap_ppm < 100000000)
		length += snprintf(words + length, sizeof words - (size_t)length,
		    ", gap %.2f %%", (double)progress->gap_ppm / 10000);
	if (progress->left_out > 0 && length < (int)sizeof words)
		snprintf(words + length, sizeof words - (size_t)length,
		    ", %" PRIu32 " left out", progress->left_out);
	watch_tell(&report->search->watch, report->seat, progress->moves,
	    progress->cost + (int64_t)progress->left_out * (1 << 30), words);
}

/* Of equals the earlier run. */
static bool
wins(const struct grouping_plan *plan, uint32_t run, const struct seat *other)
{
	if (!other->has_plan || grouping_is_better(plan, &other->plan))
		return true;
	return !grouping_is_better(&other->plan, plan) && run < other->run;
}

static void
make_run(void *arg, uint32_t index, uint32_t run)
{
	struct search *search = arg;
	struct seat *seat = &search->seats[index];
	struct report report = { search, index };
	const struct grouping_options options = { .stop = &search->watch.stop,
		.progress = on_progress,
		.arg = &report };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_plan plan;

	if (seat->status != OK)
		return;
	seat->status = grouping_run(search->input, &options, run, &arena, &plan,
	    &seat->err);
	if (seat->status != OK)
		return;
	watch_over(&search->watch, index, plan.moves);
	atomic_fetch_add(&search->runs_done, 1);
	seat->is_truncated |= plan.truncated;
	if (!wins(&plan, run, seat))
		return;

	struct arena worse = seat->arena;

	seat->arena = arena;
	arena = worse;
	seat->plan = plan;
	seat->run = run;
	seat->has_plan = true;
}

/* The winner's plan, in the caller's arena. */
static enum status
choose(struct search *search, struct arena *arena, struct grouping_plan *ret_plan,
    struct err *err)
{
	struct seat *best = &search->seats[0];
	bool is_truncated = false;

	for (size_t i = 0; i < CREW_MAX; i++) {
		struct seat *seat = &search->seats[i];

		if (seat->status != OK)
			return err_set(err, seat->status, "%s", seat->err.text);
		is_truncated |= seat->is_truncated;
		if (seat->has_plan && wins(&seat->plan, seat->run, best))
			best = seat;
	}
	*ret_plan = best->plan;
	ret_plan->moves = watch_moves(&search->watch);
	ret_plan->truncated = is_truncated ||
	    atomic_load(&search->runs_done) < grouping_runs(search->input);
	*arena = best->arena;
	best->arena = (struct arena){ 0 };
	return OK;
}

static enum status
attempt(void *arg, uint64_t effort, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input input = *(const struct grouping_input *)arg;
	struct grouping_plan plan;

	input.effort = effort;
	return grouping_form(&input, NULL, &arena, &plan, err);
}

static enum status
choose_effort(struct grouping_input *input, const struct solve_order *order,
    struct err *err)
{
	if (order->duration_ms > 0)
		return pace_measure(
		    &(struct pace){
			.wished_ms = order->duration_ms,
			.threads = order->threads,
			.first = PILOT_MOVES,
			.at_most = GROUPING_EFFORT_MAX,
			.attempt = attempt,
			.arg = input,
		    },
		    &input->effort, err);
	input->effort = order->has_effort ? order->effort
					  : grouping_effort(input->people_count);
	return OK;
}

enum status
solve_grouping(struct grouping_input *input, const struct solve_order *order,
    struct arena *arena, struct solve_result *ret_result, struct err *err)
{
	CLEANUP(search_free) struct search *search = alloc_zero(1, sizeof *search);
	struct solve_result result = { .seconds = 0 };
	enum status status;

	input->seed = order->seed;
	status = choose_effort(input, order, err);
	if (status != OK)
		return status;

	int64_t began_us = clock_now_us();

	search->input = input;
	watch_start(&search->watch, input->effort, order->duration_ms);
	crew_work(order->threads, grouping_runs(input), &search->watch.stop, make_run,
	    search);
	watch_end(&search->watch);
	status = choose(search, arena, &result.plan, err);
	if (status != OK)
		return status;
	result.seconds = (double)(clock_now_us() - began_us) / 1e6;
	if (grouping_check_plan(input, &result.plan, err) != OK)
		return err_set(err, ERR_BUG, "the plan breaks a rule: %.180s", err->text);
	*ret_result = result;
	return OK;
}
