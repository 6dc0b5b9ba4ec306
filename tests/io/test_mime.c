#include "mime.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define UUID "0f4b2c1e-7a51-4a7f-9f0a-3c8d5e6f7a8b"

static struct arena arena;
static struct text plain, html, calendar;

static void
set_up(void)
{
	mime_start();
	text_add(&plain,
	    "Hello Zoë,\n.\n..dots and a long line ======================"
	    "==========================================================\n"
	    "From here on trailing blank \n");
	text_add(&html, "<!DOCTYPE html>\n<p>Hello Zoë\n");
	text_add(&calendar, "BEGIN:VCALENDAR\r\nX:é\r\nEND:VCALENDAR\r\n");
}

static void
tear_down(void)
{
	text_done(&plain);
	text_done(&html);
	text_done(&calendar);
	arena_done(&arena);
	mime_stop();
}

static struct mime_mail
invitation(void)
{
	return (struct mime_mail){
		.message_id = UUID "@dinners.example",
		.date_s = 1799000000,
		.from_name = "Wellness office",
		.from_address = "dinners@clinic.example",
		.to_name = "Zoë O'Brien",
		.to_address = "zoe@clinic.example",
		.reply_to = "reply+00112233445566778899aabbccddeeff@clinic.example",
		.references = "first@dinners.example",
		.subject = "Dinner with six colleagues, Thu 14 Jan, 18:30",
		.unsubscribe_url = "https://dinners.clinic.example/leave/"
				   "00112233445566778899aabbccddeeff",
		.unsubscribe_address =
		    "leave+00112233445566778899aabbccddeeff@clinic.example",
		.list_id = "dinners.clinic.example",
		.plain = &plain,
		.html = &html,
		.calendar = &calendar,
		.calendar_method = "REQUEST",
	};
}

static void
write_mail(const struct mime_mail *mail, struct text *out)
{
	struct err err = { 0 };

	ck_assert_msg(mime_write(mail, out, &err) == OK, "%s", err.text);
}

static bool
has(const struct text *text, const char *line)
{
	return strstr(text_string(text), line) != NULL;
}

START_TEST(test_headers)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();

	write_mail(&mail, &out);
	ck_assert(has(&out, "Date: Sun, 03 Jan 2027 18:13:20 +0000\r\n"));
	ck_assert(has(&out, "\r\nFrom: Wellness office <dinners@clinic.example>\r\n"));
	ck_assert(
	    has(&out, "\r\nTo: =?UTF-8?b?Wm/Dqw==?= O'Brien <zoe@clinic.example>\r\n"));
	ck_assert(has(&out, "\r\nMessage-Id: <" UUID "@dinners.example>\r\n"));
	ck_assert(has(&out, "\r\nReferences: <first@dinners.example>\r\n"));
	ck_assert(has(&out, "\r\nAuto-Submitted: auto-generated\r\n"));
	ck_assert(has(&out, "\r\nList-Id: <dinners.clinic.example>\r\n"));
	ck_assert(
	    has(&out, "\r\nSubject: Dinner with six colleagues, Thu 14 Jan, 18:30\r\n"));
	ck_assert(has(&out,
	    "\r\nList-Unsubscribe: <https://dinners.clinic.example/leave/"
	    "00112233445566778899aabbccddeeff>,\r\n"
	    " <mailto:leave+00112233445566778899aabbccddeeff@clinic.example>\r\n"
	    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}
END_TEST

#define LONG "a-department-of-a-hospital.of-a-long-name.of-a-university.somewhere.example"

/* What machines read must never become encoded words, however long it is. */
START_TEST(test_long_addresses_stay_as_they_are)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();

	mail.message_id = UUID "@" LONG;
	mail.references = "f1e2d3c4-0000-4000-8000-000000000001@" LONG;
	mail.reply_to = "reply+00112233445566778899aabbccddeeff@" LONG;
	mail.to_address = "somebody-with-a-long-name@" LONG;
	mail.list_id = "dinners." LONG;
	mail.unsubscribe_url = "https://" LONG "/leave/00112233445566778899aabbccddeeff";
	mail.unsubscribe_address = "leave+00112233445566778899aabbccddeeff@" LONG;
	write_mail(&mail, &out);
	ck_assert(has(&out, "<" UUID "@" LONG ">\r\n"));
	ck_assert(
	    has(&out, "References: <f1e2d3c4-0000-4000-8000-000000000001@" LONG ">\r\n"));
	ck_assert(has(&out, "reply+00112233445566778899aabbccddeeff@" LONG "\r\n"));
	ck_assert(has(&out, "<somebody-with-a-long-name@" LONG ">\r\n"));
	ck_assert(has(&out, "List-Id: <dinners." LONG ">\r\n"));
	ck_assert(has(&out,
	    "List-Unsubscribe: <https://" LONG "/leave/00112233445566778899aabbccddeeff>,"
	    "\r\n <mailto:leave+00112233445566778899aabbccddeeff@" LONG ">\r\n"));
}
END_TEST

