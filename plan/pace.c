#include "pace.h"

#include "halt.h"

#include <time.h>

#define ENOUGH_US 100000 /* of processor: then the rate is known */

static int64_t
processor_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now); /* Linux has it */
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static enum status
time_attempt(const struct pace *pace, uint64_t effort, int64_t *ret_us, struct err *err)
{
	int64_t began = processor_us();
	enum status status = pace->attempt(pace->arg, effort, err);

	*ret_us = processor_us() - began;
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

enum status
pace_measure(const struct pace *pace, uint64_t *ret_effort, struct err *err)
{
	int64_t start_us = 0, us = 0, wished_us = pace->wished_ms * 1000;
	uint64_t moves = pace->first;
	enum status status = time_attempt(pace, 0, &start_us, err);

	while (status == OK) {
		status = time_attempt(pace, moves, &us, err);
		if (atomic_load(halt_flag()) || us - start_us > ENOUGH_US ||
		    us > wished_us / 4 || moves > pace->at_most / 4)
			break;
		moves *= 4;
	}
	if (status != OK)
		return status;

	double rate = (double)moves / (double)(us > start_us ? us - start_us : 1);
	int64_t left_us = wished_us > start_us ? wished_us - start_us : 0;
	double effort = rate * (double)left_us * pace->threads;

	*ret_effort = effort >= (double)pace->at_most ? pace->at_most
						      : rounded((uint64_t)effort);
	return OK;
}
