/* pace.h - how many moves a wish in seconds is worth on this machine, as it is now. */
#ifndef CONVENE_PACE_H
#define CONVENE_PACE_H

#include "base.h"

#include <stdint.h>

/* One attempt with so much effort, in as many threads as the search will have. */
typedef enum status pace_fn(void *arg, uint64_t effort, struct err *err);

/* How many threads find something to do with so much effort. */
typedef uint32_t pace_threads_fn(void *arg, uint64_t effort);

struct pace {
	int64_t wished_ms;
	uint64_t first; /* effort of the shortest attempt that says something */
	uint64_t at_most;
	pace_fn *attempt;
	pace_threads_fn *threads; /* NULL: always one */
	void *arg;
	int64_t (*now_us)(void);
};

/* By ever longer attempts, by the clock on the wall. Rounded to three digits. */
MUST_CHECK enum status pace_measure(const struct pace *pace, uint64_t *ret_effort,
    struct err *err);
#endif
