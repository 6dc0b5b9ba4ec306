#include "setting_check.h"
#include "setting_show.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

static void
set(struct settings *settings, const char *section, const char *title, const char *name,
    const char *value)
{
	struct err err = { 0 };
	enum status status = setting_set(settings, section, title, name, value, &err);

	ck_assert_msg(status == OK, "%s", err.text);
}

/* What a file of twelve lines says. */
static struct settings *
make_settings(void)
{
	struct settings *settings = setting_new();

	set(settings, "organisation", NULL, "name", "Example Health");
	set(settings, "organisation", NULL, "zone", "America/New_York");
	set(settings, "mail", NULL, "from", "dinners@example.org");
	set(settings, "mail", NULL, "link-base", "https://dinners.example.org");
	set(settings, "relay", "main", "host", "relay.example.org");
	return settings;
}

START_TEST(test_row_is_whole)
{
	size_t count;
	const struct setting *rows = setting_table(&count);

	for (size_t i = 0; i < count; i++) {
		const struct setting *row = &rows[i];
		bool is_number = row->type == SETTING_COUNT ||
		    row->type == SETTING_DURATION;
		bool is_required = (row->flags & SETTING_REQUIRED) != 0;

		ck_assert_ptr_nonnull(row->help);
		ck_assert_ptr_null(strchr(row->help, '.'));
		ck_assert_msg(is_number == (row->least != NULL), "%s", row->name);
		ck_assert_msg(is_number == (row->most != NULL), "%s", row->name);
		ck_assert_msg((row->type == SETTING_CHOICE) == (row->choices != NULL),
		    "%s", row->name);
		ck_assert_msg(is_required == (row->initial == NULL), "%s", row->name);
		ck_assert_msg(!is_required || row->example != NULL, "%s", row->name);
		for (size_t n = 0; n < i; n++)
			ck_assert(strcmp(rows[n].section, row->section) != 0 ||
			    strcmp(rows[n].name, row->name) != 0);
		if (i > 1 && strcmp(rows[i - 1].section, row->section) != 0)
			for (size_t n = 0; n + 1 < i; n++)
				ck_assert_str_ne(rows[n].section, row->section);
	}
}
END_TEST

START_TEST(test_default_is_as_the_table_says)
{
	CLEANUP(setting_free) struct settings *settings = setting_new();
	size_t count;
	const struct setting *rows = setting_table(&count);

	set(settings, "relay", "main", "port", "25");
	set(settings, "role", "viewer", "users", "ada");
	for (size_t i = 0; i < count; i++) {
		CLEANUP(text_done) struct text text = { 0 };

		setting_show_value(&text, settings, &rows[i], 0);
		if (strcmp(rows[i].name, "port") == 0)
			ck_assert_str_eq(text_string(&text), "25");
		else if (strcmp(rows[i].name, "users") == 0)
			ck_assert_str_eq(text_string(&text), "ada");
		else
			ck_assert_str_eq(text_string(&text),
			    rows[i].initial == NULL ? "" : rows[i].initial);
	}
}
END_TEST

START_TEST(test_values_land_in_their_fields)
{
	CLEANUP(setting_free) struct settings *settings = make_settings();
	CLEANUP(text_done) struct text errors = { 0 };

	set(settings, "tick", NULL, "every", "250ms");
	set(settings, "database", NULL, "durability", "relaxed");
	set(settings, "web", NULL, "hosts", "a.example.org");
	set(settings, "web", NULL, "hosts", "b.example.org");
	set(settings, "relay", "spare", "host", "127.0.0.1");
	set(settings, "relay", "spare", "tls", "off");
	set(settings, "relay", "main", "rate", "3");
	set(settings, "role", "approver", "groups", "convene-approver");
	ck_assert_int_eq(settings->tick_every_ms, 250);
	ck_assert_int_eq(settings->database_durability, SETTINGS_RELAXED);
	ck_assert_str_eq(settings->web_hosts[1], "b.example.org");
	ck_assert_ptr_null(settings->web_hosts[2]);
	ck_assert_uint_eq(settings->relay_count, 2);
	ck_assert_int_eq(settings->relays[0].rate_per_s, 3);
	ck_assert_int_eq(settings->relays[0].tls, SETTINGS_STARTTLS);
	ck_assert_int_eq(settings->relays[1].tls, SETTINGS_PLAIN);
	ck_assert_int_eq(settings->relays[1].rate_per_s, 10);
	ck_assert_int_eq(settings->roles[0].role, ROLE_APPROVER);
	ck_assert_str_eq(setting_title(settings, "relay", 1), "spare");
	ck_assert_uint_eq(setting_section_count(settings, "relay"), 2);
	ck_assert_uint_eq(setting_section_count(settings, "mail"), 1);
	ck_assert_msg(setting_check_all(settings, &errors) == OK, "%s", errors.data);
}
END_TEST

