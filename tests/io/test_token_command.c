/* Programs that print a token, and those that do everything else. */
#include "token_command.h"

#include "run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define LONG_MS 20000

static struct {
	struct event_base *base;
	int dones;
	enum status status;
	char token[64];
	struct err err;
} heard;

static void
set_up(void)
{
	memset(&heard, 0, sizeof heard);
	signal(SIGPIPE, SIG_IGN);
	heard.base = event_base_new();
}

static void
tear_down(void)
{
	event_base_free(heard.base);
}

static void
on_token(enum status status, const char *token, const struct err *err, void *arg)
{
	heard.dones++;
	heard.status = status;
	heard.err = *err;
	ck_assert_ptr_eq(arg, &heard);
	ck_assert_int_eq(status == OK, token != NULL);
	if (token != NULL)
		(void)snprintf(heard.token, sizeof heard.token, "%s", token);
}

static void
run(const char *line, int deadline_ms)
{
	struct err err = { OK, "" };
	struct token_command *command;

	ck_assert_msg(token_command_check(line, &err) == OK, "%s", err.text);
	command = token_command_start(heard.base, line, deadline_ms, on_token, &heard);
	ck_assert_int_eq(heard.dones, 0); /* never from within */
	while (heard.dones == 0)
		event_base_loop(heard.base, EVLOOP_ONCE);
	event_base_loop(heard.base, EVLOOP_NONBLOCK);
	ck_assert_int_eq(heard.dones, 1);
	token_command_stop(&command);
	ck_assert_ptr_null(command);
}

/* clang-format off */
static const struct {
	const char *line;
	const char *token; /* NULL: none */
	const char *reason;
} rows[] = {
	{ "/bin/echo ya29.A-b_c/d=", "ya29.A-b_c/d=", "" },
	{ "/bin/echo -n  token ", "token", "" },
	{ "/usr/bin/printf %s\\r\\n token", "token", "" },
	{ "/bin/true", NULL, "no token" },
	{ "/bin/false", NULL, "failed" },
	{ "/bin/echo two words", NULL, "no token" },
	{ "/usr/bin/printf a\\nb\\n", NULL, "no token" },
	{ "/usr/bin/printf caf\\303\\251", NULL, "no token" },
	{ "/bin/cat", NULL, "no token" }, /* its standard input is empty */
	{ "/no/such/program", NULL, "" }, /* valgrind lets the child tell of it */
	{ "/etc/passwd", NULL, "" },
	{ "/usr/bin/yes", NULL, "too much" },
	{ "/bin/echo ${HOME}", "${HOME}", "" }, /* no shell */
};
/* clang-format on */

START_TEST(test_what_a_program_prints)
{
	run(rows[_i].line, LONG_MS);
	if (rows[_i].token != NULL) {
		ck_assert_msg(heard.status == OK, "%s: %s", rows[_i].line,
		    heard.err.text);
		ck_assert_str_eq(heard.token, rows[_i].token);
	} else {
		ck_assert_int_eq(heard.status, ERR_UNAVAILABLE);
		ck_assert_msg(strstr(heard.err.text, rows[_i].reason) != NULL, "%s: %s",
		    rows[_i].line, heard.err.text);
	}
}
END_TEST

START_TEST(test_slow_program_is_killed)
{
	run("/bin/sleep 1000", 50);
	ck_assert_int_eq(heard.status, ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(heard.err.text, "in time"));
}
END_TEST

/* What it leaves running, for as long as it may, holds neither us nor the pipe. */
START_TEST(test_what_it_starts_does_not_count)
{
	char line[] = "/bin/sh -c sleep${IFS}30&echo${IFS}token";

	run(line, LONG_MS);
	ck_assert_msg(heard.status == OK, "%s", heard.err.text);
	ck_assert_str_eq(heard.token, "token");
}
END_TEST

START_TEST(test_stopped_program_is_gone_and_not_heard)
{
	struct token_command *command = token_command_start(heard.base, "/bin/sleep 1000",
	    LONG_MS, on_token, &heard);

	token_command_stop(&command);
	event_base_loop(heard.base, EVLOOP_NONBLOCK);
	ck_assert_int_eq(heard.dones, 0);
	ck_assert_int_eq(waitpid(-1, NULL, 0), -1); /* reaped: there is no child */
	ck_assert_int_eq(errno, ECHILD);
}
END_TEST

START_TEST(test_what_is_no_command_is_refused)
{
	static const char *const lines[] = { "", "token", "./token", "/bin/echo a\nb",
		"/bin/echo 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16" };
	struct err err;

	for (size_t i = 0; i < COUNT_OF(lines); i++)
		ck_assert_msg(token_command_check(lines[i], &err) == ERR_INVALID, "%s",
		    lines[i]);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("token_command");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, test_what_a_program_prints, 0, COUNT_OF(rows));
	tcase_add_test(tests, test_slow_program_is_killed);
	tcase_add_test(tests, test_what_it_starts_does_not_count);
	tcase_add_test(tests, test_stopped_program_is_gone_and_not_heard);
	tcase_add_test(tests, test_what_is_no_command_is_refused);
	return run_tests("token_command", tests);
}
