#include "poster.h"

#include "run.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define WELL RELAY_OFFER_USUAL

static int
count(const char *event)
{
	return relay_count(poster.relay, event);
}

START_TEST(test_accepted_mail_arrives_as_it_was)
{
	const char *mail;
	size_t length;

	poster_script(WELL);
	poster_expect(SMTP_ACCEPTED, "well");
	mail = relay_last_mail(poster.relay, &length);
	ck_assert_uint_eq(length, poster.length);
	ck_assert_mem_eq(mail, poster.bytes, length);
	ck_assert_str_eq(poster.mails[0].result.queue_id, "R1");
	ck_assert_str_eq(poster.mails[0].result.enhanced, "2.0.0");
	ck_assert_ptr_nonnull(
	    strstr(relay_journal(poster.relay), "mail <dinners@hospital.test> SIZE=37"));
}
END_TEST

/* Bigger than any socket buffer, to a relay that takes its time to read. */
START_TEST(test_big_mail_arrives_whole)
{
	static char big[4 * 1024 * 1024];
	const char *mail;
	size_t length;

	memset(big, '.', sizeof big);
	for (size_t i = 62; i < sizeof big; i += 64)
		memcpy(big + i, "\r\n", 2);
	poster.bytes = big;
	poster.length = sizeof big;
	poster_script(WELL "at=data delay=20");
	poster_expect(SMTP_ACCEPTED, "big");
	mail = relay_last_mail(poster.relay, &length);
	ck_assert_uint_eq(length, sizeof big);
	ck_assert_int_eq(memcmp(mail, big, length), 0);
}
END_TEST

START_TEST(test_refusal_inside_a_big_body)
{
	static char big[8 * 1024 * 1024];

	memset(big, 'x', sizeof big);
	for (size_t i = 62; i < sizeof big; i += 64)
		memcpy(big + i, "\r\n", 2);
	poster.bytes = big;
	poster.length = sizeof big;
	poster_script(WELL "at=body byte=100 drop reply=550 5.7.1 enough");
	poster_expect(SMTP_REFUSED, "enough");
	ck_assert_int_eq(poster.mails[0].result.phase, SMTP_BODY);
}
END_TEST

/* A byte now and then keeps no connection: deadlines are absolute. */
START_TEST(test_dripping_relay_is_left)
{
	char script[200]; /* some fixed words and a number */

	poster_shorten(SMTP_MAIL);
	poster_script(WELL);
	poster_expect(SMTP_ACCEPTED, "well");
	(void)snprintf(script, sizeof script, WELL "drip=%d", poster_short_ms() / 5);
	poster_script(script); /* its "250 2.1.0 ok" takes 14 times that */
	poster_expect(SMTP_NOT_SENT, "dripping");
	ck_assert_str_eq(poster.mails[1].result.words, "no answer in time");
}
END_TEST

START_TEST(test_no_byte_of_the_body_before_begin)
{
	poster.habit = POSTER_HOLDS;
	poster_script(WELL);
	poster_send("ann@clinic.test");
	poster_wait_begins(1);
	poster_turn(50);
	ck_assert_int_eq(count("data"), 1);
	ck_assert_int_eq(count("body"), 0);
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	ck_assert_int_eq(poster.dones, 0);
	poster_wait_dones(1);
	ck_assert_int_eq(poster.mails[0].result.class, SMTP_ACCEPTED);
	ck_assert_int_eq(count("body"), 1);
	ck_assert_int_eq(count("taken"), 1);
}
END_TEST

START_TEST(test_abort_sends_nothing)
{
	poster.habit = POSTER_ABORTS;
	poster_script(WELL);
	poster_expect(SMTP_NOT_SENT, "aborted");
	poster_turn(20);
	ck_assert_int_eq(count("body"), 0);
	ck_assert_int_eq(count("dot"), 0);
	poster.habit = POSTER_BEGINS;
	poster_expect(SMTP_ACCEPTED, "the next one");
	ck_assert_int_eq(count("taken"), 1);
}
END_TEST

START_TEST(test_late_begin_does_no_harm)
{
	poster.habit = POSTER_HOLDS;
	poster_shorten(SMTP_BEGIN);
	poster_script(WELL);
	poster_expect(SMTP_NOT_SENT, "not begun");
	ck_assert_str_eq(poster.mails[0].result.words, "we did not begin in time");
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	smtp_abort(poster.smtp, poster.mails[0].ticket);
	poster_turn(20);
	ck_assert_int_eq(count("body"), 0);
}
END_TEST