START_TEST(test_structure)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();

	write_mail(&mail, &out);
	ck_assert(has(&out,
	    "\r\nContent-Type: multipart/mixed;\r\n\tboundary=\"=_m_" UUID "\"\r\n"));
	ck_assert(has(&out,
	    "\r\n--=_m_" UUID "\r\nContent-Type: multipart/alternative;\r\n"
	    "\tboundary=\"=_a_" UUID "\"\r\n"));
	ck_assert(has(&out,
	    "\r\nContent-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "Hello Zo=C3=AB,\r\n"));
	ck_assert(has(&out,
	    "\r\nContent-Type: text/html; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"));
	ck_assert(has(&out,
	    "\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"
	    "Content-Transfer-Encoding: base64\r\n"));
	ck_assert(has(&out,
	    "\r\nContent-Type: application/ics; name=invite.ics\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename=invite.ics\r\n"));
	ck_assert(has(&out, "\r\n--=_a_" UUID "--\r\n"));
	ck_assert(has(&out, "\r\n--=_m_" UUID "--\r\n"));
}
END_TEST

START_TEST(test_without_event_it_is_the_alternative_alone)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();

	mail.calendar = NULL;
	mail.calendar_method = NULL;
	mail.references = NULL;
	mail.unsubscribe_url = "http://dinners.clinic.example/leave/x";
	write_mail(&mail, &out);
	ck_assert(
	    has(&out, "\r\nContent-Type: multipart/alternative;\r\n\tboundary=\"=_a_"));
	ck_assert(
	    !has(&out, "mixed") && !has(&out, "calendar") && !has(&out, "References"));
	ck_assert(!has(&out, "List-Unsubscribe-Post")); /* RFC 8058 wants https */
}
END_TEST

START_TEST(test_bytes_are_ascii_crlf_short_and_equal)
{
	CLEANUP(text_done) struct text out = { 0 }, again = { 0 };
	struct mime_mail mail = invitation();
	size_t width = 0;

	mail.to_name = "Übergröße Übergröße Übergröße Übergröße Übergröße";
	mail.subject = "Übergröße Übergröße Übergröße Übergröße Übergröße";
	write_mail(&mail, &out);
	write_mail(&mail, &again);
	ck_assert_str_eq(out.data, again.data);
	for (size_t i = 0; i < out.length; i++) {
		ck_assert_int_gt(out.data[i], 0);
		ck_assert_int_eq(out.data[i] == '\n', i > 0 && out.data[i - 1] == '\r');
		width = out.data[i] == '\n' ? 0 : width + 1;
		ck_assert_uint_le(width, 120);
	}
	ck_assert_int_eq(out.data[out.length - 1], '\n');
}
END_TEST

START_TEST(test_parts_come_back_as_they_went_in)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();
	struct mime_letter letter = { 0 };
	struct err err = { 0 };

	write_mail(&mail, &out);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &letter, &err), OK);
	ck_assert_str_eq(letter.plain, plain.data);
	ck_assert_uint_eq(letter.calendar_length, calendar.length);
	ck_assert_str_eq(letter.calendar, calendar.data);
	ck_assert_str_eq(letter.message_id, mail.message_id);
	ck_assert_str_eq(letter.from, mail.from_address);
	ck_assert_str_eq(letter.recipients[0], mail.to_address);
	ck_assert_ptr_null(letter.recipients[1]);
	ck_assert_str_eq(letter.subject, mail.subject);
	ck_assert_str_eq(letter.auto_submitted, "auto-generated");
	ck_assert_ptr_null(letter.precedence);
	ck_assert_str_eq(letter.type, "multipart/mixed");
}
END_TEST

