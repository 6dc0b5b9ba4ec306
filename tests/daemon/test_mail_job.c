/* The outbox on a real database, against the relay of the tests: where each message ends,
 * and what the administrator's words do to it. */
#include "clock.h"
#include "ical.h"
#include "lag.h"
#include "mime.h"
#include "post.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

START_TEST(test_every_mail_arrives_once)
{
	struct post *post = post_new();
	struct mail_job_state state;

	stage_round(150, 6);
	post_open(post);
	post_until_state("sent", 150);
	ck_assert_int_eq(post_taken(), 150);
	for (int i = 1; i <= 150; i++) {
		char address[40];

		(void)snprintf(address, sizeof address, "p%d@clinic.test", i);
		ck_assert_msg(post_taken_by(address) == 1, "%s", address);
	}
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	mail_job_state(post->daemon.mail, &state);
	ck_assert_int_eq(state.sent, 150);
	ck_assert_int_eq(state.in_flight, 0);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt WHERE outcome "
				    "= 'accepted' AND phase = 'begun' AND sent_to IS "
				    "NULL AND queue_id <> ''"),
	    "150");
}
END_TEST

/* The token behind what stands before it, as the database must know it: of that purpose,
 * about that column of the one message. */
static void
check_token(const char *where, const char *before, const char *purpose,
    const char *column)
{
	const char *at = strstr(where, before);
	char token[33] = "";

	ck_assert_msg(at != NULL, "no %s", before);
	(void)snprintf(token, sizeof token, "%s", at + strlen(before));
	ck_assert_str_eq(
	    live_admin("SELECT count(*) FROM convene.token t JOIN "
		       "convene.message m ON t.row_id = m.%s WHERE t.digest "
		       "= sha256('%s') AND t.purpose = '%s' AND t.expires_at "
		       "> to_timestamp(%lld)",
		column, token, purpose, (long long)STAGE_DINE_S + 86400),
	    "1");
}

/* The only mail there is, to p2. */
static const char *
send_one(struct post *post)
{
	size_t length;

	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p2@clinic.test'");
	post_open(post);
	post_until_state("sent", 1);
	return relay_last_mail(post_relay, &length);
}

START_TEST(test_mail_has_its_calendar_and_links)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct mime_letter mail = { 0 };
	struct ical_reply event = { 0 };
	struct err err = { OK, "" };
	const char *bytes = send_one(post_new());

	ck_assert_int_eq(mime_read(bytes, strlen(bytes), &arena, &mail, &err), OK);
	ck_assert_str_eq(mail.recipients[0], "p2@clinic.test");
	ck_assert_str_eq(mail.from, "dinners@hospital.test");
	ck_assert_int_eq(ical_read(mail.calendar, mail.calendar_length, &arena, &event,
			     &err),
	    OK);
	ck_assert_str_eq(ical_verb_name(event.verb), "REQUEST");
	ck_assert_str_eq(event.attendees[0].address, "p2@clinic.test");
	ck_assert_str_eq(live_admin("SELECT event_uid || '@hospital.test' FROM "
				    "convene.message"),
	    event.uid);
	ck_assert_ptr_nonnull(strstr(bytes, "List-Unsubscribe-Post:"));
	check_token(mail.plain, "https://dinners.hospital.test/answer/", "answer",
	    "seat_id");
	check_token(mail.plain, "https://dinners.hospital.test/leave/", "leave",
	    "person_id");
}
END_TEST

