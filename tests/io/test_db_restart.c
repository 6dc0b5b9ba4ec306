/* The server is stopped and started again under us; it has a cluster of its own. */
#include "db.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

static void
pg_ctl(const char *command)
{
	char line[200];

	snprintf(line, sizeof line, "\"$CONVENE_PG_CTL\" %s >/dev/null 2>&1", command);
	ck_assert_msg(system(line) == 0, "%s", line);
}

static void
admin_again(void)
{
	PQreset(live.admin);
	ck_assert_int_eq(PQstatus(live.admin), CONNECTION_OK);
}

static struct {
	int count;
	enum db_health last;
} told;

static void
on_health(enum db_health health, const struct err *why, void *arg)
{
	told.count++;
	told.last = health;
	ck_assert_int_eq(why->status, health == DB_WORKS ? OK : ERR_UNAVAILABLE);
}

START_TEST(test_stop_and_start)
{
	struct db_step steps[] = {
		{ .sql = "CREATE TEMPORARY TABLE here (n bigint)" },
		{ .sql = "SELECT pg_sleep(60)" },
	};
	struct db_state state;

	live.settings.line_count = 3;
	live.settings.health_changed = on_health;
	live_open();
	(void)live_backend();
	ck_assert_int_eq(told.count, 0);
	live_transact(DB_WRITE, 2, steps);
	live_until("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
	    "1");
	pg_ctl("stop -m immediate");
	live_wait(2);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);

	live_query("SELECT 'away'");
	live_wait(3);
	ck_assert_int_eq(live.answers[2].status, ERR_UNAVAILABLE);
	db_state(live.db, &state);
	ck_assert_int_eq(state.connected, 0);
	ck_assert_int_eq(state.why.status, ERR_UNAVAILABLE);
	ck_assert(!state.is_refused);
	ck_assert_int_eq(told.count, 1);
	ck_assert_int_eq(told.last, DB_AWAY);

	pg_ctl("start");
	ck_assert_int_eq(live_insist("SELECT 'back'"), OK);
	ck_assert_int_eq(told.count, 2);
	ck_assert_int_eq(told.last, DB_WORKS);
	ck_assert_str_eq(live.answers[3].value, "back");
	admin_again();
}
END_TEST

START_TEST(test_restart_between_two_questions)
{
	(void)live_backend();
	pg_ctl("restart -m fast");
	ck_assert_int_eq(live_insist("SELECT 'back'"), OK);
	admin_again();
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("db_restart");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_test(tests, test_stop_and_start);
	tcase_add_test(tests, test_restart_between_two_questions);
	return run_tests("db_restart", tests);
}
