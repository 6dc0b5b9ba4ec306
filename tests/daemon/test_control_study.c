/* Questions about a formed round, and tables changed by hand, over the control socket. */
#include "house.h"

#include "live.h"
#include "run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PEOPLE 40

static void
stage(void)
{
	live_admin("SET search_path = convene, pg_temp");
	live_admin("INSERT INTO site (name, region, latitude, longitude, zone) SELECT "
		   "'Site ' || n, 'North', 42 + n * 0.01, -71 - n * 0.01, "
		   "'America/New_York' FROM generate_series(1, 6) n");
	live_admin("INSERT INTO venue (name, latitude, longitude, tables, "
		   "seats_per_table, recorded_by) SELECT 'Venue ' || n, 42 + n * 0.02, "
		   "-71 - n * 0.02, 12, 8, 'test' FROM generate_series(1, 4) n");
	live_admin("INSERT INTO prompt (code, topic, body, licence, source, recorded_by) "
		   "SELECT 'Q' || n, 'meaning', 'What ' || n || '?', 'CC0-1.0', 'test', "
		   "'test' FROM generate_series(1, 12) n");
	live_admin(
	    "INSERT INTO person (employee_id, full_name, email, specialty, panel, "
	    "stage, profession, relationship, may_host, recorded_by) SELECT 'P' || "
	    "lpad(n::text, 3, '0'), 'Ada Nr' || n, 'p' || n || '@example.org', 'S' || "
	    "n %% 9, 'adult', 'early', 'physician', 'employed', n %% 4 = 0, 'test' "
	    "FROM generate_series(1, %d) n",
	    PEOPLE);
	live_admin("INSERT INTO person_site SELECT person_id, 1 + substr(employee_id, "
		   "2)::int %% 6, true FROM person");
	live_admin(
	    "INSERT INTO availability SELECT person_id, 4, 1020, 1440 FROM person");
	live_admin("INSERT INTO program (name, title, format, recorded_by) VALUES "
		   "('dinners', 'Dinners', 'dinner', 'test')");
	live_admin("INSERT INTO fund (name, currency, recorded_by) VALUES ('PF', 'USD', "
		   "'test')");
	live_admin("SELECT ledger_award(1, 'first', 1000000, now(), 'test')");
	live_admin(
	    "INSERT INTO season (program_id, name, state, cadence, starts_time, "
	    "zone, starts_on, seats_min, seats_max, lasts_min, travel_max_min, "
	    "cap_cents, fund_id, lead_s, respond_by_s, recall_window_s, publish, "
	    "recorded_by) VALUES (1, 'winter', 'running', "
	    "'monthly second thursday', '18:30', 'America/New_York', '2035-12-01', "
	    "4, 6, 120, 60, 4500, 1, 1814400, 864000, 0, 'manual', 'test')");
	live_admin(
	    "WITH agreed AS (INSERT INTO consent (person_id, wording, channel, "
	    "given_at, recorded_by) SELECT person_id, 'v1', 'import', now(), 'test' "
	    "FROM person RETURNING consent_id, person_id) INSERT INTO enrolment "
	    "(season_id, person_id, consent_id, recorded_by) SELECT 1, person_id, "
	    "consent_id, 'test' FROM agreed");
	live_admin("INSERT INTO round (season_id, seq, local_start, zone, starts_at, "
		   "form_at, respond_by_at) VALUES (1, 1, '2036-01-10 18:30', "
		   "'America/New_York', '2036-01-10 23:30Z', '2035-12-20Z', "
		   "'2036-01-04 23:30Z')");
}

static void
ask(int code, const char *method, const char *path, const char *body)
{
	int answered = house_ask(method, path, body);

	ck_assert_msg(answered == code, "%s %s: %d %s", method, path, answered,
	    text_string(&house.body));
}

static void
form_round(const char *round)
{
	char path[60], action[70];

	snprintf(path, sizeof path, "/v1/rounds/%s", round);
	snprintf(action, sizeof action, "%s/form", path);
	ask(202, "POST", action, "{\"seed\":7,\"effort\":1,\"reason\":\"a test\"}");
	house_until(path, "state", "proposed");
}

static void
form(void)
{
	form_round("winter%2F1");
}

