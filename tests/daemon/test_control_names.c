/* What people call things, and what they hear of things that are not there, or not in a
 * state for what they ask: the round of stage.sql, asked over the control socket. */
#include "house.h"

#include "live.h"
#include "run.h"
#include "staged.h"

#include <string.h>

#define SEASON(program, fund)                                                       \
	"{\"name\":\"w\",\"program\":\"" program "\",\"cadence\":\"monthly second " \
	"thursday\",\"at\":\"18:30\",\"zone\":\"America/New_York\",\"starts\":"     \
	"\"2027-01-01\",\"size\":\"6..8\",\"cap_cents\":4500,\"fund\":\"" fund "\"}"
#define WHY "{\"reason\":\"a test\"}"

static void
setup(void)
{
	house_setup();
	staged_load();
	house_start("admin operator finance");
}

static void
ask(int code, const char *method, const char *path, const char *body)
{
	int answered = house_ask(method, path, body);

	ck_assert_msg(answered == code, "%s %s: %d %s", method, path, answered,
	    text_string(&house.body));
}

static const char *
audit_count(void)
{
	return live_admin("SELECT count(*)::text || ' rows' FROM convene.audit");
}

START_TEST(test_tables_and_seats_have_names)
{
	ask(200, "GET", "/v1/gatherings/winter%2F1%2F1", NULL);
	ck_assert_str_eq(house_text("venue"), "Café Müller");
	ck_assert_str_eq(house_text("id"),
	    live_admin("SELECT gathering_id FROM convene.gathering"));
	ask(200, "GET", "/v1/seats/winter%2F1%2FP3", NULL);
	ck_assert_str_eq(house_text("person"), "P3");
	ask(200, "POST", "/v1/seats/winter%2F1%2FP3/answer", "{\"answer\":\"decline\"}");
	ask(200, "POST", "/v1/seats/winter%2F1%2FP3/answer", "{\"answer\":\"accept\"}");
	ask(200, "GET", "/v1/seats/winter%2F1%2FP3", NULL);
	ck_assert_int_eq(house_int("turn"), 2); /* the newest */
	ask(200, "POST", "/v1/gatherings/winter%2F1%2F1/move",
	    "{\"start\":\"2036-01-10 19:00\",\"reason\":\"a test\"}");
	ask(200, "POST", "/v1/gatherings/winter%2F1%2F1/cancel", WHY);
	ask(409, "POST", "/v1/gatherings/winter%2F1%2F1/cancel", WHY);
}
END_TEST

static const struct {
	const char *method, *path, *body;
	int code;
	const char *detail, *fix;
} refusals[] = {
	{ "GET", "/v1/gatherings/winter%2F1%2F2", NULL, 404, "no such gathering",
	    "convenectl round list" },
	{ "GET", "/v1/gatherings/winter%2F1", NULL, 404, "no such gathering",
	    "convenectl round list" },
	{ "GET", "/v1/seats/winter%2F1%2FP8", NULL, 404, "no such seat",
	    "convenectl round list" },
	{ "GET", "/v1/seats/winter%2F99%2FP1", NULL, 404, "no such seat",
	    "convenectl round list" },
	{ "GET", "/v1/gatherings?round=winter%2F99", NULL, 404, "no such round",
	    "convenectl round list" },
	{ "GET", "/v1/seats?round=nosuch%2F1", NULL, 404, "no such round",
	    "convenectl round list" },
	{ "GET", "/v1/enrolments?season=nope", NULL, 404, "no such season",
	    "convenectl season list" },
	{ "GET", "/v1/rounds?season=nope", NULL, 404, "no such season",
	    "convenectl season list" },
	{ "GET", "/v1/messages?person=P9999", NULL, 404, "nobody on the roster",
	    "convenectl person list" },
	{ "GET", "/v1/messages?kind=letter", NULL, 400, "invitation",
	    "convenectl help message list" },
	{ "POST", "/v1/messages/hold", "{\"id\":\"nope\",\"reason\":\"x\"}", 404,
	    "no such message", "convenectl message list" },
	{ "POST", "/v1/messages/release", "{\"id\":\"nope\",\"reason\":\"x\"}", 404,
	    "no such message", "convenectl message list" },
	{ "POST", "/v1/rounds/winter%2F7/form", WHY, 404, "no such round",
	    "convenectl round list" },
	{ "POST", "/v1/rounds/winter%2F7/form", "{\"dry_run\":true,\"reason\":\"x\"}",
	    404, "no such round", "convenectl round list" },
	{ "POST", "/v1/rounds/winter%2F1/form", WHY, 409, "winter/1 is published",
	    "convenectl round show winter/1" },
	{ "POST", "/v1/gatherings/winter%2F1%2F1/move",
	    "{\"venue\":\"Nowhere\",\"reason\":\"x\"}", 404, "no such venue",
	    "convenectl venue list" },
	{ "POST", "/v1/gatherings/winter%2F1%2F9/move",
	    "{\"venue\":\"Nowhere\",\"reason\":\"x\"}", 404, "no such gathering",
	    "convenectl round list" },
	{ "POST", "/v1/seasons", SEASON("nope", "PF"), 404, "no such program",
	    "convenectl program list" },
	{ "POST", "/v1/seasons", SEASON("dinners", "nope"), 404, "no such fund",
	    "convenectl fund list" },
};

