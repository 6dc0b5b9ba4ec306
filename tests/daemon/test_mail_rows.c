/* The table of a relay's faults, each row against smtp-sink and against the relay of the
 * tests: in which state the outbox leaves the message, and how often it goes out when the
 * relay is well again. What has to do with trust is in test_mail_trust.c. */
#include "clock.h"
#include "post.h"
#include "sink.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

enum end {
	LEFT_ALONE, /* the relay; the mail waits and is not worn */
	ALARMED,    /* the same, and somebody has to look */
	PUT_OFF,
	PUT_OFF_AT_THIRD, /* loss before the body */
	REFUSED,
	SUPPRESSED, /* refused, and so is all other mail to that address */
	UNCERTAIN,
	SENT,
	END_COUNT
};

/* "state tries outcomes" of the message; what must hold of it; copies that follow. */
static const struct {
	const char *is, *holds;
	enum smtp_breaker_state breaker;
	bool is_alarm;
	int again;
} ends[] = {
	[LEFT_ALONE] = { "ready 0 relay",
	    "m.outcome <> '' AND due_at <= to_timestamp(1799053333)", SMTP_BREAKER_OPEN,
	    false, 1 },
	[ALARMED] = { "ready 0 relay", "due_at > ready_at", SMTP_BREAKER_OPEN, true, 1 },
	[PUT_OFF] = { "ready 1 deferred",
	    "due_at - to_timestamp(1799053260) BETWEEN '47 s' AND '73 s'",
	    SMTP_BREAKER_CLOSED, false, 1 },
	[PUT_OFF_AT_THIRD] = { "ready 1 deferred,not_sent",
	    "attempt_count = 3 AND due_at > to_timestamp(1799053260)",
	    SMTP_BREAKER_CLOSED, false, 1 },
	[REFUSED] = { "failed 1 refused",
	    "m.outcome <> '' AND NOT EXISTS (SELECT FROM convene.suppression WHERE "
	    "address_digest = convene.address_digest(m.to_address))",
	    SMTP_BREAKER_CLOSED, false, 0 },
	[SUPPRESSED] = { "failed 1 refused",
	    "EXISTS (SELECT FROM convene.suppression WHERE reason = 'bounce' AND "
	    "address_digest = convene.address_digest(m.to_address))",
	    SMTP_BREAKER_CLOSED, false, 0 },
	[UNCERTAIN] = { "uncertain 1 unknown",
	    "m.outcome LIKE 'sent, and no answer was seen%'", SMTP_BREAKER_CLOSED, false,
	    1 },
	[SENT] = { "sent 1 accepted", "ended_at IS NOT NULL", SMTP_BREAKER_CLOSED, false,
	    0 },
};
_Static_assert(COUNT_OF(ends) == END_COUNT, "say what every end is");

#define SHORT_MS 300
#define USUAL RELAY_OFFER_USUAL