static const struct {
	size_t field;
	const char *value;
} bad[] = {
#define FIELD(name) offsetof(struct mime_mail, name)
	{ FIELD(to_address), "<a@x>\r\nDATA\r\n\r\n.\r\nNOOP" },
	{ FIELD(to_address), "a@x\r\nBcc: evil@x" },
	{ FIELD(to_address), "a@x, evil@x" },
	{ FIELD(to_address), "zoë@clinic.example" },
	{ FIELD(from_address), "nobody" },
	{ FIELD(reply_to), "a@x\n" },
	{ FIELD(unsubscribe_address), "a>@x" },
	{ FIELD(unsubscribe_url), "https://x.example/\r\nBcc: evil@x" },
	{ FIELD(unsubscribe_url), "https://x.example/>,<mailto:evil@x" },
	{ FIELD(references), "a@x>\r\nBcc: evil@x" },
	{ FIELD(list_id), "a.x>\r\nBcc: evil@x" },
	{ FIELD(message_id), "a b@x" },
	{ FIELD(message_id), "a\"b@x" },
	{ FIELD(message_id), "nodomain" },
	{ FIELD(subject), "a\r\nBcc: evil@x" },
	{ FIELD(to_name), "a\r\nBcc: evil@x" },
	{ FIELD(from_name), "a\x7F" },
#undef FIELD
};

START_TEST(test_unsafe_text_is_refused)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();
	struct err err = { 0 };

	*(const char **)((char *)&mail + bad[_i].field) = bad[_i].value;
	ck_assert_msg(mime_write(&mail, &out, &err) == ERR_INVALID, "%s", bad[_i].value);
	ck_assert_uint_eq(out.length, 0);
	ck_assert_str_ne(err.text, "");
}
END_TEST

static const char *const names[] = { "%n{{x}}<b>", "\"quoted\" \\back", "a, b <evil@x>",
	"O'Brien; (comment)", "李雷", "a@b.example" };

START_TEST(test_hostile_name_stays_a_name)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_mail mail = invitation();
	struct mime_letter letter = { 0 };
	struct err err = { 0 };

	mail.to_name = names[_i];
	mail.subject = names[_i];
	write_mail(&mail, &out);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &letter, &err), OK);
	ck_assert_str_eq(letter.recipients[0], "zoe@clinic.example");
	ck_assert_ptr_null(letter.recipients[1]);
	ck_assert_str_eq(letter.subject, names[_i]);
}
END_TEST

static void
read_text(const char *text, struct mime_letter *ret_letter)
{
	struct err err = { 0 };

	ck_assert_msg(mime_read(text, strlen(text), &arena, ret_letter, &err) == OK, "%s",
	    err.text);
}

START_TEST(test_reads_a_bounce_without_what_it_quotes)
{
	struct mime_letter letter = { 0 };

	read_text(
	    "From: MAILER-DAEMON@x.example\nTo: bounce+1@clinic.example\n"
	    "Delivered-To: bounce+2@clinic.example\nX-Original-To: bounce+3@x\n"
	    "In-Reply-To: <a@b>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
	    "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n"
	    "\n--B\n\nfailed\n--B\nContent-Type: message/delivery-status\n\n"
	    "Original-Envelope-ID: e\n\nAction: failed\nFinal-Recipient: rfc822; a@x\n"
	    "Status: 5.1.1 (no)\n\n--B\nContent-Type: message/rfc822\n\n"
	    "Message-Id: <c@d>\nSubject: x\nContent-Type: "
	    "text/calendar\n\nBEGIN:VCALENDAR\n--B--\n",
	    &letter);
	ck_assert_str_eq(letter.type, "multipart/report");
	ck_assert_str_eq(letter.report_type, "delivery-status");
	ck_assert_str_eq(letter.in_reply_to, "a@b");
	ck_assert_str_eq(letter.auto_submitted, "auto-replied");
	ck_assert_str_eq(letter.plain, "failed");
	ck_assert_str_eq(letter.delivered[0], "bounce+2@clinic.example");
	ck_assert_str_eq(letter.delivered[1], "bounce+3@x");
	ck_assert_ptr_null(letter.delivered[2]);
	ck_assert_str_eq(letter.report.envelope_id, "e");
	ck_assert_str_eq(letter.report.action, "failed");
	ck_assert_str_eq(letter.report.recipient, "a@x");
	ck_assert_str_eq(letter.report.status, "5.1.1");
	ck_assert_ptr_null(letter.report.feedback);
	ck_assert_str_eq(letter.returned_id, "c@d");
	ck_assert_ptr_null(letter.calendar);
}
END_TEST

