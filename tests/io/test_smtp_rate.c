#include "smtp_rate.h"

#include "run.h"

START_TEST(test_burst_then_evenly)
{
	struct smtp_rate rate = { .per_s = 10, .burst = 3 };

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(smtp_rate_take(&rate, 1000), 0);
	ck_assert_int_eq(smtp_rate_take(&rate, 1000), 100);
	ck_assert_int_eq(smtp_rate_take(&rate, 1099), 1);
	ck_assert_int_eq(smtp_rate_take(&rate, 1100), 0);
	ck_assert_int_eq(smtp_rate_take(&rate, 1100), 100);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(smtp_rate_take(&rate, 9000), 0);
	ck_assert_int_gt(smtp_rate_take(&rate, 9000), 0);
}
END_TEST

/* In any stretch of time no more than the burst and what the rate gives. */
START_TEST(test_never_above_the_rate)
{
	struct smtp_rate rate = { .per_s = 7, .burst = 5 };
	int taken = 0;

	for (int64_t now_ms = 0; now_ms < 60000; now_ms += 3)
		taken += smtp_rate_take(&rate, now_ms) == 0;
	ck_assert_int_le(taken, 5 + 7 * 60);
	ck_assert_int_ge(taken, 7 * 60);
}
END_TEST

START_TEST(test_no_limit)
{
	struct smtp_rate rate = { .per_s = 0, .burst = 1 };

	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(smtp_rate_take(&rate, 5), 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_rate");

	tcase_add_test(tests, test_burst_then_evenly);
	tcase_add_test(tests, test_never_above_the_rate);
	tcase_add_test(tests, test_no_limit);
	return run_tests("smtp_rate", tests);
}
