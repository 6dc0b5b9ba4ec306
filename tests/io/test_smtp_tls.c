/* A relay with TLS: its certificate and its name are checked, and where anything about it
 * is wrong no password and no mail leaves. */
#include "poster.h"
#include "relay_tls.h"

#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECURE RELAY_OFFER_USUAL "offer=STARTTLS\noffer=AUTH PLAIN\n"

static struct relay_tls *tls;
static char folder[32], ca_file[sizeof folder + 8];

static int
count(const char *event)
{
	return relay_count(poster.relay, event);
}

static void
set_up(void)
{
	poster_setup();
	(void)snprintf(folder, sizeof folder, "/tmp/cvtls.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(ca_file, sizeof ca_file, "%s/ca.pem", folder);
	tls = relay_tls_new("relay.test", true);
	relay_tls_write(tls, ca_file);
	poster.settings.tls = SMTP_STARTTLS;
	poster.settings.ca_file = ca_file;
	poster.settings.user = "dinners";
	poster.settings.password = "secret";
}

static void
tear_down(void)
{
	poster_teardown();
	relay_tls_free(&tls);
	unlink(ca_file);
	rmdir(folder);
}

static void
start(const char *script, bool is_at_once)
{
	poster_script(script);
	relay_tls_use(tls, poster.relay, is_at_once);
}

/* No secret, no mail, and an administrator must look. */
static void
expect_nothing_left(const char *what, bool is_alarm)
{
	struct smtp_status status;

	poster_expect(SMTP_RELAY, what);
	ck_assert_int_eq(poster.mails[0].result.phase, SMTP_CONNECTING);
	ck_assert_int_eq(poster.mails[0].begins, 0);
	ck_assert_int_eq(count("auth"), 0);
	ck_assert_int_eq(count("mail"), 0);
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_OPEN);
	ck_assert_msg(status.is_alarm == is_alarm, "%s: %s", what, status.reason);
	ck_assert_ptr_null(strstr(status.reason, "secret"));
}

START_TEST(test_mail_goes_through_tls)
{
	poster.settings.tls = _i == 0 ? SMTP_STARTTLS : SMTP_IMPLICIT;
	start(SECURE, _i == 1);
	poster_expect(SMTP_ACCEPTED, "with TLS");
	ck_assert_int_eq(count("starttls"), _i == 0);
	ck_assert_int_eq(count("auth"), 1);
	ck_assert_int_eq(count("taken"), 1);
}
END_TEST

/* The name or the authority is another one. */
START_TEST(test_wrong_certificate_is_refused)
{
	struct relay_tls *other = relay_tls_new("other.test", _i == 1);

	if (_i == 0) /* trusted, and not for 127.0.0.1 */
		relay_tls_write(other, ca_file);
	start(SECURE, false);
	relay_tls_use(other, poster.relay, false);
	expect_nothing_left("wrong certificate", true);
	ck_assert_int_eq(count("starttls"), 1);
	relay_close(&poster.relay);
	relay_tls_free(&other);
}
END_TEST

/* A mail that waited goes through once the certificate is right. */
START_TEST(test_breaker_closes_with_the_right_certificate)
{
	struct relay_tls *other = relay_tls_new("other.test", true);
	struct smtp_status status;

	start(SECURE, false);
	relay_tls_use(other, poster.relay, false);
	poster_expect(SMTP_RELAY, "wrong authority");
	relay_tls_use(tls, poster.relay, false);
	poster_wait_room();
	poster_expect(SMTP_ACCEPTED, "mended");
	smtp_status(poster.smtp, &status);
	ck_assert_int_eq(status.breaker, SMTP_BREAKER_CLOSED);
	ck_assert(!status.is_alarm);
	relay_close(&poster.relay);
	relay_tls_free(&other);
}
END_TEST

static void
knock(void)
{
	struct smtp_status status;
	struct err err;

	ck_assert_int_eq(smtp_open(poster.base, &poster.settings, &poster.smtp, &err),
	    OK);
	smtp_knock(poster.smtp);
	smtp_knock(poster.smtp); /* once is enough */
	for (smtp_status(poster.smtp, &status); status.is_connecting;
	     smtp_status(poster.smtp, &status))
		event_base_loop(poster.base, EVLOOP_ONCE);
}

