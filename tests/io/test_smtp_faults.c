#include "poster.h"

#include "run.h"

#include <string.h>

#define WELL RELAY_OFFER_USUAL
#define NO_PIPELINING "offer=SIZE 10485760\n"

static int
count(const char *event)
{
	return relay_count(poster.relay, event);
}

/* clang-format off */
static const struct fault {
	const char *script;
	enum smtp_class class;
	enum smtp_phase phase;
	int taken; /* by the relay, of this mail */
	bool is_open, is_alarm; /* the breaker */
} faults[] = {
	/* greeting */
	{ WELL "at=connect reply=451 4.3.0 later", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect reply=554 5.3.0 go away", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect drop reply=421 4.3.2 busy", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect drop", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect silent", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect raw=220-a line\\r\\n", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=connect raw=SSH-2.0-x\\r\\n", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	/* EHLO */
	{ WELL "at=ehlo silent", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=ehlo reply=451 later\nat=helo reply=451 later", SMTP_RELAY, SMTP_CONNECTING, 0, true, false },
	{ WELL "at=ehlo reply=502 what", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ "", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	/* MAIL */
	{ WELL "at=mail reply=451 4.3.0 later", SMTP_RELAY, SMTP_MAIL, 0, true, false },
	{ WELL "at=mail reply=550 5.7.1 not you", SMTP_RELAY, SMTP_MAIL, 0, true, true },
	{ WELL "at=mail reply=552 5.3.4 too big", SMTP_REFUSED, SMTP_MAIL, 0, false, false },
	{ WELL "at=mail drop reply=421 4.3.2 bye", SMTP_RELAY, SMTP_MAIL, 0, true, false },
	{ WELL "at=mail drop", SMTP_NOT_SENT, SMTP_MAIL, 0, false, false },
	{ WELL "at=mail silent", SMTP_NOT_SENT, SMTP_MAIL, 0, false, false },
	{ WELL "at=mail raw=250-a\\r\\n550 b\\r\\n", SMTP_NOT_SENT, SMTP_MAIL, 0, false, false },
	{ WELL "at=mail raw=nonsense\\r\\n", SMTP_NOT_SENT, SMTP_MAIL, 0, false, false },
	{ NO_PIPELINING "at=mail reply=451 4.3.0 later", SMTP_RELAY, SMTP_MAIL, 0, true, false },
	/* RCPT */
	{ WELL "at=rcpt reply=451 4.7.1 later", SMTP_DEFERRED, SMTP_RCPT, 0, false, false },
	{ WELL "at=rcpt reply=550 5.1.1 no", SMTP_REFUSED, SMTP_RCPT, 0, false, false },
	{ WELL "at=rcpt reply=550 5.1.1 no\nat=data reply=354 go", SMTP_REFUSED, SMTP_RCPT, 0, false, false },
	{ WELL "at=rcpt drop", SMTP_NOT_SENT, SMTP_RCPT, 0, false, false },
	{ WELL "at=rcpt drop reply=421 bye", SMTP_RELAY, SMTP_RCPT, 0, true, false },
	{ NO_PIPELINING "at=rcpt reply=550 5.1.1 no", SMTP_REFUSED, SMTP_RCPT, 0, false, false },
	/* DATA */
	{ WELL "at=data reply=451 4.3.0 later", SMTP_DEFERRED, SMTP_DATA, 0, false, false },
	{ WELL "at=data reply=554 5.6.0 no", SMTP_REFUSED, SMTP_DATA, 0, false, false },
	{ WELL "at=data drop", SMTP_NOT_SENT, SMTP_DATA, 0, false, false },
	{ WELL "at=data silent", SMTP_NOT_SENT, SMTP_DATA, 0, false, false },
	{ WELL "at=data reply=250 what", SMTP_NOT_SENT, SMTP_DATA, 0, false, false },
	/* the body */
	{ WELL "at=body byte=10 drop reply=550 5.7.1 spam", SMTP_REFUSED, SMTP_DOT, 0, false, false },
	{ WELL "at=body byte=10 drop reply=450 4.7.1 no", SMTP_DEFERRED, SMTP_DOT, 0, false, false },
	{ WELL "at=body byte=1 drop", SMTP_UNKNOWN, SMTP_DOT, 0, false, false },
	{ WELL "at=body byte=10 drop", SMTP_UNKNOWN, SMTP_DOT, 0, false, false },
	{ WELL "at=body byte=39 drop", SMTP_UNKNOWN, SMTP_DOT, 0, false, false }, /* before its dot */
	/* the dot */
	{ WELL "at=dot reply=452 4.3.1 full", SMTP_DEFERRED, SMTP_DOT, 0, false, false },
	{ WELL "at=dot drop reply=421 4.3.2 bye", SMTP_DEFERRED, SMTP_DOT, 0, false, false },
	{ WELL "at=dot reply=554 5.7.1 spam", SMTP_REFUSED, SMTP_DOT, 0, false, false },
	{ WELL "at=dot drop", SMTP_UNKNOWN, SMTP_DOT, 0, false, false },
	{ WELL "at=dot take drop", SMTP_UNKNOWN, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take silent", SMTP_UNKNOWN, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take raw=25", SMTP_UNKNOWN, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take drop raw=250 2.0.0 o", SMTP_UNKNOWN, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take reply=354 what", SMTP_UNKNOWN, SMTP_DOT, 1, false, false },
	{ WELL "at=dot delay=30", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take drop reply=250 2.0.0 ok", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ WELL "at=dot take raw=250 2.0.0 ok\\r\\n421 and bye\\r\\n", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	/* odd but sound */
	{ WELL "split", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ NO_PIPELINING "split", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ WELL "at=rcpt raw=250-2.1.5 a\\r\\n250-2.1.5 b\\r\\n250 2.1.5 c\\r\\n", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
	{ WELL "at=quit drop", SMTP_ACCEPTED, SMTP_DOT, 1, false, false },
};
/* clang-format on */

/* Only a deadline ends it. */
static bool
is_endless(const struct fault *fault)
{
	return strstr(fault->script, "silent") != NULL ||
	    strstr(fault->script, "raw=") != NULL;
}

/* Whatever happened, the same mail goes through once the relay is well again. */
START_TEST(test_fault_ends_in_its_class)
{
	const struct fault *fault = &faults[_i];
	struct smtp_status status;
	bool may_have_begun;

	if (is_endless(fault))
		poster_shorten(fault->phase);
	poster_script(fault->script);
	poster_expect(fault->class, fault->script);
	ck_assert_msg(poster.mails[0].result.phase == fault->phase, "%s ends in %s",
	    fault->script, smtp_result_phase_name(poster.mails[0].result.phase));
	smtp_status(poster.smtp, &status);
	ck_assert_msg((status.breaker != SMTP_BREAKER_CLOSED) == fault->is_open, "%s",
	    fault->script);
	ck_assert_msg(status.is_alarm == fault->is_alarm, "%s", fault->script);
	ck_assert_msg(count("taken") == fault->taken, "%s", fault->script);
	may_have_begun = fault->phase >= SMTP_BODY;
	ck_assert_msg(poster.begins == may_have_begun, "%s", fault->script);

	poster_script(WELL);
	poster_wait_room();
	poster_expect(SMTP_ACCEPTED, fault->script);
	ck_assert_msg(count("taken") == fault->taken + 1, "%s", fault->script);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_faults");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_loop_test(tests, test_fault_ends_in_its_class, 0, COUNT_OF(faults));
	return run_tests("smtp_faults", tests);
}
