/* The pages over HTTP, from a real database as role convene-web: what each state shows,
 * what a press does, and that nothing else does anything. */
#include "web.h"

#include "misses.h"
#include "run.h"
#include "staged.h"
#include "talk.h"

#include <stdio.h>
#include <string.h>

static struct {
	struct web *web;
	struct talk *talk;
	char first[4096]; /* an answer to compare with */
} bench;

static void
setup(void)
{
	struct err err;

	staged_setup("convene-web",
	    "web { listen = \"127.0.0.1:0\"\n proxy = { \"127.0.0.1\" }\n templates = "
	    "\"" SOURCE_DIR "/etc/templates/pages\" }\n");
	ck_assert_msg(web_open(live.base, staged_config, &bench.web, &err) == OK, "%s",
	    err.text);
}

static void
teardown(void)
{
	talk_close(&bench.talk);
	web_close(&bench.web);
	staged_teardown();
}

/* The whole answer; good until the next question. */
static const char *ask(const char *fmt, ...) PRINTF_LIKE(1, 2);

static const char *
ask(const char *fmt, ...)
{
	CLEANUP(free_ptr) char *request = NULL;
	va_list ap;

	va_start(ap, fmt);
	ck_assert_int_ge(vasprintf(&request, fmt, ap), 0);
	va_end(ap);
	talk_close(&bench.talk);
	bench.talk = talk_tcp(live.base, web_port(bench.web));
	talk_say(bench.talk, request);
	talk_wait(bench.talk);
	return text_string(&bench.talk->heard);
}

static const char *
get(const char *page, const char *token)
{
	return ask("GET /%s/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", page, token);
}

static const char *
post(const char *page, const char *token, const char *form)
{
	return ask("POST /%s/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1"
		   "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: "
		   "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
	    page, token, strlen(form), form);
}

static const char *
answer(const char *form)
{
	return post("answer", staged_token("answer 1"), form);
}

static void
says(const char *heard, int code, const char *words)
{
	ck_assert_msg(talk_code(bench.talk) == code && strstr(heard, words) != NULL,
	    "not %d with '%s':\n%s", code, words, heard);
}

static const char *
state(int person)
{
	return live_admin("SELECT state FROM seat JOIN person USING (person_id) WHERE "
			  "employee_id = 'P%d' ORDER BY turn DESC LIMIT 1",
	    person);
}

static const char *
reserved(void)
{
	return live_admin("SELECT reserved_cents / 4500 FROM fund_balance");
}

START_TEST(test_an_answer_is_recorded_and_changed)
{
	says(get("answer", staged_token("answer 1")), 200, "Dinner with six colleagues");
	says(answer("answer=accept"), 200, "Thank you, Zo\xc3\xab");
	ck_assert_str_eq(state(1), "accepted");
	says(answer("answer=accept"), 200, "Thank you, Zo\xc3\xab");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM message WHERE kind = "
				    "'confirmation'"),
	    "1");
	says(get("answer", staged_token("answer 1")), 200, "Your seat is yours");
	says(answer("answer=decline"), 200, "Thank you for telling us");
	ck_assert_str_eq(reserved(), "6");
	says(answer("answer=accept"), 200, "You are coming");
	ck_assert_str_eq(state(1), "accepted");
	ck_assert_str_eq(reserved(), "7");
}
END_TEST

START_TEST(test_a_full_table_is_full)
{
	says(answer("answer=decline"), 200, "You are not coming");
	live_admin(
	    "INSERT INTO seat (seat_id, round_id, season_id, person_id, "
	    "gathering_id, state, during, event_uid) SELECT gen_random_uuid(), 1, "
	    "1, person_id, gathering_id, 'accepted', during, 'x' FROM person CROSS "
	    "JOIN gathering WHERE employee_id = 'P8'");
	says(answer("answer=accept"), 200, "The table is full");
	ck_assert_str_eq(state(1), "declined");
}
END_TEST

static const struct {
	const char *change, *words;
} states[] = {
	{ "UPDATE seat SET state = 'lapsed'", "Your seat may be somebody else" },
	{ "UPDATE seat SET state = 'withdrawn'", "This seat is no longer open" },
	{ "UPDATE gathering SET state = 'cancelled'", "This dinner does not take place" },
	{ "UPDATE gathering SET during = tstzrange(clock_timestamp() - '1h'::interval, "
	  "clock_timestamp() + '1h'::interval)",
	    "This dinner has begun" },
	{ "UPDATE gathering SET during = tstzrange(clock_timestamp() - '3h'::interval, "
	  "clock_timestamp() - '1h'::interval)",
	    "This dinner is over" },
};

START_TEST(test_every_state_has_its_page)
{
	live_admin("%s", states[_i].change);
	says(get("answer", staged_token("answer 1")), 200, states[_i].words);
	ck_assert_ptr_null(strstr(text_string(&bench.talk->heard), "At the table"));
}
END_TEST

