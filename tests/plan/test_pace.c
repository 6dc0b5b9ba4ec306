/* A wish in seconds, on a clock that only the attempts move: so many moves a microsecond,
 * after a start that takes its time. */
#include "pace.h"
#include "run.h"

static struct {
	int64_t now_us, start_us;
	uint32_t threads, pieces_of; /* a piece for each so many moves */
	uint64_t most;               /* moves of the longest attempt */
} machine;

static int64_t
now_us(void)
{
	return machine.now_us;
}

static uint32_t
threads_busy(void *arg, uint64_t effort)
{
	uint64_t pieces = effort / machine.pieces_of;

	(void)arg;
	if (pieces < 1)
		return 1;
	return pieces < machine.threads ? (uint32_t)pieces : machine.threads;
}

static enum status
attempt(void *arg, uint64_t effort, struct err *err)
{
	(void)arg;
	(void)err;
	machine.most = effort > machine.most ? effort : machine.most;
	machine.now_us += machine.start_us +
	    (int64_t)effort / 10 / threads_busy(NULL, effort);
	return OK;
}

static int64_t
measure(int64_t wished_ms)
{
	const struct pace pace = { .wished_ms = wished_ms,
		.first = 20000,
		.at_most = UINT64_C(1) << 50,
		.attempt = attempt,
		.threads = threads_busy,
		.now_us = now_us };
	uint64_t effort;
	int64_t began;

	ck_assert_int_eq(pace_measure(&pace, &effort, NULL), OK);
	began = machine.now_us;
	ck_assert_int_eq(attempt(NULL, effort, NULL), OK);
	return machine.now_us - began;
}

/* Threads that find work do not make it longer, nor do those that find none. */
START_TEST(test_the_search_takes_as_long_as_wished)
{
	static const uint32_t pieces_of[] = { 1, 300000, 2000000000 };

	for (uint32_t threads = 1; threads <= 4; threads++) {
		machine.threads = threads;
		machine.start_us = 50000;
		machine.pieces_of = pieces_of[_i];
		ck_assert_int_ge(measure(2000), 1950000);
		ck_assert_int_le(measure(2000), 2050000);
	}
}
END_TEST

/* Then there is no time for moves, and to measure them takes no longer than the wish. */
START_TEST(test_a_start_may_take_all_of_it)
{
	machine.threads = machine.pieces_of = 1;
	machine.start_us = 3000000;
	ck_assert_int_eq(measure(2000), 3000000);
	ck_assert_uint_eq(machine.most, 20000);
}
END_TEST

static enum status
hurry(void *arg, uint64_t effort, struct err *err)
{
	(void)arg;
	(void)err;
	machine.now_us += effort == 0 ? 900000 : 100000 + (int64_t)effort / 10;
	return OK;
}

/* A first attempt that was held up by others makes no endless search. */
START_TEST(test_a_slow_start_is_not_believed)
{
	const struct pace pace = { .wished_ms = 2000,
		.first = 20000,
		.at_most = UINT64_C(1) << 50,
		.attempt = hurry,
		.now_us = now_us };
	uint64_t effort;

	ck_assert_int_eq(pace_measure(&pace, &effort, NULL), OK);
	ck_assert_uint_le(effort, 25000000);
	ck_assert_uint_ge(effort, 1000000);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("pace");

	tcase_add_loop_test(tests, test_the_search_takes_as_long_as_wished, 0, 3);
	tcase_add_test(tests, test_a_slow_start_is_not_believed);
	tcase_add_test(tests, test_a_start_may_take_all_of_it);
	return run_tests("plan/pace", tests);
}
