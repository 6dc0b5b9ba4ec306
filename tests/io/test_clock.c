#include "clock.h"

#include "run.h"

#include <time.h>

START_TEST(test_business_time_is_the_machines)
{
	time_t before = time(NULL);
	int64_t now_s = clock_now_s();

	ck_assert_int_ge(now_s, before);
	ck_assert_int_le(now_s, time(NULL));
	ck_assert(!clock_is_simulated());
}
END_TEST

START_TEST(test_simulated_time_moves_when_told)
{
	int64_t monotonic_ms = clock_now_ms();

	clock_set_simulated(1799971200);
	ck_assert(clock_is_simulated());
	clock_advance(86400);
	ck_assert_int_eq(clock_now_s(), 1799971200 + 86400);
	clock_advance(-60);
	ck_assert_int_eq(clock_now_s(), 1799971200 + 86400 - 60);

	/* waits are measured on the other clock */
	ck_assert_int_lt(clock_now_ms() - monotonic_ms, 3600 * 1000);
	ck_assert_int_ge(clock_now_ms(), monotonic_ms);
	clock_set_real();
	ck_assert_int_ge(clock_now_s() + 1, time(NULL));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("clock");

	tcase_add_test(tests, test_business_time_is_the_machines);
	tcase_add_test(tests, test_simulated_time_moves_when_told);
	return run_tests("clock", tests);
}
