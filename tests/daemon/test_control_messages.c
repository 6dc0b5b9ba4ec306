/* What an administrator sees of the outbox, and does with single mails, over the control
 * socket. Nothing leaves: the mode is hold, and tests put mails into their states. */
#include "house.h"
#include "stage.h"

#include "clock.h"
#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

#define NOW_S (STAGE_NOW_S + 7200)

/* Business time and the database's are one, as they are in life. */
static void
set_clocks(void)
{
	clock_set_simulated(NOW_S);
	live_admin("CREATE OR REPLACE FUNCTION convene.lease_clock() RETURNS timestamptz "
		   "LANGUAGE sql VOLATILE RETURN to_timestamp(%lld)",
	    (long long)NOW_S);
}

static void
setup(void)
{
	house_setup();
	set_clocks();
	stage_mail_mode("hold", "");
	stage_round(6, 6);
	house_start("operator");
}

static void
teardown(void)
{
	house_teardown();
	clock_set_real();
}

static void
ask(int code, const char *method, const char *path, const char *body)
{
	int answered = house_ask(method, path, body);

	ck_assert_msg(answered == code, "%s %s: %d %s", method, path, answered,
	    text_string(&house.body));
}

/* Of the last list: "P0002 P0004". */
static const char *
people(void)
{
	static char names[200];
	const struct json *items = json_find(house.json, "items");

	names[0] = '\0';
	for (size_t i = 0; i < json_count(items); i++) {
		const struct json *person = json_find(json_at(items, i), "person");

		strcat(strcat(names, i == 0 ? "" : " "), json_as_text(person));
	}
	return names;
}

/* p1 became uncertain 30 minutes ago, p2 is ready since an hour, p3 held since a day, p4
 * was sent, p5 is ready since two hours and p6 since now. */
static void
spread(void)
{
	live_admin("SET search_path = convene;"
		   "UPDATE message SET kind = 'reminder', state = 'claimed', claim = "
		   "message_id, claimed_until = 'infinity' WHERE to_address ~ '^p[14]@';"
		   "UPDATE message SET state = 'sent', claim = NULL, sent_at = ready_at "
		   "WHERE to_address ~ '^p4@';"
		   "UPDATE message SET state = 'uncertain', claim = NULL, ended_at = "
		   "lease_clock() - interval '30 min' WHERE to_address ~ '^p1@';"
		   "UPDATE message SET ready_at = ready_at + interval '1 h' WHERE "
		   "to_address ~ '^p2@';"
		   "UPDATE message SET ready_at = ready_at + interval '2 h' WHERE "
		   "to_address ~ '^p6@';"
		   "UPDATE message SET state = 'held', is_stopped = true, recorded_at = "
		   "lease_clock() - interval '1 day' WHERE to_address ~ '^p3@';"
		   "RESET search_path");
}

static const struct {
	const char *query, *people;
} lists[] = {
	{ "older_than_s=1", "P0003 P0005 P0002 P0001" },
	{ "older_than_s=3600", "P0003 P0005 P0002" },
	{ "older_than_s=3700", "P0003 P0005" },
	{ "older_than_s=90000", "" },
	{ "state=ready", "P0005 P0002 P0006" },
	{ "state=ready&limit=2", "P0005 P0002" },
	{ "state=ready&older_than_s=3600&person=P0002", "P0002" },
	{ "state=sent", "P0004" },
	{ "state=sent&older_than_s=1", "" },
	{ "kind=reminder&older_than_s=1", "P0001" },
};

START_TEST(test_what_waits_longest_comes_first)
{
	char path[200];

	spread();
	snprintf(path, sizeof path, "/v1/messages?%s", lists[_i].query);
	ask(200, "GET", path, NULL);
	ck_assert_msg(strcmp(people(), lists[_i].people) == 0, "%s: %s", lists[_i].query,
	    people());
}
END_TEST

START_TEST(test_waiting_is_told_and_only_of_what_waits)
{
	const struct json *items;
	int64_t waits_s = 0;

	spread();
	ask(200, "GET", "/v1/messages?person=P0002", NULL);
	items = json_find(house.json, "items");
	ck_assert(json_as_int(json_find(json_at(items, 0), "waits_s"), &waits_s));
	ck_assert_int_ge(waits_s, 3600);
	ck_assert_int_lt(waits_s, 3660);
	ask(200, "GET", "/v1/messages?person=P0004", NULL);
	items = json_find(house.json, "items");
	ck_assert_int_eq(json_kind(json_find(json_at(items, 0), "waits_s")),
	    JSON_KIND_NULL);
}
END_TEST