START_TEST(test_first_mail_finds_a_connection)
{
	start(SECURE, false);
	knock();
	ck_assert_int_eq(count("auth"), 1);
	poster_expect(SMTP_ACCEPTED, "after the knock");
	ck_assert_int_eq(count("connect"), 1);
}
END_TEST

START_TEST(test_wrong_certificate_is_known_before_any_mail)
{
	struct relay_tls *other = relay_tls_new("other.test", true);
	struct smtp_status status;

	start(SECURE, false);
	relay_tls_use(other, poster.relay, false);
	knock();
	smtp_status(poster.smtp, &status);
	ck_assert(status.is_alarm);
	relay_close(&poster.relay);
	relay_tls_free(&other);
}
END_TEST

START_TEST(test_plain_relay_is_not_knocked_at)
{
	poster.settings.tls = SMTP_PLAIN;
	start(SECURE, false);
	knock();
	poster_turn(20);
	ck_assert_int_eq(count("connect"), 0);
}
END_TEST

/* What comes in the clear behind the 220 is an attacker's. */
static const struct {
	const char *script;
	bool is_alarm;
} attacks[] = {
	{ SECURE "at=starttls raw=220 go\\r\\n250-evil\\r\\n250 AUTH PLAIN\\r\\n",
	    false },
	{ SECURE "at=starttls raw=220 go\\r\\n235 welcome\\r\\n", false },
	{ SECURE "at=starttls reply=454 4.7.0 no", true },
	{ SECURE "at=starttls reply=502 what", true },
	{ SECURE "at=starttls drop reply=220 go", false },
	{ SECURE "at=starttls drop", false },
	{ RELAY_OFFER_USUAL "offer=AUTH PLAIN\n", true }, /* cut out of the offer */
};

START_TEST(test_nothing_leaves_in_the_clear)
{
	start(attacks[_i].script, false);
	expect_nothing_left(attacks[_i].script, attacks[_i].is_alarm);
}
END_TEST

START_TEST(test_silent_handshake_is_cut)
{
	poster_shorten(SMTP_CONNECTING);
	poster_script(SECURE "at=starttls reply=220 go"); /* and no TLS after it */
	poster.settings.user = poster.settings.password = NULL;
	poster_expect(SMTP_RELAY, "no handshake");
	ck_assert_int_eq(count("mail"), 0);
}
END_TEST

/* Bigger than the buffers, with another envelope behind it: what TLS could not send yet
 * is sent again from where it was. */
START_TEST(test_big_mails_arrive_whole)
{
	static char big[2 * 1024 * 1024];
	const char *mail;
	size_t length;

	memset(big, '.', sizeof big);
	for (size_t i = 62; i < sizeof big; i += 64)
		memcpy(big + i, "\r\n", 2);
	poster.bytes = big;
	poster.length = sizeof big;
	poster.settings.links_max = 1;
	start(SECURE "at=data delay=20", false);
	for (int i = 0; i < 4; i++)
		poster_send("ann@clinic.test");
	poster_wait_dones(4);
	ck_assert_int_eq(count("taken"), 4);
	ck_assert_int_eq(count("connect"), 1);
	mail = relay_last_mail(poster.relay, &length);
	ck_assert_uint_eq(length, sizeof big);
	ck_assert_int_eq(memcmp(mail, big, length), 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_tls");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, test_mail_goes_through_tls, 0, 2);
	tcase_add_loop_test(tests, test_wrong_certificate_is_refused, 0, 2);
	tcase_add_test(tests, test_breaker_closes_with_the_right_certificate);
	tcase_add_loop_test(tests, test_nothing_leaves_in_the_clear, 0,
	    COUNT_OF(attacks));
	tcase_add_test(tests, test_first_mail_finds_a_connection);
	tcase_add_test(tests, test_wrong_certificate_is_known_before_any_mail);
	tcase_add_test(tests, test_plain_relay_is_not_knocked_at);
	tcase_add_test(tests, test_silent_handshake_is_cut);
	tcase_add_test(tests, test_big_mails_arrive_whole);
	return run_tests("smtp_tls", tests);
}
