/* One statement at a time: every end it can come to. Faults are made, not awaited. */
#include "db.h"

#include "live.h"
#include "run.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void
setup(void)
{
	live_setup();
	live_admin("CREATE TABLE public.till (till_id bigint PRIMARY KEY, cents bigint "
		   "CONSTRAINT till_never_overdrawn CHECK (cents >= 0))");
	live_admin("INSERT INTO public.till VALUES (1, 100)");
	live_admin("GRANT SELECT, UPDATE ON public.till TO convened");
}

START_TEST(test_answers_in_order)
{
	live_query("SELECT 'one'");
	live_query("SELECT 'two' WHERE false");
	live_wait(2);
	ck_assert_str_eq(live.answers[0].value, "one");
	ck_assert_int_eq(live.answers[1].status, OK);
	ck_assert_int_eq(live.answers[1].rows, 0);
}
END_TEST

START_TEST(test_refusal_is_named_without_the_row)
{
	live_query("UPDATE public.till SET cents = -7");
	live_query("SELEC 1");
	live_query("DELETE FROM public.till");
	live_query("SELECT 'Ada Lovelace'::bigint");
	live_query("SELECT 'still here'");
	live_wait(5);
	ck_assert_int_eq(live.answers[0].status, ERR_BUG);
	ck_assert_str_eq(live.answers[0].refusal, "till_never_overdrawn");
	ck_assert_ptr_nonnull(strstr(live.answers[0].text, "SQLSTATE 23514"));
	ck_assert_ptr_null(strstr(live.answers[0].text, "7)"));
	ck_assert_int_eq(live.answers[1].status, ERR_BUG);
	ck_assert_ptr_nonnull(strstr(live.answers[2].text, "permission denied"));
	ck_assert_ptr_null(strstr(live.answers[3].text, "Ada"));
	ck_assert_str_eq(live.answers[4].value, "still here");
}
END_TEST

START_TEST(test_slow_statement_is_ended_and_the_connection_kept)
{
	live_admin("ALTER ROLE convened IN DATABASE %s SET statement_timeout = 100",
	    live.database);
	live_open();
	pid_t pid = live_backend();

	live_query("SELECT pg_sleep(60)");
	live_wait(live.answer_count + 1);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
	ck_assert_int_eq(live_backend(), pid);
}
END_TEST

