/* lag.c - libevent 2.1 has no hook for the begin and end of a turn. Its timers go by
 * whole milliseconds, rounded up, so up to one millisecond of each figure is libevent's
 * own. */
#include "lag.h"

#include <assert.h>
#include <time.h>

#define SLOTS 60 /* seconds that are kept one by one */

const int64_t lag_bounds_us[LAG_BOUNDS] = { 1000, 2000, 5000, 10000, 20000, 50000, 100000,
	500000, 1000000, 5000000 };

struct lag {
	struct event *timer;
	int64_t period_us;
	int64_t due_us; /* when the timer should be called next */
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
arm(struct lag *lag, int64_t now)
{
	struct timeval wait = { 0, lag->period_us };

	lag->due_us = now + lag->period_us;
	evtimer_add(lag->timer, &wait);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct lag *lag = arg;
	int64_t now = now_us();

	count(lag, now, now > lag->due_us ? now - lag->due_us : 0);
	arm(lag, now);
}

struct lag *
lag_open(struct event_base *base, int period_ms)
{
	struct lag *lag = alloc_zero(1, sizeof *lag);

	assert(period_ms > 0 && period_ms < 1000);
	lag->period_us = (int64_t)period_ms * 1000;
	lag->timer = alloc_check(evtimer_new(base, on_timer, lag));
	arm(lag, now_us());
	return lag;
}

void
lag_close(struct lag **lagp)
{
	struct lag *lag = TAKE(*lagp);

	if (lag == NULL)
		return;
	event_free(lag->timer);
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
