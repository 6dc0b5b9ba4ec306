/* The outbox on a real database, against the relay of the tests: each fault, and
 * where its messages must end. */
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

static void
set_up(void)
{
	live_setup();
	post_setup();
	stage_mail_mode("live", "");
}

static void
tear_down(void)
{
	post_teardown();
	live_teardown();
}

static int
taken(void)
{
	return relay_count(post_relay, "taken");
}

/* How many mails for that address the relay took. */
static int
taken_by(const char *address)
{
	CLEANUP(free_ptr) char *journal = alloc_text(relay_journal(post_relay));
	size_t length = strlen(address);
	char *rest = journal;
	int count = 0;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		size_t end = strlen(line);

		count += strstr(line, " taken ") != NULL && end > length &&
		    line[end - length - 1] == ' ' &&
		    strcmp(line + end - length, address) == 0;
	}
	return count;
}

START_TEST(test_every_mail_arrives_once)
{
	struct post *post = post_new();
	struct mail_job_state state;

	stage_round(40, 6);
	post_open(post);
	post_until_state("sent", 40);
	ck_assert_int_eq(taken(), 40);
	for (int i = 1; i <= 40; i++) {
		char address[40];

		(void)snprintf(address, sizeof address, "p%d@clinic.test", i);
		ck_assert_msg(taken_by(address) == 1, "%s", address);
	}
	mail_job_state(post->daemon.mail, &state);
	ck_assert_int_eq(state.sent, 40);
	ck_assert_int_eq(state.in_flight, 0);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt WHERE outcome "
				    "= 'accepted' AND phase = 'begun' AND sent_to IS "
				    "NULL"),
	    "40");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_job");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, test_every_mail_arrives_once);
	return run_tests("mail_job", tests);
}
