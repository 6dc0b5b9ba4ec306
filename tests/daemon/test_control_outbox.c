/* What an administrator does with single mails and addresses. */
#include "desk.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

/* The message to p1 gets into that state, with what is to be changed of it. */
static const char *
become(const char *state, const char *more)
{
	live_admin(
	    "UPDATE convene.message SET state = 'claimed', claim = message_id, "
	    "claimed_until = 'infinity', attempt_count = 1, tries_counted = 3 WHERE "
	    "to_address ~ '^p1@' AND '%s' NOT IN ('held', 'ready', 'cancelled')",
	    state);
	live_admin("UPDATE convene.message SET state = '%s', claim = CASE '%s' WHEN "
		   "'claimed' THEN message_id END %s WHERE to_address ~ '^p1@'",
	    state, state, more);
	return live_admin("SELECT message_id FROM convene.message JOIN convene.person "
			  "USING (person_id) WHERE employee_id = 'P0001'");
}

static void
change_one(int code, const char *verb, const char *id)
{
	char path[120];

	snprintf(path, sizeof path, "/v1/messages/%s/%s", id, verb);
	desk_ask(code, "POST", path, "{\"reason\":\"a test\"}");
}

static const struct {
	const char *state, *more;
	const char *done, *audits;
} retried[] = {
	{ "failed", "", "it goes now", "1" },
	{ "ready", ", due_at = due_at + interval '9 h'", "it goes now", "1" },
	{ "ready", "", "it goes now, as it is", "0" },
	{ "claimed", "", "it goes now, as it is", "0" },
};

START_TEST(test_retry_goes_now)
{
	CLEANUP(free_ptr)
	char *id = alloc_text(become(retried[_i].state, retried[_i].more));

	live_admin("UPDATE convene.person SET email = 'new@clinic.test' WHERE "
		   "employee_id = 'P0001'");
	change_one(200, "retry", id);
	ck_assert_str_eq(house_text("done"), retried[_i].done);
	ck_assert_str_eq(desk_audits(), retried[_i].audits);
	ck_assert_str_eq(live_admin("SELECT due_at <= to_timestamp(%lld) FROM "
				    "convene.message WHERE message_id = '%s'",
			     (long long)DESK_NOW_S, id),
	    "t");
	ck_assert_str_eq(live_admin("SELECT to_address FROM convene.message WHERE "
				    "message_id = '%s'",
			     id),
	    strcmp(retried[_i].state, "failed") == 0 ? "new@clinic.test"
						     : "p1@clinic.test");
	change_one(200, "retry", id);
	ck_assert_str_eq(house_text("done"), "it goes now, as it is");
	ck_assert_str_eq(desk_audits(), retried[_i].audits);
}
END_TEST

static const struct {
	const char *state, *more, *before, *detail, *fix;
} unretried[] = {
	{ "held", "", "", "it is held", "convenectl message release " },
	{ "uncertain", "", "", "it may have arrived", "convenectl message settle " },
	{ "sent", "", "", "it is sent, and that is final", "convenectl message show " },
	{ "cancelled", "", "", "it is cancelled, and that is final",
	    "convenectl message show " },
	{ "failed", ", expires_at = ready_at", "", "it comes too late",
	    "convenectl message show " },
	{ "failed", "", "UPDATE convene.person SET left_at = to_timestamp(1)",
	    "its person has left", "convenectl person show P0001" },
	{ "failed", "", "UPDATE convene.seat SET event_sequence = 7",
	    "it is not true any more", "convenectl seat show " },
	{ "failed", ", kind = 'reminder'",
	    "UPDATE convene.seat SET state = 'accepted', answered_at = "
	    "to_timestamp(1), answer_channel = 'page'",
	    "it is not true any more", "convenectl seat show " },
	{ "failed", "",
	    "INSERT INTO convene.suppression (address_digest, reason) VALUES "
	    "(convene.address_digest('p1@clinic.test'), 'bounce')",
	    "its address is suppressed", "convenectl message suppressed" },
};

