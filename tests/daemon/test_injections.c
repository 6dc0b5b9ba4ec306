/* Texts, addresses and templates of tests/fixtures/injections on their way into mails:
 * each is refused, or what leaves is one mail to one person with one entry for the
 * calendar, as if it had been harmless. */
#include "address.h"
#include "folder.h"
#include "house.h"
#include "ical.h"
#include "mime.h"
#include "post.h"
#include "setting.h"
#include "setting_check.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

#define INJECTED "injected.test"

static struct folder files;
static char to[40]; /* of the file's message */
static int sent;

static void
run(const char *sql, const struct text *value)
{
	const char *const values[] = { value->data, to };
	const int lengths[] = { (int)value->length, 0 };
	PGresult *res = PQexecParams(live.admin, sql, 2, NULL, values, lengths, NULL, 0);

	ck_assert_msg(PQresultStatus(res) == PGRES_COMMAND_OK, "%s",
	    PQresultErrorMessage(res));
	PQclear(res);
}

static int
lines_beginning(const char *bytes, const char *start)
{
	size_t length = strlen(start);
	int count = 0;

	for (const char *line = bytes; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		count += strncasecmp(line, start, length) == 0;
	}
	return count;
}

static void
check_lines(const char *name, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		ck_assert_msg(bytes[i] != '\0' &&
			(bytes[i] == '\n') == (i > 0 && bytes[i - 1] == '\r'),
		    "%s: a line end is not CR LF", name);
}

static void
check_head(const char *name, const char *mail)
{
	CLEANUP(free_ptr) char *head = alloc_text(mail);

	strstr(head, "\r\n\r\n")[0] = '\0';
	ck_assert_msg(lines_beginning(head, "to:") == 1, "%s", name);
	ck_assert_msg(lines_beginning(head, "from:") == 1, "%s", name);
	ck_assert_msg(lines_beginning(head, "subject:") == 1, "%s", name);
	ck_assert_msg(lines_beginning(head, "cc:") == 0, "%s", name);
	ck_assert_msg(lines_beginning(head, "bcc:") == 0, "%s", name);
	ck_assert_msg(lines_beginning(head, "x-injected:") == 0, "%s", name);
}

static void
check_calendar(const char *name, const struct mime_letter *letter, struct arena *arena)
{
	struct ical_reply event;
	struct err err = { OK, "" };

	ck_assert_msg(ical_read(letter->calendar, letter->calendar_length, arena, &event,
			  &err) == OK,
	    "%s: %s", name, err.text);
	ck_assert_msg(event.attendee_count == 1, "%s", name);
	ck_assert_str_eq(event.attendees[0].address, to);
	ck_assert_msg(lines_beginning(letter->calendar, "ATTENDEE") == 1, "%s", name);
	ck_assert_msg(lines_beginning(letter->calendar, "BEGIN:VEVENT") == 1, "%s", name);
	ck_assert_msg(lines_beginning(letter->calendar, "BEGIN:VALARM") == 1, "%s", name);
	ck_assert_msg(lines_beginning(letter->calendar, "ACTION:EMAIL") == 0, "%s", name);
	ck_assert_msg(lines_beginning(letter->calendar, "X-INJECTED") == 0, "%s", name);
}

static void
check_html(const char *name, const char *mail)
{
	static const char *const dangers[] = { "<script", "<img", "href=3D\"javascript" };
	CLEANUP(free_ptr)
	char *html = alloc_text(strstr(mail, "Content-Type: text/html"));

	strstr(html, "Content-Type: text/calendar")[0] = '\0';
	for (size_t i = 0; i < COUNT_OF(dangers); i++)
		ck_assert_msg(strcasestr(html, dangers[i]) == NULL, "%s: %s", name,
		    dangers[i]);
}

static void
check_mail(const char *name)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct mime_letter letter = { 0 };
	struct err err;
	size_t length;
	const char *mail = relay_last_mail(post_relay, &length);

	ck_assert_msg(post_taken_by(to) == 1, "%s", name);
	check_lines(name, mail, length);
	check_head(name, mail);
	ck_assert_int_eq(mime_read(mail, length, &arena, &letter, &err), OK);
	ck_assert_str_eq(letter.recipients[0], to);
	ck_assert_ptr_null(letter.recipients[1]);
	ck_assert_str_eq(letter.from, "dinners@hospital.test");
	check_html(name, mail);
	check_calendar(name, &letter, &arena);
}

/* The file's message alone is sent, or ends as failed. */
static void
send_one(const char *name, const char *sql, const struct text *value)
{
	int before = post_taken();

	run(sql, value);
	live_admin("UPDATE convene.message SET state = 'ready' WHERE to_address = '%s' "
		   "OR state = 'held' AND cause = 'now'",
	    to);
	post_until("0",
	    "SELECT count(*) FROM convene.message WHERE state NOT IN ('held', 'sent', "
	    "'failed')");
	ck_assert_msg(strstr(relay_journal(post_relay), INJECTED) == NULL, "%s", name);
	if (post_taken() > before) {
		ck_assert_msg(post_taken() == before + 1, "%s", name);
		check_mail(name);
		sent++;
	}
}

static void
begin(const char *folder)
{
	folder_open(&files, folder);
	sent = 0;
	stage_round(files.count + files.count % 2, 2);
	live_admin("UPDATE convene.message SET state = 'held', is_stopped = true");
	post_open(post_new());
}

