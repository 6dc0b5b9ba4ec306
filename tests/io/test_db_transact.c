/* Transactions: all or nothing, tried again where that is safe, and uncertain only when
 * the fate of COMMIT is unknown. */
#include "db.h"

#include "live.h"
#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void
setup(void)
{
	live_setup();
	live_admin("CREATE TABLE public.till (till_id bigint PRIMARY KEY, cents bigint "
		   "CONSTRAINT till_never_overdrawn CHECK (cents >= 0))");
	live_admin("CREATE TABLE public.lock_row (n bigint PRIMARY KEY)");
	live_admin("INSERT INTO public.lock_row VALUES (1), (2)");
	live_admin("GRANT ALL ON ALL TABLES IN SCHEMA public TO convened");
}

/* COMMIT calls this trigger, which waits for a row that the administrator holds. */
static void
make_commit_wait(void)
{
	live_admin("CREATE FUNCTION public.linger() RETURNS trigger LANGUAGE plpgsql AS "
		   "'BEGIN PERFORM FROM public.lock_row WHERE n = 1 FOR UPDATE; "
		   "RETURN NULL; END'");
	live_admin("CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON public.till "
		   "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
		   "EXECUTE FUNCTION public.linger()");
	live_admin("BEGIN");
	live_admin("SELECT n FROM public.lock_row WHERE n = 1 FOR UPDATE");
}

static const char *const one[] = { "1" };
static const char *const many[] = { "{7,8,9}" };

#define PUT_ONE "INSERT INTO public.till VALUES ($1::bigint, 100)"
#define PUT_MANY "INSERT INTO public.till SELECT unnest($1::bigint[]), 5"

START_TEST(test_all_or_nothing)
{
	struct db_step steps[] = {
		{ .sql = PUT_ONE, .param_count = 1, .params = one, .rows_wanted = 1 },
		{ .sql = PUT_MANY, .param_count = 1, .params = many, .rows_wanted = 3 },
		{ .sql = "SELECT sum(cents) FROM public.till" },
	};

	live_transact(DB_WRITE, 3, steps);
	live_wait(1);
	ck_assert_msg(live.answers[0].status == OK, "%s", live.answers[0].text);
	ck_assert_str_eq(live.answers[0].value, "115");
	ck_assert_int_eq(live.answers[0].failed_step, -1);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM public.till"), "4");
}
END_TEST

START_TEST(test_another_count_is_a_conflict)
{
	struct db_step steps[] = {
		{ .sql = PUT_ONE, .param_count = 1, .params = one },
		{ .sql = PUT_MANY, .param_count = 1, .params = many, .rows_wanted = 4 },
		{ .sql = "SELECT 'not reached'" },
	};

	live_transact(DB_WRITE, 3, steps);
	live_transact(DB_WRITE, 1,
	    &(struct db_step){ .sql = "SELECT 1", .rows_wanted = DB_NO_ROWS });
	live_wait(2);
	ck_assert_int_eq(live.answers[0].status, ERR_CONFLICT);
	ck_assert_int_eq(live.answers[0].failed_step, 1);
	ck_assert_str_eq(live.answers[0].text, "step 2 met 3 rows, not 4");
	ck_assert_str_eq(live.answers[1].text, "step 1 met 1 rows, not 0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM public.till"), "0");
}
END_TEST

START_TEST(test_refusal_names_the_step)
{
	static const char *const low[] = { "-1" };
	struct db_step steps[] = {
		{ .sql = PUT_ONE, .param_count = 1, .params = one },
		{ .sql = "INSERT INTO public.till VALUES (2, $1::bigint)",
		    .param_count = 1,
		    .params = low },
	};

	live_transact(DB_WRITE, 2, steps);
	live_query("SELECT count(*) FROM public.till");
	live_wait(2);
	ck_assert_int_eq(live.answers[0].status, ERR_BUG);
	ck_assert_int_eq(live.answers[0].failed_step, 1);
	ck_assert_str_eq(live.answers[0].refusal, "till_never_overdrawn");
	ck_assert_str_eq(live.answers[1].value, "0"); /* and the line is in order again */
}
END_TEST

/* A constraint that is checked at COMMIT: rolled back for certain, and named. */
START_TEST(test_deferred_constraint_is_no_doubt)
{
	struct db_step step = { .sql = "INSERT INTO public.deferred VALUES (1)" };

	live_admin(
	    "CREATE TABLE public.deferred (n bigint, CONSTRAINT deferred_of_a_till "
	    "FOREIGN KEY (n) REFERENCES public.till DEFERRABLE INITIALLY DEFERRED)");
	live_admin("GRANT ALL ON public.deferred TO convened");
	live_transact(DB_WRITE, 1, &step);
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_BUG);
	ck_assert_int_eq(live.answers[0].failed_step, -1);
	ck_assert_str_eq(live.answers[0].refusal, "deferred_of_a_till");
}
END_TEST