START_TEST(test_retry_refuses_what_must_not_go)
{
	CLEANUP(free_ptr)
	char *id = alloc_text(become(unretried[_i].state, unretried[_i].more));

	if (unretried[_i].before[0] != '\0')
		live_admin("%s", unretried[_i].before);
	change_one(409, "retry", id);
	ck_assert_str_eq(house_text("detail"), unretried[_i].detail);
	ck_assert_int_eq(strncmp(house_text("fix"), unretried[_i].fix,
			     strlen(unretried[_i].fix)),
	    0);
	ck_assert_str_eq(desk_audits(), "0");
	change_one(404, "retry", "nope");
}
END_TEST

static const struct {
	const char *state, *left, *outcome;
} cancelled[] = {
	{ "ready", "cancelled", "cancelled by hand" },
	{ "held", "cancelled", "cancelled by hand" },
	{ "claimed", "claimed", "cancelled by hand" },
	{ "uncertain", "uncertain", "cancelled by hand" },
};

START_TEST(test_cancel_ends_what_is_not_out)
{
	CLEANUP(free_ptr) char *id = alloc_text(become(cancelled[_i].state, ""));

	change_one(200, "cancel", id);
	ck_assert_str_eq(house_text("state"), cancelled[_i].left);
	ck_assert_str_eq(live_admin("SELECT coalesce(cancel_wanted, outcome) FROM "
				    "convene.message WHERE message_id = '%s'",
			     id),
	    cancelled[_i].outcome);
	change_one(200, "cancel", id);
	ck_assert_str_eq(house_text("done"), "that was cancelled already");
	ck_assert_str_eq(desk_audits(), "1");
}
END_TEST

static const struct {
	const char *state, *more, *detail, *fix;
} uncancelled[] = {
	{ "sent", "", "it is sent, and that is final", "convenectl message show " },
	{ "failed", "", "it is failed, and that is final", "convenectl message show " },
	{ "ready", ", kind = 'cancellation', event_method = 'CANCEL'",
	    "without it a calendar keeps an evening that is off",
	    "convenectl message hold " },
};

START_TEST(test_cancel_refuses_what_must_stay)
{
	CLEANUP(free_ptr)
	char *id = alloc_text(become(uncancelled[_i].state, uncancelled[_i].more));

	change_one(409, "cancel", id);
	ck_assert_str_eq(house_text("detail"), uncancelled[_i].detail);
	ck_assert_int_eq(strncmp(house_text("fix"), uncancelled[_i].fix,
			     strlen(uncancelled[_i].fix)),
	    0);
	ck_assert_str_eq(desk_audits(), "0");
}
END_TEST

#define SUPPRESS "{\"address\":\"P1@clinic.test\",\"reason\":\"asked us\"%s}"

static void
suppress(int code, const char *path, const char *more)
{
	char body[200];

	snprintf(body, sizeof body, SUPPRESS, more);
	desk_ask(code, "POST", path, body);
}

START_TEST(test_suppressed_address_gets_no_mail)
{
	const struct json *items;

	suppress(200, "/v1/suppressions", "");
	ck_assert_str_eq(house_text("person"), "P0001");
	ck_assert_int_eq(house_int("cancelled"), 1);
	ck_assert_str_eq(live_admin("SELECT string_agg(to_address, ' ') FROM "
				    "convene.message WHERE state = 'cancelled'"),
	    "p1@clinic.test");
	suppress(200, "/v1/suppressions", "");
	ck_assert_str_eq(house_text("done"), "it gets no mail already");
	ck_assert_str_eq(desk_audits(), "1");
	desk_ask(200, "GET", "/v1/suppressions", NULL);
	items = json_find(house.json, "items");
	ck_assert_uint_eq(json_count(items), 1);
	ck_assert_str_eq(json_as_text(json_find(json_at(items, 0), "id")), "P0001");
	ck_assert_str_eq(json_as_text(json_find(json_at(items, 0), "evidence")),
	    "asked us");
}
END_TEST