START_TEST(test_begin_after_abort_does_no_harm)
{
	poster.habit = POSTER_HOLDS;
	poster_script(WELL);
	poster_send("ann@clinic.test");
	poster_wait_begins(1);
	smtp_abort(poster.smtp, poster.mails[0].ticket);
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	ck_assert_int_eq(poster.dones, 0); /* never from within */
	poster_wait_dones(1);
	ck_assert_int_eq(poster.mails[0].result.class, SMTP_NOT_SENT);
	ck_assert_int_eq(count("body"), 0);
}
END_TEST

START_TEST(test_relay_that_leaves_before_begin)
{
	poster.habit = POSTER_HOLDS;
	poster_script(WELL "at=data drop reply=354 go");
	poster_expect(SMTP_NOT_SENT, "gone");
	ck_assert_int_eq(poster.mails[0].begins, 1);
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	ck_assert_int_eq(count("body"), 0);
}
END_TEST

START_TEST(test_smuggled_commands_never_leave)
{
	poster_script(WELL);
	poster_send("<a@x>\r\nDATA\r\nX: y\r\n\r\nhi\r\n.\r\nNOOP");
	poster_send("a@x.test\r\nRSET");
	poster_wait_dones(2);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(poster.mails[i].result.class, SMTP_UNFIT);
	poster.bytes = "a\r\n.\nMAIL FROM:<x@y>\r\n";
	poster.length = strlen(poster.bytes);
	poster_expect(SMTP_UNFIT, "a lonely LF");
	ck_assert_int_eq(count("connect"), 0);
}
END_TEST

START_TEST(test_mail_over_the_size_is_unfit)
{
	poster_script("offer=SIZE 36\noffer=PIPELINING\n");
	poster_expect(SMTP_UNFIT, "too big");
	ck_assert_int_eq(count("mail"), 0);
	poster.length = 26; /* up to the line after .Come */
	poster_expect(SMTP_ACCEPTED, "small enough");
	ck_assert_int_eq(count("connect"), 1);
}
END_TEST

START_TEST(test_rule_for_one_recipient)
{
	poster.settings.links_max = 1;
	poster_script(WELL "at=rcpt to=bob@clinic.test reply=550 5.1.1 no\n"
			   "at=data to=bob@clinic.test reply=354 go");
	poster_send("ann@clinic.test");
	poster_send("bob@clinic.test");
	poster_send("cid@clinic.test");
	poster_wait_dones(3);
	ck_assert_int_eq(poster.mails[0].result.class, SMTP_ACCEPTED);
	ck_assert_int_eq(poster.mails[1].result.class, SMTP_REFUSED);
	ck_assert_str_eq(poster.mails[1].result.enhanced, "5.1.1");
	ck_assert_int_eq(poster.mails[2].result.class, SMTP_ACCEPTED);
	ck_assert_int_eq(count("connect"), 1);
	ck_assert_int_eq(count("taken"), 2);
}
END_TEST

static void
send_many(int mails)
{
	for (int i = 0; i < mails; i++)
		poster_send("ann@clinic.test");
	poster_wait_dones(poster.mail_count);
	for (int i = 0; i < poster.mail_count; i++)
		ck_assert_int_eq(poster.mails[i].result.class, SMTP_ACCEPTED);
	ck_assert_int_eq(count("taken"), poster.mail_count);
}

START_TEST(test_connections_are_used_again)
{
	poster.settings.links_max = 3;
	poster_script(WELL "at=dot delay=5");
	send_many(60);
	ck_assert_int_eq(count("connect"), 3);
	send_many(10);
	ck_assert_int_eq(count("connect"), 3);
	ck_assert_int_eq(count("rset"), 0);
}
END_TEST

START_TEST(test_connection_is_left_after_its_mails)
{
	poster.settings.links_max = 1;
	poster.settings.mails_per_link = 3;
	poster_script(WELL);
	send_many(10);
	ck_assert_int_eq(count("connect"), 4);
	ck_assert_int_eq(count("quit"), 3);
}
END_TEST

START_TEST(test_idle_connection_quits_without_waiting)
{
	poster.settings.deadlines.idle_ms = 30;
	poster.settings.deadlines.quit_ms = 30;
	poster_script(WELL "at=quit silent");
	send_many(1);
	while (count("lost") == 0)
		event_base_loop(poster.base, EVLOOP_ONCE);
	ck_assert_int_eq(count("quit"), 1);
	send_many(1);
	ck_assert_int_eq(count("connect"), 2);
}
END_TEST

START_TEST(test_relay_that_tires_of_a_connection)
{
	poster.settings.links_max = 1;
	poster_script(WELL "at=mail after=2 drop reply=421 4.7.0 too many");
	send_many(2);
	poster_expect(SMTP_RELAY, "421 after two");
	poster_wait_room();
	poster_expect(SMTP_ACCEPTED, "on another connection");
	ck_assert_int_eq(count("taken"), 3);
}
END_TEST

