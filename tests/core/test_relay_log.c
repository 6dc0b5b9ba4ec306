#include "relay_log.h"

#include "text.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define A "8f14e45f-ceea-467f-a8a9-1f2d3c4b5a69"
#define B "c9f0f895-fb98-4b91-ab5d-95d1c0a1e2f3"
#define AT "Dec  1 04:00:00 mx postfix/"
#define ISO "2026-12-01T04:00:00.123456+00:00 mx postfix-out/submission/"
#define CLIENT(pid, queue) AT "smtpd[" pid "]: " queue ": client=h[10.0.0.7]\n"
#define NAMED(queue, id) AT "cleanup[8]: " queue ": message-id=<" id "@dinners.test>\n"
#define ACTIVE(queue) \
	AT "qmgr[9]: " queue ": from=<b@d.test>, size=8412, nrcpt=1 (queue active)\n"
#define LOST(pid) AT "smtpd[" pid "]: lost connection after DATA (120 bytes) from h\n"
#define REFUSED(queue) \
	AT "cleanup[8]: " queue ": milter-reject: END-OF-MESSAGE from h: 5.7.1 no\n"

/* What is told: "letter of the mail, copies taken/dropped, queue id", and so on. */
static const struct {
	const char *name, *log, *told;
} logs[] = {
	{ "nothing", "", "" },
	{ "taken", CLIENT("7", "4F0A1") NAMED("4F0A1", A) ACTIVE("4F0A1"),
	    "A 1/0 4F0A1" },
	{ "a name alone proves nothing", CLIENT("7", "4F0A1") NAMED("4F0A1", A), "" },
	{ "not of ours", NAMED("4F0A1", "hello") ACTIVE("4F0A1"), "" },
	{ "lost within DATA", CLIENT("7", "4F0A1") NAMED("4F0A1", A) LOST("7"),
	    "A 0/1 -" },
	{ "said late", CLIENT("7", "4F0A1") LOST("7") NAMED("4F0A1", A), "A 0/1 -" },
	{ "lost by another", CLIENT("7", "4F0A1") NAMED("4F0A1", A) LOST("77"), "" },
	{ "lost after the dot",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) AT
	    "smtpd[7]: lost connection after END-OF-MESSAGE from h\n" ACTIVE("4F0A1"),
	    "A 1/0 4F0A1" },
	{ "lost after the dot, and no more is said",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) AT
	    "smtpd[7]: lost connection after END-OF-MESSAGE from h\n",
	    "" },
	{ "a queue id used again and lost",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) ACTIVE("4F0A1") CLIENT("7", "4F0A1")
		LOST("7") NAMED("4F0A1", B),
	    "A 1/0 4F0A1, B 0/1 -" },
	{ "taken is taken, whatever was said before",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) LOST("7") ACTIVE("4F0A1"),
	    "A 1/0 4F0A1" },
	{ "refused as a whole", CLIENT("7", "4F0A1") NAMED("4F0A1", A) REFUSED("4F0A1"),
	    "A 0/1 -" },
	{ "frozen", NAMED("4F0A1", A) AT "cleanup[8]: 4F0A1: hold: header X from h\n",
	    "A 1/0 4F0A1" },
	{ "two copies",
	    NAMED("4F0A1", A) ACTIVE("4F0A1") NAMED("4F0A2", A) ACTIVE("4F0A2"),
	    "A 2/0 4F0A1" },
	{ "dropped once, taken once",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) LOST("7") CLIENT("7", "4F0A2")
		NAMED("4F0A2", A) ACTIVE("4F0A2"),
	    "A 1/1 4F0A2" },
	{ "a queue id is used again",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) CLIENT("7", "4F0A1") NAMED("4F0A1", B)
		ACTIVE("4F0A1"),
	    "B 1/0 4F0A1" },
	{ "used again without a client",
	    NAMED("4F0A1", A) ACTIVE("4F0A1") NAMED("4F0A1", "x") ACTIVE("4F0A1"),
	    "A 1/0 4F0A1" },
	{ "a connection with two mails",
	    CLIENT("7", "4F0A1") NAMED("4F0A1", A) ACTIVE("4F0A1") CLIENT("7", "4F0A2")
		NAMED("4F0A2", B) LOST("7"),
	    "A 1/0 4F0A1, B 0/1 -" },
	{ "another instance, another clock",
	    ISO "smtpd[7]: 3Xy: client=h\n" ISO "cleanup[8]: 3Xy: message-id=<" A
		"@d>\n" ISO "qmgr[9]: 3Xy: from=<>, size=1, nrcpt=1 (queue active)",
	    "A 1/0 3Xy" },
	{ "what a client says counts for nothing",
	    AT "smtpd[7]: warning: h: helo x/cleanup[1]: 4F0A1: message-id=<" A "@d>\n" AT
	       "smtpd[7]: 4F0A1: message-id=<" A "@d>\n" ACTIVE("4F0A1"),
	    "" },
	{ "ends anywhere", NAMED("4F0A1", A) AT "qmgr[9]: 4F0A1: from=<b@d.test>, si",
	    "" },
	{ "cut at the id", AT "cleanup[8]: 4F0A1: message-id=<8f14e45f-ceea", "" },
};

