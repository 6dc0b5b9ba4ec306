#include "tally.h"

#include "run.h"

#include <stdlib.h>

#define START 7200000

/* Against a list of all that was done, at random moments; what lies right at the edge may
 * count or not. */
START_TEST(test_tally_is_that_of_a_list)
{
	enum { DONE_MAX = 400 };
	unsigned seed = (unsigned)_i + 1;
	int64_t at[DONE_MAX], now_ms = START;
	struct tally tally = { 0 };

	for (int i = 0; i < DONE_MAX; i++) {
		int64_t least[2] = { 0 }, most[2] = { 0 };

		now_ms += rand_r(&seed) % (rand_r(&seed) % 20 == 0 ? 900000 : 3000);
		at[i] = now_ms;
		tally_add(&tally, now_ms, 1);
		for (int k = 0; k <= i; k++) {
			least[0] += now_ms - at[k] <= 59000;
			most[0] += now_ms - at[k] <= 60000;
			least[1] += now_ms - at[k] <= 3540000;
			most[1] += now_ms - at[k] <= 3600000;
		}
		ck_assert_int_ge(tally_minute(&tally, now_ms), least[0]);
		ck_assert_int_le(tally_minute(&tally, now_ms), most[0]);
		ck_assert_int_ge(tally_hour(&tally, now_ms), least[1]);
		ck_assert_int_le(tally_hour(&tally, now_ms), most[1]);
	}
}
END_TEST

START_TEST(test_tally_falls_to_nothing)
{
	struct tally tally = { 0 };

	ck_assert_int_eq(tally_minute(&tally, START), 0);
	tally_add(&tally, START, 5);
	tally_add(&tally, START, 2);
	ck_assert_int_eq(tally_minute(&tally, START + 59000), 7);
	ck_assert_int_eq(tally_minute(&tally, START + 60000), 0);
	ck_assert_int_eq(tally_hour(&tally, START + 60000), 7);
	ck_assert_int_eq(tally_hour(&tally, START + 3600000), 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("tally");

	tcase_add_loop_test(tests, test_tally_is_that_of_a_list, 0, 20);
	tcase_add_test(tests, test_tally_falls_to_nothing);
	return run_tests("tally", tests);
}
