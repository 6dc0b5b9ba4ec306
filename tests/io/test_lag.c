#include "lag.h"

#include "run.h"

#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	*(bool *)arg = true;
}

static void
turn(struct event_base *base, int ms)
{
	struct timeval wait = { 0, ms * 1000 };
	bool is_over = false;
	struct event *end = evtimer_new(base, on_end, &is_over);

	evtimer_add(end, &wait);
	while (!is_over)
		event_base_loop(base, EVLOOP_ONCE);
	event_free(end);
}

/* A callback that works for 80 ms, the fault that this module is there to show. */
static void
on_block(evutil_socket_t fd, short what, void *arg)
{
	struct timespec start, now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
	do
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	while (
	    (now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 <
	    80);
}

START_TEST(test_long_turn_is_seen)
{
	struct event_base *base = event_base_new();
	CLEANUP(lag_close) struct lag *lag = lag_open(base, 2);
	struct timeval soon = { 0, 20000 };

	event_base_once(base, -1, EV_TIMEOUT, on_block, NULL, &soon);
	turn(base, 50);

	struct lag_figures figures = lag_figures(lag);
	uint64_t all = 0;

	for (size_t i = 0; i <= LAG_BOUNDS; i++)
		all += figures.buckets[i];
	ck_assert_int_ge(figures.max_us, 75000);
	ck_assert_int_lt(figures.max_us, 1000000);
	ck_assert_int_eq(figures.minute_us, figures.max_us);
	ck_assert_uint_ge(figures.buckets[6] + figures.buckets[7], 1); /* 50 to 500 ms */
	ck_assert_uint_eq(all, figures.count);
	ck_assert_int_ge(figures.sum_us, figures.max_us);
	lag_close(&lag);
	event_base_free(base);
}
END_TEST

/* Most turns of an idle loop end within 20 ms, however busy the machine is. */
START_TEST(test_idle_loop_is_on_time)
{
	struct event_base *base = event_base_new();
	CLEANUP(lag_close) struct lag *lag = lag_open(base, 2);

	turn(base, 400);

	struct lag_figures figures = lag_figures(lag);

	uint64_t on_time = 0;

	ck_assert_uint_ge(figures.count, 10);
	for (size_t i = 0; i < 5; i++)
		on_time += figures.buckets[i];
	ck_assert_uint_gt(on_time * 2, figures.count);
	lag_close(&lag);
	event_base_free(base);
}
END_TEST

/* Behind another process on the same core it is late, and yet no turn is long. */
START_TEST(test_want_of_a_core_is_no_lag)
{
	struct event_base *base = event_base_new();
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET((size_t)sched_getcpu(), &one);
	ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
	pid_t pid = fork();
	if (pid == 0)
		for (;;)
			continue;
	ck_assert_int_eq(setpriority(PRIO_PROCESS, 0, 19), 0);
	CLEANUP(lag_close) struct lag *lag = lag_open(base, 2);

	for (int i = 0; i < 60 && lag_figures(lag).core_sum_us < 50000; i++)
		turn(base, 100);
	kill(pid, SIGKILL);

	struct lag_figures figures = lag_figures(lag);

	ck_assert_int_ge(figures.core_sum_us, 50000);
	ck_assert_int_ge(figures.core_max_us, 1000);
	ck_assert_int_lt(figures.sum_us, figures.core_sum_us);
	lag_close(&lag);
	event_base_free(base);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("lag");

	tcase_add_test(tests, test_long_turn_is_seen);
	tcase_add_test(tests, test_idle_loop_is_on_time);
	if (access("/proc/thread-self/schedstat", R_OK) == 0)
		tcase_add_test(tests, test_want_of_a_core_is_no_lag);
	return run_tests("lag", tests);
}
