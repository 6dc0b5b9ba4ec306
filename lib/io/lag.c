/* lag.c - libevent 2.1 has no hook for the begin and end of a turn, and its timers are up
 * to two milliseconds late by themselves. So the kernel counts: a timerfd expires on a
 * fixed grid, and what the loop reads late, it was late for. */
#include "lag.h"

#include <assert.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 60 /* seconds that are kept one by one */

const int64_t lag_bounds_us[LAG_BOUNDS] = { 1000, 2000, 5000, 10000, 20000, 50000, 100000,
	500000, 1000000, 5000000 };

struct lag {
	int fd;
	struct event *io;
	int64_t period_us;
	int64_t due_us;    /* the first expiry not yet read */
	int64_t waited_us; /* for a core, since the thread began, as last read */
	int sched_fd;      /* or -1 */
	struct lag_figures figures;
	struct slot {
		int64_t second;
		int64_t max_us;
	} slots[SLOTS];
};

static int64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The second of three numbers: nanoseconds that the thread was ready without a core. */
static int64_t
core_wait_us(const struct lag *lag)
{
	char text[80];
	uint64_t ran_ns, waited_ns;
	ssize_t length = lag->sched_fd < 0
	    ? -1
	    : pread(lag->sched_fd, text, sizeof text - 1, 0);

	if (length <= 0)
		return 0;
	text[length] = '\0';
	if (sscanf(text, "%" SCNu64 " %" SCNu64, &ran_ns, &waited_ns) != 2)
		return 0;
	return (int64_t)(waited_ns / 1000);
}

static void
count(struct lag *lag, int64_t now, int64_t late_us)
{
	struct lag_figures *figures = &lag->figures;
	struct slot *slot = &lag->slots[now / 1000000 % SLOTS];
	size_t bucket = 0;

	while (bucket < LAG_BOUNDS && late_us > lag_bounds_us[bucket])
		bucket++;
	figures->buckets[bucket]++;
	figures->count++;
	figures->sum_us += late_us;
	if (late_us > figures->max_us)
		figures->max_us = late_us;
	if (slot->second != now / 1000000)
		*slot = (struct slot){ .second = now / 1000000 };
	if (late_us > slot->max_us)
		slot->max_us = late_us;
}

static void
count_core(struct lag_figures *figures, int64_t core_us)
{
	figures->core_sum_us += core_us;
	if (core_us > figures->core_max_us)
		figures->core_max_us = core_us;
}

static void
on_expired(evutil_socket_t fd, short what, void *arg)
{
	struct lag *lag = arg;
	int64_t now = now_us();
	uint64_t expiries;

	if (read(fd, &expiries, sizeof expiries) != sizeof expiries)
		return; /* nothing yet */
	int64_t late_us = now > lag->due_us ? now - lag->due_us : 0;
	int64_t waited_us = core_wait_us(lag), core_us = waited_us - lag->waited_us;

	if (core_us > late_us)
		core_us = late_us;
	count_core(&lag->figures, core_us);
	count(lag, now, late_us - core_us);
	lag->waited_us = waited_us;
	lag->due_us += (int64_t)expiries * lag->period_us;
}

struct lag *
lag_open(struct event_base *base, int period_ms)
{
	int64_t start_us = now_us() + 1000;
	const struct itimerspec grid = {
		.it_value = { start_us / 1000000, start_us % 1000000 * 1000 },
		.it_interval = { 0, period_ms * 1000000L },
	};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	assert(period_ms > 0 && period_ms < 1000);
	struct lag *lag = fd < 0 ? alloc_check(NULL) : alloc_zero(1, sizeof *lag);
	int result = timerfd_settime(fd, TFD_TIMER_ABSTIME, &grid, NULL);

	assert(result == 0);
	(void)result;
	lag->fd = fd;
	lag->period_us = (int64_t)period_ms * 1000;
	lag->due_us = start_us;
	lag->sched_fd = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
	lag->waited_us = core_wait_us(lag);
	lag->io = alloc_check(event_new(base, fd, EV_READ | EV_PERSIST, on_expired, lag));
	event_add(lag->io, NULL);
	return lag;
}

void
lag_close(struct lag **lagp)
{
	struct lag *lag = TAKE(*lagp);

	if (lag == NULL)
		return;
	event_free(lag->io);
	close(lag->fd);
	if (lag->sched_fd >= 0)
		close(lag->sched_fd);
	free(lag);
}

struct lag_figures
lag_figures(const struct lag *lag)
{
	struct lag_figures figures = lag->figures;
	int64_t second = now_us() / 1000000;

	for (size_t i = 0; i < SLOTS; i++) {
		const struct slot *slot = &lag->slots[i];

		if (slot->second > second - SLOTS && slot->max_us > figures.minute_us)
			figures.minute_us = slot->max_us;
	}
	return figures;
}