/* Hours of searching, but for the stop, wherever it comes. */
START_TEST(test_a_stop_forms_of_the_best_so_far)
{
	ask(409, "POST", "/v1/rounds/winter%2F1/stop", "{}");
	ck_assert_str_eq(house_text("fix"), "convenectl round show winter/1");
	ask(202, "POST", "/v1/rounds/winter%2F1/form",
	    "{\"effort\":1000,\"reason\":\"a test\"}");
	if (_i == 1)
		while (house_get("/v1/rounds/winter%2F1") == 200 &&
		    json_find(house.json, "progress") == NULL)
			continue;
	ask(200, "POST", "/v1/rounds/winter%2F1/stop", "{}");
	house_until("/v1/rounds/winter%2F1", "state", "proposed");
	ck_assert_str_eq(live_admin("SELECT truncated FROM formation"), "t");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM seat"), "40");
	ask(409, "POST", "/v1/rounds/winter%2F1/stop", "{}");
}
END_TEST

static void
setup(void)
{
	house_setup();
	stage();
	house_start("operator");
}

static const char *
why(void)
{
	const char *text = house_text("why");

	ck_assert_msg(strlen(text) > 40, "%s", text_string(&house.body));
	return text;
}

static const char *sql(const char *format, ...) PRINTF_LIKE(1, 2);

static const char *
sql(const char *format, ...)
{
	char statement[600];
	va_list args;

	va_start(args, format);
	vsnprintf(statement, sizeof statement, format, args);
	va_end(args);
	return live_admin("%s", statement);
}

/* Who sits at that table, by rank: "P012". */
static const char *
sits_at(int table, int rank)
{
	static char names[4][16];
	static int next;
	char *name = names[next++ % 4];

	snprintf(name, sizeof names[0], "%s",
	    sql("SELECT p.employee_id FROM seat JOIN gathering g USING (gathering_id) "
		"JOIN person p USING (person_id) WHERE g.number = %d AND NOT is_host "
		"ORDER BY 1 OFFSET %d LIMIT 1",
		table, rank));
	return name;
}

START_TEST(test_a_formed_round_is_verified)
{
	ask(409, "GET", "/v1/rounds/winter%2F1/verify", NULL);
	form();
	ask(200, "GET", "/v1/rounds/winter%2F1", NULL);
	ck_assert(strstr(text_string(&house.body), "Every rule is kept") != NULL);
	ck_assert(strstr(text_string(&house.body), "In all ") != NULL);
	ask(200, "GET", "/v1/rounds/winter%2F1/verify", NULL);
	ck_assert(strstr(house_text("done"), "the plan is the same") != NULL);
	ck_assert_uint_eq(json_count(json_find(house.json, "findings")), 0);
	ck_assert_int_eq(house_int("seed"), 7);
	ck_assert_int_eq(house_int("hard_violations"), 0);
}
END_TEST

static const struct {
	const char *spoil, *finding;
} spoilt[] = {
	{ "UPDATE formation SET plan_digest = sha256('x')", "another plan" },
	{ "UPDATE formation SET input = replace(input, 'weights 10 6', 'weights 10 7')",
	    "not the one" },
	{ "UPDATE seat SET gathering_id = (SELECT gathering_id FROM gathering WHERE "
	  "number = 2) WHERE person_id = (SELECT person_id FROM seat JOIN gathering g "
	  "USING (gathering_id) WHERE g.number = 1 AND NOT is_host LIMIT 1)",
	    "was planned at table 1" },
};

START_TEST(test_what_is_not_true_is_found)
{
	form();
	sql("%s", spoilt[_i].spoil);
	ask(200, "GET", "/v1/rounds/winter%2F1/verify", NULL);
	ck_assert_int_eq(house_int("exit"), 10);
	ck_assert_msg(strstr(text_string(&house.body), spoilt[_i].finding) != NULL, "%s",
	    text_string(&house.body));
}
END_TEST

START_TEST(test_a_table_explains_itself)
{
	form();
	ask(200, "GET", "/v1/gatherings/winter%2F1%2F1/explain", NULL);
	ck_assert(strstr(why(), "Venue ") != NULL);
	ck_assert(strstr(why(), "Thu 10 Jan 18:30") != NULL);
	ck_assert_uint_ge(json_count(json_find(house.json, "members")), 4);
	ask(404, "GET", "/v1/gatherings/winter%2F1%2F99/explain", NULL);
}
END_TEST

