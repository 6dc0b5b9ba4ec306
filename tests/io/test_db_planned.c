/* Statements that are said often: planned once a connection, answered as others are. */
#include "db.h"

#include "live.h"
#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define MANY 1203 /* the plans are made anew on the way, more than once */

static int answers_wanted, answers, sum;
static struct err last;

static void
on_answer(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	last = *err;
	sum += status == OK ? atoi(PQgetvalue(res, 0, 0)) : 0;
	if (++answers == answers_wanted)
		event_base_loopbreak(live.base);
}

static void
say(const char *sql, const char *number)
{
	db_query(live.db,
	    &(struct db_query){
		.sql = sql,
		.param_count = 1,
		.params = &number,
		.is_frequent = true,
		.done = on_answer,
	    });
}

static void
hear(int wanted)
{
	answers_wanted = wanted;
	if (answers < wanted)
		event_base_dispatch(live.base);
}

static void
setup(void)
{
	answers = sum = 0;
	live_setup();
}

/* What the daemon's connection has planned, as it says itself. */
static const char planned[] = "SELECT count(*) + 0 * $1::int FROM pg_prepared_statements";
static const char doubled[] = "SELECT 2 * $1::int";

START_TEST(test_one_plan_for_all)
{
	for (int i = 0; i < MANY; i++) {
		say(doubled, "7");
		if (i % 200 == 0)
			hear(i + 1);
	}
	hear(MANY);
	ck_assert_int_eq(sum, 14 * MANY);
	sum = 0;
	say(planned, "0");
	hear(MANY + 1);
	ck_assert_int_eq(sum, 2);
}
END_TEST

/* More of them than a connection keeps plans for: the rest is said as others are. */
START_TEST(test_more_than_there_is_room_for)
{
	static char sql[12][40];

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 12; i++) {
			(void)snprintf(sql[i], sizeof sql[i], "SELECT %d + $1::int", i);
			say(sql[i], "1");
		}
	hear(24);
	ck_assert_int_eq(sum, 2 * (66 + 12));
}
END_TEST

START_TEST(test_refused_before_and_after_the_plan)
{
	say("SELEC $1::int", "1");
	hear(1);
	ck_assert_int_eq(last.status, ERR_BUG);
	ck_assert_ptr_nonnull(strstr(last.text, "SQLSTATE 42601"));
	say("SELECT 1 / $1::int", "0");
	hear(2);
	ck_assert_ptr_nonnull(strstr(last.text, "SQLSTATE 22012"));
	say(doubled, "4");
	say(planned, "0");
	hear(4);
	ck_assert_int_eq(sum, 8 + 3); /* that which would not be planned is not there */
}
END_TEST

START_TEST(test_a_new_connection_plans_anew)
{
	say(doubled, "1");
	hear(1);
	ck_assert_int_eq(kill(live_backend(), SIGTERM), 0);
	say(doubled, "1");
	hear(2);
	ck_assert_int_eq(live_insist("SELECT 1"), OK);
	sum = 0;
	say(doubled, "1");
	say(planned, "0");
	hear(4);
	ck_assert_int_eq(sum, 2 + 2);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("planned");

	tcase_add_checked_fixture(tests, setup, live_teardown);
	tcase_add_test(tests, test_one_plan_for_all);
	tcase_add_test(tests, test_more_than_there_is_room_for);
	tcase_add_test(tests, test_refused_before_and_after_the_plan);
	tcase_add_test(tests, test_a_new_connection_plans_anew);
	return run_tests("db_planned", tests);
}
