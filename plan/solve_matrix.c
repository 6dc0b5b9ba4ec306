#include "solve_matrix.h"

#include "clock.h"
#include "halt.h"
#include "pace.h"
#include "watch.h"

#include <stdio.h>

#define PILOT_EFFORT 4000000

struct seat {
	struct arena arena; /* of the plan */
	struct matrix_plan plan;
	bool has_plan, is_truncated;
};

struct search {
	const struct matrix_input *input;
	struct watch watch;
	struct seat seats[CREW_MAX];
	atomic_uint runs_done;
};

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
on_progress(const struct matrix_progress *progress, void *arg)
{
	const struct report *report = arg;
	char words[80];

	snprintf(words, sizeof words, "objective %.3f",
	    (double)progress->objective / 1000);
	watch_tell(&report->search->watch, report->seat, progress->evaluations,
	    -progress->objective, words);
}

static void
make_run(void *arg, uint32_t index, uint32_t run)
{
	struct search *search = arg;
	struct seat *seat = &search->seats[index];
	struct report report = { search, index };
	const struct matrix_options options = { .stop = halt_flag(),
		.progress = on_progress,
		.arg = &report };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix_plan plan;

	matrix_run(search->input, &options, run, &arena, &plan);
	watch_over(&search->watch, index, plan.evaluations);
	atomic_fetch_add(&search->runs_done, 1);
	seat->is_truncated |= plan.is_truncated;
	if (seat->has_plan && !matrix_is_better(&plan, &seat->plan))
		return;

	struct arena worse = seat->arena;

	seat->arena = arena;
	arena = worse;
	seat->plan = plan;
	seat->has_plan = true;
}

static struct matrix_plan
choose(struct search *search, struct arena *arena)
{
	struct seat *best = &search->seats[0];
	bool is_truncated = atomic_load(&search->runs_done) < matrix_runs(search->input);
	struct matrix_plan plan;

	for (size_t i = 0; i < CREW_MAX; i++) {
		struct seat *seat = &search->seats[i];

		is_truncated |= seat->is_truncated;
		if (seat->has_plan &&
		    (!best->has_plan || matrix_is_better(&seat->plan, &best->plan)))
			best = seat;
	}
	plan = best->plan;
	plan.evaluations = watch_moves(&search->watch);
	plan.is_truncated = is_truncated;
	*arena = best->arena;
	best->arena = (struct arena){ 0 };
	return plan;
}

/* As much of a search as tells how long one takes. */
struct trial {
	struct matrix_input input;
	uint32_t threads;
};

static void
try_run(void *arg, uint32_t seat, uint32_t run)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const struct trial *trial = arg;
	const struct matrix_options options = { .stop = halt_flag() };
	struct matrix_plan plan;

	(void)seat;
	matrix_run(&trial->input, &options, run, &arena, &plan);
}

static enum status
attempt(void *arg, uint64_t effort, struct err *err)
{
	struct trial *trial = arg;

	(void)err;
	trial->input.effort = effort;
	crew_work(trial->threads, matrix_runs(&trial->input), halt_flag(), try_run,
	    trial);
	return OK;
}

static uint32_t
threads_busy(void *arg, uint64_t effort)
{
	struct trial *trial = arg;

	trial->input.effort = effort;
	return crew_busy(trial->threads, matrix_runs(&trial->input));
}

static enum status
choose_effort(struct matrix_input *input, const struct solve_order *order,
    struct err *err)
{
	struct trial trial = { *input, order->threads };

	if (order->duration_ms > 0)
		return pace_measure(
		    &(struct pace){
			.wished_ms = order->duration_ms,
			.first = PILOT_EFFORT,
			.at_most = MATRIX_EFFORT_MAX,
			.attempt = attempt,
			.threads = threads_busy,
			.arg = &trial,
			.now_us = clock_now_us,
		    },
		    &input->effort, err);
	input->effort = order->has_effort ? order->effort : SOLVE_MATRIX_EFFORT;
	return OK;
}

enum status
solve_matrix(const struct matrix *matrix, const struct solve_order *order,
    struct arena *arena, struct solve_matrix_result *ret_result, struct err *err)
{
	CLEANUP(search_free) struct search *search = alloc_zero(1, sizeof *search);
	struct matrix_input input = { .matrix = matrix,
		.seed = order->seed,
		.path = cpu_best() };
	enum status status;

	halt_begin();
	status = choose_effort(&input, order, err);
	if (status != OK)
		return status;

	int64_t began_us = clock_now_us();

	search->input = &input;
	watch_start(&search->watch, input.effort, order->duration_ms);
	crew_work(order->threads, matrix_runs(&input), halt_flag(), make_run, search);
	watch_end(&search->watch);
	ret_result->plan = choose(search, arena);
	ret_result->effort = input.effort;
	ret_result->seconds = (double)(clock_now_us() - began_us) / 1e6;
	return OK;
}
