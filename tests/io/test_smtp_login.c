/* How we log in: by the best way that both know, or by the one that is set alone. */
#include "poster.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define WELL RELAY_OFFER_USUAL
#define PLAIN_SECRET "AGRpbm5lcnMAc2VjcmV0" /* NUL dinners NUL secret */
#define LOGIN_SECRET "c2VjcmV0"             /* secret */

static const struct {
	const char *script;
	enum smtp_auth auth;
	const char *mechanism, *secret; /* NULL: none is tried */
} rows[] = {
	{ WELL "offer=AUTH LOGIN PLAIN", SMTP_AUTH_ANY, "PLAIN", PLAIN_SECRET },
	{ WELL "offer=AUTH LOGIN", SMTP_AUTH_ANY, "LOGIN", LOGIN_SECRET },
	{ WELL "offer=AUTH LOGIN PLAIN", SMTP_AUTH_LOGIN, "LOGIN", LOGIN_SECRET },
	{ WELL "offer=AUTH LOGIN PLAIN", SMTP_AUTH_PLAIN, "PLAIN", PLAIN_SECRET },
	{ WELL "offer=AUTH LOGIN", SMTP_AUTH_PLAIN, NULL, NULL },
	{ WELL "offer=AUTH PLAIN", SMTP_AUTH_LOGIN, NULL, NULL },
	{ WELL, SMTP_AUTH_PLAIN, NULL, NULL },
};

START_TEST(test_only_what_is_set)
{
	struct smtp_status status;
	bool is_tried = rows[_i].mechanism != NULL;
	char line[32];

	poster.settings.user = "dinners";
	poster.settings.password = "secret";
	poster.settings.auth = rows[_i].auth;
	poster_script(rows[_i].script);
	poster_expect(is_tried ? SMTP_ACCEPTED : SMTP_RELAY, rows[_i].script);
	ck_assert_int_eq(relay_count(poster.relay, "auth"), is_tried);
	ck_assert_int_eq(relay_count(poster.relay, "mail"), is_tried);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.is_alarm, !is_tried);
	ck_assert_str_eq(relay_last_secret(poster.relay),
	    is_tried ? rows[_i].secret : "");
	if (!is_tried)
		return;
	(void)snprintf(line, sizeof line, " auth %s\n", rows[_i].mechanism);
	ck_assert_msg(strstr(relay_journal(poster.relay), line) != NULL, "%s",
	    relay_journal(poster.relay));
}
END_TEST

/* The token of a program's, in the form of XOAUTH2: user=dinners^Aauth=Bearer T1^A^A. */
#define TOKEN_SECRET "dXNlcj1kaW5uZXJzAWF1dGg9QmVhcmVyIFQxAQE="

static const struct {
	const char *script, *command;
	const char *reason; /* NULL: it goes well */
} tokens[] = {
	{ WELL "offer=AUTH XOAUTH2 PLAIN", "/bin/echo T1", NULL },
	{ WELL "offer=AUTH PLAIN LOGIN", "/bin/echo T1", "" },
	{ WELL, "/bin/echo T1", "no AUTH" },
	{ WELL "offer=AUTH XOAUTH2\nat=auth reply=535 5.7.8 old", "/bin/echo T1",
	    "5.7.8" },
	{ WELL "offer=AUTH XOAUTH2", "/bin/false", "the token command failed" },
	{ WELL "offer=AUTH XOAUTH2", "/bin/sleep 1000", "in time" },
};

START_TEST(test_login_by_a_token)
{
	bool is_well = tokens[_i].reason == NULL;
	struct smtp_status status;

	poster.settings.user = "dinners";
	poster.settings.auth = SMTP_AUTH_XOAUTH2;
	poster.settings.token_command = tokens[_i].command;
	if (strstr(tokens[_i].command, "sleep") != NULL)
		poster_shorten(SMTP_CONNECTING);
	poster_script(tokens[_i].script);
	poster_expect(is_well ? SMTP_ACCEPTED : SMTP_RELAY, tokens[_i].script);
	ck_assert_int_eq(relay_count(poster.relay, "mail"), is_well);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.is_alarm, !is_well);
	ck_assert_ptr_null(strstr(status.reason, "T1"));
	if (is_well)
		ck_assert_str_eq(relay_last_secret(poster.relay), TOKEN_SECRET);
	else
		ck_assert_msg(strstr(status.reason, tokens[_i].reason) != NULL, "%s",
		    status.reason);
}
END_TEST

/* A token does not last: each login asks again. */
START_TEST(test_each_login_has_a_token_of_its_own)
{
	poster.settings.user = "dinners";
	poster.settings.auth = SMTP_AUTH_XOAUTH2;
	poster.settings.token_command = "/bin/sh -c echo${IFS}$$";
	poster.settings.mails_per_link = 1;
	poster_script(WELL "offer=AUTH XOAUTH2");
	poster_expect(SMTP_ACCEPTED, "first");

	CLEANUP(free_ptr) char *first = alloc_text(relay_last_secret(poster.relay));
	poster_expect(SMTP_ACCEPTED, "second");
	ck_assert_str_ne(relay_last_secret(poster.relay), first);
}
END_TEST

START_TEST(test_closing_while_the_token_is_awaited)
{
	poster.settings.user = "dinners";
	poster.settings.auth = SMTP_AUTH_XOAUTH2;
	poster.settings.token_command = "/bin/sleep 1000";
	poster_script(WELL);
	poster_send("ann@clinic.test");
	poster_turn(3);
	smtp_close(&poster.smtp);
	ck_assert_int_eq(poster.mails[0].result.class, SMTP_NOT_SENT);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_login");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_loop_test(tests, test_only_what_is_set, 0, COUNT_OF(rows));
	tcase_add_loop_test(tests, test_login_by_a_token, 0, COUNT_OF(tokens));
	tcase_add_test(tests, test_each_login_has_a_token_of_its_own);
	tcase_add_test(tests, test_closing_while_the_token_is_awaited);
	return run_tests("smtp_login", tests);
}