/* Page by page as in one, in both orders. */
static const char *const orders[] = { "", "&older_than_s=1" };

START_TEST(test_pages_leave_nothing_out)
{
	CLEANUP(text_done) struct text seen = { 0 }, next = { 0 };
	char path[300], all[200];

	spread();
	snprintf(path, sizeof path, "/v1/messages?limit=9%s", orders[_i]);
	ask(200, "GET", path, NULL);
	snprintf(all, sizeof all, "%s", people());
	snprintf(path, sizeof path, "/v1/messages?limit=1%s", orders[_i]);
	for (ask(200, "GET", path, NULL); people()[0] != '\0';
	     ask(200, "GET", path, NULL)) {
		text_add_line(&seen, seen.length > 0 ? " " : "");
		text_add_line(&seen, people());
		text_clear(&next);
		text_add_url(&next, house_text("next"));
		snprintf(path, sizeof path, "/v1/messages?limit=1%s&after=%s", orders[_i],
		    text_string(&next));
	}
	ck_assert_str_eq(text_string(&seen), all);
}
END_TEST

/* The id of the message to pN. */
static const char *
id_of(int person)
{
	return live_admin(
	    "SELECT message_id FROM convene.message WHERE to_address ~ '^p%d@'", person);
}

/* To pN so many copies left without an answer. Answers its id. */
static const char *
doubt(int person, int copies)
{
	live_admin("SET search_path = convene;"
		   "INSERT INTO attempt (message_id, number, claim, daemon, phase, "
		   "bytes_digest, begun_at, outcome, words, ended_at) SELECT message_id, "
		   "n, message_id, message_id, 'begun', sha256('x'), lease_clock(), "
		   "'unknown', 'lost', lease_clock() FROM message, generate_series(1, "
		   "%d) n WHERE to_address ~ '^p%d@'; "
		   "UPDATE message SET state = 'claimed', claim = message_id, "
		   "claimed_until = 'infinity' WHERE to_address ~ '^p%d@';"
		   "UPDATE message SET state = 'uncertain', claim = NULL, attempt_count "
		   "= %d, ended_at = lease_clock() WHERE to_address ~ '^p%d@'; "
		   "RESET search_path",
	    copies, person, person, copies, person);
	return id_of(person);
}

/* A change of one message, of which more is the body's rest. */
static void
change(int code, const char *verb, const char *id, const char *more)
{
	char path[100], body[300];

	snprintf(path, sizeof path, "/v1/messages/%s", verb);
	snprintf(body, sizeof body, "{\"id\":\"%s\",\"reason\":\"a test\"%s}", id, more);
	int answered = strcmp(verb, "settle") == 0 ? house_ask_files(path, body)
						   : house_ask("POST", path, body);

	ck_assert_msg(answered == code, "%s: %d %s", path, answered,
	    text_string(&house.body));
}

static const char *
count_audit(void)
{
	return live_admin("SELECT count(*) FROM convene.audit WHERE action LIKE "
			  "'message %%'");
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
	CLEANUP(free_ptr) char *id = alloc_text(doubt(1, 2));

	live_admin("UPDATE convene.message SET cancel_wanted = %s WHERE to_address ~ "
		   "'^p1@'",
	    settled[_i].wanted);
	change(200, "settle", id, settled[_i].said);
	ck_assert_str_eq(house_text("state"), settled[_i].state);
	ck_assert_str_eq(house_text("done"), settled[_i].done);
	ck_assert_str_eq(live_admin("SELECT string_agg(outcome, ',') FROM "
				    "convene.attempt"),
	    settled[_i].attempts);
	ck_assert_str_eq(count_audit(), "1");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.proof_message_kept"),
	    "0");
}
END_TEST

START_TEST(test_settled_twice_is_settled_once)
{
	CLEANUP(free_ptr) char *id = alloc_text(doubt(1, 1));

	change(200, "settle", id, ",\"not_sent\":true");
	change(200, "settle", id, ",\"not_sent\":true");
	ck_assert_str_eq(house_text("done"), "that was settled already");
	ck_assert_str_eq(count_audit(), "1");
	change(409, "settle", id, ",\"sent\":true");
}
END_TEST

