/* The pool: several lines, the greeting, notifications, rows that come in a stream, and a
 * server that is stopped and started again. */
#include "db.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static struct {
	int greeted;
	int missed, notified;
	char payload[32];
	int64_t rows, sum;
	int rows_this_turn, most_rows_a_turn, turns;
	enum status stop_with;
	enum db_health health[4]; /* as it was told */
	size_t health_count;
} seen;

static void
setup(void)
{
	memset(&seen, 0, sizeof seen);
	live_setup();
}

static enum status
on_hello(const PGresult *res, int backend_pid, struct err *err, void *arg)
{
	seen.greeted++;
	ck_assert_int_eq(atoi(PQgetvalue(res, 0, 0)), backend_pid);
	if (strcmp(PQgetvalue(res, 0, 1), "head") != 0)
		return err_set(err, ERR_UNAVAILABLE, "the schema is %s, not head",
		    PQgetvalue(res, 0, 1));
	return OK;
}

static void
on_health(enum db_health health, const struct err *why, void *arg)
{
	ck_assert_uint_lt(seen.health_count, 4);
	seen.health[seen.health_count++] = health;
}

static void
greet_with(const char *hello)
{
	live.settings.health_changed = on_health;
	live.settings.hello = hello;
	live.settings.hello_done = on_hello;
	live.settings.line_count = 3;
	live_open();
}

START_TEST(test_every_line_is_greeted)
{
	struct db_state state = { 0 };

	greet_with("SELECT pg_backend_pid(), 'head'");
	while (state.connected < 3) {
		event_base_loop(live.base, EVLOOP_ONCE);
		db_state(live.db, &state);
	}
	ck_assert_int_eq(seen.greeted, 3);
	ck_assert_int_eq(state.lines, 3);
	ck_assert_int_eq(state.why.status, OK);
	ck_assert(!state.is_refused);
}
END_TEST

START_TEST(test_refused_server_gets_no_work_until_it_is_mended)
{
	struct db_state state;

	live_admin("CREATE VIEW public.version AS SELECT 'old' AS version");
	live_admin("GRANT SELECT ON public.version TO convened");
	greet_with("SELECT pg_backend_pid(), version FROM public.version");
	live_query("SELECT 1");
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_str_eq(live.answers[0].text, "database: the schema is old, not head");
	db_state(live.db, &state);
	ck_assert(state.is_refused);
	ck_assert_int_eq(state.connected, 0);
	ck_assert_int_eq(state.why.status, ERR_UNAVAILABLE);

	live_admin("CREATE OR REPLACE VIEW public.version AS SELECT 'head' AS version");
	ck_assert_int_eq(live_insist("SELECT 1"), OK);
	ck_assert_uint_eq(seen.health_count, 2);
	ck_assert_int_eq(seen.health[0], DB_REFUSED);
	ck_assert_int_eq(seen.health[1], DB_WORKS);
}
END_TEST

START_TEST(test_hello_that_fails_is_a_refusal)
{
	struct db_state state;

	greet_with("SELECT version FROM public.nothing");
	live_query("SELECT 1");
	live_wait(1);
	ck_assert_ptr_nonnull(strstr(live.answers[0].text, "does not exist"));
	db_state(live.db, &state);
	ck_assert(state.is_refused);
}
END_TEST

/* A long statement on one line does not hold up the next request. */
START_TEST(test_lines_work_side_by_side)
{
	live.settings.line_count = 2;
	live_open();
	live_query("SELECT 'slow' FROM pg_sleep(1)");
	live_turn();
	live_query("SELECT 'fast'");
	live_wait(2);
	ck_assert_str_eq(live.answers[0].value, "fast");
	ck_assert_str_eq(live.answers[1].value, "slow");
}
END_TEST

static void
on_notified(const char *payload, void *arg)
{
	if (payload == NULL) {
		seen.missed++;
	} else {
		seen.notified++;
		snprintf(seen.payload, sizeof seen.payload, "%s", payload);
	}
}

START_TEST(test_notify_arrives_and_reconnects_say_look)
{
	live.settings.channel = "convene \"work\"";
	live.settings.notified = on_notified;
	live_open();
	pid_t pid = live_backend();
	ck_assert_int_eq(seen.missed, 1);

	live_admin("NOTIFY \"convene \"\"work\"\"\", 'round 7'");
	while (seen.notified == 0)
		event_base_loop(live.base, EVLOOP_ONCE);
	ck_assert_str_eq(seen.payload, "round 7");

	live_admin("SELECT pg_terminate_backend(%d)", (int)pid);
	ck_assert_int_eq(live_insist("SELECT 1"), OK);
	while (seen.missed < 2)
		event_base_loop(live.base, EVLOOP_ONCE);
}
END_TEST

