/* round_search.h - the engine's runs and regions, shared out among worker threads; what
 * comes out is the same with one thread or with seven. */
#ifndef CONVENE_ROUND_SEARCH_H
#define CONVENE_ROUND_SEARCH_H

#include "grouping_work.h"
#include "workers.h"

#include <pthread.h>

/* One thread of it. */
struct round_search_seat {
	struct round_search *search;
	uint32_t piece; /* that it is at */
	const atomic_bool *is_cancelled;
};

struct round_search {
	const struct grouping_input *input;
	struct err err; /* of the input */
	void *owner;    /* for the callbacks of workers */
	struct grouping_work *work;
	struct arena arena; /* of the plan */
	uint32_t pieces, threads;
	atomic_uint next_piece;
	atomic_bool is_stopped;
	struct round_search_seat seats[WORKERS_MAX];

	/* What is told while it runs. */
	pthread_mutex_t lock;
	struct grouping_progress whole;
	bool has_told;
};

/* The input is borrowed until round_search_done(). Threads: no more than pieces. */
void round_search_init(struct round_search *search, const struct grouping_input *input,
    uint32_t threads_max);
void round_search_done(struct round_search *search); /* for CLEANUP() */

/* A workers_work_fn: arg is a seat. Once for each of search->threads. */
void round_search_work(void *seat, const atomic_bool *is_cancelled);

/* Once all threads are back: the winner, whose memory is the search's. */
MUST_CHECK enum status round_search_take(struct round_search *search,
    struct grouping_plan *ret_plan, struct err *err);

/* From any thread, at any time: the best plan so far is taken, marked as truncated. */
void round_search_stop(struct round_search *search);

/* What there is so far, all threads together; false: nothing yet. */
bool round_search_progress(struct round_search *search,
    struct grouping_progress *ret_progress);
#endif