START_TEST(test_what_comes_back_says_what_it_is_about)
{
	const char *bytes = send_one(post_new());

	check_token(relay_journal(post_relay), "<bounce+", "bounce", "message_id");
	check_token(bytes, "\r\nReply-To: reply+", "reply", "message_id");
	check_token(bytes, "<mailto:leave+", "leave", "person_id");
	ck_assert_ptr_nonnull(strstr(bytes, "\r\nList-Id: <dinners.hospital.test>\r\n"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.token"), "4");
}
END_TEST

/* Two mails about one seat: whoever is forwarded one of them cannot forge what comes back
 * of the other. */
START_TEST(test_each_mail_comes_back_by_its_own)
{
	(void)send_one(post_new());
	live_admin("SELECT convene.message_queue('reminder', ARRAY(SELECT seat_id FROM "
		   "convene.message), 'again', to_timestamp(%lld))",
	    (long long)STAGE_NOW_S);
	ck_assert_int_eq(post_chore(CHORE_RELEASE_MAIL), 1);
	post_until_state("sent", 2);
	ck_assert_str_eq(live_admin(
			     "SELECT string_agg(purpose || ' ' || n, ', ' ORDER BY "
			     "purpose) FROM (SELECT purpose, count(*) AS n FROM "
			     "convene.token GROUP BY purpose) AS counts"),
	    "answer 1, bounce 2, leave 1, reply 2");
}
END_TEST

START_TEST(test_plain_return_names_no_token)
{
	struct post *post = post_new();

	post->daemon.settings->mail_return = SETTINGS_RETURN_PLAIN;
	const char *bytes = send_one(post);

	ck_assert_ptr_nonnull(
	    strstr(relay_journal(post_relay), "<dinners@hospital.test>"));
	ck_assert_ptr_null(strstr(bytes, "Reply-To"));
	ck_assert_ptr_null(strstr(bytes, "mailto:leave+"));
	ck_assert_ptr_nonnull(strstr(bytes, "List-Unsubscribe-Post:"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.token WHERE purpose "
				    "NOT IN ('answer', 'leave')"),
	    "0");
}
END_TEST

/* What the relay does, and where the message of p1 ends. p2's ends as sent in any case
 * where the relay itself is well. */
static const struct {
	const char *script;
	const char *state;    /* of p1's message */
	const char *outcomes; /* of its attempts */
	const char *found;    /* a condition that must hold then */
} ends[] = {
	{ "at=rcpt to=p1@clinic.test reply=451 4.7.1 later", "ready", "deferred",
	    "due_at - to_timestamp(1799053260) BETWEEN interval '47 s' AND interval '73 "
	    "s'" },
	{ "at=rcpt to=p1@clinic.test reply=550 5.1.1 no such user", "failed", "refused",
	    "EXISTS (SELECT FROM convene.suppression WHERE reason = 'bounce' AND "
	    "address_digest = convene.address_digest('P1@clinic.test'))" },
	{ "at=rcpt to=p1@clinic.test reply=550 5.1.8 bad sender", "failed", "refused",
	    "NOT EXISTS (SELECT FROM convene.suppression)" },
	{ "at=dot to=p1@clinic.test reply=554 5.7.1 spam", "failed", "refused",
	    "outcome = '5.7.1 spam' AND NOT EXISTS (SELECT FROM convene.suppression)" },
	{ "at=dot to=p1@clinic.test reply=451 4.3.0 later", "ready", "deferred",
	    "tries_counted = 1" },
	{ "at=rcpt to=p1@clinic.test times=1 drop", "sent", "not_sent,accepted",
	    "tries_counted = 1" },
	{ "at=rcpt to=p1@clinic.test drop", "ready", "not_sent,not_sent,deferred",
	    "tries_counted = 1" },
	{ "at=dot to=p1@clinic.test drop", "uncertain", "unknown",
	    "outcome LIKE 'sent, and no answer was seen: %'" },
	{ "at=dot to=p1@clinic.test take drop", "uncertain", "unknown", "true" },
};

START_TEST(test_fault_ends_as_named)
{
	CLEANUP(text_done) struct text script = { 0 };

	text_add(&script, RELAY_OFFER_USUAL);
	text_add_line(&script, ends[_i].script);
	text_add(&script, "\n");
	post_script(text_string(&script));
	stage_round(2, 2);
	post_open(post_new());
	post_until(ends[_i].outcomes,
	    "SELECT string_agg(attempt.outcome, ',' ORDER BY number) FROM "
	    "convene.attempt JOIN "
	    "convene.message USING (message_id) WHERE to_address = 'p1@clinic.test'");
	post_until("sent",
	    "SELECT state FROM convene.message WHERE to_address = 'p2@clinic.test'");
	ck_assert_str_eq(live_admin("SELECT state FROM convene.message WHERE to_address "
				    "= 'p1@clinic.test'"),
	    ends[_i].state);

	ck_assert_str_eq(live_admin("SELECT %s FROM convene.message WHERE to_address = "
				    "'p1@clinic.test'",
			     ends[_i].found),
	    "t");
}
END_TEST

/* Trouble of the relay says nothing about mails: they stay ready and are not worn out. */
static const struct {
	const char *script;
	bool is_alarm;
} troubles[] = {
	{ "at=connect reply=421 4.3.2 busy", false },
	{ "at=mail reply=451 4.3.0 busy", false },
	{ "at=mail reply=550 5.7.1 you may not", true },
	{ "at=ehlo drop", false },
};

START_TEST(test_trouble_of_the_relay_wears_no_mail)
{
	CLEANUP(text_done) struct text script = { 0 };
	struct post *post = post_new();
	struct mail_job_state state;
	struct err err = { OK, "" };

	text_add_line(&script, troubles[_i].script);
	text_add(&script, "\n");
	post_script(text_string(&script));
	stage_round(20, 5);
	post_open(post);
	post_until("t",
	    "SELECT count(*) > 0 FROM convene.attempt WHERE outcome IN "
	    "('relay', 'not_sent')");
	post_until_state("ready", 20);
	mail_job_state(post->daemon.mail, &state);
	ck_assert_int_eq(state.relay.breaker, SMTP_BREAKER_OPEN);
	ck_assert_int_eq(state.relay.is_alarm, troubles[_i].is_alarm);
	ck_assert_str_eq(live_admin("SELECT sum(tries_counted) FROM convene.message"),
	    "0");
	clock_advance(120); /* the one that the relay refused waits a minute */
	post_script(RELAY_OFFER_USUAL);
	ck_assert_int_eq(mail_job_reload(post->daemon.mail, &err), OK);
	post_until_state("sent", 20);
	ck_assert_int_eq(post_taken(), 20);
}
END_TEST

static uint64_t
turns_longer_than(const struct lag *lag, int64_t bound_us)
{
	const struct lag_figures figures = lag_figures(lag);
	uint64_t turns = figures.buckets[LAG_BOUNDS];
	bool known = false;

	for (int i = LAG_BOUNDS - 1; i >= 0 && !known; i--) {
		known = lag_bounds_us[i] == bound_us;
		turns += known ? 0 : figures.buckets[i];
	}
	ck_assert_msg(known, "no bucket ends at %lld us", (long long)bound_us);
	return turns;
}

START_TEST(test_silence_never_holds_the_loop)
{
	CLEANUP(lag_close) struct lag *lag = lag_open(live.base, 2);
	struct post *post = post_new();

	post->daemon.settings->relays[0].command_ms = 700;
	post_script("at=rcpt silent\n");
	stage_round(40, 5);
	post_open(post);
	post_until_state("claimed", 40);
	post_until("t",
	    "SELECT count(*) >= 8 FROM convene.attempt WHERE outcome = "
	    "'not_sent'");
	/* A loop that a silence holds is late at each of the eight. This one also waits
	 * for the administrator's statements, on a machine that may be busy. */
	ck_assert_uint_lt(turns_longer_than(lag, 500000), 4);
	ck_assert_int_eq(post_taken(), 0);
}
END_TEST

START_TEST(test_bad_content_ends_as_unfit)
{
	stage_round(5, 5);
	live_admin("UPDATE convene.message SET content = content - 'first_name' WHERE "
		   "to_address = 'p1@clinic.test'");
	live_admin("UPDATE convene.message SET content = content || '{\"zone\": "
		   "\"Mars/Base\"}' WHERE to_address = 'p2@clinic.test'");
	live_admin("UPDATE convene.message SET to_address = 'a b@clinic.test' WHERE "
		   "to_address = 'p3@clinic.test'");
	live_admin("UPDATE convene.message SET to_address = NULL WHERE "
		   "to_address = 'p4@clinic.test'");
	post_open(post_new());
	post_until_state("failed", 4);
	post_until_state("sent", 1);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt WHERE outcome "
				    "= 'unfit' AND phase = 'claimed' AND words <> ''"),
	    "4");
	ck_assert_str_eq(live_admin("SELECT outcome FROM convene.message WHERE "
				    "to_address = 'p2@clinic.test'"),
	    "no time zone 'Mars/Base' here; a name is like America/New_York");
}
END_TEST