START_TEST(test_who_lapsed_may_come_back)
{
	live_admin("SELECT seats_end(ARRAY[seat_id], 'lapsed', 'lapsed', 'x', "
		   "clock_timestamp(), 'test') FROM seat JOIN person USING (person_id) "
		   "WHERE employee_id = 'P1'");
	says(answer("answer=accept"), 200, "You are coming");
	ck_assert_str_eq(state(1), "accepted");
}
END_TEST

static const char *const methods[] = { "GET", "HEAD", "OPTIONS" };

START_TEST(test_reading_a_hundred_times_changes_nothing)
{
	CLEANUP(free_ptr) char *before = alloc_text(staged_dump());

	for (int i = 0; i < 100; i++) {
		const char *method = methods[_i];
		const char *query = i % 2 == 0 ? "accept" : "decline";

		ask("%s /answer/%s?answer=%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", method,
		    staged_token("answer 1"), query);
		ask("%s /leave/%s?List-Unsubscribe=One-Click HTTP/1.1\r\nHost: "
		    "127.0.0.1\r\n\r\n",
		    method, staged_token("leave 1"));
		ck_assert_int_eq(talk_code(bench.talk), _i == 2 ? 405 : 200);
	}
	ck_assert_str_eq(staged_dump(), before);
	answer("answer=accept"); /* and the dump tells them apart */
	ck_assert_str_ne(staged_dump(), before);
}
END_TEST

/* But for the date. */
static const char *
undated(const char *heard)
{
	char *date = strstr(heard, "\r\nDate: ");

	ck_assert_ptr_nonnull(date);
	memset(date, 'x', strcspn(date + 2, "\r") + 2);
	return heard;
}

START_TEST(test_links_that_do_not_work_are_alike)
{
	const char *const tokens[] = {
		"00000000000000000000000000000000",
		staged_token("leave 1"), /* of another purpose */
		"0",
		"0000000000000000000000000000000G",
		"0000000000000000000000000000000%20",
		"000000000000000000000000000000000",
		"%27%20OR%20true%20--",
	};

	snprintf(bench.first, sizeof bench.first, "%s",
	    undated(get("answer", tokens[0])));
	for (size_t i = 1; i < COUNT_OF(tokens); i++)
		ck_assert_str_eq(undated(get("answer", tokens[i])), bench.first);
	live_admin("UPDATE token SET revoked_at = clock_timestamp() WHERE purpose = "
		   "'leave'");
	live_admin("UPDATE token SET expires_at = clock_timestamp() - "
		   "interval '2 s' WHERE purpose = 'answer'");
	ck_assert_str_eq(undated(get("answer", staged_token("answer 1"))), bench.first);
	ck_assert_str_eq(undated(get("leave", staged_token("leave 1"))), bench.first);
	ck_assert_str_eq(undated(answer("answer=accept")), bench.first);
	ck_assert_str_eq(undated(post("leave", staged_token("leave 1"), "leave=yes")),
	    bench.first);
	ck_assert_str_eq(undated(get("nothing", "here")), bench.first);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM seat WHERE state <> "
				    "'invited'"),
	    "0");
}
END_TEST