/* clang-format off */
static const struct {
	const char *section, *title, *name, *value, *wanted;
} wrong[] = {
	{ "mail", NULL, "batch", "0", "mail batch is 1 to 500, not 0" },
	{ "mail", NULL, "batch", "010", "mail batch: '010' is not a whole number like "
	    "12" },
	{ "mail", NULL, "btach", "64", "there is no setting 'mail btach'; did you mean "
	    "'batch'?" },
	{ "mail", "x", "batch", "64", "there is no setting 'mail batch'; did you mean "
	    "'batch'?" },
	{ "tick", NULL, "every", "10", "tick every: '10' is not a duration like 100ms, "
	    "10s, "
	    "5min, 2h or 21d" },
	{ "tick", NULL, "every", "2h", "tick every is 100ms to 1h, not 2h" },
	{ "relay", "main", "tls", "yes", "relay tls is starttls|tls|off, not 'yes'" },
	{ "relay", "main", "port", "65536", "relay port is 1 to 65535, not 65536" },
	{ "relay", "main", "ca-file", "ca.pem", "relay ca-file is a path from /, not "
	    "'ca.pem'" },
	{ "role", "oprator", "users", "ada", "'oprator' is no role; did you mean "
	    "'operator'?" },
	{ "organisation", NULL, "name", "", "organisation name is empty" },
	{ "organisation", NULL, "name", "a\nb", "organisation name holds a control "
	    "character" },
	{ "organisation", NULL, "name", "M\xFCller", "organisation name is not UTF-8" },
	{ "web", NULL, "hosts", "", "web hosts has an empty entry" },
};
/* clang-format on */