START_TEST(test_domain_beyond_ascii_is_written_in_it)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct mime_letter mail = { 0 };
	struct ical_reply event = { 0 };
	struct err err = { OK, "" };
	size_t length;

	stage_round(2, 2);
	live_admin("UPDATE convene.message SET to_address = 'p1@b\xC3\xBC"
		   "cher.test' WHERE to_address = 'p1@clinic.test'");
	live_admin("UPDATE convene.message SET to_address = 'zo\xC3\xAB@clinic.test' "
		   "WHERE to_address = 'p2@clinic.test'");
	post_open(post_new());
	post_until_state("sent", 1);
	post_until_state("failed", 1);
	ck_assert_int_eq(post_taken_by("p1@xn--bcher-kva.test"), 1);
	const char *bytes = relay_last_mail(post_relay, &length);

	ck_assert_int_eq(mime_read(bytes, length, &arena, &mail, &err), OK);
	ck_assert_ptr_nonnull(strstr(bytes, "<p1@xn--bcher-kva.test>\r\n"));
	ck_assert_int_eq(ical_read(mail.calendar, mail.calendar_length, &arena, &event,
			     &err),
	    OK);
	ck_assert_str_eq(event.attendees[0].address, "p1@xn--bcher-kva.test");
	ck_assert_str_eq(live_admin("SELECT outcome FROM convene.message WHERE state = "
				    "'failed'"),
	    "an address has letters beyond ASCII before its '@'");
}
END_TEST