START_TEST(test_hostile_names_are_text)
{
	const char *name = "<script>alert(1)</script>&\"''{{style}}";
	const char *heard;

	live_admin("UPDATE person SET full_name = '%s x' WHERE employee_id IN ('P1', "
		   "'P3')",
	    name);
	live_admin("UPDATE venue SET name = '%s', virtual_url = 'javascript:alert(1)'",
	    name);
	heard = get("answer", staged_token("answer 1"));
	says(heard, 200, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;");
	ck_assert_ptr_null(strstr(heard, "<script"));
	ck_assert_ptr_null(strstr(heard, "javascript:"));
	ck_assert_ptr_nonnull(strstr(heard, "{{style}}"));
	says(get("leave", staged_token("leave 1")), 200, "&lt;script&gt;");
}
END_TEST

START_TEST(test_headers_are_those_that_were_promised)
{
	static const char *const lines[] = {
		("Content-Security-Policy: default-src 'none'; style-src 'self'; img-src "
		 "'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
		 "'none'\r\n"),
		"X-Content-Type-Options: nosniff\r\n",
		"Cross-Origin-Opener-Policy: same-origin\r\n",
		"Cross-Origin-Resource-Policy: same-origin\r\n",
		"Cache-Control: no-store\r\n",
		"Referrer-Policy: same-origin\r\n",
	};
	const char *heard = _i == 0 ? get("answer", staged_token("answer 1"))
	    : _i == 1               ? get("answer", "0")
				    : answer("answer=maybe");

	for (size_t i = 0; i < COUNT_OF(lines); i++)
		ck_assert_msg(strstr(heard, lines[i]) != NULL, "%s:\n%s", lines[i],
		    heard);
	ck_assert_ptr_null(strstr(heard, "Set-Cookie"));
}
END_TEST

START_TEST(test_the_style_sheet_may_be_kept)
{
	const char *heard = get("answer", "0");
	char path[64];

	ck_assert_int_eq(sscanf(strstr(heard, "/style."), "%63[a-z0-9./]", path), 1);
	says(ask("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path), 200,
	    "Cache-Control: public, max-age=31536000, immutable\r\n");
	says(ask("GET /style.old.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), 200,
	    "Cache-Control: no-store\r\n");
}
END_TEST

static const struct {
	const char *method, *headers, *body;
	int code;
} refused[] = {
	{ "POST", "Origin: https://evil.example\r\n", "answer=accept", 403 },
	{ "POST", "Origin: null\r\n", "answer=accept", 403 },
	{ "POST", "Sec-Fetch-Site: cross-site\r\n", "answer=accept", 403 },
	{ "POST", "Sec-Fetch-Site: same-site\r\n", "answer=accept", 403 },
	{ "POST", "", "answer=perhaps", 400 },
	{ "POST", "", "", 400 },
	{ "POST", "", "answer=%zz", 400 },
	{ "PUT", "", "answer=accept", 405 },
	{ "DELETE", "", "", 405 },
};

START_TEST(test_what_is_no_press_of_our_button_is_refused)
{
	ask("%s /answer/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
	    "application/x-www-form-urlencoded\r\n%sContent-Length: %zu\r\n\r\n%s",
	    refused[_i].method, staged_token("answer 1"), refused[_i].headers,
	    strlen(refused[_i].body), refused[_i].body);
	ck_assert_int_eq(talk_code(bench.talk), refused[_i].code);
	ck_assert_str_eq(state(1), "invited");
}
END_TEST

START_TEST(test_a_form_that_is_too_long_is_refused)
{
	char form[5000] = "answer=accept&x=";

	memset(form + strlen(form), 'x', sizeof form - strlen(form) - 1);
	answer(form);
	ck_assert_int_eq(talk_code(bench.talk), 413);
	ck_assert_str_eq(state(1), "invited");
}
END_TEST

START_TEST(test_leaving_takes_one_press)
{
	says(get("leave", staged_token("leave 1")), 200, "Clinician dinners");
	post("leave", staged_token("leave 1"), "leave=no");
	ck_assert_int_eq(talk_code(bench.talk), 400);
	says(post("leave", staged_token("leave 1"), "leave=yes"), 200, "You have left");
	ck_assert_str_eq(state(1), "withdrawn");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM enrolment WHERE state = "
				    "'left'"),
	    "1");
	says(get("leave", staged_token("leave 1")), 200, "You have left");
	says(answer("answer=accept"), 200, "This seat is no longer open");
	ck_assert_str_eq(state(1), "withdrawn");
}
END_TEST

/* RFC 8058, as both kinds of form; no Origin, no cookie, no redirect. */
static const char *const clicks[][2] = {
	{ "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click" },
	{ "multipart/form-data; boundary=b",
	    "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
	    "One-Click\r\n--b--\r\n" },
};

START_TEST(test_one_click_leaves_at_once)
{
	ask("POST /leave/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\n"
	    "Content-Length: %zu\r\n\r\n%s",
	    staged_token("leave 1"), clicks[_i][0], strlen(clicks[_i][1]), clicks[_i][1]);
	ck_assert_int_eq(talk_code(bench.talk), 200);
	ck_assert_str_eq(state(1), "withdrawn");
	ck_assert_str_eq(state(2), "invited");
}
END_TEST

static int
visit_from(const char *address, const char *token)
{
	ask("GET /answer/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: %s\r\n\r\n",
	    token, address);
	return talk_code(bench.talk);
}

START_TEST(test_misses_are_limited_by_address)
{
	const char *good = staged_token("answer 1");

	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(visit_from("192.0.2.1", good), 200);
	for (int i = 0; i < MISSES_PER_MINUTE; i++) {
		ck_assert_int_eq(visit_from("192.0.2.1",
				     i % 2 == 0 ? "x"
						: "00000000000000000000000000000000"),
		    404);
		ck_assert_int_eq(visit_from(i % 2 == 0 ? "2001:db8::1" : "2001:db8::2",
				     "x"),
		    404);
	}
	ck_assert_int_eq(visit_from("192.0.2.1", "x"), 429);
	ck_assert_int_eq(visit_from("192.0.2.1", good), 429);
	ck_assert_int_eq(visit_from("2001:db8::3", "x"), 429);
	ck_assert_int_eq(visit_from("2001:db8:0:1::1", "x"), 404);
	ck_assert_int_eq(visit_from("192.0.2.2", good), 200);
	ck_assert_int_eq(visit_from("127.0.0.1", good), 200);
}
END_TEST

START_TEST(test_a_minute_later_they_may_try_again)
{
	static struct misses misses;

	for (int i = 0; i < MISSES_PER_MINUTE; i++)
		misses_add(&misses, "192.0.2.1", 1000);
	ck_assert(misses_is_over(&misses, "192.0.2.1", 60999));
	ck_assert(!misses_is_over(&misses, "192.0.2.1", 61000));
	ck_assert(!misses_is_over(&misses, "unix", 1000));
	for (int i = 0; i < 2 * MISSES_SLOTS; i++) { /* crowded, it forgets, no more */
		char address[64];

		snprintf(address, sizeof address, "10.%d.%d.1", i / 256, i % 256);
		misses_add(&misses, address, 2000 + i);
	}
}
END_TEST

/* A statement that waits for a lock while its server dies: nobody can say. */
START_TEST(test_what_nobody_can_say_is_said_so)
{
	live_admin("BEGIN");
	live_admin("SELECT FROM round FOR UPDATE");
	talk_close(&bench.talk);
	bench.talk = talk_tcp(live.base, web_port(bench.web));
	CLEANUP(free_ptr) char *request = NULL;

	ck_assert_int_ge(asprintf(&request,
			     "POST /answer/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			     "Content-Type: application/x-www-form-urlencoded\r\n"
			     "Content-Length: 13\r\n\r\nanswer=accept",
			     staged_token("answer 1")),
	    0);
	talk_say(bench.talk, request);
	live_until("SELECT count(*) " LIVE_WAITING, "1");
	live_admin("SELECT pg_terminate_backend(pid) " LIVE_WAITING);
	talk_wait(bench.talk);
	says(text_string(&bench.talk->heard), 503, "please press again");
	live_admin("ROLLBACK");
	ck_assert_str_eq(state(1), "invited");
}
END_TEST

/* Every table, view and function: all it can do are the functions of links. */
START_TEST(test_the_role_can_call_only_its_functions)
{
	ck_assert_str_eq(
	    live_admin("SELECT string_agg(c.relname, ' ') FROM pg_class c JOIN "
		       "pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
		       "'convene' AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND "
		       "(has_table_privilege('convene-web', c.oid, 'SELECT, INSERT, "
		       "UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR "
		       "has_any_column_privilege('convene-web', c.oid, 'SELECT, INSERT, "
		       "UPDATE, REFERENCES'))"),
	    "");
	ck_assert_str_eq(
	    live_admin("SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = "
		       "p.pronamespace WHERE n.nspname = 'convene' AND "
		       "has_function_privilege('convene-web', p.oid, 'EXECUTE') AND "
		       "p.proname NOT IN ('web_answer', 'web_answer_page', 'web_leave', "
		       "'web_leave_page', 'schema_version')"),
	    "0");
	live_admin("SET SESSION AUTHORIZATION \"convene-web\"");
	PGresult *res = PQexec(live.admin, "SELECT FROM convene.person");

	ck_assert_int_eq(PQresultStatus(res), PGRES_FATAL_ERROR);
	PQclear(res);
	live_admin("RESET SESSION AUTHORIZATION");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("pages");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, test_an_answer_is_recorded_and_changed);
	tcase_add_test(tests, test_a_full_table_is_full);
	tcase_add_loop_test(tests, test_every_state_has_its_page, 0,
	    (int)COUNT_OF(states));
	tcase_add_test(tests, test_who_lapsed_may_come_back);
	tcase_add_loop_test(tests, test_reading_a_hundred_times_changes_nothing, 0,
	    (int)COUNT_OF(methods));
	tcase_add_test(tests, test_links_that_do_not_work_are_alike);
	tcase_add_test(tests, test_hostile_names_are_text);
	tcase_add_loop_test(tests, test_headers_are_those_that_were_promised, 0, 3);
	tcase_add_test(tests, test_the_style_sheet_may_be_kept);
	tcase_add_loop_test(tests, test_what_is_no_press_of_our_button_is_refused, 0,
	    (int)COUNT_OF(refused));
	tcase_add_test(tests, test_a_form_that_is_too_long_is_refused);
	tcase_add_test(tests, test_leaving_takes_one_press);
	tcase_add_loop_test(tests, test_one_click_leaves_at_once, 0,
	    (int)COUNT_OF(clicks));
	tcase_add_test(tests, test_misses_are_limited_by_address);
	tcase_add_test(tests, test_a_minute_later_they_may_try_again);
	tcase_add_test(tests, test_what_nobody_can_say_is_said_so);
	tcase_add_test(tests, test_the_role_can_call_only_its_functions);
	return run_tests("pages", tests);
}
