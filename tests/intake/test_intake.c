/* Mails as calendar programs, machines, people and strangers send them, into a real
 * database as role convene-intake. */
#include "inbox.h"

#include "run.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* Exchange: no ORGANIZER, a Windows time zone, a translated summary, base64. */
static const char exchange_calendar[] =
    "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPRODID:Microsoft Exchange Server 2010\r\n"
    "VERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Eastern Standard Time\r\nBEGIN:STANDARD\r\n"
    "DTSTART:16010101T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
    "ATTENDEE;PARTSTAT=%s;CN=Zoe:mailto:P1@Example.org\r\n"
    "SUMMARY;LANGUAGE=de-DE:Zugesagt: Dinner with colleagues\r\nUID:%s\r\n"
    "DTSTART;TZID=Eastern Standard Time:20270114T183000\r\nDTSTAMP:20261122T0600%02dZ\r\n"
    "SEQUENCE:%d\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static void
take_exchange(const char *from, const char *said, const char *uid, int second,
    int sequence)
{
	CLEANUP(free_ptr) char *calendar = NULL;

	ck_assert_int_ge(asprintf(&calendar, exchange_calendar, said, uid, second,
			     sequence),
	    0);
	inbox_take_text("Received: from mx by us; Mon, 23 Nov 2026 06:00:00 +0000\r\n"
			"From: =?utf-8?Q?Zo=C3=AB?= <%s>\r\nTo: dinners@example.org\r\n"
			"Subject: Zugesagt: Dinner\r\nMessage-ID: <%d-%s@mail>\r\n"
			"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
			"boundary=\"_000_\"\r\n\r\n--_000_\r\nContent-Type: text/plain; "
			"charset=\"iso-8859-1\"\r\n\r\n\r\n--_000_\r\nContent-Type: "
			"text/calendar; charset=\"utf-8\"; method=REPLY\r\n\r\n%s\r\n"
			"--_000_--\r\n",
	    from, second, said, calendar);
}

START_TEST(test_exchange_accepts_and_declines)
{
	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 1, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, recorded");
	ck_assert_str_eq(inbox_state(1), "accepted");
	take_exchange("p1@example.org", "DECLINED", inbox_seat(1), 2, 0);
	ck_assert_str_eq(inbox_state(1), "declined");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE content IS NOT "
				    "NULL"),
	    "0");
}
END_TEST

/* A reply that was long on its way does not undo what was said on the page meanwhile; one
 * that came later than the calendar's own former answer was sent does count. */