START_TEST(test_mail_keeps_the_template_it_was_written_for)
{
	static const char old[] = "---\nkind: invitation\nsubject: As it was\n"
				  "preheader: Then\n---\nDear {{first_name}}\n";
	char digest[IDS_SHA256_SIZE];
	size_t length;

	ids_sha256(old, strlen(old), digest);
	stage_round(2, 2);
	live_admin("INSERT INTO convene.template (digest, kind, body) VALUES "
		   "('\\x%s', 'invitation', '%s')",
	    digest, old);
	live_admin("UPDATE convene.message SET template_digest = '\\x%s' WHERE "
		   "to_address = 'p1@clinic.test'",
	    digest);
	live_admin("UPDATE convene.message SET template_digest = sha256('gone') WHERE "
		   "to_address = 'p2@clinic.test'");
	post_open(post_new());
	post_until_state("sent", 1);
	post_until_state("failed", 1);
	ck_assert_ptr_nonnull(
	    strstr(relay_last_mail(post_relay, &length), "Subject: As it was\r\n"));
	ck_assert_str_eq(live_admin("SELECT outcome FROM convene.message WHERE state = "
				    "'failed'"),
	    "its template is gone");
	ck_assert_str_eq(live_admin("SELECT count(DISTINCT kind) FROM convene.template "
				    "WHERE body LIKE '%%kind: ' || kind || '%%'"),
	    "18");
}
END_TEST

START_TEST(test_held_mail_waits)
{
	stage_round(4, 4);
	stage_mail_mode("hold", "");
	post_open(post_new());
	post_until("18", "SELECT count(DISTINCT kind) FROM convene.template");
	live_turn();
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt"), "0");
	stage_mail_mode("redirect", ""); /* to nobody: no mail either */
	live_turn();
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt"), "0");
	stage_mail_mode("live", "");
	post_until_state("sent", 4);
}
END_TEST

START_TEST(test_redirected_mail_reaches_one_address)
{
	post_script("at=rcpt to=desk@hospital.test times=1 reply=550 5.1.1 no\n");
	stage_round(4, 4);
	stage_mail_mode("redirect", "desk@hospital.test");
	post_open(post_new());
	post_until_state("sent", 3);
	post_until_state("failed", 1);
	ck_assert_int_eq(post_taken(), 3);
	ck_assert_int_eq(post_taken_by("desk@hospital.test"), 3);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt WHERE sent_to "
				    "= 'desk@hospital.test'"),
	    "4");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.suppression"), "0");
}
END_TEST