/* clang-format off */
static const struct row {
	const char *options[SINK_WORDS_MAX]; /* of smtp-sink */
	const char *script;                  /* of the relay of the tests */
	enum end end;
	int64_t connect_ms, dot_ms; /* 0: the usual deadlines */
} rows[] = {
	{ { "-r", "CONNECT" }, "at=connect reply=450 4.3.2 later", LEFT_ALONE, 0, 0 },
	{ { "-f", "CONNECT" }, "at=connect reply=554 5.3.2 no", LEFT_ALONE, 0, 0 },
	{ { "-Q", "CONNECT" }, "at=connect reply=421 4.3.2 busy", LEFT_ALONE, 0, 0 },
	{ { "-q", "CONNECT" }, "at=connect drop", LEFT_ALONE, 0, 0 },
	{ { "-W", "CONNECT:90" }, "at=connect silent", LEFT_ALONE, SHORT_MS, 0 },
	{ { "-W", "EHLO:90" }, "at=ehlo silent", LEFT_ALONE, SHORT_MS, 0 },
	{ { "-r", "EHLO,HELO" },
	  "at=ehlo reply=451 no\nat=helo reply=451 no", LEFT_ALONE, 0, 0 },
	{ { "-r", "EHLO" }, "at=ehlo reply=451 no", SENT, 0, 0 },
	{ { "-e" }, "at=connect reply=220 hello\nat=ehlo reply=502 what?", SENT, 0, 0 },
	{ { "-r", "MAIL" }, USUAL "at=mail reply=451 4.3.0 busy", LEFT_ALONE, 0, 0 },
	{ { "-f", "MAIL" }, USUAL "at=mail reply=550 5.7.1 you may not", ALARMED, 0, 0 },
	{ { "-b", "451 4.7.1 later", "-r", "RCPT" },
	  USUAL "at=rcpt reply=451 4.7.1 later", PUT_OFF, 0, 0 },
	{ { "-B", "550 5.1.1 no", "-f", "RCPT" },
	  USUAL "at=rcpt reply=550 5.1.1 no", SUPPRESSED, 0, 0 },
	{ { "-Q", "MAIL" }, USUAL "at=mail drop reply=421 4.3.2 bye", LEFT_ALONE, 0, 0 },
	{ { "-q", "MAIL" }, USUAL "at=mail drop", PUT_OFF_AT_THIRD, 0, 0 },
	{ { "-q", "RCPT" }, USUAL "at=rcpt drop", PUT_OFF_AT_THIRD, 0, 0 },
	{ { "-q", "DATA" }, USUAL "at=data drop", PUT_OFF_AT_THIRD, 0, 0 },
	{ { "-r", "DATA" }, USUAL "at=data reply=451 4.3.0 later", PUT_OFF, 0, 0 },
	{ { "-f", "DATA" }, USUAL "at=data reply=554 5.3.0 no", REFUSED, 0, 0 },
	{ { "-A", "1" },
	  USUAL "at=body byte=100 drop reply=550 5.6.0 no", REFUSED, 0, 0 },
	{ { "-r", "." }, USUAL "at=dot reply=451 4.3.0 later", PUT_OFF, 0, 0 },
	{ { "-Q", "." }, USUAL "at=dot drop reply=421 4.3.2 bye", PUT_OFF, 0, 0 },
	{ { "-B", "554 5.7.1 spam", "-f", "." },
	  USUAL "at=dot reply=554 5.7.1 spam", REFUSED, 0, 0 },
	{ { "-q", "." }, USUAL "at=dot drop", UNCERTAIN, 0, 0 },
	{ { "-M", "1" }, USUAL "at=dot take drop", UNCERTAIN, 0, 0 },
	{ { "-p", "-W", ".:90" }, USUAL "at=dot take silent", UNCERTAIN, 0, SHORT_MS },
	{ { "-p", "-W", ".:1" }, USUAL "at=dot delay=300", SENT, 0, 0 },
	{ { "-H", "1" }, USUAL "at=body byte=100 times=1 delay=300", SENT, 0, 0 },
	{ { "-T", "512" }, USUAL "split\ndrip=1", SENT, 0, 0 },
	{ { "-q", "QUIT" }, USUAL "at=quit drop", SENT, 0, 0 },
	{ { "-p" }, "offer=SIZE 10485760\noffer=DSN", SENT, 0, 0 },
	{ { "-N" }, "offer=PIPELINING", SENT, 0, 0 },
};
/* clang-format on */

static char address[40]; /* of the row's message */

static const char *
message(const char *what)
{
	return live_admin("SELECT %s FROM convene.message m WHERE to_address = '%s'",
	    what, address);
}

/* All share the outbox, for a database each would take a minute: of the messages only
 * that of the row is there to be sent. */
static void
hold_all(void)
{
	stage_round(COUNT_OF(rows), 2);
	live_admin("UPDATE convene.message SET state = 'held', is_stopped = true");
}