START_TEST(test_people_and_seats_explain_themselves)
{
	char path[80];

	form();
	snprintf(path, sizeof path, "/v1/persons/%s/explain", sits_at(2, 0));
	ask(200, "GET", path, NULL);
	ck_assert_int_eq(house_int("table"), 2);
	(void)why();
	snprintf(path, sizeof path, "/v1/seats/winter%%2F1%%2F%s/explain", sits_at(2, 0));
	ask(200, "GET", path, NULL);
	(void)why();
	ask(404, "GET", "/v1/persons/P999/explain", NULL);
}
END_TEST

START_TEST(test_who_was_left_out_learns_why)
{
	sql("DELETE FROM availability WHERE person_id = (SELECT person_id FROM person "
	    "WHERE employee_id = 'P001')");
	form();
	ask(200, "GET", "/v1/persons/P001/explain", NULL);
	ck_assert_msg(strstr(why(), "stands against it: the evenings they offered") !=
		NULL,
	    "%s", why());
	ck_assert_msg(strstr(why(), "Any evening instead of those") != NULL, "%s", why());
	ck_assert_int_eq(json_kind(json_find(house.json, "table")), JSON_KIND_NULL);
}
END_TEST

static void
swap(int code, const char *a, const char *b, bool is_kept)
{
	char body[160];

	snprintf(body, sizeof body,
	    "{\"person\":\"%s\",\"other\":\"%s\",\"yes\":%s,\"reason\":\"a test\"}", a, b,
	    is_kept ? "true" : "false");
	ask(code, "POST", "/v1/rounds/winter%2F1/swap", body);
}

START_TEST(test_a_swap_is_shown_and_then_kept)
{
	const char *a, *b;

	form();
	a = sits_at(1, 0);
	b = sits_at(2, 0);
	CLEANUP(free_ptr)
	char *score = alloc_text(sql("SELECT cost FROM round WHERE seq = 1"));

	swap(200, a, b, false);
	ck_assert_str_eq(sql("SELECT edits FROM formation"), "0");
	ck_assert_str_eq(sql("SELECT cost FROM round WHERE seq = 1"), score);
	swap(200, a, b, true);
	ck_assert_str_eq(sql("SELECT edits FROM formation"), "1");
	ck_assert_str_eq(sql("SELECT g.number FROM seat JOIN gathering g USING "
			     "(gathering_id) JOIN person USING (person_id) WHERE "
			     "employee_id = '%s'",
			     a),
	    "2");
	/* no mail names a wrong table, or wrong people at it */
	ck_assert_str_eq(
	    sql("SELECT count(*) FROM message m, letter_content(ARRAY[m.seat_id]) l "
		"WHERE m.content <> l.content"),
	    "0");
	ck_assert_str_eq(
	    sql("SELECT cost = (SELECT sum(value::bigint) FROM "
		"jsonb_each_text(summary -> 'costs')) FROM round WHERE seq = 1"),
	    "t");
	ck_assert_str_eq(sql("SELECT count(*) FROM gathering g WHERE (SELECT count(*) "
			     "FROM seat t WHERE t.gathering_id = g.gathering_id AND "
			     "is_host) <> 1"),
	    "0");
	swap(200, a, b, true); /* and back */
	ck_assert_str_eq(sql("SELECT cost FROM round WHERE seq = 1"), score);
	ck_assert_str_eq(sql("SELECT count(*) FROM proof_round_whole"), "0");
	ask(200, "GET", "/v1/rounds/winter%2F1/verify", NULL);
	ck_assert_int_eq(house_int("changed_by_hand"), 2);
}
END_TEST

START_TEST(test_a_swap_that_breaks_a_rule_is_refused)
{
	const char *a, *b;

	sql("INSERT INTO exclusion (person_a, person_b, reason_code, recorded_by) "
	    "SELECT least(a.person_id, b.person_id), greatest(a.person_id, b.person_id), "
	    "'asked', 'test' FROM person a, person b WHERE a.employee_id = 'P001' AND "
	    "b.employee_id = 'P002'");
	form();
	CLEANUP(free_ptr)
	char *with = alloc_text(
	    sql("SELECT p.employee_id FROM seat t JOIN person p USING (person_id) WHERE "
		"t.gathering_id = (SELECT gathering_id FROM seat JOIN person p USING "
		"(person_id) WHERE p.employee_id = 'P002') AND NOT is_host AND "
		"p.employee_id <> 'P002' LIMIT 1"));

	swap(422, "P001", with, true);
	ck_assert_str_eq(house_text("detail"), "a confidential rule does not allow it");
	a = sits_at(1, 0);
	b = sits_at(1, 1);
	swap(400, a, b, true);
	swap(404, "P999", b, true);
}
END_TEST

