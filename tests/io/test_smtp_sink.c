/* The rows of the fault table against smtp-sink, which shares no code with us. */
#include "poster.h"
#include "sink.h"

#include "run.h"

#include <stdio.h>
#include <time.h>

/* clang-format off */
static const struct row {
	const char *options[SINK_WORDS_MAX];
	enum smtp_class class;
	enum smtp_phase phase;
	bool is_late; /* our deadline ends it */
} rows[] = {
	{ { "-r", "CONNECT" }, SMTP_RELAY, SMTP_CONNECTING, false },
	{ { "-f", "CONNECT" }, SMTP_RELAY, SMTP_CONNECTING, false },
	{ { "-Q", "CONNECT" }, SMTP_RELAY, SMTP_CONNECTING, false },
	{ { "-q", "CONNECT" }, SMTP_RELAY, SMTP_CONNECTING, false },
	{ { "-W", "CONNECT:90" }, SMTP_RELAY, SMTP_CONNECTING, true },
	{ { "-W", "EHLO:90" }, SMTP_RELAY, SMTP_CONNECTING, true },
	{ { "-r", "EHLO,HELO" }, SMTP_RELAY, SMTP_CONNECTING, false },
	{ { "-r", "EHLO" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-e" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-r", "MAIL" }, SMTP_RELAY, SMTP_MAIL, false },
	{ { "-f", "MAIL" }, SMTP_RELAY, SMTP_MAIL, false },
	{ { "-b", "451 4.7.1 later", "-r", "RCPT" }, SMTP_DEFERRED, SMTP_RCPT, false },
	{ { "-B", "550 5.1.1 no", "-f", "RCPT" }, SMTP_REFUSED, SMTP_RCPT, false },
	{ { "-Q", "MAIL" }, SMTP_RELAY, SMTP_MAIL, false },
	{ { "-q", "MAIL" }, SMTP_NOT_SENT, SMTP_MAIL, false },
	{ { "-q", "RCPT" }, SMTP_NOT_SENT, SMTP_RCPT, false },
	{ { "-q", "DATA" }, SMTP_NOT_SENT, SMTP_DATA, false },
	{ { "-r", "DATA" }, SMTP_DEFERRED, SMTP_DATA, false },
	{ { "-f", "DATA" }, SMTP_REFUSED, SMTP_DATA, false },
	{ { "-A", "0" }, SMTP_REFUSED, SMTP_DOT, false },
	{ { "-A", "1" }, SMTP_REFUSED, SMTP_DOT, false },
	{ { "-r", "." }, SMTP_DEFERRED, SMTP_DOT, false },
	{ { "-Q", "." }, SMTP_DEFERRED, SMTP_DOT, false },
	{ { "-B", "554 5.7.1 spam", "-f", "." }, SMTP_REFUSED, SMTP_DOT, false },
	{ { "-q", "." }, SMTP_UNKNOWN, SMTP_DOT, false },
	{ { "-M", "1" }, SMTP_UNKNOWN, SMTP_DOT, false },
	{ { "-p", "-W", ".:90" }, SMTP_UNKNOWN, SMTP_DOT, true },
	{ { "-p", "-W", ".:1" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-H", "1" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-T", "512" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-q", "QUIT" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-p" }, SMTP_ACCEPTED, SMTP_DOT, false },
	{ { "-N" }, SMTP_ACCEPTED, SMTP_DOT, false },
};
/* clang-format on */

static void
stop(void)
{
	sink_stop();
	poster_teardown();
}

START_TEST(test_row_ends_in_its_class)
{
	const struct row *row = &rows[_i];

	if (row->is_late)
		poster_shorten(row->phase);
	poster.settings.port = sink_start(row->options);
	poster_expect(row->class, row->options[0]);
	ck_assert_msg(poster.mails[0].result.phase == row->phase, "row %d ends in %s", _i,
	    smtp_result_phase_name(poster.mails[0].result.phase));
}
END_TEST

/* The sink waits a second at every dot: that of one is that of all. */
START_TEST(test_connections_wait_together)
{
	static const char *const options[SINK_WORDS_MAX] = { "-p", "-W", ".:1" };
	struct timespec start, end;

	poster.settings.links_max = 10;
	poster.settings.port = sink_start(options);
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (int i = 0; i < 20; i++)
		poster_send("ann@clinic.test");
	poster_wait_dones(20);
	clock_gettime(CLOCK_MONOTONIC, &end);
	for (int i = 0; i < 20; i++)
		ck_assert_int_eq(poster.mails[i].result.class, SMTP_ACCEPTED);
	ck_assert_int_lt(end.tv_sec - start.tv_sec, 5);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_sink");

	if (!sink_is_installed()) {
		printf("1..0 # SKIP no smtp-sink here: apt-get install postfix\n");
		return EXIT_SUCCESS;
	}
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, poster_setup, stop);
	tcase_add_loop_test(tests, test_row_ends_in_its_class, 0, COUNT_OF(rows));
	tcase_add_test(tests, test_connections_wait_together);
	return run_tests("smtp_sink", tests);
}