/* A day begins where the organisation is. */
START_TEST(test_suppression_ends_on_its_day)
{
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('organisation.zone', 'America/New_York', 'test') ON CONFLICT (key) "
		   "DO NOTHING");
	suppress(200, "/v1/suppressions", ",\"until\":\"2027-01-08\"");
	ck_assert_int_eq(house_int("cancelled"), 0);
	ck_assert_str_eq(live_admin("SELECT until_at = '2027-01-08 00:00 "
				    "America/New_York' FROM convene.suppression"),
	    "t");
	ck_assert_str_eq(live_admin("SELECT string_agg(convene.mail_is_stopped("
				    "'p1@clinic.test', 'REQUEST', until_at - n * "
				    "interval '1 s')::text, ' ' ORDER BY n) FROM "
				    "convene.suppression, generate_series(0, 1) n"),
	    "false true");
	suppress(200, "/v1/suppressions", ""); /* for good now */
	ck_assert_str_eq(live_admin("SELECT until_at IS NULL FROM convene.suppression"),
	    "t");
}
END_TEST

START_TEST(test_suppression_is_lifted_with_a_reason)
{
	suppress(200, "/v1/suppressions", "");
	live_admin("INSERT INTO convene.suppression (address_digest, reason) SELECT "
		   "address_digest, 'bounce' FROM convene.suppression");
	desk_ask(400, "POST", "/v1/suppressions/lift",
	    "{\"address\":\"p1@clinic.test\"}");
	suppress(200, "/v1/suppressions/lift", "");
	ck_assert(strstr(text_string(&house.body),
		      "\"reasons\":[\"administrator\", \"bounce\"]") != NULL);
	ck_assert_str_eq(live_admin("SELECT convene.mail_is_stopped('p1@clinic.test', "
				    "'REQUEST', to_timestamp(%lld))",
			     (long long)DESK_NOW_S),
	    "f");
	suppress(200, "/v1/suppressions/lift", "");
	ck_assert_str_eq(house_text("done"), "it gets mail already");
	ck_assert_str_eq(desk_audits(), "2");
	desk_ask(200, "GET", "/v1/suppressions", NULL);
	ck_assert_uint_eq(json_count(json_find(house.json, "items")), 0);
}
END_TEST

static const struct {
	const char *path, *body;
	int code;
	const char *detail, *fix;
} unsuppressed[] = {
	{ "/v1/suppressions",
	    "{\"address\":\"p1@clinic.test\",\"until\":\"2027-01-04\",\"reason\":\"x\"}",
	    400, "2027-01-04 has begun already: name a later day, or none",
	    "convenectl help message suppress" },
	{ "/v1/suppressions", "{\"address\":\"p1\",\"reason\":\"x\"}", 400, NULL,
	    "convenectl help message suppress" },
	{ "/v1/suppressions", "{\"address\":\"p1@clinic.test\"}", 400, NULL,
	    "convenectl help message suppress" }, /* a command line holds the address */
	{ "/v1/suppressions/lift", "{\"address\":\"p1\",\"reason\":\"x\"}", 400, NULL,
	    "convenectl help message unsuppress" },
	{ "/v1/suppressions/lift", "{\"address\":\"x@y.test\",\"reason\":\"x\"}", 404,
	    "nothing ever stopped mail to that address",
	    "convenectl message suppressed" },
};

START_TEST(test_suppression_names_what_is_wrong)
{
	desk_ask(unsuppressed[_i].code, "POST", unsuppressed[_i].path,
	    unsuppressed[_i].body);
	if (unsuppressed[_i].detail != NULL)
		ck_assert_str_eq(house_text("detail"), unsuppressed[_i].detail);
	ck_assert_str_eq(house_text("fix"), unsuppressed[_i].fix);
	ck_assert_str_eq(desk_audits(), "0");
}
END_TEST

/* The round is published, but its mails still wait; p6 was left out and will be told. */
static void
publish_late(void)
{
	live_admin("UPDATE convene.message SET state = 'held', ready_at = NULL, due_at = "
		   "NULL, release_at = release_at + interval '9 h'");
	live_admin("UPDATE convene.message SET cause = 'round 1', kind = 'not_seated', "
		   "seat_id = NULL, event_method = NULL WHERE to_address ~ '^p6@'");
	live_admin("INSERT INTO convene.left_out SELECT 1, person_id, 'lone', 'no table' "
		   "FROM convene.person WHERE employee_id = 'P0006'");
	live_admin("UPDATE convene.round SET state = 'published'");
}

