#include "pace.h"

#include "halt.h"

#define ENOUGH_US 100000 /* then the rate is known */

static enum status
time_attempt(const struct pace *pace, uint64_t effort, int64_t *ret_us, struct err *err)
{
	int64_t began = pace->now_us();
	enum status status = pace->attempt(pace->arg, effort, err);

	*ret_us = pace->now_us() - began;
	return status;
}

/* Three digits are enough, and easier to type again. */
static uint64_t
rounded(uint64_t effort)
{
	uint64_t scale = 1;

	while (effort / scale >= 1000)
		scale *= 10;
	return effort / scale * scale;
}

static uint64_t
limited(const struct pace *pace, double effort)
{
	return effort >= (double)pace->at_most ? pace->at_most
					       : rounded((uint64_t)effort);
}

/* A longer search may have more to share out than the attempt had. */
static uint64_t
scaled(const struct pace *pace, uint64_t attempted, double effort)
{
	uint32_t before, after;

	if (pace->threads == NULL)
		return limited(pace, effort);
	before = pace->threads(pace->arg, attempted);
	after = pace->threads(pace->arg, limited(pace, effort));
	return limited(pace, effort * after / before);
}

/* A busy machine may have taken longer for the start alone than for all of an attempt:
 * then the rate is not known, and too few moves are better than hours of them. */
static double
rate_of(uint64_t moves, int64_t us, int64_t start_us)
{
	int64_t net_us = us - start_us;

	if (net_us <= us / 20)
		net_us = us + 1;
	return (double)moves / (double)net_us;
}

enum status
pace_measure(const struct pace *pace, uint64_t *ret_effort, struct err *err)
{
	int64_t start_us = 0, us = 0, wished_us = pace->wished_ms * 1000;
	int64_t began = pace->now_us();
	uint64_t moves = pace->first;
	enum status status = time_attempt(pace, 0, &start_us, err);

	while (status == OK) {
		status = time_attempt(pace, moves, &us, err);
		if (us < start_us)
			start_us = us;
		if (atomic_load(halt_flag()) || us - start_us > ENOUGH_US ||
		    pace->now_us() - began > wished_us || moves > pace->at_most / 4)
			break;
		moves *= 4;
	}
	if (status != OK)
		return status;

	int64_t left_us = wished_us > start_us ? wished_us - start_us : 0;
	double rate = rate_of(moves, us, start_us);

	*ret_effort = scaled(pace, moves, rate * (double)left_us);
	return OK;
}