START_TEST(test_finds_the_calendar_wherever_it_is)
{
	struct mime_letter letter = { 0 };

	read_text("Content-Type: text/calendar; method=REPLY\n\nALONE", &letter);
	ck_assert_str_eq(letter.calendar, "ALONE");

	read_text("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
		  "--B\nContent-Type: application/octet-stream; name=\"x.ics\"\n\nFILE\n"
		  "--B--\n",
	    &letter);
	ck_assert_str_eq(letter.calendar, "FILE");

	read_text(
	    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
	    "--B\nContent-Type: application/ics\n\nFILE\n"
	    "--B\nContent-Type: TEXT/CALENDAR\nContent-Transfer-Encoding: base64\n\n"
	    "UEFSVA==\n--B--\n",
	    &letter);
	ck_assert_str_eq(letter.calendar, "PART");
}
END_TEST

START_TEST(test_odd_mails_are_read)
{
	struct mime_letter letter = { 0 };

	read_text("Subject: =?iso-8859-1?Q?Zo=EB?=\nFrom: \n\nbody \xE9", &letter);
	ck_assert_str_eq(letter.subject, "Zoë");
	ck_assert_ptr_null(letter.from);
	ck_assert_ptr_null(letter.message_id);
	ck_assert_ptr_null(letter.calendar);
	ck_assert_ptr_nonnull(letter.plain);
}
END_TEST

static void
add_nested(struct text *mail, int levels)
{
	for (int i = 0; i < levels; i++) {
		char head[80];
		int length = snprintf(head, sizeof head,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);

		text_add_bytes(mail, head, (size_t)length);
	}
	text_add(mail, "\nx\n");
}

START_TEST(test_caps)
{
	CLEANUP(text_done) struct text deep = { 0 }, wide = { 0 }, big = { 0 };
	CLEANUP(free_ptr) char *long_mail = alloc_zero(1, MIME_BYTES_MAX + 1);
	struct mime_letter letter = { 0 };
	struct err err = { 0 };

	add_nested(&deep, 1000);
	ck_assert_int_eq(mime_read(deep.data, deep.length, &arena, &letter, &err),
	    ERR_LIMIT);
	text_add(&wide, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < MIME_PARTS_MAX; i++)
		text_add(&wide, "--b\n\nx\n");
	text_add(&wide, "--b--\n");
	ck_assert_int_eq(mime_read(wide.data, wide.length, &arena, &letter, &err),
	    ERR_LIMIT);
	text_add(&big, "Content-Type: text/calendar\n\n");
	for (size_t i = 0; i <= MIME_CALENDAR_MAX; i += 16)
		text_add(&big, "0123456789abcde\n");
	ck_assert_int_eq(mime_read(big.data, big.length, &arena, &letter, &err),
	    ERR_LIMIT);
	memset(long_mail, 'a', MIME_BYTES_MAX + 1);
	ck_assert_int_eq(mime_read(long_mail, MIME_BYTES_MAX + 1, &arena, &letter, &err),
	    ERR_LIMIT);
	ck_assert_ptr_null(letter.type);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mime");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, test_headers);
	tcase_add_test(tests, test_long_addresses_stay_as_they_are);
	tcase_add_test(tests, test_structure);
	tcase_add_test(tests, test_without_event_it_is_the_alternative_alone);
	tcase_add_test(tests, test_bytes_are_ascii_crlf_short_and_equal);
	tcase_add_test(tests, test_parts_come_back_as_they_went_in);
	tcase_add_loop_test(tests, test_unsafe_text_is_refused, 0, COUNT_OF(bad));
	tcase_add_loop_test(tests, test_hostile_name_stays_a_name, 0, COUNT_OF(names));
	tcase_add_test(tests, test_reads_a_bounce_without_what_it_quotes);
	tcase_add_test(tests, test_finds_the_calendar_wherever_it_is);
	tcase_add_test(tests, test_odd_mails_are_read);
	tcase_add_test(tests, test_caps);
	return run_tests("mime", tests);
}
