#include "round_search.h"

#include <string.h>

void
round_search_init(struct round_search *search, const struct grouping_input *input,
    uint32_t threads_max)
{
	memset(search, 0, sizeof *search);
	search->input = input;
	search->runs = grouping_runs(input);
	search->threads = threads_max < WORKERS_MAX ? threads_max : WORKERS_MAX;
	if (search->threads > search->runs)
		search->threads = search->runs;
	if (search->threads < 1)
		search->threads = 1;
	(void)pthread_mutex_init(&search->lock, NULL); /* fails for attributes only */
	for (uint32_t i = 0; i < WORKERS_MAX; i++)
		search->seats[i].search = search;
}

void
round_search_done(struct round_search *search)
{
	if (search->input == NULL)
		return; /* never begun */
	for (uint32_t i = 0; i < WORKERS_MAX; i++)
		arena_done(&search->seats[i].arena);
	(void)pthread_mutex_destroy(&search->lock); /* nobody holds it any more */
	search->input = NULL;
}

static bool
is_better(const struct grouping_progress *a, const struct grouping_progress *b)
{
	if (a->left_out != b->left_out)
		return a->left_out < b->left_out;
	return a->cost < b->cost;
}

/* Comes every few milliseconds. A worker that is to end passes that on to the others. */
static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	struct round_search_seat *seat = arg;
	struct round_search *search = seat->search;

	if (atomic_load(seat->is_cancelled))
		round_search_stop(search);
	(void)pthread_mutex_lock(&search->lock);
	struct grouping_progress *now = &search->now[seat - search->seats];

	*now = *progress;
	now->moves += seat->moves;
	if (!search->has_best || is_better(progress, &search->best))
		search->best = *progress;
	search->has_best = true;
	(void)pthread_mutex_unlock(&search->lock);
}

static void
keep(struct round_search_seat *seat, const struct grouping_plan *plan, uint32_t run)
{
	seat->runs++;
	seat->moves += plan->moves;
	seat->is_truncated = seat->is_truncated || plan->truncated;
	if (seat->has_plan && !grouping_is_better(plan, &seat->plan))
		return;
	seat->plan = *plan;
	seat->run = run;
	seat->has_plan = true;
}

void
round_search_work(void *arg, const atomic_bool *is_cancelled)
{
	struct round_search_seat *seat = arg;
	struct round_search *search = seat->search;
	const struct grouping_options options = {
		.stop = &search->is_stopped,
		.progress = on_progress,
		.arg = seat,
	};

	seat->is_cancelled = is_cancelled;
	while (seat->status == OK &&
	    (!seat->has_plan || !atomic_load(&search->is_stopped))) {
		uint32_t run = atomic_fetch_add(&search->next_run, 1);
		struct grouping_plan plan;

		if (run >= search->runs)
			return;
		seat->status = grouping_run(search->input, &options, run, &seat->arena,
		    &plan, &seat->err);
		if (seat->status == OK)
			keep(seat, &plan, run);
	}
}

/* In the order of their runs: of equals the first wins, whoever made it. */
static bool
wins(const struct round_search_seat *seat, const struct round_search_seat *best)
{
	if (best == NULL || grouping_is_better(&seat->plan, &best->plan))
		return true;
	return !grouping_is_better(&best->plan, &seat->plan) && seat->run < best->run;
}

enum status
round_search_take(const struct round_search *search, struct grouping_plan *ret_plan,
    struct err *err)
{
	const struct round_search_seat *best = NULL;
	bool is_truncated = false;
	uint32_t runs = 0;
	uint64_t moves = 0;

	for (uint32_t i = 0; i < search->threads; i++) {
		const struct round_search_seat *seat = &search->seats[i];

		if (seat->status != OK) {
			*err = seat->err;
			return seat->status;
		}
		is_truncated = is_truncated || seat->is_truncated;
		runs += seat->runs;
		moves += seat->moves;
		if (seat->has_plan && wins(seat, best))
			best = seat;
	}
	if (best == NULL)
		return err_set(err, ERR_UNAVAILABLE, "planning was cancelled");
	*ret_plan = best->plan;
	ret_plan->moves = moves;
	ret_plan->truncated = is_truncated || runs < search->runs;
	return OK;
}

void
round_search_stop(struct round_search *search)
{
	atomic_store(&search->is_stopped, true);
}

bool
round_search_progress(struct round_search *search, struct grouping_progress *ret_progress)
{
	(void)pthread_mutex_lock(&search->lock);
	bool is_there = search->has_best;

	*ret_progress = search->best;
	ret_progress->moves = 0;
	for (uint32_t i = 0; i < search->threads; i++)
		ret_progress->moves += search->now[i].moves;
	ret_progress->effort = search->input->effort;
	(void)pthread_mutex_unlock(&search->lock);
	return is_there;
}
