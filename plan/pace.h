/* pace.h - how many moves a wish in seconds is worth on this machine. */
#ifndef CONVENE_PACE_H
#define CONVENE_PACE_H

#include "base.h"

#include <stdint.h>

/* One attempt with so much effort. */
typedef enum status pace_fn(void *arg, uint64_t effort, struct err *err);

struct pace {
	int64_t wished_ms;
	uint32_t threads;
	uint64_t first; /* effort of the shortest attempt that says something */
	uint64_t at_most;
	pace_fn *attempt;
	void *arg;
};

/* By ever longer attempts, in processor time. Rounded to three digits. */
MUST_CHECK enum status pace_measure(const struct pace *pace, uint64_t *ret_effort,
    struct err *err);
#endif