START_TEST(test_late_reply_leaves_the_newer_page_answer)
{
	live_admin("SELECT outcome FROM convene.web_answer('%s', 'accept', extract(epoch "
		   "FROM clock_timestamp())::bigint)",
	    staged_token("answer 1"));
	live_admin("UPDATE convene.seat SET answered_at = '2026-11-22T06:00:05Z' WHERE "
		   "seat_id = '%s'",
	    inbox_seat(1));
	take_exchange("p1@example.org", "DECLINED", inbox_seat(1), 4, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, stale");
	ck_assert_str_eq(inbox_state(1), "accepted");
	take_exchange("p1@example.org", "DECLINED", inbox_seat(1), 6, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, recorded");
	ck_assert_str_eq(inbox_state(1), "declined");
}
END_TEST

/* Gmail: an ORGANIZER, the UID with our domain, an .ics beside the part. */
START_TEST(test_gmail_declines)
{
	static const char calendar[] =
	    "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n"
	    "VERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
	    "DTSTART:20270114T233000Z\r\nDTEND:20270115T013000Z\r\n"
	    "DTSTAMP:20261122T061500Z\r\nORGANIZER;CN=Dinners:mailto:dinners@example.org"
	    "\r\nUID:%s@example.org\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
	    "PARTSTAT=DECLINED;CN=p1\r\n @example.org;X-NUM-GUESTS=0:mailto:"
	    "p1@example.org\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Dinner\r\n"
	    "END:VEVENT\r\nEND:VCALENDAR\r\n";
	CLEANUP(free_ptr) char *reply = NULL;

	ck_assert_int_ge(asprintf(&reply, calendar, inbox_seat(1)), 0);
	inbox_take_text(
	    "From: Zoe <p1@example.org>\r\nTo: dinners@example.org\r\nSubject: "
	    "Declined: Dinner\r\nMessage-ID: <g@mail>\r\nAuto-Submitted: "
	    "auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
	    "boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; "
	    "boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\nZoe has "
	    "declined\r\n--c\r\nContent-Type: text/calendar; charset=UTF-8; "
	    "method=REPLY\r\nContent-Transfer-Encoding: 7bit\r\n\r\n%s\r\n--c--"
	    "\r\n--b\r\nContent-Type: application/ics; name=\"invite.ics\"\r\n"
	    "\r\n%s\r\n--b--\r\n",
	    reply, reply);
	ck_assert_str_eq(inbox_recorded(), "reply, recorded");
	ck_assert_str_eq(inbox_state(1), "declined");
}
END_TEST

/* Apple: the calendar alone, and everybody it knows of as ATTENDEE. */
START_TEST(test_apple_accepts_among_other_attendees)
{
	inbox_take_text(
	    "From: p1@example.org\r\nTo: dinners@example.org\r\nMessage-ID: "
	    "<a@mail>\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; "
	    "method=REPLY; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//Apple Inc.//macOS 14.0//EN\r\nMETHOD:REPLY\r\n"
	    "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20261122T070000Z\r\n"
	    "ATTENDEE;PARTSTAT=DECLINED:mailto:p2@example.org\r\n"
	    "ATTENDEE;CN=Zoe;PARTSTAT=ACCEPTED:mailto:p1@example.org\r\n"
	    "SEQUENCE:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	    inbox_seat(1));
	ck_assert_str_eq(inbox_recorded(), "reply, recorded");
	ck_assert_str_eq(inbox_state(1), "accepted");
	ck_assert_str_eq(inbox_state(2), "invited");
}
END_TEST

START_TEST(test_a_forged_sender_changes_nothing)
{
	take_exchange("mallory@example.net", "DECLINED", inbox_seat(1), 1, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, stranger");
	ck_assert_str_eq(inbox_state(1), "invited");
	ck_assert_str_eq(live_admin("SELECT content LIKE '%%mallory%%' FROM inbound"),
	    "t");
}
END_TEST

START_TEST(test_what_is_old_changes_nothing)
{
	live_admin("UPDATE seat SET event_sequence = 2 WHERE seat_id = '%s'",
	    inbox_seat(1));
	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 5, 1);
	ck_assert_str_eq(inbox_recorded(), "reply, stale");
	ck_assert_str_eq(inbox_state(1), "invited");
	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 6, 2);
	ck_assert_str_eq(inbox_state(1), "accepted");
	take_exchange("p1@example.org", "DECLINED", inbox_seat(1), 4,
	    2); /* by its stamp */
	ck_assert_str_eq(inbox_recorded(), "reply, stale");
	ck_assert_str_eq(inbox_state(1), "accepted");
}
END_TEST

START_TEST(test_maybe_leaves_the_seat_unanswered)
{
	take_exchange("p1@example.org", "TENTATIVE", inbox_seat(1), 1, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, tentative");
	ck_assert_str_eq(inbox_state(1), "invited");
	take_exchange("p1@example.org", "DELEGATED", inbox_seat(1), 2, 0);
	ck_assert_str_eq(inbox_recorded(), "delegate, to administrator");
	take_exchange("p1@example.org", "ACCEPTED", "nobody", 3, 0);
	ck_assert_str_eq(inbox_recorded(), "reply, unknown");
}
END_TEST

/* Once more with other trace headers and line ends: the mail server tried twice. */
START_TEST(test_the_same_mail_counts_once)
{
	static const char mail[] =
	    "From: p1@example.org\r\nSubject: I am\r\n\thungry\r\n\r\nReceived: text\r\n";
	static const char again[] =
	    "Received: from a by b\n\twith SMTP; today\nReturn-Path: <p1@example.org>\n"
	    "From: p1@example.org\nX-Spam-Score: 1\nSubject: I am\n\thungry\n\nReceived: "
	    "text\n";
	static const char other[] =
	    "From: p1@example.org\nSubject: I am\n\thungry\n\nReceived: other\n";

	inbox_take(mail, strlen(mail));
	ck_assert_str_eq(inbox_recorded(), "words, to administrator");
	inbox_take(again, strlen(again));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound"), "1");
	inbox_take(other, strlen(other));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound"), "2");

	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 1, 0);
	take_exchange("p1@example.org", "DECLINED", inbox_seat(1), 2, 0);
	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 1, 0);
	ck_assert_str_eq(inbox_state(1), "declined");
}
END_TEST

static void
take_leave(const char *secret, const char *subject)
{
	inbox_take_text("From: postmaster@example.net\r\nTo: Dinners "
			"<leave+%s@example.org>\r\nAuto-Submitted: auto-generated\r\n"
			"Subject: %s\r\n\r\n",
	    secret, subject);
}

/* As the page's button: whoever sends it, a program too, has the secret. */
START_TEST(test_leave_by_mail)
{
	take_leave(staged_token("leave 2"), "unsubscribe");
	ck_assert_str_eq(inbox_recorded(), "leave, left");
	ck_assert_str_eq(inbox_state(2), "withdrawn");
	ck_assert_str_eq(inbox_state(1), "invited");
	ck_assert_str_eq(live_admin("SELECT e.state FROM enrolment e JOIN person USING "
				    "(person_id) WHERE employee_id = 'P2'"),
	    "left");
	take_leave(staged_token("leave 2"), "once more");
	ck_assert_str_eq(inbox_recorded(), "leave, left");
	take_leave(staged_token("leave 99"), "unsubscribe");
	ck_assert_str_eq(inbox_recorded(), "leave, unknown");
	take_leave(staged_token("answer 1"), "unsubscribe");
	ck_assert_str_eq(inbox_recorded(), "leave, unknown");
	take_leave("0123", "unsubscribe");
	ck_assert_str_eq(inbox_recorded(), "automatic, counted");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE content IS NOT "
				    "NULL"),
	    "2");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM seat WHERE state <> "
				    "'invited'"),
	    "1");
}
END_TEST

