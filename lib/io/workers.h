/* workers.h - a few threads for what would hold up the loop: pure functions over a
 * snapshot of their own. The loop never waits for one, except to close. */
#ifndef CONVENE_WORKERS_H
#define CONVENE_WORKERS_H

#include "base.h"

#include <stdatomic.h>
#include <stdint.h>

#include <event2/event.h>

#define WORKERS_MAX 8
#define WORKERS_WAITING_MAX 64

struct workers;

/* In a thread: arg alone is its, until it returns. Looks at *is_cancelled now and then,
 * and returns early when it is true. */
typedef void workers_work_fn(void *arg, const atomic_bool *is_cancelled);

/* On the loop, exactly once for each workers_run() that was OK, never before it returns.
 * OK: the work was done. ERR_UNAVAILABLE: cancelled, or closed before it began; a work
 * that was cancelled may have gone some of its way. */
typedef void workers_done_fn(enum status status, void *arg);

struct workers_state {
	int threads, busy;
	int waiting;
	int64_t oldest_ms; /* how long the oldest work has been running, 0: none is */
};

struct workers *workers_open(struct event_base *base, int threads);

/* ERR_UNAVAILABLE, and nothing is called: WORKERS_WAITING_MAX wait already, or it is
 * closing. ret_id, which may be NULL, names the work for workers_cancel(). */
MUST_CHECK enum status workers_run(struct workers *workers, workers_work_fn *work,
    workers_done_fn *done, void *arg, uint64_t *ret_id, struct err *err);

/* Its done comes with ERR_UNAVAILABLE as soon as the work has seen the flag. Without
 * effect on work that is over. */
void workers_cancel(struct workers *workers, uint64_t id);

void workers_state(struct workers *workers, struct workers_state *ret_state);

/* Cancels everything, waits for the threads, and calls done for what was left; whoever
 * asks for more work then gets ERR_UNAVAILABLE. */
void workers_close(struct workers **workers);
#endif