START_TEST(test_breaker_rests_then_probes)
{
	struct smtp_status status;

	poster.settings.rest_first_ms = 400;
	poster_script(WELL "at=connect reply=421 4.3.2 try later\n");
	for (int i = 0; i < 5; i++)
		poster_send("ann@clinic.test");
	poster_wait_dones(5); /* given back: none waits for the relay here */
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(poster.mails[i].result.class, SMTP_RELAY);
	ck_assert_int_eq(count("connect"), 1);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_OPEN);
	ck_assert_int_gt(status.next_probe_ms, 0);
	ck_assert_int_le(status.next_probe_ms, 480);
	ck_assert_ptr_nonnull(strstr(status.reason, "421 4.3.2 try later"));
	ck_assert_int_eq(smtp_room(poster.smtp), 0);
	poster_expect(SMTP_RELAY, "while it rests");
	ck_assert_int_eq(count("connect"), 1);

	poster_wait_room();
	ck_assert_int_eq(smtp_room(poster.smtp), 1);
	poster_send("ann@clinic.test");
	ck_assert_int_eq(smtp_room(poster.smtp), 0);
	poster_wait_dones(poster.mail_count);
	ck_assert_int_eq(count("connect"), 2);
	smtp_status(poster.smtp, &status);
	ck_assert_int_gt(status.next_probe_ms, 480); /* the rest has doubled */

	poster_script(WELL);
	poster_wait_room();
	poster_expect(SMTP_ACCEPTED, "the probe");
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_CLOSED);
	ck_assert_int_gt(smtp_room(poster.smtp), 1);
	ck_assert_int_eq(status.ended[SMTP_RELAY], 7);
	ck_assert_int_eq(status.ended[SMTP_ACCEPTED], 1);
}
END_TEST

START_TEST(test_unfit_probe_does_not_jam_the_breaker)
{
	poster_script("offer=SIZE 10\nat=connect times=1 drop");
	poster_expect(SMTP_RELAY, "down");
	poster_wait_room();
	poster_expect(SMTP_UNFIT, "too big a probe");
	ck_assert_int_gt(smtp_room(poster.smtp), 1);
}
END_TEST

/* A relay that takes one connection at a time is no relay in trouble. */
START_TEST(test_connection_too_many_narrows_the_pool)
{
	struct smtp_status status;

	poster.habit = POSTER_HOLDS;
	poster_script(WELL);
	poster_send("ann@clinic.test");
	poster_wait_begins(1);
	poster_script(WELL "at=connect drop reply=421 4.7.0 one at a time");
	poster_send("bob@clinic.test");
	while (count("lost") == 0)
		event_base_loop(poster.base, EVLOOP_ONCE);
	poster.habit = POSTER_BEGINS;
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	poster_wait_dones(2);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(poster.mails[i].result.class, SMTP_ACCEPTED);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_CLOSED);
	ck_assert_ptr_nonnull(strstr(status.reason, "one at a time"));
}
END_TEST

static const struct {
	const char *script;
	enum smtp_class class;
	const char *reason;
} logins[] = {
	{ WELL "offer=AUTH PLAIN", SMTP_ACCEPTED, "" },
	{ WELL "offer=AUTH PLAIN\nat=auth reply=535 5.7.8 wrong", SMTP_RELAY,
	    "535 5.7.8" },
	{ WELL "offer=AUTH PLAIN\nat=auth reply=454 4.7.0 later", SMTP_RELAY,
	    "454 4.7.0" },
	{ WELL, SMTP_RELAY, "no AUTH" },
	{ WELL "offer=AUTH X-OTHER", SMTP_RELAY, "" },
};

START_TEST(test_login_is_required_when_set)
{
	struct smtp_status status;

	poster.settings.user = "dinners";
	poster.settings.password = "secret";
	poster_script(logins[_i].script);
	poster_expect(logins[_i].class, logins[_i].script);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.is_alarm, logins[_i].class == SMTP_RELAY);
	ck_assert_msg(strstr(status.reason, logins[_i].reason) != NULL, "%s",
	    status.reason);
	ck_assert_ptr_null(strstr(status.reason, "secret"));
	ck_assert_int_eq(count("mail"), logins[_i].class == SMTP_ACCEPTED);
}
END_TEST

START_TEST(test_no_tls_offered_is_a_fault)
{
	struct smtp_status status;

	poster.settings.tls = SMTP_STARTTLS;
	poster_script(WELL);
	poster_expect(SMTP_RELAY, "no STARTTLS");
	smtp_status(poster.smtp, &status);
	ck_assert(status.is_alarm);
	ck_assert_int_eq(count("mail"), 0);
}
END_TEST

START_TEST(test_nobody_listens)
{
	poster_script(WELL);
	relay_close(&poster.relay);
	poster_expect(SMTP_RELAY, "nobody there");
}
END_TEST

