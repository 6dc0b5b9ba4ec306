/* What becomes of mails of which nobody knows whether they were sent: by word, and by the
 * log of a relay. */
#include "desk.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

/* A word about one message, of which more is the body's rest. */
static void
say(int code, const char *id, const char *more)
{
	char body[300];

	snprintf(body, sizeof body, "{\"id\":\"%s\",\"reason\":\"a test\"%s}", id, more);
	ck_assert_msg(house_ask_files("/v1/messages/settle", body) == code, "%s",
	    text_string(&house.body));
}

static const struct {
	const char *said, *wanted;
	const char *state, *attempts, *done;
} settled[] = {
	{ ",\"sent\":true", "NULL", "sent", "unknown,unknown", "it counts as sent" },
	{ ",\"not_sent\":true", "NULL", "ready", "not_sent,not_sent",
	    "it goes once more, the same bytes" },
	{ ",\"not_sent\":true", "'moved again'", "cancelled", "not_sent,not_sent",
	    "it was not wanted any more, and is cancelled" },
	{ ",\"sent\":true", "'moved again'", "sent", "unknown,unknown",
	    "it counts as sent" },
};

START_TEST(test_uncertain_is_settled_by_hand)
{
	CLEANUP(free_ptr) char *id = alloc_text(desk_doubt(1, 2));

	live_admin("UPDATE convene.message SET cancel_wanted = %s WHERE to_address ~ "
		   "'^p1@'",
	    settled[_i].wanted);
	say(200, id, settled[_i].said);
	ck_assert_str_eq(house_text("state"), settled[_i].state);
	ck_assert_str_eq(house_text("done"), settled[_i].done);
	ck_assert_str_eq(live_admin("SELECT string_agg(outcome, ',') FROM "
				    "convene.attempt"),
	    settled[_i].attempts);
	ck_assert_str_eq(desk_audits(), "1");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.proof_message_kept"),
	    "0");
}
END_TEST

START_TEST(test_settled_twice_is_settled_once)
{
	CLEANUP(free_ptr) char *id = alloc_text(desk_doubt(1, 1));

	say(200, id, ",\"not_sent\":true");
	say(200, id, ",\"not_sent\":true");
	ck_assert_str_eq(house_text("done"), "that was settled already");
	ck_assert_str_eq(desk_audits(), "1");
	say(409, id, ",\"sent\":true");
}
END_TEST

/* A resend that waits is still of an unknown outcome. */
START_TEST(test_resend_that_waits_can_be_settled)
{
	CLEANUP(free_ptr) char *id = alloc_text(desk_doubt(1, 1));

	live_admin("UPDATE convene.message SET state = 'ready' WHERE to_address ~ "
		   "'^p1@'");
	say(200, id, ",\"sent\":true");
	ck_assert_str_eq(house_text("state"), "sent");
}
END_TEST

static const struct {
	const char *id, *said;
	int code;
	const char *detail, *fix;
} unsettled[] = {
	{ "", ",\"sent\":true", 409, "nobody doubts what became of it, it is ready",
	    "convenectl message show " },
	{ "nope", ",\"sent\":true", 404, "there is no such message",
	    "convenectl message list" },
	{ "", "", 400, "either --sent or --not-sent", "convenectl help message settle" },
	{ "", ",\"sent\":true,\"not_sent\":true", 400, "either --sent or --not-sent",
	    "convenectl help message settle" },
};

START_TEST(test_only_what_is_unknown_is_settled)
{
	const char *id = unsettled[_i].id;

	if (id[0] == '\0')
		id = desk_id(1);
	say(unsettled[_i].code, id, unsettled[_i].said);
	ck_assert_msg(strstr(house_text("detail"), unsettled[_i].detail) != NULL, "%s",
	    text_string(&house.body));
	ck_assert_int_eq(strncmp(house_text("fix"), unsettled[_i].fix,
			     strlen(unsettled[_i].fix)),
	    0);
	ck_assert_str_eq(desk_audits(), "0");
}
END_TEST

#define AT "Dec  1 04:00:00 mx postfix/"

/* What the relay's log says of the message to pN. */
static void
log_copy(struct text *log, int person, bool is_taken)
{
	char lines[600];

	snprintf(lines, sizeof lines, AT "cleanup[8]: 4F0A%d: message-id=<%s@d.test>\n",
	    person, desk_id(person));
	text_add_bytes(log, lines, strlen(lines)); /* a log's line */
	snprintf(lines, sizeof lines,
	    is_taken ? AT "qmgr[9]: 4F0A%d: from=<secret@d.test>, size=1, nrcpt=1 "
			  "(queue active)\n"
		     : AT "cleanup[8]: 4F0A%d: milter-reject: END-OF-MESSAGE from h: "
			  "no\n",
	    person);
	text_add_bytes(log, lines, strlen(lines)); /* another one */
}

static void
settle_by_log(int code, const char *log)
{
	char body[PATH_MAX];

	house_write_upload("log.json", "from_relay_log", log, "");
	snprintf(body, sizeof body, "@%s/log.json", house.folder);
	ck_assert_msg(house_ask_files("/v1/messages/settle", body) == code, "%s",
	    text_string(&house.body));
}

/* p1 was taken and p2 thrown away; of the two copies to p3 the log knows one; nobody has
 * doubts about p4. */
START_TEST(test_log_settles_what_it_knows)
{
	CLEANUP(text_done) struct text log = { 0 };

	desk_doubt(1, 1);
	desk_doubt(2, 1);
	desk_doubt(3, 2);
	log_copy(&log, 1, true);
	log_copy(&log, 2, false);
	log_copy(&log, 3, false);
	log_copy(&log, 4, true);
	settle_by_log(200, text_string(&log));
	ck_assert_int_eq(house_int("sent"), 1);
	ck_assert_int_eq(house_int("not_sent"), 1);
	ck_assert_int_eq(house_int("uncertain"), 1);
	ck_assert_str_eq(live_admin("SELECT string_agg(state, ' ' ORDER BY to_address) "
				    "FROM convene.message"),
	    "sent ready uncertain ready ready ready");
	ck_assert_str_eq(live_admin("SELECT outcome FROM convene.message WHERE state = "
				    "'sent'"),
	    "settled by the relay's log, which has it as 4F0A1");
	ck_assert_str_eq(desk_audits(), "1");
	settle_by_log(200, text_string(&log));
	ck_assert_str_eq(house_text("done"),
	    "the log decides nothing of what is uncertain");
	ck_assert_str_eq(desk_audits(), "1");
	ck_assert_str_eq(live_admin(
			     "SELECT count(*) FROM convene.audit WHERE change::text "
			     "|| object || reason LIKE '%%secret%%'"),
	    "0");
}
END_TEST

START_TEST(test_log_of_another_program_is_refused)
{
	desk_doubt(1, 1);
	settle_by_log(400, "Dec  1 04:00:00 mx sshd[7]: hello\n");
	ck_assert_str_eq(house_text("detail"),
	    "no line of that file is of Postfix: nothing was settled");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_settle");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, desk_setup, desk_teardown);
	tcase_add_loop_test(tests, test_uncertain_is_settled_by_hand, 0,
	    (int)COUNT_OF(settled));
	tcase_add_test(tests, test_settled_twice_is_settled_once);
	tcase_add_test(tests, test_resend_that_waits_can_be_settled);
	tcase_add_loop_test(tests, test_only_what_is_unknown_is_settled, 0,
	    (int)COUNT_OF(unsettled));
	tcase_add_test(tests, test_log_settles_what_it_knows);
	tcase_add_test(tests, test_log_of_another_program_is_refused);
	return run_tests("control_settle", tests);
}