START_TEST(test_after_the_mails_nobody_moves)
{
	form();
	sql("UPDATE message SET state = 'ready', release_at = now(), ready_at = now(), "
	    "due_at = now() WHERE seat_id IN (SELECT seat_id FROM "
	    "seat JOIN gathering USING (gathering_id) WHERE number = 1)");
	sql("UPDATE message SET state = 'sent' WHERE state = 'ready'");
	swap(409, sits_at(1, 0), sits_at(2, 0), true);
	swap(200, sits_at(3, 0), sits_at(2, 0), true);
}
END_TEST

static void
pin(int code, const char *person, int table, bool is_kept)
{
	char body[160];

	snprintf(body, sizeof body,
	    "{\"person\":\"%s\",\"table\":%d,\"yes\":%s,\"reason\":\"a test\"}", person,
	    table, is_kept ? "true" : "false");
	ask(code, "POST", "/v1/rounds/winter%2F1/pin", body);
}

START_TEST(test_people_pinned_before_forming_sit_together)
{
	pin(200, "P005", 1, false);
	pin(200, "P006", 1, false);
	form();
	ck_assert_str_eq(sql("SELECT count(DISTINCT gathering_id) FROM seat JOIN person "
			     "USING (person_id) WHERE employee_id IN ('P005', 'P006')"),
	    "1");
}
END_TEST

START_TEST(test_who_is_pinned_stays)
{
	const char *a, *b;

	form();
	a = sits_at(1, 0);
	b = sits_at(2, 0);
	pin(200, a, 1, false);
	swap(409, a, b, true);
	ck_assert(strstr(house_text("fix"), "round unpin winter/1") != NULL);
	pin(409, a, 2, true);
	CLEANUP(free_ptr) char *body = alloc_zero(1, 100);

	snprintf(body, 100, "{\"person\":\"%s\",\"reason\":\"a test\"}", a);
	ask(200, "POST", "/v1/rounds/winter%2F1/unpin", body);
	ask(404, "POST", "/v1/rounds/winter%2F1/unpin", body);
	swap(200, a, b, true);
}
END_TEST

static const char *
count_lines(const char *word)
{
	return sql("SELECT count(*) FROM formation, regexp_split_to_table(input, E'\\n') "
		   "AS line WHERE line LIKE '%s %%'",
	    word);
}

/* What is asked of a season reaches the engine. */
START_TEST(test_weights_are_the_seasons)
{
	ask(400, "POST", "/v1/seasons/winter/change", "{\"reason\":\"a test\"}");
	ask(200, "POST", "/v1/seasons/winter/change",
	    "{\"weigh_specialty\":77,\"weigh_travel\":0,\"reason\":\"a test\"}");
	ask(200, "GET", "/v1/seasons/winter", NULL);
	form();
	ck_assert_str_eq(sql("SELECT split_part(input, E'\\n', 2) = 'weights 77 6 4 4 0 "
			     "0 0 0 0 15 300' "
			     "FROM formation"),
	    "t");
}
END_TEST

START_TEST(test_rules_of_people_reach_the_engine)
{
	sql("UPDATE person SET boss_id = (SELECT b.person_id FROM person b WHERE "
	    "b.employee_id = CASE person.employee_id WHEN 'P003' THEN 'P002' ELSE 'P001' "
	    "END) WHERE employee_id IN ('P002', 'P003')");
	sql("UPDATE season SET manager_levels = 2");
	sql("UPDATE enrolment SET company = 'friends', may_sit_alone = true WHERE "
	    "person_id IN (SELECT person_id FROM person WHERE employee_id IN ('P005', "
	    "'P006', 'P007'))");
	sql("INSERT INTO wish SELECT 1, a.person_id, b.person_id FROM person a, person b "
	    "WHERE a.employee_id = 'P008' AND b.employee_id = 'P009'");
	sql("INSERT INTO met SELECT least(a.person_id, b.person_id), "
	    "greatest(a.person_id, b.person_id), 1, '2036-01-01' FROM person a, person b "
	    "WHERE a.employee_id = 'P010' AND b.employee_id = 'P011'");
	sql("INSERT INTO section (name) VALUES ('union')");
	sql("INSERT INTO person_section SELECT person_id, 1 FROM person WHERE "
	    "employee_id "
	    "IN ('P007', 'P012', 'P013')");
	form();
	ck_assert_str_eq(count_lines("manager"), "3");
	ck_assert_str_eq(count_lines("like"), "1");
	ck_assert_str_eq(count_lines("met"), "1");
	ck_assert_str_eq(
	    sql("SELECT count(DISTINCT gathering_id) FROM seat JOIN enrolment "
		"USING (season_id, person_id) WHERE company = 'friends'"),
	    "1");
	/* eight codes, slots, sections, who minds: P007 does not */
	ck_assert_str_eq(sql("SELECT string_agg(split_part(line, ' ', 11) || "
			     "split_part(line, ' ', 12), ' ') FROM formation, "
			     "regexp_split_to_table(input, E'\\n') AS line WHERE line "
			     "LIKE 'person %%' AND split_part(line, ' ', 11) <> '0'"),
	    "10 11 11");
}
END_TEST

