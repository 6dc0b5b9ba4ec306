#include "retry.h"

#include "base.h"
#include "run.h"

static const struct {
	int64_t tries, wait_s;
} waits[] = {
	{ 1, 60 },
	{ 2, 300 },
	{ 3, 900 },
	{ 4, 1800 },
	{ 5, 3600 },
	{ 6, 3600 },
	{ 1000, 3600 },
};

START_TEST(test_waits_grow_to_an_hour)
{
	ck_assert_int_eq(retry_wait_s(waits[_i].tries, 0), waits[_i].wait_s);
	ck_assert_int_eq(retry_wait_s(waits[_i].tries, RETRY_SPREAD),
	    waits[_i].wait_s * 6 / 5);
	ck_assert_int_eq(retry_wait_s(waits[_i].tries, -RETRY_SPREAD),
	    waits[_i].wait_s * 4 / 5);
}
END_TEST

/* Whatever the schedule is: the last try is the first at or after two days. */
START_TEST(test_it_ends_after_two_days)
{
	int64_t tries = 1, passed_s = 0;

	while (!retry_is_over(tries))
		passed_s += retry_wait_s(tries++, 0);
	ck_assert_int_ge(passed_s, 48 * 3600);
	ck_assert_int_lt(passed_s, 49 * 3600);
	ck_assert(retry_is_over(INT64_MAX));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("retry");

	tcase_add_loop_test(tests, test_waits_grow_to_an_hour, 0, COUNT_OF(waits));
	tcase_add_test(tests, test_it_ends_after_two_days);
	return run_tests("retry", tests);
}
