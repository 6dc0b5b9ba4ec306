#include "round_search.h"

#include "grouping_input.h"

#include <string.h>

void
round_search_init(struct round_search *search, const struct grouping_input *input,
    uint32_t threads_max)
{
	memset(search, 0, sizeof *search);
	search->input = input;
	if (grouping_input_check(input, &search->err) == OK) {
		search->work = grouping_work_new(input);
		search->pieces = grouping_work_count(search->work);
	}
	search->threads = threads_max < WORKERS_MAX ? threads_max : WORKERS_MAX;
	if (search->threads > search->pieces)
		search->threads = search->pieces;
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
	grouping_work_free(&search->work);
	arena_done(&search->arena);
	(void)pthread_mutex_destroy(&search->lock); /* nobody holds it any more */
	search->input = NULL;
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
	grouping_work_tell(search->work, seat->piece, progress, &search->whole);
	search->has_told = true;
	(void)pthread_mutex_unlock(&search->lock);
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
	for (;;) {
		seat->piece = atomic_fetch_add(&search->next_piece, 1);
		if (seat->piece >= search->pieces)
			return;
		grouping_work_do(search->work, seat->piece, &options);
	}
}

enum status
round_search_take(struct round_search *search, struct grouping_plan *ret_plan,
    struct err *err)
{
	if (search->err.status != OK) {
		*err = search->err;
		return err->status;
	}
	if (!grouping_work_has_plan(search->work))
		return err_set(err, ERR_UNAVAILABLE, "planning was cancelled");
	*ret_plan = grouping_work_join(search->work, &search->arena);
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
	bool has_told = search->has_told;

	*ret_progress = search->whole;
	(void)pthread_mutex_unlock(&search->lock);
	return has_told;
}
