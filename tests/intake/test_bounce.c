/* What mail servers and providers say of our mail: proved, forged, doubled, late. */
#include "inbox.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

static char token[64], envelope_id[64], returned_id[64];

/* Which message the next report is about; NULL: it does not say. */
static void
about(const char *secret, const char *envelope, const char *returned)
{
	snprintf(token, sizeof token, "%s", secret == NULL ? "" : secret);
	snprintf(envelope_id, sizeof envelope_id, "%s",
	    envelope == NULL ? "none" : envelope);
	snprintf(returned_id, sizeof returned_id, "%s",
	    returned == NULL ? "none" : returned);
}

/* As Postfix writes them; the Date makes each another mail. */
static void
take_report(const char *recipient, const char *action, const char *status)
{
	static int number;

	inbox_take_text(
	    "Return-Path: <>\r\nDelivered-To: dinners@example.org\r\nFrom: "
	    "MAILER-DAEMON@mx.example.net (Mail Delivery System)\r\nTo: "
	    "bounce%s%s@example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n"
	    "Date: Tue, 01 Dec 2026 10:00:%02d +0000\r\nAuto-Submitted: auto-replied\r\n"
	    "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-"
	    "status; boundary=\"b\"\r\n\r\n--b\r\nContent-Description: Notification\r\n"
	    "Content-Type: text/plain\r\n\r\nThis is the mail system.\r\n\r\n--b\r\n"
	    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
	    "mx.example.net\r\nOriginal-Envelope-Id: %s\r\nArrival-Date: Tue, 01 Dec "
	    "2026 09:59:00 +0000\r\n\r\nFinal-Recipient: rfc822; %s\r\n"
	    "Original-Recipient: rfc822;%s\r\nAction: %s\r\nStatus: %s\r\n"
	    "Diagnostic-Code: smtp; 550 %s no such\r\n user here\r\n\r\n--b\r\n"
	    "Content-Type: text/rfc822-headers\r\n\r\nSubject: Dinner\r\nMessage-ID:\r\n "
	    "<%s@example.org>\r\n\r\n--b--\r\n",
	    token[0] == '\0' ? "" : "+", token, number++ % 60, envelope_id, recipient,
	    recipient, action, status, status, returned_id);
}

static const char *
suppressed(int number)
{
	return live_admin("SELECT coalesce(string_agg(reason, ' '), 'no') FROM "
			  "suppression WHERE address_digest = "
			  "address_digest('p%d@example.org')",
	    number);
}

static const char *
kept(void)
{
	return live_admin("SELECT content IS NOT NULL FROM inbound ORDER BY inbound_id "
			  "DESC LIMIT 1");
}

/* The mail was sent, and stays so; nobody read it, and the seat waits for an answer. */
START_TEST(test_no_such_address_gets_no_more_mail)
{
	const char *message = inbox_message(1);

	live_admin("SELECT message_queue('cancellation', ARRAY['%s'::uuid], 'later', "
		   "clock_timestamp() + interval '1 day')",
	    inbox_seat(1));
	about(staged_token("bounce 1"), NULL, NULL);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, suppressed");
	ck_assert_str_eq(suppressed(1), "bounce");
	ck_assert_str_eq(kept(), "t");
	ck_assert_str_eq(live_admin("SELECT state FROM message WHERE message_id = '%s'",
			     message),
	    "sent");
	ck_assert_str_eq(live_admin("SELECT state || ', ' || outcome FROM message WHERE "
				    "kind = 'cancellation'"),
	    "cancelled, mail to the address comes back");
	ck_assert_str_eq(inbox_state(1), "invited");
	ck_assert_str_eq(live_admin("SELECT message_id = '%s' AND seat_id = '%s' FROM "
				    "inbound",
			     message, inbox_seat(1)),
	    "t");
	ck_assert_str_eq(live_admin("SELECT evidence FROM suppression"),
	    "5.1.1 550 5.1.1 no such user here");
}
END_TEST