/* By the address, or by what it answers to; the words themselves change nothing. */
START_TEST(test_words_stand_beside_their_message)
{
	static const char beside[] = "SELECT message_id = '%s' AND seat_id = '%s' AND "
				     "content IS NOT NULL FROM inbound ORDER BY "
				     "inbound_id DESC LIMIT 1";
	char message[64];

	snprintf(message, sizeof message, "%s", inbox_message(1));
	inbox_take_text("From: p1@example.org\r\nTo: reply+%s@example.org\r\n\r\nNo.",
	    staged_token("reply 1"));
	ck_assert_str_eq(inbox_recorded(), "words, to administrator");
	ck_assert_str_eq(live_admin(beside, message, inbox_seat(1)), "t");
	inbox_take_text("From: p1@example.org\r\nIn-Reply-To: <%s@example.org>\r\n\r\nNo",
	    message);
	ck_assert_str_eq(live_admin(beside, message, inbox_seat(1)), "t");
	ck_assert_str_eq(inbox_state(1), "invited");
}
END_TEST

static const struct {
	const char *mail, *recorded;
	bool is_kept;
} notes[] = {
	{ "From: p1@example.org\r\nAuto-Submitted: auto-replied\r\nSubject: Out of "
	  "office\r\n\r\nI am away. Accepted!\r\n",
	    "automatic, counted", false },
	{ "From: x@example.org\r\nPrecedence: bulk\r\n\r\nNews\r\n", "automatic, counted",
	    false },
	{ "From: MAILER-DAEMON@mx\r\nAuto-Submitted: auto-replied\r\nContent-Type: "
	  "multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
	  "Content-Type: text/plain\r\n\r\nno such user\r\n--b--\r\n",
	    "automatic, report", true },
	{ "From: p1@example.org\r\nAuto-Submitted: no\r\n\r\nMay I bring a friend?\r\n",
	    "words, to administrator", true },
	{ "From: p1@example.org\r\nContent-Type: text/calendar; method=COUNTER\r\n\r\n"
	  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:COUNTER\r\n"
	  "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20261122T060000Z\r\n"
	  "ATTENDEE:mailto:p1@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	    "counter, unknown", true },
	{ "From: p1@example.org\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR",
	    "unreadable, no calendar", true },
	{ "From: a\xff\xfe <p1@example.org>\r\nSubject: \xc3\r\n\r\n\x80 caf\xe9\r\n",
	    "words, to administrator", true },
};

START_TEST(test_everything_else_is_a_note)
{
	inbox_take(notes[_i].mail, strlen(notes[_i].mail));
	ck_assert_str_eq(inbox_recorded(), notes[_i].recorded);
	ck_assert_str_eq(live_admin("SELECT content IS NOT NULL FROM inbound"),
	    notes[_i].is_kept ? "t" : "f");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM seat WHERE state <> "
				    "'invited'"),
	    "0");
}
END_TEST

START_TEST(test_garbage_is_recorded_too)
{
	char bytes[4096];
	unsigned seed = 20261122;
	int mails = 0;

	for (size_t length = 0; length < sizeof bytes; length = length * 3 + 1, mails++) {
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
		inbox_take(bytes, length);
	}
	ck_assert_int_eq(atoi(live_admin("SELECT count(*) FROM inbound")), mails);
}
END_TEST

