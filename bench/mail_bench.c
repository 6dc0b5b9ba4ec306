/* mail_bench.c - messages a second through the whole outbox: claim, compose, begin, relay,
 * result. By bench/mail, or by hand against a sink that is there already; the figures are
 * the line of JSON, as smtp_bench prints it:
 *
 *	smtp-sink -c 127.0.0.1:2525 64 &
 *	tools/with-postgres bench/mail_bench MESSAGES 2525 CONNECTIONS
 */
#include "clock.h"
#include "lag.h"
#include "live.h"
#include "measure.h"
#include "post.h"
#include "run.h"
#include "stage.h"

#include <stdio.h>

static int messages, port, connections;

/* Processor time of the servers of our connections, in ticks of 1/100 s. */
static long
server_ticks(void)
{
	return atol(live_admin(
	    "SELECT sum(stat[14]::bigint + stat[15]::bigint) FROM pg_stat_activity,"
	    " string_to_array(pg_read_file('/proc/' || pid || '/stat'), ' ') AS stat"
	    " WHERE usename = 'convened'"));
}

START_TEST(measure)
{
	live_setup();
	post_setup();
	stage_mail_mode("live", "");
	stage_round(messages, 6);
	live.settings.line_count = 4;
	CLEANUP(lag_close) struct lag *lag = lag_open(live.base, 2);
	struct post *post = post_new();

	post->daemon.settings->relays[0].port = port;
	post->daemon.settings->relays[0].connections = connections;
	post->daemon.settings->relays[0].rate_per_s = 0;

	double cpu_s = measure_cpu_seconds();
	int64_t from_us = clock_now_us();
	struct mail_job_state state = { .sent = 0 };

	post_open(post);
	while (state.sent < messages) {
		event_base_loop(live.base, EVLOOP_ONCE);
		mail_job_state(post->daemon.mail, &state);
	}
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	double took_s = (double)(clock_now_us() - from_us) / 1e6;

	cpu_s = measure_cpu_seconds() - cpu_s;
	double server_us = (double)server_ticks() * 1e4 / messages;

	printf("{\"messages\":%d,\"seconds\":%.6f,\"per_second\":%.1f,\"cpu_us\":%.1f,"
	       "\"server_us\":%.1f,\"lag_max_ms\":%.2f,\"peak_kb\":%ld}\n",
	    messages, took_s, messages / took_s, cpu_s * 1e6 / messages, server_us,
	    (double)lag_figures(lag).max_us / 1e3, measure_peak_kb());
	fflush(stdout);
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
