/* The pool with a relay that offers PIPELINING: a mail rides behind another on its link,
 * and neither promises nor loses anything by it. */
#include "poster.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define WELL RELAY_OFFER_USUAL
/* The body and its dot have 42 bytes: so many come only if an envelope is behind it. */
#define WITH_RIDER "at=body byte=60 times=1 "

static int
count(const char *event)
{
	return relay_count(poster.relay, event);
}

static void
send_on_one_link(int mails)
{
	poster.settings.links_max = 1;
	for (int i = 0; i < mails; i++)
		poster_send("ann@clinic.test");
}

static void
expect(int mail, enum smtp_class class, enum smtp_phase phase)
{
	const struct smtp_result *result = &poster.mails[mail].result;

	ck_assert_msg(result->class == class && result->phase == phase,
	    "mail %d: %s in %s: %d %s", mail, smtp_result_class_name(result->class),
	    smtp_result_phase_name(result->phase), result->code, result->words);
}

START_TEST(test_loss_leaves_one_unknown_and_one_not_sent)
{
	poster_script(WELL WITH_RIDER "drop");
	send_on_one_link(3);
	poster_wait_dones(3);
	expect(0, SMTP_UNKNOWN, SMTP_DOT);
	expect(1, SMTP_NOT_SENT, SMTP_MAIL);
	expect(2, SMTP_ACCEPTED, SMTP_DOT);
	ck_assert_int_eq(poster.mails[1].begins, 0);
	ck_assert_int_eq(count("connect"), 2);
	ck_assert_int_eq(count("taken"), 1);
}
END_TEST

START_TEST(test_closing_relay_at_the_dot_ends_both)
{
	poster_script(WELL "at=dot times=1 drop reply=421 4.3.2 bye");
	send_on_one_link(3);
	poster_wait_dones(3);
	expect(0, SMTP_DEFERRED, SMTP_DOT);
	expect(1, SMTP_NOT_SENT, SMTP_MAIL);
	expect(2, SMTP_ACCEPTED, SMTP_DOT);
}
END_TEST

/* 451 to the rider's MAIL is the relay's trouble; the one before was taken. */
START_TEST(test_refused_rider_opens_the_breaker)
{
	struct smtp_status status;

	poster.settings.rest_first_ms = poster.settings.rest_max_ms;
	poster_script(WELL "at=mail after=1 reply=451 4.3.0 later");
	send_on_one_link(3);
	poster_wait_dones(3);
	expect(0, SMTP_ACCEPTED, SMTP_DOT);
	expect(1, SMTP_RELAY, SMTP_MAIL);
	expect(2, SMTP_RELAY, SMTP_CONNECTING);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_OPEN);
}
END_TEST

START_TEST(test_unknown_rider_ends_alone)
{
	poster_script(WELL "at=rcpt to=bob@clinic.test reply=550 5.1.1 no");
	poster.settings.links_max = 1;
	poster_send("ann@clinic.test");
	poster_send("bob@clinic.test");
	poster_send("cid@clinic.test");
	poster_wait_dones(3);
	expect(0, SMTP_ACCEPTED, SMTP_DOT);
	expect(1, SMTP_REFUSED, SMTP_RCPT);
	expect(2, SMTP_ACCEPTED, SMTP_DOT);
	ck_assert_int_eq(count("connect"), 1);
}
END_TEST

START_TEST(test_no_byte_of_the_riders_body_before_its_begin)
{
	poster.habit = POSTER_HOLDS;
	poster_script(WELL);
	send_on_one_link(2);
	for (int i = 0; i < 2; i++) {
		poster_wait_begins(i + 1);
		poster_turn(50);
		ck_assert_int_eq(count("data"), i + 1);
		ck_assert_int_eq(count("body"), i);
		smtp_begin(poster.smtp, poster.mails[i].ticket);
	}
	poster_wait_dones(2);
	ck_assert_int_eq(count("taken"), 2);
}
END_TEST

/* The time to begin runs from the moment in which that can be done. */
START_TEST(test_slow_dot_is_not_the_riders_time)
{
	char script[200]; /* some fixed words and a number */

	poster_shorten(SMTP_BEGIN);
	(void)snprintf(script, sizeof script, WELL "at=dot times=1 delay=%d",
	    2 * poster_short_ms());
	poster_script(script);
	send_on_one_link(2);
	poster_wait_dones(2);
	expect(0, SMTP_ACCEPTED, SMTP_DOT);
	expect(1, SMTP_ACCEPTED, SMTP_DOT);
}
END_TEST