START_TEST(test_ten_megabytes_are_kept_by_their_beginning)
{
	size_t length = INTAKE_BYTES_MAX + 1;
	CLEANUP(free_ptr) char *mail = alloc_zero(1, length);

	memset(mail, 'x', length);
	memcpy(mail, "Subject: big\n\n", 14);
	inbox_take(mail, length);
	ck_assert_str_eq(inbox_recorded(), "unreadable, too large");
	ck_assert_str_eq(live_admin("SELECT octet_length(content) FROM inbound"),
	    "262144");
}
END_TEST

static void
add_parts(struct text *mail, int depth, int parts)
{
	char part[120];

	text_add(mail, "To: a@b\nMIME-Version: 1.0\n");
	for (int i = 0; i < depth; i++) {
		snprintf(part, sizeof part,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
		text_add_bytes(mail, part, strlen(part));
	}
	for (int i = 1; i < parts; i++) {
		snprintf(part, sizeof part, "\nx\n--b%d\n", depth - 1);
		text_add_bytes(mail, part, strlen(part));
	}
	text_add(mail, "\nx\n");
}

static const struct {
	int depth, parts;
	const char *recorded;
} sizes[] = {
	{ 31, 1, "words, to administrator" },
	{ 32, 1, "unreadable, too large" },
	{ 1, 199, "words, to administrator" },
	{ 1, 200, "unreadable, too large" },
	{ 2000, 1, "unreadable, too large" },
	{ 1, 20000, "unreadable, too large" },
};

/* The whole is a part too. */
START_TEST(test_deep_and_many_parts_are_kept_unread)
{
	CLEANUP(text_done) struct text mail = { 0 };

	add_parts(&mail, sizes[_i].depth, sizes[_i].parts);
	inbox_take(text_string(&mail), mail.length);
	ck_assert_str_eq(inbox_recorded(), sizes[_i].recorded);
	ck_assert_str_eq(live_admin("SELECT content IS NOT NULL FROM inbound"), "t");
}
END_TEST

/* The function itself fails: the mail is not lost, and not brought back for days. */
START_TEST(test_what_the_database_refuses_is_kept_unread)
{
	live_admin("CREATE OR REPLACE FUNCTION convene.intake_reply(uid text, attendee "
		   "text, sender text, partstat text, sequence_number integer, stamp_s "
		   "bigint, content_digest bytea, raw text, at_s bigint) RETURNS TABLE "
		   "(effect text) LANGUAGE sql AS $$ SELECT (1 / 0)::text $$");
	take_exchange("p1@example.org", "ACCEPTED", inbox_seat(1), 1, 0);
	ck_assert_str_eq(inbox_recorded(), "unreadable, refused");
	ck_assert_str_eq(live_admin("SELECT content LIKE '%%ACCEPTED%%' FROM inbound"),
	    "t");
}
END_TEST

START_TEST(test_a_clock_that_is_wrong_records_nothing)
{
	struct err err;

	live_admin("CREATE OR REPLACE FUNCTION convene.time_checked(at_s bigint) RETURNS "
		   "timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING "
		   "ERRCODE = 'check_violation', CONSTRAINT = 'clock_agrees'; END $$");
	ck_assert_int_eq(intake_take(inbox, "a: b\n\n", 6, &err), ERR_UNAVAILABLE);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound"), "0");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("intake");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, inbox_setup, inbox_teardown);
	tcase_add_test(tests, test_exchange_accepts_and_declines);
	tcase_add_test(tests, test_late_reply_leaves_the_newer_page_answer);
	tcase_add_test(tests, test_gmail_declines);
	tcase_add_test(tests, test_apple_accepts_among_other_attendees);
	tcase_add_test(tests, test_a_forged_sender_changes_nothing);
	tcase_add_test(tests, test_what_is_old_changes_nothing);
	tcase_add_test(tests, test_maybe_leaves_the_seat_unanswered);
	tcase_add_test(tests, test_the_same_mail_counts_once);
	tcase_add_test(tests, test_leave_by_mail);
	tcase_add_test(tests, test_words_stand_beside_their_message);
	tcase_add_loop_test(tests, test_everything_else_is_a_note, 0,
	    (int)COUNT_OF(notes));
	tcase_add_test(tests, test_garbage_is_recorded_too);
	tcase_add_test(tests, test_ten_megabytes_are_kept_by_their_beginning);
	tcase_add_loop_test(tests, test_deep_and_many_parts_are_kept_unread, 0,
	    (int)COUNT_OF(sizes));
	tcase_add_test(tests, test_what_the_database_refuses_is_kept_unread);
	tcase_add_test(tests, test_a_clock_that_is_wrong_records_nothing);
	return run_tests("intake", tests);
}
