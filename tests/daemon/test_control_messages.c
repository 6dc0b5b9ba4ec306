/* What an administrator sees of the outbox, over the control socket. */
#include "desk.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

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
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		snprintf(path, sizeof path, "/v1/messages?%s", lists[i].query);
		desk_ask(200, "GET", path, NULL);
		ck_assert_msg(strcmp(people(), lists[i].people) == 0, "%s: %s",
		    lists[i].query, people());
	}
}
END_TEST

START_TEST(test_waiting_is_told_and_only_of_what_waits)
{
	const struct json *items;
	int64_t waits_s = 0;

	spread();
	desk_ask(200, "GET", "/v1/messages?person=P0002", NULL);
	items = json_find(house.json, "items");
	ck_assert(json_as_int(json_find(json_at(items, 0), "waits_s"), &waits_s));
	ck_assert_int_ge(waits_s, 3600);
	ck_assert_int_lt(waits_s, 3660);
	desk_ask(200, "GET", "/v1/messages?person=P0004", NULL);
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
	desk_ask(200, "GET", path, NULL);
	snprintf(all, sizeof all, "%s", people());
	snprintf(path, sizeof path, "/v1/messages?limit=1%s", orders[_i]);
	for (desk_ask(200, "GET", path, NULL); people()[0] != '\0';
	     desk_ask(200, "GET", path, NULL)) {
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

static const struct {
	const char *change, *needs;
} needs[] = {
	{ "state = 'ready'", "message mode" },
	{ "state = 'held', is_stopped = true", "message release" },
	{ "state = 'held', release_at = NULL", "round publish" },
	{ "state = 'held', release_at = release_at + interval '9 h'",
	    "nothing: it may still be recalled" },
	{ "attempt_count = 1", "nothing: it goes once more by itself" },
	{ "attempt_count = 2", "message settle" },
	{ "kind = 'reminder', attempt_count = 1", "message settle" },
	{ "attempt_count = 2, cancel_wanted = 'x'", "nothing: nobody wants it any more" },
	{ "state = 'cancelled'", "" },
	{ "state = 'failed'", "message retry" },
	{ "state = 'failed', expires_at = ready_at", "" },
};

START_TEST(test_list_says_what_each_needs)
{
	char path[100];

	if (strstr(needs[_i].change, "attempt_count") != NULL)
		desk_doubt(1, strstr(needs[_i].change, "= 2") != NULL ? 2 : 1);
	if (strstr(needs[_i].change, "failed") != NULL)
		live_admin("UPDATE convene.message SET state = 'claimed', claim = "
			   "message_id WHERE to_address ~ '^p1@'");
	live_admin("UPDATE convene.message SET claim = NULL, %s WHERE to_address ~ "
		   "'^p1@'",
	    needs[_i].change);
	desk_ask(200, "GET", "/v1/messages?person=P0001", NULL);
	const char *told = json_as_text(
	    json_find(json_at(json_find(house.json, "items"), 0), "needs"));

	ck_assert_str_eq(told == NULL ? "" : told, needs[_i].needs);
	snprintf(path, sizeof path, "/v1/messages/%s", desk_id(1));
	desk_ask(200, "GET", path, NULL);
	ck_assert_str_eq(house_text("needs"), needs[_i].needs);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_messages");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, desk_setup, desk_teardown);
	tcase_add_test(tests, test_what_waits_longest_comes_first);
	tcase_add_test(tests, test_waiting_is_told_and_only_of_what_waits);
	tcase_add_loop_test(tests, test_pages_leave_nothing_out, 0,
	    (int)COUNT_OF(orders));
	tcase_add_loop_test(tests, test_list_says_what_each_needs, 0,
	    (int)COUNT_OF(needs));
	return run_tests("control_messages", tests);
}