START_TEST(test_refusals_name_what_is_wrong)
{
	CLEANUP(free_ptr) char *before = alloc_text(audit_count());

	ask(refusals[_i].code, refusals[_i].method, refusals[_i].path, refusals[_i].body);
	ck_assert_msg(strstr(house_text("detail"), refusals[_i].detail) != NULL, "%s: %s",
	    refusals[_i].path, text_string(&house.body));
	ck_assert_str_eq(house_text("fix"), refusals[_i].fix);
	ck_assert_str_eq(audit_count(), before);
}
END_TEST

START_TEST(test_a_closed_venue_takes_no_table)
{
	live_admin("UPDATE convene.venue SET closed_at = clock_timestamp()");
	ask(409, "POST", "/v1/gatherings/winter%2F1%2F1/move",
	    "{\"venue\":\"Café Müller\",\"reason\":\"x\"}");
	ck_assert(strstr(house_text("detail"), "that venue is closed") != NULL);
	ck_assert_str_eq(house_text("fix"), "convenectl venue list");
}
END_TEST

/* Twice the same is one thing done, and one line in the audit trail. */
START_TEST(test_what_changes_nothing_is_not_audited)
{
	CLEANUP(free_ptr) char *before = alloc_text(audit_count());

	ask(200, "POST", "/v1/messages/hold", "{\"all\":true,\"reason\":\"x\"}");
	ck_assert_int_eq(house_int("messages"), 0);
	ask(200, "POST", "/v1/messages/release", "{\"all\":true,\"reason\":\"x\"}");
	ck_assert_str_eq(audit_count(), before);

	ask(200, "POST", "/v1/rounds/winter%2F1/cancel", WHY);
	CLEANUP(free_ptr) char *after = alloc_text(audit_count());

	ck_assert_str_ne(after, before);
	ask(409, "POST", "/v1/rounds/winter%2F1/cancel", WHY);
	ck_assert(strstr(house_text("detail"), "winter/1 is cancelled") != NULL);
	ck_assert_str_eq(audit_count(), after);
}
END_TEST

/* Whoever reads it wants a name and words; hours are those of the place. */
START_TEST(test_round_says_who_was_left_out)
{
	const struct json *item;

	live_admin(
	    "INSERT INTO convene.left_out SELECT 1, person_id, 'lone', 'no table is "
	    "near' FROM convene.person WHERE employee_id = 'P8'");
	ask(200, "GET", "/v1/rounds/winter%2F1", NULL);
	item = json_at(json_find(house.json, "not_seated"), 0);
	ck_assert_str_eq(json_as_text(json_find(item, "id")), "P8");
	ck_assert_str_eq(json_as_text(json_find(item, "name")), "Frank Gruber");
	ck_assert_str_eq(json_as_text(json_find(item, "reason")), "no table is near");
}
END_TEST

static const struct {
	const char *path, *list;
} places[] = {
	{ "/v1/seasons/winter", "rounds" },
	{ "/v1/persons/P1", "seats" },
};

START_TEST(test_nested_hours_have_a_zone)
{
	ask(200, "GET", places[_i].path, NULL);
	ck_assert_str_eq(json_as_text(
			     json_find(json_at(json_find(house.json, places[_i].list), 0),
				 "zone")),
	    "America/New_York");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_names");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, house_teardown);
	tcase_add_test(tests, test_tables_and_seats_have_names);
	tcase_add_loop_test(tests, test_refusals_name_what_is_wrong, 0,
	    (int)COUNT_OF(refusals));
	tcase_add_test(tests, test_a_closed_venue_takes_no_table);
	tcase_add_test(tests, test_what_changes_nothing_is_not_audited);
	tcase_add_test(tests, test_round_says_who_was_left_out);
	tcase_add_loop_test(tests, test_nested_hours_have_a_zone, 0,
	    (int)COUNT_OF(places));
	return run_tests("control_names", tests);
}