START_TEST(test_snapshot_is_one_picture_and_read_only)
{
	struct db_step steps[] = {
		{ .sql = "SELECT count(*) FROM public.till" },
		{ .sql = "SELECT n FROM public.lock_row WHERE n = 1 "
			 "AND pg_advisory_xact_lock(1) IS NOT NULL" },
		{ .sql = "SELECT count(*) FROM public.till" },
	};
	struct db_step write = { .sql = PUT_ONE, .param_count = 1, .params = one };

	live_admin("SELECT pg_advisory_lock(1)");
	live_transact(DB_SNAPSHOT, 3, steps);
	live_until("SELECT count(*) " LIVE_WAITING, "1");
	live_admin("INSERT INTO public.till VALUES (5, 5)");
	live_admin("SELECT pg_advisory_unlock(1)");
	live_wait(1);
	ck_assert_str_eq(live.answers[0].value, "0");

	/* 25006 again, but this time the statement is ours to mend */
	live_transact(DB_SNAPSHOT, 1, &write);
	live_wait(2);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
}
END_TEST

START_TEST(test_lost_before_commit_is_unavailable)
{
	struct db_step steps[] = {
		{ .sql = PUT_ONE, .param_count = 1, .params = one },
		{ .sql = "SELECT pg_terminate_backend(pg_backend_pid())" },
	};

	live_transact(DB_WRITE, 2, steps);
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	live_until("SELECT count(*) FROM pg_stat_activity WHERE usename = 'convened' "
		   "AND datname = current_database() AND state LIKE 'idle in%%'",
	    "0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM public.till"), "0");
}
END_TEST

START_TEST(test_lost_during_commit_is_uncertain)
{
	struct db_step step = { .sql = PUT_ONE, .param_count = 1, .params = one };

	make_commit_wait();
	live_transact(DB_WRITE, 1, &step);
	live_until("SELECT count(pg_terminate_backend(pid)) " LIVE_WAITING, "1");
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNCERTAIN);
	live_admin("ROLLBACK");
}
END_TEST

START_TEST(test_silence_during_commit_is_uncertain)
{
	struct db_step step = { .sql = PUT_ONE, .param_count = 1, .params = one };

	live.settings.answer_ms = 300;
	live_open();
	make_commit_wait();
	live_transact(DB_WRITE, 1, &step);
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNCERTAIN);
	ck_assert_str_eq(live.answers[0].text, "database: no answer in time");

	/* and so it was: what we heard nothing of was done */
	live_admin("COMMIT");
	ck_assert_int_eq(live_insist("SELECT 1"), OK);
	live_until("SELECT count(*) FROM public.till", "1");
}
END_TEST

START_TEST(test_silence_before_commit_is_unavailable)
{
	struct db_step step = {
		.sql = "SELECT n FROM public.lock_row WHERE n = 1 FOR UPDATE"
	};

	live.settings.answer_ms = 300;
	live_open();
	live_admin("BEGIN");
	live_admin("SELECT n FROM public.lock_row WHERE n = 1 FOR UPDATE");
	live_transact(DB_WRITE, 1, &step);
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	live_admin("ROLLBACK");
}
END_TEST

/* As a lock_timeout would do it, but when we say. */
START_TEST(test_commit_cancelled_is_uncertain)
{
	struct db_step step = { .sql = PUT_ONE, .param_count = 1, .params = one };

	make_commit_wait();
	live_transact(DB_WRITE, 1, &step);
	live_until("SELECT count(pg_cancel_backend(pid)) " LIVE_WAITING, "1");
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNCERTAIN);
	live_admin("ROLLBACK");
}
END_TEST

START_TEST(test_warning_during_commit_is_doubt)
{
	struct db_step warns = { .sql = "DO $$ BEGIN RAISE WARNING 'early'; END $$" };
	struct db_step step = { .sql = PUT_ONE, .param_count = 1, .params = one };

	live_admin("CREATE FUNCTION public.warn() RETURNS trigger LANGUAGE plpgsql AS "
		   "'BEGIN RAISE WARNING ''no standby''; RETURN NULL; END'");
	live_admin(
	    "CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON public.till DEFERRABLE "
	    "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.warn()");
	live_transact(DB_WRITE, 1, &warns);
	live_transact(DB_WRITE, 1, &step);
	live_wait(2);
	ck_assert_int_eq(live.answers[0].status, OK);
	ck_assert_int_eq(live.answers[1].status, ERR_UNCERTAIN);
	ck_assert_str_eq(live.answers[1].text, "done, but it may not last");
}
END_TEST