static enum status
on_row(const PGresult *row, struct err *err, void *arg)
{
	ck_assert_int_eq(PQntuples(row), 1);
	seen.rows++;
	seen.rows_this_turn++;
	seen.sum += atoll(PQgetvalue(row, 0, 0));
	if (seen.stop_with != OK && seen.rows == 10)
		return err_set(err, seen.stop_with, "row 10 is bad");
	return OK;
}

static void
on_done(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	live.answers[live.answer_count].status = status;
	snprintf(live.answers[live.answer_count].text, 240, "%s", err->text);
	live.answer_count++;
}

static void
on_transacted(enum status status, const struct db_outcome *outcome, const struct err *err,
    void *arg)
{
	on_done(status, NULL, err, arg);
}

static void
stream(const char *sql, enum db_mode mode)
{
	const struct db_step step = { .sql = sql, .on_row = on_row };
	struct db_transaction transaction = {
		.mode = mode,
		.step_count = 1,
		.steps = &step,
		.done = on_transacted,
	};

	db_transact(live.db, &transaction);
	while (live.answer_count == 0) {
		seen.rows_this_turn = 0;
		event_base_loop(live.base, EVLOOP_ONCE);
		seen.turns += seen.rows_this_turn > 0;
		if (seen.rows_this_turn > seen.most_rows_a_turn)
			seen.most_rows_a_turn = seen.rows_this_turn;
	}
}

static long
resident_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* 500 bytes a row: 50 MB pass through, and little of it stays. */
START_TEST(test_rows_come_in_slices)
{
	long before_kb = resident_kb();

	stream("SELECT n, repeat('x', 500) FROM generate_series(1, 100000) AS n",
	    DB_SNAPSHOT);
	ck_assert_msg(live.answers[0].status == OK, "%s", live.answers[0].text);
	ck_assert_int_eq(seen.rows, 100000);
	ck_assert_int_eq(seen.sum, 100000LL * 100001 / 2);
	ck_assert_int_gt(seen.turns, 10);
	ck_assert_int_lt(seen.most_rows_a_turn, 50000);
	if (!SANITIZER_KEEPS_FREED)
		ck_assert_int_lt(resident_kb() - before_kb, 8 * 1024);
}
END_TEST

START_TEST(test_a_bad_row_ends_the_request)
{
	seen.stop_with = ERR_BUG;
	stream("SELECT n FROM generate_series(1, 1000) AS n", DB_WRITE);
	ck_assert_int_eq(live.answers[0].status, ERR_BUG);
	ck_assert_str_eq(live.answers[0].text, "row 10 is bad");
	ck_assert_int_eq(seen.rows, 10);
	live_query("SELECT 'in order'");
	live_wait(2);
	ck_assert_str_eq(live.answers[1].value, "in order");
}
END_TEST

/* Rows cannot be taken back, so the request cannot begin anew. */
START_TEST(test_no_second_try_after_a_row)
{
	live_admin("CREATE FUNCTION public.fail() RETURNS bigint LANGUAGE plpgsql AS "
		   "'BEGIN RAISE ''again'' USING ERRCODE = ''40001''; END'");
	stream("SELECT CASE WHEN n < 5000 THEN n ELSE public.fail() END "
	       "FROM generate_series(1, 10000) AS n",
	    DB_WRITE);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_int_eq(seen.rows, 4999);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("db_pool");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, setup, live_teardown);
	tcase_add_test(tests, test_every_line_is_greeted);
	tcase_add_test(tests, test_refused_server_gets_no_work_until_it_is_mended);
	tcase_add_test(tests, test_hello_that_fails_is_a_refusal);
	tcase_add_test(tests, test_lines_work_side_by_side);
	tcase_add_test(tests, test_notify_arrives_and_reconnects_say_look);
	tcase_add_test(tests, test_rows_come_in_slices);
	tcase_add_test(tests, test_a_bad_row_ends_the_request);
	tcase_add_test(tests, test_no_second_try_after_a_row);
	return run_tests("db_pool", tests);
}