START_TEST(test_lost_in_flight_is_uncertain_and_comes_back)
{
	pid_t pid = live_backend();

	live_query("SELECT pg_terminate_backend(pg_backend_pid())");
	live_query("SELECT 'never sent'");
	live_wait(3);
	ck_assert_int_eq(live.answers[1].status, ERR_UNCERTAIN);
	ck_assert_int_eq(live.answers[2].status, ERR_UNAVAILABLE);
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

START_TEST(test_lost_read_is_unavailable)
{
	(void)live_backend();
	live_read("SELECT pg_terminate_backend(pg_backend_pid())");
	live_wait(2);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
}
END_TEST

/* The server's process stands still, as on a dead network, for longer than we wait. */
START_TEST(test_silence_is_uncertain)
{
	live.settings.answer_ms = 400;
	live_open();
	pid_t pid = live_backend();

	live_freeze(&pid);
	live_query("SELECT 1");
	live_wait(2);
	ck_assert_int_eq(kill(pid, SIGCONT), 0);
	ck_assert_int_eq(live.answers[1].status, ERR_UNCERTAIN);
	ck_assert_str_eq(live.answers[1].text, "database: no answer in time");
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

START_TEST(test_standby_is_left)
{
	pid_t pid = live_backend();

	live_query("SET default_transaction_read_only = on");
	live_query("UPDATE public.till SET cents = 0");
	live_wait(3);
	ck_assert_int_eq(live.answers[2].status, ERR_UNAVAILABLE);
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

START_TEST(test_lost_while_idle_leaves_nothing_uncertain)
{
	pid_t pid = live_backend();

	live_admin("SELECT pg_terminate_backend(%d)", (int)pid);
	while (kill(pid, 0) == 0)
		live_admin("SELECT 1");
	ck_assert_int_eq(errno, ESRCH);
	live_query("SELECT 1");
	live_wait(2);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
	ck_assert_int_ne(live_backend(), pid);
}
END_TEST

/* Somebody listens, and says nothing. */
static int
silent_host(int *ret_port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(fd, 5), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	*ret_port = ntohs(address.sin_port);
	return fd;
}

START_TEST(test_connecting_has_a_deadline)
{
	char conninfo[64];
	int port, fd = silent_host(&port);

	snprintf(conninfo, sizeof conninfo, "hostaddr=127.0.0.1 port=%d", port);
	live.settings.conninfo = conninfo;
	live.settings.connect_ms = 200;
	live_open();
	live_query("SELECT 1");
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_str_eq(live.answers[0].text, "database: no connection in time");
	close(fd);
}
END_TEST

/* libpq never leaves such a host by itself; our next attempt begins with the second. */
START_TEST(test_a_silent_first_host_is_passed_by)
{
	char conninfo[200];
	int port, fd = silent_host(&port);

	snprintf(conninfo, sizeof conninfo,
	    "host=127.0.0.1,%s port=%d,%s dbname=%s "
	    "user=convened",
	    getenv("PGHOST"), port, getenv("PGPORT"), live.database);
	live.settings.conninfo = conninfo;
	live.settings.connect_ms = 300;
	live_open();
	ck_assert_int_eq(live_insist("SELECT 'second'"), OK);
	ck_assert_str_eq(live.answers[0].value, "second");
	close(fd);
}
END_TEST

START_TEST(test_no_server_is_no_reason_to_fail)
{
	live.settings.conninfo = "host=/nowhere";
	live_open();
	live_query("SELECT 1");
	live_wait(1);
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(live.answers[0].text, "/nowhere"));

	live_query("SELECT 1"); /* now it is known: no line is even trying */
	live_turn();
	ck_assert_int_eq(live.answer_count, 2);
	ck_assert_ptr_nonnull(strstr(live.answers[1].text, "/nowhere"));
}
END_TEST

START_TEST(test_unreadable_conninfo_is_refused)
{
	struct db_settings settings = live.settings;
	struct db *none = NULL;
	struct err err;

	settings.conninfo = "hots=127.0.0.1";
	ck_assert_int_eq(db_open(live.base, &settings, &none, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "database: invalid connection option \"hots\"");
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(test_queue_has_an_end)
{
	for (int i = 0; i < DB_WAITING_MAX + 1; i++)
		live_query("SELECT 1");
	live_wait(DB_WAITING_MAX + 1);

	/* the refused one is answered first: it waits for nothing */
	ck_assert_int_eq(live.answers[0].status, ERR_UNAVAILABLE);
	ck_assert_str_eq(live.answers[0].text, "database: 256 requests wait");
	for (int i = 1; i < DB_WAITING_MAX + 1; i++)
		ck_assert_int_eq(live.answers[i].status, OK);
}
END_TEST

START_TEST(test_waiting_has_an_end)
{
	live.settings.wait_ms = 200;
	live_open();
	(void)live_backend();
	live_query("SELECT pg_sleep(1)");
	live_turn();
	live_query("SELECT 'too late'");
	live_query("SELECT 'too late as well'");

	struct db_state state;
	db_state(live.db, &state);
	ck_assert_uint_eq(state.waiting, 2);
	live_wait(4);
	ck_assert_int_eq(live.answers[1].status, ERR_UNAVAILABLE);
	ck_assert_str_eq(live.answers[2].text, "database: no line was free in time");
	ck_assert_int_eq(live.answers[3].status, OK);
}
END_TEST

START_TEST(test_close_answers_everyone)
{
	(void)live_backend();
	live_query("SELECT pg_sleep(60)");
	live_turn();
	live_query("SELECT 'never sent'");
	db_close(&live.db);
	ck_assert_ptr_null(live.db);
	ck_assert_int_eq(live.answer_count, 3);
	ck_assert_int_eq(live.answers[1].status, ERR_UNCERTAIN);
	ck_assert_int_eq(live.answers[2].status, ERR_UNAVAILABLE);
}
END_TEST

START_TEST(test_warning_is_doubt)
{
	live_query("DO $$ BEGIN RAISE WARNING 'no standby'; END $$");
	live_query("DO $$ BEGIN RAISE NOTICE 'by the way'; END $$");
	live_read("DO $$ BEGIN RAISE WARNING 'no standby'; END $$");
	live_wait(3);
	ck_assert_int_eq(live.answers[0].status, ERR_UNCERTAIN);
	ck_assert_int_eq(live.answers[1].status, OK);
	ck_assert_int_eq(live.answers[2].status, OK);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("db");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, setup, live_teardown);
	tcase_add_test(tests, test_answers_in_order);
	tcase_add_test(tests, test_refusal_is_named_without_the_row);
	tcase_add_test(tests, test_slow_statement_is_ended_and_the_connection_kept);
	tcase_add_test(tests, test_lost_in_flight_is_uncertain_and_comes_back);
	tcase_add_test(tests, test_lost_read_is_unavailable);
	tcase_add_test(tests, test_silence_is_uncertain);
	tcase_add_test(tests, test_standby_is_left);
	tcase_add_test(tests, test_lost_while_idle_leaves_nothing_uncertain);
	tcase_add_test(tests, test_connecting_has_a_deadline);
	tcase_add_test(tests, test_a_silent_first_host_is_passed_by);
	tcase_add_test(tests, test_no_server_is_no_reason_to_fail);
	tcase_add_test(tests, test_unreadable_conninfo_is_refused);
	tcase_add_test(tests, test_queue_has_an_end);
	tcase_add_test(tests, test_waiting_has_an_end);
	tcase_add_test(tests, test_close_answers_everyone);
	tcase_add_test(tests, test_warning_is_doubt);
	return run_tests("db", tests);
}