START_TEST(test_the_same_report_counts_once)
{
	static const char again[] =
	    "To: bounce+%s@example.org\r\nMIME-Version: 1.0\r\nContent-Type: "
	    "multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
	    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
	    "Final-Recipient: rfc822; p1@example.org\r\nAction: failed\r\nStatus: "
	    "5.2.2\r\n\r\n--b--\r\n";

	inbox_message(1);
	for (int i = 0; i < 4; i++)
		inbox_take_text(again, staged_token("bounce 1"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM bounce"), "1");
	ck_assert_str_eq(inbox_recorded(), "bounce, failed");
	ck_assert_str_eq(suppressed(1), "no");
}
END_TEST

/* Full, too big, against a policy: once may be an accident. Of one message many reports
 * are one; what is older than 30 days is forgotten. */
START_TEST(test_the_third_refusal_in_a_month_ends_mail)
{
	for (int i = 0; i < 3; i++) {
		inbox_message(1);
		about(staged_token("bounce 1"), NULL, NULL);
		ck_assert_str_eq(suppressed(1), "no");
		take_report("p1@example.org", "failed", "5.2.2");
		if (i < 2)
			take_report("p1@example.org", "failed", "5.7.1");
		if (i == 0)
			live_admin("UPDATE bounce SET received_at = received_at - "
				   "interval '31 days'");
	}
	ck_assert_str_eq(inbox_recorded(), "bounce, failed");
	inbox_message(1);
	take_report("p1@example.org", "failed", "5.2.2");
	ck_assert_str_eq(inbox_recorded(), "bounce, suppressed");
	ck_assert_str_eq(suppressed(1), "bounce");
	ck_assert_str_eq(suppressed(2), "no");
}
END_TEST

static const struct {
	const char *action, *status, *recorded, *is_kept;
} notes[] = {
	{ "delayed", "4.4.1", "bounce, delayed", "f" },
	{ "Delayed", "5.1.1", "bounce, delayed", "f" },
	{ "delivered", "2.0.0", "bounce, delivered", "f" },
	{ "relayed", "2.0.0", "bounce, relayed", "f" },
	{ "expanded", "2.0.0", "bounce, expanded", "f" },
	{ "vanished", "5.1.1", "bounce, to administrator", "t" },
	{ "failed", "4.4.7", "bounce, failed", "t" },
	{ "failed", "5.1.8", "bounce, failed", "t" }, /* the sender's fault, it says */
	{ "failed", "", "bounce, failed", "t" },
	{ "FAILED (by us)", "5.1.10 (no)", "bounce, suppressed", "t" },
};

START_TEST(test_what_is_no_lasting_failure_ends_nothing)
{
	bool ends = strstr(notes[_i].recorded, "suppressed") != NULL;

	inbox_message(1);
	about(staged_token("bounce 1"), NULL, NULL);
	for (int i = 0; i < 4; i++)
		take_report("p1@example.org", notes[_i].action, notes[_i].status);
	ck_assert_str_eq(inbox_recorded(), notes[_i].recorded);
	ck_assert_str_eq(kept(), notes[_i].is_kept);
	ck_assert_str_eq(suppressed(1), ends ? "bounce" : "no");
}
END_TEST

/* All that is known to many, or guessed, or of mail that never went to that person. */
START_TEST(test_a_forged_report_ends_nothing)
{
	char message[64];

	snprintf(message, sizeof message, "%s", inbox_message(1));
	about(NULL, NULL, message);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, to administrator");
	ck_assert_str_eq(live_admin("SELECT seat_id = '%s' FROM inbound", inbox_seat(1)),
	    "t");
	about(NULL, message, NULL);
	take_report("p2@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, unknown");
	about(staged_token("bounce 9"), "x' OR true --", "' OR true --");
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, unknown");
	about(staged_token("reply 1"), NULL, NULL);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, unknown");
	about(staged_token("leave 1"), NULL, NULL);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, unknown");
	live_admin("UPDATE attempt SET sent_to = 'test@example.org'");
	about(staged_token("bounce 1"), message, message);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(inbox_recorded(), "bounce, to administrator");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE content IS NOT "
				    "NULL"),
	    "6");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM suppression"), "0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM bounce"), "0");
}
END_TEST

/* A suppression that had an end has none any more. */
START_TEST(test_another_bounce_stops_for_good)
{
	live_admin("INSERT INTO suppression (address_digest, reason, evidence, until_at) "
		   "VALUES (address_digest('p1@example.org'), 'bounce', 'once', "
		   "to_timestamp(1))");
	about(NULL, inbox_message(1), NULL);
	take_report("p1@example.org", "failed", "5.1.1");
	ck_assert_str_eq(live_admin(
			     "SELECT (until_at IS NULL AND evidence LIKE '5.1.1%%') "
			     "FROM suppression"),
	    "t");
}
END_TEST

/* A server that rewrites addresses kept the envelope id, or said to whom it delivered. */
START_TEST(test_a_rewritten_address_is_found_elsewhere)
{
	about(NULL, inbox_message(1), NULL);
	take_report("P1@Example.ORG", "failed", "5.1.1");
	ck_assert_str_eq(suppressed(1), "bounce");

	inbox_message(2);
	inbox_take_text(
	    "X-Original-To: <BOUNCE+%s@example.org>\r\nDelivered-To: other@example.org"
	    "\r\nTo: SRS0=x=y@relay.example.net\r\nMIME-Version: 1.0\r\nContent-Type: "
	    "multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: "
	    "message/global-delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
	    "Final-Recipient: rfc822; p2@example.org\r\nAction: failed\r\nStatus: "
	    "5.1.1\r\n\r\n--b--\r\n",
	    live_admin("SELECT upper(md5('bounce 2'))"));
	ck_assert_str_eq(inbox_recorded(), "bounce, suppressed");
	ck_assert_str_eq(suppressed(2), "bounce");
}
END_TEST

