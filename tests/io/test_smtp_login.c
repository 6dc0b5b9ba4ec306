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

int
main(void)
{
	TCase *tests = tcase_create("smtp_login");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_loop_test(tests, test_only_what_is_set, 0, COUNT_OF(rows));
	return run_tests("smtp_login", tests);
}