START_TEST(test_log_tells_what_became_of_mails)
{
	CLEANUP(relay_log_done) struct relay_log log = { 0 };
	CLEANUP(text_done) struct text told = { 0 };
	size_t length = strlen(logs[_i].log);
	CLEANUP(free_ptr) char *bytes = alloc_zero(1, length + 1);

	memcpy(bytes, logs[_i].log, length); /* its end is the memory's */
	bytes = alloc_check(realloc(TAKE(bytes), length + (length == 0)));
	relay_log_read(bytes, length, &log);
	for (size_t i = 0; i < log.count; i++) {
		const struct relay_log_mail *mail = &log.mails[i];
		char line[120];

		snprintf(line, sizeof line, "%s%s %d/%d %s", i == 0 ? "" : ", ",
		    strcmp(mail->id, A) == 0 ? "A" : "B", (int)mail->taken,
		    (int)mail->dropped, mail->queue_id[0] == '\0' ? "-" : mail->queue_id);
		text_add_line(&told, line);
	}
	ck_assert_msg(strcmp(text_string(&told), logs[_i].told) == 0, "%s: %s",
	    logs[_i].name, text_string(&told));
}
END_TEST

/* Line by line: a log of many mails, of which each queue id is used twice. */
START_TEST(test_long_log_is_read_whole)
{
	CLEANUP(relay_log_done) struct relay_log log = { 0 };
	CLEANUP(text_done) struct text text = { 0 };
	char line[400];

	for (int i = 0; i < 3000; i++) {
		snprintf(line, sizeof line,
		    AT "smtpd[%d]: Q%04d: client=h\n" AT
		       "cleanup[8]: Q%04d: message-id=<8f14e45f-ceea-467f-a8a9-%012d"
		       "@d>\n" AT
		       "qmgr[9]: Q%04d: from=<b@d>, size=1, nrcpt=1 (queue active)\n",
		    i % 50, i % 1500, i % 1500, i, i % 1500);
		text_add_bytes(&text, line, strlen(line)); /* a log's line */
	}
	relay_log_read(text.data, text.length, &log);
	ck_assert_uint_eq(log.count, 3000);
	ck_assert_int_eq(log.lines, 9000);
	for (size_t i = 0; i < log.count; i++)
		ck_assert_int_eq(log.mails[i].taken, 1);
}
END_TEST

START_TEST(test_other_files_have_no_line)
{
	static const char other[] = "id,name\n1,Ada\nDec  1 04:00:00 mx sshd[7]: hi\n";
	CLEANUP(relay_log_done) struct relay_log log = { 0 };

	relay_log_read(other, strlen(other), &log);
	ck_assert_int_eq(log.lines, 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("relay_log");

	tcase_add_loop_test(tests, test_log_tells_what_became_of_mails, 0,
	    (int)COUNT_OF(logs));
	tcase_add_test(tests, test_long_log_is_read_whole);
	tcase_add_test(tests, test_other_files_have_no_line);
	return run_tests("relay_log", tests);
}
