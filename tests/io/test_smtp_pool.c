/* How many connections are opened at once, and what that costs a relay that is down. */
#include "poster.h"

#include "run.h"

#include <stdio.h>

#define MAILS 20

static int
count(const char *event)
{
	return relay_count(poster.relay, event);
}

static void
send_to_relay_that_greets(int connections)
{
	char script[200]; /* some fixed words and a number */

	(void)snprintf(script, sizeof script,
	    RELAY_OFFER_USUAL "at=connect times=%d\nat=connect silent", connections);
	poster_script(script);
	poster.habit = POSTER_HOLDS;
	poster.settings.links_max = 10;
	for (int i = 0; i < MAILS; i++)
		poster_send("ann@clinic.test");
	poster_wait_begins(connections);
}

/* As many connecting as there are connected, and one at first. */
static const int opened[] = { 1, 2, 4, 6, 8, 10, 10 };

START_TEST(test_no_more_at_once_than_there_are)
{
	send_to_relay_that_greets(_i);
	while (count("connect") < opened[_i])
		event_base_loop(poster.base, EVLOOP_ONCE);
	poster_turn(50);
	ck_assert_int_eq(count("connect"), opened[_i]);
}
END_TEST

START_TEST(test_no_more_than_mails_wait)
{
	poster_script(RELAY_OFFER_USUAL "at=connect times=4\nat=connect silent");
	poster.habit = POSTER_HOLDS;
	poster.settings.links_max = 10;
	for (int i = 0; i < 5; i++)
		poster_send("ann@clinic.test");
	poster_wait_begins(4);
	poster_turn(50);
	ck_assert_int_eq(count("connect"), 5);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_pool");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, poster_teardown);
	tcase_add_loop_test(tests, test_no_more_at_once_than_there_are, 0,
	    COUNT_OF(opened));
	tcase_add_test(tests, test_no_more_than_mails_wait);
	return run_tests("smtp_pool", tests);
}
