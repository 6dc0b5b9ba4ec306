/* solve.c - threads take one piece of the search after another; what comes out does not
 * depend on who made what. */
#include "solve.h"

#include "clock.h"
#include "grouping_check.h"
#include "grouping_input.h"
#include "grouping_work.h"
#include "halt.h"
#include "pace.h"
#include "watch.h"

#include <inttypes.h>
#include <stdio.h>

#define PILOT_MOVES 20000

struct search {
	struct grouping_work *work;
	bool is_quiet; /* nothing is told */
	struct watch watch;
	pthread_mutex_t lock; /* of grouping_work_tell() */
};

struct report {
	struct search *search;
	uint32_t piece;
};

static void
search_done(struct search *search)
{
	grouping_work_free(&search->work);
}

static void
show(struct watch *watch, const struct grouping_progress *whole)
{
	char words[80];
	size_t length = (size_t)snprintf(words, sizeof words, "cost %" PRId64,
	    whole->cost);

	if (whole->has_bound)
		length += (size_t)snprintf(words + length, sizeof words - length,
		    ", bound %" PRId64, whole->bound);
	if (whole->gap_ppm < 100000000)
		length += (size_t)snprintf(words + length, sizeof words - length,
		    ", gap %.2f %%", (double)whole->gap_ppm / 10000);
	if (whole->left_out > 0)
		snprintf(words + length, sizeof words - length, ", %" PRIu32 " left out",
		    whole->left_out);
	watch_tell(watch, 0, whole->moves,
	    whole->cost + (int64_t)whole->left_out * (1 << 30), words);
}

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	const struct report *report = arg;
	struct search *search = report->search;
	struct grouping_progress whole;

	(void)pthread_mutex_lock(&search->lock);
	grouping_work_tell(search->work, report->piece, progress, &whole);
	show(&search->watch, &whole);
	(void)pthread_mutex_unlock(&search->lock);
}

static void
do_piece(void *arg, uint32_t seat, uint32_t piece)
{
	struct search *search = arg;
	struct report report = { search, piece };
	const struct grouping_options options = { .stop = halt_flag(),
		.progress = search->is_quiet ? NULL : on_progress,
		.arg = &report };

	(void)seat;
	grouping_work_do(search->work, piece, &options);
}

/* As much of a search as tells how long one takes. */
struct trial {
	struct grouping_input input;
	uint32_t threads;
};

static enum status
attempt(void *arg, uint64_t effort, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(search_done) struct search search = { .is_quiet = true };
	struct trial *trial = arg;

	trial->input.effort = effort;
	search.work = grouping_work_new(&trial->input);
	crew_work(trial->threads, grouping_work_count(search.work), NULL, do_piece,
	    &search);
	(void)grouping_work_join(search.work, &arena);
	return OK;
}

static uint32_t
threads_busy(void *arg, uint64_t effort)
{
	struct trial *trial = arg;
	CLEANUP(grouping_work_free) struct grouping_work *work = NULL;

	trial->input.effort = effort;
	work = grouping_work_new(&trial->input);
	return crew_busy(trial->threads, grouping_work_count(work));
}

static enum status
choose_effort(struct grouping_input *input, const struct solve_order *order,
    struct err *err)
{
	struct trial trial = { *input, order->threads };

	if (order->duration_ms > 0)
		return pace_measure(
		    &(struct pace){
			.wished_ms = order->duration_ms,
			.first = PILOT_MOVES,
			.at_most = GROUPING_EFFORT_MAX,
			.attempt = attempt,
			.threads = threads_busy,
			.arg = &trial,
			.now_us = clock_now_us,
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
	CLEANUP(search_done) struct search search = { .work = NULL };
	struct solve_result result = { .seconds = 0 };
	enum status status;

	halt_begin();
	input->seed = order->seed;
	input->effort = order->effort;
	status = grouping_input_check(input, err);
	if (status == OK)
		status = choose_effort(input, order, err);
	if (status != OK)
		return status;

	int64_t began_us = clock_now_us();

	search.work = grouping_work_new(input);
	(void)pthread_mutex_init(&search.lock, NULL); /* of the usual kind: no failure */
	watch_start(&search.watch, input->effort, order->duration_ms);
	crew_work(order->threads, grouping_work_count(search.work), NULL, do_piece,
	    &search);
	watch_end(&search.watch);
	(void)pthread_mutex_destroy(&search.lock);
	result.plan = grouping_work_join(search.work, arena);
	result.seconds = (double)(clock_now_us() - began_us) / 1e6;
	if (grouping_check_plan(input, &result.plan, err) != OK)
		return err_set(err, ERR_BUG, "the plan breaks a rule: %.180s", err->text);
	*ret_result = result;
	return OK;
}