/* A resend that waits is still of an unknown outcome. */
START_TEST(test_resend_that_waits_can_be_settled)
{
	CLEANUP(free_ptr) char *id = alloc_text(doubt(1, 1));

	live_admin("UPDATE convene.message SET state = 'ready' WHERE to_address ~ "
		   "'^p1@'");
	change(200, "settle", id, ",\"sent\":true");
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
		id = id_of(1);
	change(unsettled[_i].code, "settle", id, unsettled[_i].said);
	ck_assert_msg(strstr(house_text("detail"), unsettled[_i].detail) != NULL, "%s",
	    text_string(&house.body));
	ck_assert_int_eq(strncmp(house_text("fix"), unsettled[_i].fix,
			     strlen(unsettled[_i].fix)),
	    0);
	ck_assert_str_eq(count_audit(), "0");
}
END_TEST

#define AT "Dec  1 04:00:00 mx postfix/"

/* What the relay's log says of the message to pN. */
static void
log_copy(struct text *log, int person, bool is_taken)
{
	char lines[600];

	snprintf(lines, sizeof lines, AT "cleanup[8]: 4F0A%d: message-id=<%s@d.test>\n",
	    person, id_of(person));
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

	doubt(1, 1);
	doubt(2, 1);
	doubt(3, 2);
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
	ck_assert_str_eq(count_audit(), "1");
	settle_by_log(200, text_string(&log));
	ck_assert_str_eq(house_text("done"),
	    "the log decides nothing of what is uncertain");
	ck_assert_str_eq(count_audit(), "1");
	ck_assert_str_eq(live_admin(
			     "SELECT count(*) FROM convene.audit WHERE change::text "
			     "|| object || reason LIKE '%%secret%%'"),
	    "0");
}
END_TEST

START_TEST(test_log_of_another_program_is_refused)
{
	doubt(1, 1);
	settle_by_log(400, "Dec  1 04:00:00 mx sshd[7]: hello\n");
	ck_assert_str_eq(house_text("detail"),
	    "no line of that file is of Postfix: nothing was settled");
}
END_TEST

static const struct {
	const char *change, *needs;
} needs[] = {
	{ "state = 'ready'", "message mode" },
	{ "state = 'held', is_stopped = true", "message release" },
	{ "state = 'held', release_at = NULL", "round publish" },
	{ "state = 'held'", "nothing: it may still be recalled" },
	{ "attempt_count = 1", "nothing: it goes once more by itself" },
	{ "attempt_count = 2", "message settle" },
	{ "kind = 'reminder', attempt_count = 1", "message settle" },
	{ "attempt_count = 2, cancel_wanted = 'x'", "nothing: nobody wants it any more" },
	{ "state = 'cancelled'", "" },
};

START_TEST(test_list_says_what_each_needs)
{
	char path[100];

	if (strstr(needs[_i].change, "attempt_count") != NULL)
		doubt(1, strstr(needs[_i].change, "= 2") != NULL ? 2 : 1);
	live_admin("UPDATE convene.message SET %s WHERE to_address ~ '^p1@'",
	    needs[_i].change);
	ask(200, "GET", "/v1/messages?person=P0001", NULL);
	const char *told = json_as_text(
	    json_find(json_at(json_find(house.json, "items"), 0), "needs"));

	ck_assert_str_eq(told == NULL ? "" : told, needs[_i].needs);
	snprintf(path, sizeof path, "/v1/messages/%s", id_of(1));
	ask(200, "GET", path, NULL);
	ck_assert_str_eq(house_text("needs"), needs[_i].needs);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_messages");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, test_what_waits_longest_comes_first, 0,
	    (int)COUNT_OF(lists));
	tcase_add_test(tests, test_waiting_is_told_and_only_of_what_waits);
	tcase_add_loop_test(tests, test_pages_leave_nothing_out, 0,
	    (int)COUNT_OF(orders));
	tcase_add_loop_test(tests, test_uncertain_is_settled_by_hand, 0,
	    (int)COUNT_OF(settled));
	tcase_add_test(tests, test_settled_twice_is_settled_once);
	tcase_add_test(tests, test_resend_that_waits_can_be_settled);
	tcase_add_loop_test(tests, test_only_what_is_unknown_is_settled, 0,
	    (int)COUNT_OF(unsettled));
	tcase_add_test(tests, test_log_settles_what_it_knows);
	tcase_add_test(tests, test_log_of_another_program_is_refused);
	tcase_add_loop_test(tests, test_list_says_what_each_needs, 0,
	    (int)COUNT_OF(needs));
	return run_tests("control_messages", tests);
}