START_TEST(test_late_mail_is_not_sent)
{
	stage_round(3, 3);
	live_admin("UPDATE convene.message SET expires_at = to_timestamp(%lld) WHERE "
		   "to_address = 'p1@clinic.test'",
	    (long long)clock_now_s());
	post_open(post_new());
	post_until_state("sent", 2);
	ck_assert_int_eq(post_chore(CHORE_EXPIRE_MAIL), 1);
	post_until_state("expired", 1);
	ck_assert_int_eq(post_taken_by("p1@clinic.test"), 0);
}
END_TEST

/* The person's other mails are of no use either. */
START_TEST(test_address_that_does_not_exist_gets_no_more)
{
	post_script("at=rcpt to=p1@clinic.test reply=550 5.1.1 no such user\n");
	stage_round(2, 2);
	live_admin("SET search_path = convene; SELECT message_queue('reminder', "
		   "ARRAY(SELECT seat_id FROM seat), 'reminder', to_timestamp(%lld)); "
		   "RESET search_path",
	    (long long)STAGE_NOW_S);
	post_open(post_new());
	post_until_state("sent", 1);
	post_until_state("failed", 1);
	ck_assert_str_eq(live_admin("SELECT to_address || ' ' || outcome FROM "
				    "convene.message WHERE state = 'cancelled'"),
	    "p1@clinic.test the address does not exist");
	post_until_state("held", 1);
}
END_TEST

/* A recall that meets a claimed message. */
START_TEST(test_what_is_no_longer_wanted_does_not_begin)
{
	post_script("at=rcpt delay=400\n");
	stage_round(2, 2);
	post_open(post_new());
	post_until_state("claimed", 2);
	live_admin("UPDATE convene.message SET cancel_wanted = 'withdrawn' WHERE "
		   "to_address = 'p1@clinic.test'");
	post_until_state("sent", 1);
	post_until_state("cancelled", 1);
	ck_assert_int_eq(post_taken_by("p1@clinic.test"), 0);
}
END_TEST

START_TEST(test_stop_gives_back_what_was_not_begun)
{
	struct post *post = post_new();

	post->daemon.settings->relays[0].connections = 1;
	post_script("at=dot delay=200\n");
	stage_round(40, 5);
	post_open(post);
	post_until("1",
	    "SELECT count(*) FROM convene.attempt WHERE phase = 'begun' AND "
	    "outcome IS NULL");
	mail_job_stop(post->daemon.mail);
	ck_assert(!mail_job_is_idle(post->daemon.mail));
	post_until_state("claimed", 0);
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	ck_assert_int_ge(post_taken(), 1);
	ck_assert_int_le(post_taken(), 2);
	post_until_state("sent", post_taken());
	post_until_state("ready", 40 - post_taken());
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_job");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, post_begin_case, post_end_case);
	tcase_add_test(tests, test_every_mail_arrives_once);
	tcase_add_test(tests, test_mail_has_its_calendar_and_links);
	tcase_add_test(tests, test_what_comes_back_says_what_it_is_about);
	tcase_add_test(tests, test_each_mail_comes_back_by_its_own);
	tcase_add_test(tests, test_plain_return_names_no_token);
	tcase_add_loop_test(tests, test_fault_ends_as_named, 0, COUNT_OF(ends));
	tcase_add_loop_test(tests, test_trouble_of_the_relay_wears_no_mail, 0,
	    COUNT_OF(troubles));
	tcase_add_test(tests, test_silence_never_holds_the_loop);
	tcase_add_test(tests, test_bad_content_ends_as_unfit);
	tcase_add_test(tests, test_domain_beyond_ascii_is_written_in_it);
	tcase_add_test(tests, test_mail_keeps_the_template_it_was_written_for);
	tcase_add_test(tests, test_held_mail_waits);
	tcase_add_test(tests, test_redirected_mail_reaches_one_address);
	tcase_add_test(tests, test_late_mail_is_not_sent);
	tcase_add_test(tests, test_address_that_does_not_exist_gets_no_more);
	tcase_add_test(tests, test_what_is_no_longer_wanted_does_not_begin);
	tcase_add_test(tests, test_stop_gives_back_what_was_not_begun);
	return run_tests("mail_job", tests);
}