START_TEST(test_wrong_value_is_named)
{
	CLEANUP(setting_free) struct settings *settings = setting_new();
	struct err err = { 0 };

	ck_assert_int_eq(setting_set(settings, wrong[_i].section, wrong[_i].title,
			     wrong[_i].name, wrong[_i].value, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, wrong[_i].wanted);
	ck_assert_int_eq(settings->mail_batch, 64);
	ck_assert_int_eq(settings->tick_every_ms, 5000);
	ck_assert_str_eq(settings->organisation_name, "");
}
END_TEST

static const struct {
	const char *section, *title, *name, *value, *wanted;
} crossed[] = {
	{ "relay", "main", "tls", "off",
	    "tls is off, which only a relay on loopback may be" },
	{ "relay", "main", "user", "convene", "has user without password-credential" },
	{ "relay", "main", "password-credential", "p",
	    "has password-credential without user" },
	{ "relay", "main", "auth", "xoauth2", "auth xoauth2 without token-command" },
	{ "relay", "main", "token-command", "/bin/token",
	    "token-command without auth xoauth2" },
	{ "relay", "spare", "port", "25",
	    "relay \"spare\" host is missing: name or address" },
	{ "mail", NULL, "lease", "5min",
	    "mail lease must be longer than relay \"main\" body" },
	{ "mail", NULL, "from", "dinners", "mail from: " },
	{ "mail", NULL, "link-base", "http://dinners.example.org", "must be https://" },
	{ "mail", NULL, "from", "d@b\xC3\xBC.example", "from is in ASCII: xn--" },
	{ "mail", NULL, "domain", "b\xC3\xBC.example", "domain is in ASCII: xn--" },
	{ "mail", NULL, "link-base", "https://dinners.example.org/", "ends without /" },
	{ "mail", NULL, "link-base", "dinners.example.org", "begins with https://" },
	{ "mail", NULL, "quiet", "", "quiet is two hours like 21:00-07:00, or off" },
	{ "mail", NULL, "quiet", "21:00", "quiet is two hours" },
	{ "mail", NULL, "quiet", "21-7", "quiet is two hours" },
	{ "mail", NULL, "quiet", "21:00-24:00", "quiet is two hours" },
	{ "mail", NULL, "quiet", "07:00-07:00", "quiet is two hours" },
	{ "mail", NULL, "quiet", "21:00-07:00-08:00", "quiet is two hours" },
	{ "mail", NULL, "quiet", "000000000000000000021:00-07:00", "quiet is two hours" },
	{ "database", NULL, "formation-answer", "1s", "formation-answer is shorter" },
	{ "database", NULL, "conninfo", "password=x", "holds a password" },
	{ "control", NULL, "per-uid", "129", "per-uid is more than connections" },
	{ "control", NULL, "file-socket", "/run/convene/control.sock", "are one path" },
	{ "metrics", NULL, "listen", "0.0.0.0:9464",
	    "metrics listen is a loopback address" },
};

START_TEST(test_what_does_not_go_together_is_told)
{
	CLEANUP(setting_free) struct settings *settings = make_settings();
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(setting_check_all(settings, &errors), OK);
	set(settings, crossed[_i].section, crossed[_i].title, crossed[_i].name,
	    crossed[_i].value);
	ck_assert_int_eq(setting_check_all(settings, &errors), ERR_INVALID);
	ck_assert_msg(strstr(errors.data, crossed[_i].wanted) != NULL, "%s", errors.data);
	ck_assert_msg(strchr(errors.data, '\n') == errors.data + errors.length - 1,
	    "one fault, more lines: %s", errors.data);
}
END_TEST

START_TEST(test_all_that_is_missing_is_told_at_once)
{
	CLEANUP(setting_free) struct settings *settings = setting_new();
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(setting_check_all(settings, &errors), ERR_INVALID);
	ck_assert_str_eq(errors.data,
	    "organisation name is missing: what people know it by, in mails and on "
	    "pages\n"
	    "organisation zone is missing: time zone of reports, and of what has no "
	    "place of "
	    "its own\n"
	    "mail from is missing: sender and organiser of every invitation: a real "
	    "mailbox\n"
	    "mail link-base is missing: where the pages are, as people reach them\n"
	    "there is no relay: nothing could be sent; add relay \"main\" { host = ... "
	    "}\n");
}
END_TEST

START_TEST(test_restarts_are_told)
{
	CLEANUP(setting_free) struct settings *old = make_settings();
	CLEANUP(setting_free) struct settings *new = make_settings();
	CLEANUP(text_done) struct text text = { 0 };

	set(new, "mail", NULL, "batch", "7"); /* reloads */
	setting_show_restarts(&text, old, new);
	ck_assert_str_eq(text_string(&text), "");
	set(new, "web", NULL, "listen", "127.0.0.1:1");
	set(new, "database", NULL, "connections", "2");
	setting_show_restarts(&text, old, new);
	ck_assert_str_eq(text_string(&text), "database connections, web listen");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("setting");

	tcase_add_test(tests, test_row_is_whole);
	tcase_add_test(tests, test_default_is_as_the_table_says);
	tcase_add_test(tests, test_values_land_in_their_fields);
	tcase_add_loop_test(tests, test_wrong_value_is_named, 0, COUNT_OF(wrong));
	tcase_add_loop_test(tests, test_what_does_not_go_together_is_told, 0,
	    COUNT_OF(crossed));
	tcase_add_test(tests, test_all_that_is_missing_is_told_at_once);
	tcase_add_test(tests, test_restarts_are_told);
	return run_tests("setting", tests);
}