static void
send_all(const char *sql)
{
	for (int i = 0; i < files.count; i++) {
		(void)snprintf(to, sizeof to, "p%d@clinic.test", i + 1);
		send_one(files.files[i].name, sql, &files.files[i].bytes);
	}
}

/* In place of every name, title, street and so on; a time zone is no text. */
START_TEST(test_text_stays_text)
{
	begin("injections/texts");
	send_all(
	    "UPDATE convene.message SET content = (SELECT jsonb_object_agg(key, CASE "
	    "WHEN jsonb_typeof(value) = 'string' AND key NOT IN ('zone', 'currency', "
	    "'seat_id', 'person_id') THEN to_jsonb($1::text) ELSE value END) FROM "
	    "jsonb_each(content)) WHERE to_address = $2::text");
	ck_assert_int_gt(sent, files.count / 3);
}
END_TEST

START_TEST(test_template_brings_no_header)
{
	begin("injections/templates");
	send_all("WITH kept AS (INSERT INTO convene.template (digest, kind, body) VALUES "
		 "(sha256(convert_to($1::text, 'UTF8')), 'invitation', $1::text)) UPDATE "
		 "convene.message SET template_digest = sha256(convert_to($1::text, "
		 "'UTF8')) WHERE to_address = $2::text");
	ck_assert_int_gt(sent, 0);
	ck_assert_int_lt(sent, files.count / 2);
}
END_TEST

static bool
is_c_text(const struct text *text)
{
	return memchr(text->data, '\0', text->length) == NULL;
}

START_TEST(test_address_reaches_no_envelope)
{
	begin("injections/addresses");
	for (int i = 0; i < files.count; i++) {
		const struct text *bytes = &files.files[i].bytes;

		ck_assert_msg(address_check(text_string(bytes), bytes->length, NULL) ==
			ERR_INVALID,
		    "%s", files.files[i].name);
		if (!is_c_text(bytes))
			continue;
		(void)snprintf(to, sizeof to, "p%d@clinic.test", i + 1);
		run("UPDATE convene.message SET to_address = $1::text, state = 'ready' "
		    "WHERE to_address = $2::text",
		    bytes);
	}
	post_until("0",
	    "SELECT count(*) FROM convene.message WHERE state IN ('ready', "
	    "'claimed')");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.message WHERE state = "
				    "'sent'"),
	    "0");
	ck_assert_int_eq(relay_count(post_relay, "rcpt"), 0);
}
END_TEST

/* Whoever writes to the database without our commands. */
START_TEST(test_address_of_redirect_reaches_no_envelope)
{
	begin("injections/addresses");
	stage_mail_mode("redirect", "");
	for (int i = 0; i < files.count; i++) {
		const struct text *bytes = &files.files[i].bytes;

		if (!is_c_text(bytes))
			continue;
		(void)snprintf(to, sizeof to, "p%d@clinic.test", i + 1);
		send_one(files.files[i].name,
		    "UPDATE convene.setting SET value = $1::text WHERE key = "
		    "'mail.redirect' AND $2::text <> ''",
		    bytes);
	}
	ck_assert_int_eq(relay_count(post_relay, "rcpt"), 0);
}
END_TEST

START_TEST(test_setting_takes_no_such_address)
{
	folder_open(&files, "injections/addresses");
	for (int i = 0; i < files.count; i++) {
		CLEANUP(setting_free) struct settings *settings = setting_new();
		CLEANUP(text_done) struct text errors = { 0 };
		const struct text *bytes = &files.files[i].bytes;

		if (is_c_text(bytes) &&
		    setting_set(settings, "mail", NULL, "from", text_string(bytes),
			NULL) == OK)
			ck_assert_msg(setting_check_all(settings, &errors) ==
				    ERR_INVALID &&
				strstr(text_string(&errors), "mail from") != NULL,
			    "%s", files.files[i].name);
	}
}
END_TEST

/* The command that sets it refuses it. */
START_TEST(test_command_takes_no_such_redirect)
{
	folder_open(&files, "injections/addresses");
	house_start("admin");
	for (int i = 0; i < files.count; i++) {
		CLEANUP(text_done) struct text body = { 0 };
		const struct text *bytes = &files.files[i].bytes;

		if (!is_c_text(bytes))
			continue;
		text_add(&body,
		    "{\"mode\":\"redirect\",\"reason\":\"a test\",\"address\":");
		text_add_json(&body, text_string(bytes));
		text_add(&body, "}");
		ck_assert_msg(house_ask("POST", "/v1/messages/mode",
				  text_string(&body)) == 400,
		    "%s: %s", files.files[i].name, text_string(&house.body));
	}
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.setting WHERE key = "
				    "'mail.redirect'"),
	    "0");
}
END_TEST

static void
end(void)
{
	folder_done(&files);
	post_end_case();
}

static void
end_house(void)
{
	folder_done(&files);
	house_teardown();
}

int
main(void)
{
	TCase *tests = tcase_create("injections"), *commands = tcase_create("commands");
	TCase *const cases[] = { tests, commands };

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, post_begin_case, end);
	tcase_add_test(tests, test_text_stays_text);
	tcase_add_test(tests, test_template_brings_no_header);
	tcase_add_test(tests, test_address_reaches_no_envelope);
	tcase_add_test(tests, test_address_of_redirect_reaches_no_envelope);
	tcase_add_test(tests, test_setting_takes_no_such_address);
	tcase_set_timeout(commands, 60);
	tcase_add_checked_fixture(commands, house_setup, end_house);
	tcase_add_test(commands, test_command_takes_no_such_redirect);
	return run_cases("injections", cases, COUNT_OF(cases));
}
