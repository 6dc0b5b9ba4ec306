/* mail_bench.c - messages a second through the whole outbox: claim, compose, begin, relay,
 * result. By hand, against a sink that is there already:
 *
 *	smtp-sink -c 127.0.0.1:2525 64 &
 *	tools/with-postgres bench/mail_bench MESSAGES 2525 CONNECTIONS
 */
#include "clock.h"
#include "lag.h"
#include "live.h"
#include "post.h"
#include "run.h"
#include "stage.h"

#include <stdio.h>
#include <sys/resource.h>

static int messages, port, connections;

START_TEST(measure)
{
	struct rusage usage;

	live_setup();
	post_setup();
	stage_mail_mode("live", "");
	stage_round(messages, 6);
	live.settings.line_count = 4;
	CLEANUP(lag_close) struct lag *lag = lag_open(live.base, 2);
	struct post *post = post_new();

	post->daemon.settings->relays[0].port = port;
	post->daemon.settings->relays[0].connections = connections;

	int64_t from_us = clock_now_us();
	struct mail_job_state state = { .sent = 0 };

	post_open(post);
	while (state.sent < messages) {
		event_base_loop(live.base, EVLOOP_ONCE);
		mail_job_state(post->daemon.mail, &state);
	}
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	int64_t took_us = clock_now_us() - from_us;

	getrusage(RUSAGE_SELF, &usage);
	printf("# %d messages in %lld ms: %lld a second; CPU %lld us each; lag at most "
	       "%lld us; %ld KiB\n",
	    messages, (long long)took_us / 1000, messages * 1000000LL / took_us,
	    (usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec +
		usage.ru_stime.tv_sec * 1000000LL + usage.ru_stime.tv_usec) /
		messages,
	    (long long)lag_figures(lag).max_us, usage.ru_maxrss);
	ck_assert_int_eq(atoi(live_admin("SELECT count(*) FROM convene.message WHERE "
					 "state = 'sent'")),
	    messages);
	post_teardown();
	live_teardown();
}
END_TEST

int
main(int argc, char **argv)
{
	TCase *tests = tcase_create("measure");

	if (argc != 4) {
		fprintf(stderr, "usage: mail_bench MESSAGES PORT CONNECTIONS\n");
		return EXIT_FAILURE;
	}
	messages = atoi(argv[1]);
	port = atoi(argv[2]);
	connections = atoi(argv[3]);
	tcase_set_timeout(tests, 600);
	tcase_add_test(tests, measure);
	return run_tests("mail_bench", tests);
}