static struct post *
begin(int at)
{
	struct post *post = post_new();
	struct settings_relay *relay = &post->daemon.settings->relays[0];

	(void)snprintf(address, sizeof address, "p%d@clinic.test", at + 1);
	live_admin("UPDATE convene.message SET state = 'ready' WHERE to_address = '%s'",
	    address);
	clock_set_simulated(STAGE_NOW_S + 60);
	if (rows[at].connect_ms > 0)
		relay->connect_ms = rows[at].connect_ms;
	if (rows[at].dot_ms > 0)
		relay->body_ms = rows[at].dot_ms;
	return post;
}

static void
check_end(const struct post *post, const struct row *row)
{
	const char *name = row->script;
	struct mail_job_state state;

	post_until(ends[row->end].is,
	    "SELECT m.state || ' ' || tries_counted || ' ' || (SELECT string_agg("
	    "DISTINCT a.outcome, ',') FROM convene.attempt a WHERE a.message_id = "
	    "m.message_id) FROM convene.message m WHERE to_address = '%s'",
	    address);
	ck_assert_msg(strcmp(message(ends[row->end].holds), "t") == 0, "%s: %s", name,
	    message("m.outcome"));
	mail_job_state(post->daemon.mail, &state);
	ck_assert_msg(state.relay.breaker == ends[row->end].breaker, "%s", name);
	ck_assert_msg(state.relay.is_alarm == ends[row->end].is_alarm, "%s", name);
}

/* The relay is the tests', and has no faults any more: nothing is lost, and nothing goes
 * twice but what is uncertain, once, with equal bytes. */
static void
check_rest(struct post *post, const struct row *row)
{
	int before = post_taken_by(address), again = ends[row->end].again;
	struct err err;

	stage_uncertain_since(11);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), row->end == UNCERTAIN);
	clock_advance(120);
	post_script(USUAL);
	post->daemon.settings->relays[0].port = relay_port(post_relay);
	ck_assert_int_eq(mail_job_reload(post->daemon.mail, &err), OK);
	if (again > 0)
		post_until("sent",
		    "SELECT state FROM convene.message WHERE to_address = '%s'", address);
	live_turn();
	ck_assert_msg(post_taken_by(address) == before + again, "%s", row->script);
	ck_assert_str_eq(message("(SELECT count(DISTINCT bytes_digest) <= 1 FROM "
				 "convene.attempt a WHERE a.message_id = m.message_id)"),
	    "t");
}

/* A claim that is under way would take the next row's message with it. */
static void
end_post(struct post **post)
{
	mail_job_stop((*post)->daemon.mail);
	while (!mail_job_is_idle((*post)->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	post_kill(post);
}

START_TEST(test_rows_end_as_named_at_a_sink)
{
	hold_all();
	for (int i = 0; i < (int)COUNT_OF(rows); i++) {
		struct post *post = begin(i);

		post->daemon.settings->relays[0].port = sink_start(rows[i].options);
		post_open(post);
		check_end(post, &rows[i]);
		check_rest(post, &rows[i]);
		end_post(&post);
		sink_stop();
	}
}
END_TEST

START_TEST(test_rows_end_as_named_at_our_relay)
{
	hold_all();
	for (int i = 0; i < (int)COUNT_OF(rows); i++) {
		struct post *post = begin(i);

		post_script(rows[i].script);
		post_open(post);
		check_end(post, &rows[i]);
		check_rest(post, &rows[i]);
		end_post(&post);
	}
}
END_TEST

static void
stop(void)
{
	post_end_case();
	sink_stop();
}

int
main(void)
{
	TCase *tests = tcase_create("mail_rows");

	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, post_begin_case, stop);
	if (sink_is_installed())
		tcase_add_test(tests, test_rows_end_as_named_at_a_sink);
	tcase_add_test(tests, test_rows_end_as_named_at_our_relay);
	return run_tests("mail_rows", tests);
}