START_TEST(test_aborted_mail_takes_none_along)
{
	poster.habit = POSTER_HOLDS;
	poster_script(WELL);
	send_on_one_link(2);
	poster_wait_begins(1);
	smtp_abort(poster.smtp, poster.mails[0].ticket);
	poster_wait_dones(1);
	expect(0, SMTP_NOT_SENT, SMTP_BEGIN);
	poster_wait_begins(2);
	smtp_begin(poster.smtp, poster.mails[1].ticket);
	poster_wait_dones(2);
	expect(1, SMTP_ACCEPTED, SMTP_DOT);
}
END_TEST

static const char *const lonely[] = {
	"offer=SIZE 10485760\n" WITH_RIDER "drop",             /* no PIPELINING */
	"offer=PIPELINING\noffer=SIZE 40\n" WITH_RIDER "drop", /* the second is bigger */
};

START_TEST(test_rider_that_must_not_ride)
{
	static const char big[] = "Subject: dinner\r\n\r\nCome, come to us again.\r\n";

	poster_script(lonely[_i]);
	send_on_one_link(1);
	poster.bytes = big;
	poster.length = sizeof big - 1;
	poster_send("bob@clinic.test");
	poster_wait_dones(2);
	expect(0, SMTP_ACCEPTED, SMTP_DOT);
	if (_i == 0)
		expect(1, SMTP_ACCEPTED, SMTP_DOT);
	else
		expect(1, SMTP_UNFIT, SMTP_CONNECTING);
}
END_TEST

START_TEST(test_last_of_a_link_has_no_rider)
{
	poster.settings.mails_per_link = 2;
	poster_script(WELL "at=body byte=60 after=1 drop");
	send_on_one_link(6);
	poster_wait_dones(6);
	for (int i = 0; i < 6; i++)
		expect(i, SMTP_ACCEPTED, SMTP_DOT);
	ck_assert_int_eq(count("connect"), 3);
}
END_TEST

/* While another link could take it, nobody waits behind a dot that may take minutes. */
START_TEST(test_lonely_mail_gets_a_link_of_its_own)
{
	poster.settings.links_max = 2;
	poster_script(WELL "at=dot to=ann@clinic.test silent");
	poster_send("ann@clinic.test");
	poster_wait_begins(1);
	poster_send("bob@clinic.test");
	poster_wait_dones(1);
	expect(1, SMTP_ACCEPTED, SMTP_DOT);
	ck_assert_int_eq(count("connect"), 2);
}
END_TEST

/* One after another, in pieces of any kind, nothing is mixed up. */
START_TEST(test_many_riders_arrive_once)
{
	static const char *const scripts[] = { WELL, WELL "split",
		WELL "at=rcpt to=bob@clinic.test reply=550 5.1.1 no", WELL "pieces=7",
		WELL "pieces=19\nat=rcpt raw=250-2.1.5 a\\r\\n250 2.1.5 b\\r\\n" };

	poster_script(scripts[_i]);
	poster.settings.links_max = 2;
	for (int i = 0; i < 90; i++)
		poster_send(i % 3 == 2 ? "bob@clinic.test" : "ann@clinic.test");
	poster_wait_dones(90);
	for (int i = 0; i < 90; i++)
		expect(i, i % 3 == 2 && _i == 2 ? SMTP_REFUSED : SMTP_ACCEPTED,
		    i % 3 == 2 && _i == 2 ? SMTP_RCPT : SMTP_DOT);
	ck_assert_int_eq(count("taken"), _i == 2 ? 60 : 90);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_rider");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_test(tests, test_loss_leaves_one_unknown_and_one_not_sent);
	tcase_add_test(tests, test_closing_relay_at_the_dot_ends_both);
	tcase_add_test(tests, test_refused_rider_opens_the_breaker);
	tcase_add_test(tests, test_unknown_rider_ends_alone);
	tcase_add_test(tests, test_no_byte_of_the_riders_body_before_its_begin);
	tcase_add_test(tests, test_slow_dot_is_not_the_riders_time);
	tcase_add_test(tests, test_aborted_mail_takes_none_along);
	tcase_add_loop_test(tests, test_rider_that_must_not_ride, 0, COUNT_OF(lonely));
	tcase_add_test(tests, test_last_of_a_link_has_no_rider);
	tcase_add_test(tests, test_lonely_mail_gets_a_link_of_its_own);
	tcase_add_loop_test(tests, test_many_riders_arrive_once, 0, 5);
	return run_tests("smtp_rider", tests);
}