#define LOCK_1 "SELECT n FROM public.lock_row WHERE n = 1 FOR UPDATE"
#define LOCK_2 "SELECT n FROM public.lock_row WHERE n = 2 FOR UPDATE"

/* Two lines that lock crosswise: the server shoots one, which begins again. */
START_TEST(test_deadlock_is_tried_again)
{
	struct db_step forth[] = { { .sql = LOCK_1 },
		{ .sql = "SELECT pg_advisory_xact_lock_shared(1)" }, { .sql = LOCK_2 },
		{ .sql = PUT_ONE, .param_count = 1, .params = one, .rows_wanted = 1 } };
	struct db_step back[] = { { .sql = LOCK_2 },
		{ .sql = "SELECT pg_advisory_xact_lock_shared(1)" }, { .sql = LOCK_1 },
		{ .sql = PUT_MANY, .param_count = 1, .params = many, .rows_wanted = 3 } };

	live.settings.line_count = 2;
	live_open();
	live_admin("SELECT pg_advisory_lock(1)");
	live_transact(DB_WRITE, 4, forth);
	live_transact(DB_WRITE, 4, back);
	live_until("SELECT count(*) " LIVE_WAITING, "2");
	live_admin("SELECT pg_advisory_unlock(1)");
	live_wait(2);
	ck_assert_int_eq(live.answers[0].status, OK);
	ck_assert_int_eq(live.answers[1].status, OK);
	ck_assert_str_eq(live_admin("SELECT deadlocks >= 1 FROM pg_stat_database WHERE "
				    "datname = current_database()"),
	    "t");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM public.till"), "4");
}
END_TEST

/* One try and three more; a query just as a transaction. */
START_TEST(test_endless_deadlocks_come_to_an_end)
{
	struct db_step step = { .sql = "SELECT public.fail()" };

	live_admin("CREATE SEQUENCE public.tries");
	live_admin("GRANT ALL ON SEQUENCE public.tries TO convened");
	live_admin("CREATE FUNCTION public.fail() RETURNS void LANGUAGE plpgsql AS "
		   "'BEGIN PERFORM nextval(''public.tries''); "
		   "RAISE ''again'' USING ERRCODE = ''40P01''; END'");
	live_transact(DB_WRITE, 1, &step);
	live_query("SELECT public.fail()");
	live_wait(2);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
	ck_assert_str_eq(live_admin("SELECT last_value FROM public.tries"), "8");
}
END_TEST

static int64_t
cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* An array of numbers, as large as asked for; the caller frees. */
static char *
large_array(size_t bytes)
{
	char *large = malloc(bytes + 1);

	memset(large, '1', bytes);
	for (size_t i = 9; i < bytes; i += 10)
		large[i] = ',';
	large[0] = '{';
	large[bytes - 1] = '}';
	large[bytes] = '\0';
	return large;
}

/* The longest turn of the loop until so many answers are there, by the processor's time
 * of this thread: the machine may be busy with others. */
static int64_t
longest_turn_us(int answer_count)
{
	int64_t longest_us = 0;

	while (live.answer_count < answer_count) {
		int64_t at_us = cpu_us();

		event_base_loop(live.base, EVLOOP_ONCE);
		if (cpu_us() - at_us > longest_us)
			longest_us = cpu_us() - at_us;
	}
	return longest_us;
}

/* Valgrind and ThreadSanitizer take their own time, many times ours. */
static int
turn_us_max(void)
{
	const char *preload = getenv("LD_PRELOAD");
	bool is_slowed = preload != NULL && strstr(preload, "vgpreload") != NULL;

#ifdef __SANITIZE_THREAD__
	is_slowed = true;
#endif
	return is_slowed ? 1000000 : 10000;
}

/* What a round of 25,000 sends, given away and in pages. */
START_TEST(test_large_parameters_do_not_stop_the_loop)
{
	enum { PAGES = 20, BYTES = 1000 * 1000 };
	struct db_step steps[PAGES];
	const char *pages[PAGES];

	for (int i = 0; i < PAGES; i++) {
		pages[i] = large_array(BYTES);
		steps[i] = (struct db_step){
			.sql = "SELECT count(*) FROM unnest($1::bigint[])",
			.param_count = 1,
			.params = &pages[i],
			.takes_params = true,
		};
	}
	(void)live_backend();

	int64_t at_us = cpu_us();
	live_transact(DB_WRITE, PAGES, steps);
	ck_assert_int_lt(cpu_us() - at_us, turn_us_max());
	ck_assert_int_lt(longest_turn_us(2), turn_us_max());
	ck_assert_msg(live.answers[1].status == OK, "%s", live.answers[1].text);
	ck_assert_str_eq(live.answers[1].value, "100000");
}
END_TEST