/* One report about two: the failure counts, whatever its place. */
START_TEST(test_the_failed_recipient_of_several_counts)
{
	inbox_message(1);
	inbox_take_text(
	    "To: bounce+%s@example.org\nMIME-Version: 1.0\nContent-Type: "
	    "multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status"
	    "\n\nReporting-MTA: dns; x\n\n\nFinal-Recipient: rfc822; a@example.org\n"
	    "Action: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.org\n"
	    "Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@example.org\n"
	    "Action: delayed\nStatus: 4.0.0\n--b--\n",
	    staged_token("bounce 1"));
	ck_assert_str_eq(inbox_recorded(), "bounce, suppressed");
}
END_TEST

static const char *const unknowns[] = { "uncertain", "ready" };

/* Whatever it says, the relay had the mail: no second copy goes. */
START_TEST(test_a_report_settles_what_nobody_knew)
{
	const char *message = inbox_message(1);

	live_admin("ALTER TABLE message DISABLE TRIGGER USER");
	live_admin("UPDATE message SET state = '%s', sent_at = NULL", unknowns[_i]);
	live_admin("ALTER TABLE message ENABLE TRIGGER USER");
	about(staged_token("bounce 1"), NULL, NULL);
	take_report("p1@example.org", "delayed", "4.4.1");
	ck_assert_str_eq(live_admin("SELECT state FROM message"), unknowns[_i]);
	live_admin("UPDATE attempt SET outcome = 'unknown'");
	take_report("p1@example.org", "delayed", "4.4.1");
	ck_assert_str_eq(live_admin("SELECT state || ', ' || outcome FROM message WHERE "
				    "message_id = '%s' AND sent_at IS NOT NULL",
			     message),
	    "sent, the relay had it, as a report says");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.proof_message_kept"),
	    "0");
}
END_TEST

static void
take_complaint(const char *kind, const char *mail_from, const char *returned)
{
	static int number;

	inbox_take_text(
	    "From: feedback@example.net\r\nTo: abuse@example.org\r\nSubject: %d\r\n"
	    "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type="
	    "feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
	    "An abuse report\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n"
	    "Feedback-Type: %s\r\nUser-Agent: x/1\r\nVersion: 1\r\nOriginal-Mail-From: "
	    "<%s>\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: "
	    "<%s@example.org>\r\nSubject: Dinner\r\n\r\nhello\r\n--b--\r\n",
	    number++, kind, mail_from, returned);
}

START_TEST(test_a_complaint_ends_program_mail)
{
	char from[80], message[64];

	snprintf(message, sizeof message, "%s", inbox_message(1));
	snprintf(from, sizeof from, "bounce+%s@example.org", staged_token("bounce 1"));
	live_admin(
	    "SELECT message_queue(k, ARRAY['%s'::uuid], 'later', clock_timestamp() "
	    "+ interval '1 day') FROM (VALUES ('cancellation'), ('reminder')) AS "
	    "k (k)",
	    inbox_seat(1));
	take_complaint("abuse", "dinners@example.org", message);
	ck_assert_str_eq(inbox_recorded(), "complaint, to administrator");
	take_complaint("not-spam", from, message);
	ck_assert_str_eq(inbox_recorded(), "complaint, to administrator");
	take_complaint("abuse", "bounce+00@example.org", "x");
	ck_assert_str_eq(inbox_recorded(), "complaint, unknown");
	ck_assert_str_eq(suppressed(1), "no");
	take_complaint("abuse", from, "x");
	ck_assert_str_eq(inbox_recorded(), "complaint, suppressed");
	ck_assert_str_eq(suppressed(1), "complaint");
	ck_assert_str_eq(inbox_state(1), "invited");
	ck_assert_str_eq(live_admin("SELECT string_agg(kind || ' ' || state, ', ' ORDER "
				    "BY kind) FROM message WHERE cause LIKE 'later%%'"),
	    "cancellation held, reminder cancelled");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("bounce");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, inbox_setup, inbox_teardown);
	tcase_add_test(tests, test_no_such_address_gets_no_more_mail);
	tcase_add_test(tests, test_the_same_report_counts_once);
	tcase_add_test(tests, test_the_third_refusal_in_a_month_ends_mail);
	tcase_add_loop_test(tests, test_what_is_no_lasting_failure_ends_nothing, 0,
	    (int)COUNT_OF(notes));
	tcase_add_test(tests, test_a_forged_report_ends_nothing);
	tcase_add_test(tests, test_another_bounce_stops_for_good);
	tcase_add_test(tests, test_a_rewritten_address_is_found_elsewhere);
	tcase_add_test(tests, test_the_failed_recipient_of_several_counts);
	tcase_add_loop_test(tests, test_a_report_settles_what_nobody_knew, 0,
	    (int)COUNT_OF(unknowns));
	tcase_add_test(tests, test_a_complaint_ends_program_mail);
	return run_tests("intake/bounce", tests);
}