static const char *
mails(const char *state)
{
	return live_admin("SELECT count(*) || ' ' || count(DISTINCT person_id) FROM "
			  "convene.message WHERE state = '%s'",
	    state);
}

START_TEST(test_round_is_recalled_and_published_anew)
{
	publish_late();
	for (int i = 1; i <= 2; i++) {
		desk_ask(200, "POST", "/v1/messages/recall",
		    "{\"round\":\"winter-27/1\",\"reason\":\"a test\"}");
		ck_assert_int_eq(house_int("messages"), 6);
		ck_assert_str_eq(mails("held"), "0 0");
		desk_ask(200, "POST", "/v1/messages/recall",
		    "{\"round\":\"winter-27/1\",\"reason\":\"a test\"}");
		ck_assert_str_eq(house_text("done"), "that was recalled already");
		desk_ask(200, "POST", "/v1/rounds/winter-27%2F1/publish",
		    "{\"reason\":\"a test\"}");
		ck_assert_int_eq(house_int("messages"), 6);
		live_admin("UPDATE convene.message SET release_at = release_at + "
			   "interval '9 h' WHERE state = 'held'");
		desk_ask(409, "POST", "/v1/rounds/winter-27%2F1/publish",
		    "{\"reason\":\"a test\"}");
	}
	ck_assert_str_eq(desk_audits(), "2");
}
END_TEST

START_TEST(test_one_mail_is_recalled)
{
	char body[200];

	publish_late();
	snprintf(body, sizeof body, "{\"id\":\"%s\",\"reason\":\"a test\"}", desk_id(2));
	desk_ask(200, "POST", "/v1/messages/recall", body);
	ck_assert_int_eq(house_int("messages"), 1);
	ck_assert_str_eq(mails("held"), "5 5");
	desk_ask(200, "POST", "/v1/rounds/winter-27%2F1/publish",
	    "{\"reason\":\"a test\"}");
	ck_assert_int_eq(house_int("messages"), 1);
}
END_TEST

/* What is released is on its way: whoever is told something must hear the rest too. */
START_TEST(test_recall_ends_with_its_window)
{
	char body[200];

	snprintf(body, sizeof body, "{\"id\":\"%s\",\"reason\":\"a test\"}", desk_id(2));
	desk_ask(409, "POST", "/v1/messages/recall", body);
	ck_assert_str_eq(house_text("detail"), "it does not wait in a recall window");
	desk_ask(409, "POST", "/v1/messages/recall",
	    "{\"round\":\"winter-27/1\",\"reason\":\"a test\"}");
	ck_assert_str_eq(house_text("fix"), "convenectl round show winter-27/1");
	desk_ask(404, "POST", "/v1/messages/recall",
	    "{\"round\":\"winter-27/9\",\"reason\":\"a test\"}");
	desk_ask(400, "POST", "/v1/messages/recall", "{\"reason\":\"a test\"}");
	ck_assert_str_eq(desk_audits(), "0");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_outbox");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, desk_setup, desk_teardown);
	tcase_add_loop_test(tests, test_retry_goes_now, 0, (int)COUNT_OF(retried));
	tcase_add_loop_test(tests, test_retry_refuses_what_must_not_go, 0,
	    (int)COUNT_OF(unretried));
	tcase_add_loop_test(tests, test_cancel_ends_what_is_not_out, 0,
	    (int)COUNT_OF(cancelled));
	tcase_add_loop_test(tests, test_cancel_refuses_what_must_stay, 0,
	    (int)COUNT_OF(uncancelled));
	tcase_add_test(tests, test_suppressed_address_gets_no_mail);
	tcase_add_test(tests, test_suppression_ends_on_its_day);
	tcase_add_test(tests, test_suppression_is_lifted_with_a_reason);
	tcase_add_loop_test(tests, test_suppression_names_what_is_wrong, 0,
	    (int)COUNT_OF(unsuppressed));
	tcase_add_test(tests, test_round_is_recalled_and_published_anew);
	tcase_add_test(tests, test_one_mail_is_recalled);
	tcase_add_test(tests, test_recall_ends_with_its_window);
	return run_tests("control_outbox", tests);
}
