/* The first signal raises the flag, the second ends the program. */
#include "halt.h"
#include "run.h"

#include <signal.h>

START_TEST(test_the_first_signal_only_raises_the_flag)
{
	static const int signals[] = { SIGINT, SIGTERM };

	halt_begin();
	ck_assert(!atomic_load(halt_flag()));
	ck_assert_int_eq(raise(signals[_i]), 0);
	ck_assert(atomic_load(halt_flag()));
	ck_assert_int_eq(halt_signal(), signals[_i]);
	halt_begin(); /* another search ends at once */
	ck_assert(atomic_load(halt_flag()));
}
END_TEST

START_TEST(test_the_second_one_ends_the_program)
{
	halt_begin();
	(void)raise(SIGINT);
	halt_begin();
	ck_assert_int_eq(halt_signal(), SIGINT);
	(void)raise(SIGINT);
}
END_TEST

START_TEST(test_the_clock_ends_one_search)
{
	halt_begin();
	halt_now();
	ck_assert(atomic_load(halt_flag()));
	ck_assert_int_eq(halt_signal(), 0);
	halt_begin();
	ck_assert(!atomic_load(halt_flag()));
}
END_TEST

START_TEST(test_what_was_ignored_stays_ignored)
{
	(void)signal(SIGINT, SIG_IGN);
	halt_begin();
	(void)raise(SIGINT);
	(void)raise(SIGINT);
	ck_assert(!atomic_load(halt_flag()));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("halt");

	tcase_add_loop_test(tests, test_the_first_signal_only_raises_the_flag, 0, 2);
	tcase_add_test_raise_signal(tests, test_the_second_one_ends_the_program, SIGINT);
	tcase_add_test(tests, test_the_clock_ends_one_search);
	tcase_add_test(tests, test_what_was_ignored_stays_ignored);
	return run_tests("plan/halt", tests);
}
