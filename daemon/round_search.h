/* round_search.h - the engine's independent runs, shared out among worker threads, each
 * into memory of its own; the best one wins, the same with one thread or with seven. */
#ifndef CONVENE_ROUND_SEARCH_H
#define CONVENE_ROUND_SEARCH_H

#include "grouping.h"
#include "workers.h"

#include <pthread.h>

/* What one thread has: its best plan so far. */
struct round_search_seat {
	struct round_search *search;
	struct arena arena;
	bool has_plan;
	uint32_t run;  /* of the plan */
	uint32_t runs; /* that it has made */
	uint64_t moves;
	bool is_truncated; /* one of them was ended early */
	struct grouping_plan plan;
	enum status status;
	struct err err;
	const atomic_bool *is_cancelled;
};

struct round_search {
	const struct grouping_input *input;
	void *owner; /* for the callbacks of workers */
	uint32_t runs, threads;
	atomic_uint next_run;
	atomic_bool is_stopped;
	struct round_search_seat seats[WORKERS_MAX];

	/* What is told while it runs. */
	pthread_mutex_t lock;
	struct grouping_progress now[WORKERS_MAX], best;
	bool has_best;
};

/* The input is borrowed until round_search_done(). Threads: no more than runs. */
void round_search_init(struct round_search *search, const struct grouping_input *input,
    uint32_t threads_max);
void round_search_done(struct round_search *search); /* for CLEANUP() */

/* A workers_work_fn: arg is a seat. Once for each of search->threads. */
void round_search_work(void *seat, const atomic_bool *is_cancelled);

/* Once all threads are back: the winner, whose memory is the search's. */
MUST_CHECK enum status round_search_take(const struct round_search *search,
    struct grouping_plan *ret_plan, struct err *err);

/* From any thread, at any time: the best plan so far is taken, marked as truncated. */
void round_search_stop(struct round_search *search);

/* What there is so far, all threads together; false: nothing yet. */
bool round_search_progress(struct round_search *search,
    struct grouping_progress *ret_progress);
#endif