/* The same in one piece, which libpq copies in one go: a thread does that. */
START_TEST(test_one_huge_parameter_does_not_stop_the_loop)
{
	const char *huge = large_array(20 * 1000 * 1000);
	struct db_step steps[] = {
		{ .sql = "SELECT count(*) FROM unnest($1::bigint[])",
		    .param_count = 1,
		    .params = &huge,
		    .takes_params = true },
		{ .sql = "SELECT pg_backend_pid()" },
	};
	pid_t pid = live_backend();

	live_transact(DB_WRITE, 2, steps);
	ck_assert_int_lt(longest_turn_us(2), turn_us_max());
	ck_assert_msg(live.answers[1].status == OK, "%s", live.answers[1].text);
	ck_assert_int_eq(atoi(live.answers[1].value), pid);
	/* libpq keeps its buffers, so the connection that had them does not stay */
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

/* The server reads nothing: the thread that sends is cut off, and nobody waits for it. */
START_TEST(test_silence_while_a_huge_parameter_is_sent)
{
	const char *huge = large_array(8 * 1000 * 1000);
	struct db_step step = { .sql = "SELECT count(*) FROM unnest($1::bigint[])",
		.param_count = 1,
		.params = &huge,
		.takes_params = true };

	live.settings.answer_ms = 400;
	live_open();
	pid_t pid = live_backend();
	live_freeze(&pid);
	live_transact(DB_WRITE, 1, &step);
	live_wait(2);
	ck_assert_int_eq(kill(pid, SIGCONT), 0);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

START_TEST(test_close_while_a_huge_parameter_is_sent)
{
	const char *huge = large_array(8 * 1000 * 1000);
	struct db_step step = { .sql = "SELECT count(*) FROM unnest($1::bigint[])",
		.param_count = 1,
		.params = &huge,
		.takes_params = true };

	(void)live_backend();
	live_transact(DB_WRITE, 1, &step);
	live_turn();
	db_close(&live.db);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
}
END_TEST

/* Parameters are the db's whatever happens: LeakSanitizer looks on. */
START_TEST(test_given_parameters_are_freed_when_refused)
{
	struct db_step step = { .sql = PUT_ONE, .param_count = 1, .takes_params = true };

	live.settings.conninfo = "host=/nowhere";
	live_open();
	for (int i = 0; i < 3; i++) {
		step.params = (const char *const[]){ strdup("1") };
		live_transact(DB_WRITE, 1, &step);
		if (i < 2)
			live_wait(i + 1);
	}
	db_close(&live.db);
	ck_assert_int_eq(live.answer_count, 3);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(live.answers[i].status, ERR_UNAVAILABLE);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("db_transact");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, setup, live_teardown);
	tcase_add_test(tests, test_all_or_nothing);
	tcase_add_test(tests, test_another_count_is_a_conflict);
	tcase_add_test(tests, test_refusal_names_the_step);
	tcase_add_test(tests, test_deferred_constraint_is_no_doubt);
	tcase_add_test(tests, test_snapshot_is_one_picture_and_read_only);
	tcase_add_test(tests, test_lost_before_commit_is_unavailable);
	tcase_add_test(tests, test_lost_during_commit_is_uncertain);
	tcase_add_test(tests, test_silence_during_commit_is_uncertain);
	tcase_add_test(tests, test_silence_before_commit_is_unavailable);
	tcase_add_test(tests, test_commit_cancelled_is_uncertain);
	tcase_add_test(tests, test_warning_during_commit_is_doubt);
	tcase_add_test(tests, test_deadlock_is_tried_again);
	tcase_add_test(tests, test_endless_deadlocks_come_to_an_end);
	tcase_add_test(tests, test_large_parameters_do_not_stop_the_loop);
	tcase_add_test(tests, test_one_huge_parameter_does_not_stop_the_loop);
	tcase_add_test(tests, test_silence_while_a_huge_parameter_is_sent);
	tcase_add_test(tests, test_close_while_a_huge_parameter_is_sent);
	tcase_add_test(tests, test_given_parameters_are_freed_when_refused);
	return run_tests("db_transact", tests);
}