/* A pair of the house last met on that day. */
static void
have_met(int pair, int times, const char *day)
{
	sql("INSERT INTO met SELECT least(a.person_id, b.person_id), "
	    "greatest(a.person_id, b.person_id), %d, '%s' FROM person a, person b WHERE "
	    "a.employee_id = 'P0%02d' AND b.employee_id = 'P0%02d'",
	    times, day, 2 * pair, 2 * pair + 1);
}

/* 60 if it was in the round before, times 7/8 for each round since, rounded down once; a
 * cancelled round is none, and a month before the season is one. */
START_TEST(test_meetings_fade_from_round_to_round)
{
	sql("INSERT INTO round (season_id, seq, local_start, zone, starts_at, form_at, "
	    "respond_by_at, state) SELECT 1, n, day, zone, day AT TIME ZONE zone, "
	    "form_at, "
	    "respond_by_at, CASE n WHEN 4 THEN 'cancelled' ELSE 'planned' END FROM "
	    "round, "
	    "(VALUES (2, timestamp '2036-02-14 18:30'), (3, '2036-03-13 18:30'), "
	    "(4, '2036-04-10 18:30'), (5, '2036-05-08 18:30')) AS more (n, day)");
	have_met(5, 1, "2036-03-13");
	have_met(6, 1, "2036-02-14");
	have_met(7, 3, "2036-01-10");
	have_met(8, 1, "2035-12-10");
	have_met(9, 1, "2035-01-10");
	have_met(10, 1, "2036-05-08");
	form_round("winter%2F5");
	ck_assert_str_eq(sql("SELECT string_agg(split_part(line, ' ', 4), ' ' ORDER BY "
			     "split_part(line, ' ', 4)) FROM formation, "
			     "regexp_split_to_table(input, E'\n') AS line WHERE line "
			     "LIKE 'met %%'"),
	    "135 40 52 60 60 9");
}
END_TEST

int
main(void)
{
	TCase *questions = tcase_create("questions"), *changes = tcase_create("changes");
	TCase *rules = tcase_create("rules");
	TCase *const all[] = { questions, changes, rules };

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		tcase_set_timeout(all[i], 60);
		tcase_add_checked_fixture(all[i], setup, house_teardown);
	}
	tcase_add_loop_test(questions, test_a_stop_forms_of_the_best_so_far, 0, 2);
	tcase_add_test(questions, test_a_formed_round_is_verified);
	tcase_add_loop_test(questions, test_what_is_not_true_is_found, 0,
	    (int)COUNT_OF(spoilt));
	tcase_add_test(questions, test_a_table_explains_itself);
	tcase_add_test(questions, test_people_and_seats_explain_themselves);
	tcase_add_test(questions, test_who_was_left_out_learns_why);
	tcase_add_test(changes, test_a_swap_is_shown_and_then_kept);
	tcase_add_test(changes, test_a_swap_that_breaks_a_rule_is_refused);
	tcase_add_test(changes, test_after_the_mails_nobody_moves);
	tcase_add_test(changes, test_people_pinned_before_forming_sit_together);
	tcase_add_test(changes, test_who_is_pinned_stays);
	tcase_add_test(rules, test_weights_are_the_seasons);
	tcase_add_test(rules, test_rules_of_people_reach_the_engine);
	tcase_add_test(rules, test_meetings_fade_from_round_to_round);
	return run_cases("control_study", all, COUNT_OF(all));
}
