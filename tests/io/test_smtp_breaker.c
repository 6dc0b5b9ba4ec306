#include "smtp_breaker.h"

#include "run.h"

static struct smtp_breaker breaker;

static void
setup(void)
{
	smtp_breaker_init(&breaker, 5000, 300000);
}

START_TEST(test_fault_opens_then_one_probe)
{
	ck_assert(smtp_breaker_allows(&breaker, 0));
	smtp_breaker_fault(&breaker, 1000, 0, false, "refused");
	ck_assert_int_eq(breaker.state, SMTP_BREAKER_OPEN);
	ck_assert_str_eq(breaker.reason.text, "refused");
	ck_assert(!smtp_breaker_allows(&breaker, 5999));
	ck_assert(smtp_breaker_allows(&breaker, 6000));
	smtp_breaker_start_probe(&breaker);
	ck_assert(!smtp_breaker_allows(&breaker, 6000));
	smtp_breaker_success(&breaker);
	ck_assert(smtp_breaker_allows(&breaker, 6000));
}
END_TEST

/* Probes that fail in between do not make the trouble a new one. */
START_TEST(test_trouble_is_as_old_as_its_first_fault)
{
	smtp_breaker_fault(&breaker, 1000, 0, false, "one");
	smtp_breaker_fault(&breaker, 2000, 0, false, "two");
	ck_assert_int_eq(breaker.since_ms, 1000);
	smtp_breaker_start_probe(&breaker);
	smtp_breaker_fault(&breaker, 7000, 0, false, "three");
	ck_assert_int_eq(breaker.since_ms, 1000);
	smtp_breaker_start_probe(&breaker);
	smtp_breaker_success(&breaker);
	smtp_breaker_fault(&breaker, 9000, 0, false, "four");
	ck_assert_int_eq(breaker.since_ms, 9000);
}
END_TEST

START_TEST(test_rest_doubles_up_to_its_end)
{
	static const int rests[] = { 5000, 10000, 20000, 40000, 80000, 160000, 300000,
		300000 };
	int64_t now_ms = 0;

	for (size_t i = 0; i < COUNT_OF(rests); i++) {
		smtp_breaker_fault(&breaker, now_ms, 0, false, "down");
		ck_assert_int_eq(breaker.probe_ms - now_ms, rests[i]);
		now_ms = breaker.probe_ms;
		smtp_breaker_start_probe(&breaker);
	}
	smtp_breaker_success(&breaker);
	smtp_breaker_fault(&breaker, now_ms, 0, false, "down again");
	ck_assert_int_eq(breaker.probe_ms - now_ms, 5000);
}
END_TEST

/* Ten connections that fail together are one fault. */
START_TEST(test_fault_while_open_does_not_add_up)
{
	smtp_breaker_fault(&breaker, 0, 0, false, "one");
	smtp_breaker_fault(&breaker, 4000, 0, false, "two");
	ck_assert_int_eq(breaker.probe_ms, 5000);
	ck_assert_str_eq(breaker.reason.text, "two");
	ck_assert_int_eq(breaker.rest_ms, 10000);
}
END_TEST

START_TEST(test_rest_is_spread)
{
	smtp_breaker_fault(&breaker, 0, 200, false, "down");
	ck_assert_int_eq(breaker.probe_ms, 6000);
	setup();
	smtp_breaker_fault(&breaker, 0, -200, false, "down");
	ck_assert_int_eq(breaker.probe_ms, 4000);
}
END_TEST

START_TEST(test_alarm_lasts_until_it_works)
{
	smtp_breaker_fault(&breaker, 0, 0, true, "wrong password");
	smtp_breaker_start_probe(&breaker);
	smtp_breaker_fault(&breaker, 5000, 0, false, "silent");
	ck_assert(breaker.is_alarm);
	smtp_breaker_success(&breaker);
	ck_assert(!breaker.is_alarm);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_breaker");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_test(tests, test_fault_opens_then_one_probe);
	tcase_add_test(tests, test_trouble_is_as_old_as_its_first_fault);
	tcase_add_test(tests, test_rest_doubles_up_to_its_end);
	tcase_add_test(tests, test_fault_while_open_does_not_add_up);
	tcase_add_test(tests, test_rest_is_spread);
	tcase_add_test(tests, test_alarm_lasts_until_it_works);
	return run_tests("smtp_breaker", tests);
}