START_TEST(test_rate_is_kept)
{
	struct timespec start, end;

	poster.settings.per_s = 100;
	poster.settings.burst = 2;
	poster_script(WELL);
	clock_gettime(CLOCK_MONOTONIC, &start);
	send_many(12);
	clock_gettime(CLOCK_MONOTONIC, &end);
	ck_assert_int_ge((end.tv_sec - start.tv_sec) * 1000 +
		(end.tv_nsec - start.tv_nsec) / 1000000,
	    95);
}
END_TEST

START_TEST(test_room_is_bounded)
{
	poster.settings.waiting_max = 3;
	poster_script(WELL);
	for (int i = 0; i < 5; i++)
		poster_send("ann@clinic.test");
	ck_assert_int_eq(smtp_room(poster.smtp), 0);
	poster_wait_dones(5);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(poster.mails[i].result.class,
		    i < 3 ? SMTP_ACCEPTED : SMTP_NOT_SENT);
	ck_assert_int_eq(smtp_room(poster.smtp), 3);
}
END_TEST

START_TEST(test_closing_answers_everyone)
{
	static const enum smtp_class wanted[] = { SMTP_UNKNOWN, SMTP_NOT_SENT,
		SMTP_NOT_SENT, SMTP_NOT_SENT, SMTP_UNFIT };

	poster.habit = POSTER_HOLDS;
	poster.settings.links_max = 3;
	poster_script(WELL "at=dot silent\nat=mail times=2\nat=mail silent");
	poster_send("a@clinic.test"); /* begun */
	poster_wait_begins(1);
	smtp_begin(poster.smtp, poster.mails[0].ticket);
	poster_send("b@clinic.test"); /* its envelope is accepted */
	poster_wait_begins(2);
	poster_send("c@clinic.test"); /* waits for the answer to MAIL */
	while (count("mail") < 3)
		event_base_loop(poster.base, EVLOOP_ONCE);
	poster_send("d@clinic.test"); /* waits for a connection */
	poster_send("nobody");
	smtp_close(&poster.smtp);
	ck_assert_int_eq(poster.dones, 5);
	for (int i = 0; i < 5; i++)
		ck_assert_msg(poster.mails[i].result.class == wanted[i], "mail %d: %s", i,
		    smtp_result_class_name(poster.mails[i].result.class));
	poster_turn(20);
	ck_assert_int_eq(poster.dones, 5);
	ck_assert_int_eq(count("taken"), 0);
}
END_TEST

START_TEST(test_closing_while_connecting)
{
	poster_script(WELL "at=connect silent");
	poster_send("ann@clinic.test");
	while (count("connect") == 0)
		event_base_loop(poster.base, EVLOOP_ONCE);
	smtp_close(&poster.smtp);
	ck_assert_int_eq(poster.mails[0].result.class, SMTP_NOT_SENT);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_test(tests, test_accepted_mail_arrives_as_it_was);
	tcase_add_test(tests, test_big_mail_arrives_whole);
	tcase_add_test(tests, test_refusal_inside_a_big_body);
	tcase_add_test(tests, test_dripping_relay_is_left);
	tcase_add_test(tests, test_no_byte_of_the_body_before_begin);
	tcase_add_test(tests, test_abort_sends_nothing);
	tcase_add_test(tests, test_late_begin_does_no_harm);
	tcase_add_test(tests, test_begin_after_abort_does_no_harm);
	tcase_add_test(tests, test_relay_that_leaves_before_begin);
	tcase_add_test(tests, test_smuggled_commands_never_leave);
	tcase_add_test(tests, test_mail_over_the_size_is_unfit);
	tcase_add_test(tests, test_rule_for_one_recipient);
	tcase_add_test(tests, test_connections_are_used_again);
	tcase_add_test(tests, test_connection_is_left_after_its_mails);
	tcase_add_test(tests, test_idle_connection_quits_without_waiting);
	tcase_add_test(tests, test_relay_that_tires_of_a_connection);
	tcase_add_test(tests, test_breaker_rests_then_probes);
	tcase_add_test(tests, test_unfit_probe_does_not_jam_the_breaker);
	tcase_add_test(tests, test_connection_too_many_narrows_the_pool);
	tcase_add_loop_test(tests, test_login_is_required_when_set, 0, COUNT_OF(logins));
	tcase_add_test(tests, test_no_tls_offered_is_a_fault);
	tcase_add_test(tests, test_nobody_listens);
	tcase_add_test(tests, test_rate_is_kept);
	tcase_add_test(tests, test_room_is_bounded);
	tcase_add_test(tests, test_closing_answers_everyone);
	tcase_add_test(tests, test_closing_while_connecting);
	return run_tests("smtp", tests);
}
