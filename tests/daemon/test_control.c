/* Who may ask what, and what comes of it: the whole way of a request, on real sockets and
 * a real database. */
#include "house.h"

#include "command.h"
#include "live.h"
#include "run.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define PROGRAM "{\"name\":\"dinners\",\"format\":\"dinner\"}"
#define FUND "{\"name\":\"PF-1\",\"amount_cents\":100000,\"reason\":\"a test\"}"
#define MODE "{\"mode\":\"live\",\"reason\":\"a test\"}"

static const struct {
	const char *roles, *method, *path, *body;
	int code;
} doors[] = {
	{ "", "GET", "/v1/whoami", NULL, 200 },
	{ "", "GET", "/v1/commands", NULL, 200 },
	{ "", "GET", "/v1/status", NULL, 403 },
	{ "viewer", "GET", "/v1/status", NULL, 200 },
	{ "viewer", "GET", "/v1/persons", NULL, 200 },
	{ "viewer", "GET", "/v1/audit", NULL, 403 },
	{ "viewer", "POST", "/v1/programs", PROGRAM, 403 },
	{ "operator", "GET", "/v1/status", NULL, 200 },
	{ "operator", "POST", "/v1/programs", PROGRAM, 200 },
	{ "operator", "POST", "/v1/messages/mode", MODE, 403 },
	{ "operator", "POST", "/v1/settings/reload", "{}", 403 },
	{ "admin", "POST", "/v1/messages/mode", MODE, 200 },
	{ "admin", "POST", "/v1/programs", PROGRAM, 200 },
	{ "admin", "POST", "/v1/funds", FUND, 403 },
	{ "finance", "POST", "/v1/funds", FUND, 200 },
	{ "finance", "GET", "/v1/status", NULL, 403 },
	{ "approver", "POST", "/v1/funds", FUND, 403 },
	{ "viewer finance", "GET", "/v1/status", NULL, 200 },
};

START_TEST(test_roles_open_doors)
{
	house_start(doors[_i].roles);
	int code = house_ask(doors[_i].method, doors[_i].path, doors[_i].body);

	ck_assert_msg(code == doors[_i].code, "%s: %s %s: %d %s", doors[_i].roles,
	    doors[_i].method, doors[_i].path, code, text_string(&house.body));
	if (code != 403)
		return;
	ck_assert_str_eq(house.type, "application/problem+json");
	ck_assert_str_eq(house_text("code"), "denied");
	ck_assert(strstr(house_text("detail"), "needs role") != NULL);
	ck_assert_str_ne(house_text("fix"), "");
}
END_TEST

/* A group's members hold its role, and a refusal names the group. */
START_TEST(test_refusal_names_the_group)
{
	house_configure("", NULL, "role \"operator\" { groups = {\"daemon\"} }\n");
	house_open();
	ck_assert_int_eq(house_ask("POST", "/v1/programs", PROGRAM), 403);
	ck_assert_msg(strstr(house_text("detail"),
			  "'program add' needs role operator, which group daemon has") !=
		NULL,
	    "%s", house_text("detail"));
	ck_assert(strstr(house_text("fix"), "join group daemon") != NULL);
}
END_TEST

START_TEST(test_unknown_group_is_refused_at_the_start)
{
	char path[PATH_MAX];
	struct err err;

	house_configure("", NULL, "role \"operator\" { groups = {\"no-such-group\"} }\n");
	snprintf(path, sizeof path, "%s/convene.conf", house.folder);
	ck_assert_int_eq(daemon_open(live.base, path, &house.daemon, &err), ERR_INVALID);
	ck_assert(strstr(err.text, "no group 'no-such-group'") != NULL);
}
END_TEST

/* The path of a row, with something where ID stands. */
static void
make_path(char path[static PATH_MAX], const struct command *command, const char *query)
{
	const char *id = strstr(command->path, "/ID");

	if (id == NULL)
		snprintf(path, PATH_MAX, "%s%s", command->path, query);
	else
		snprintf(path, PATH_MAX, "%.*s/none%s%s", (int)(id - command->path),
		    command->path, id + 3, query);
}

static int
ask_row(const struct command *command, const char *query, const char *body)
{
	char path[PATH_MAX];

	make_path(path, command, command_is_change(command) ? "" : query);
	if ((command->flags & COMMAND_FILES) != 0)
		return house_ask_files(path, body);
	return house_ask(command->method, path, command_is_change(command) ? body : NULL);
}

/* Whoever may nothing is refused by every command that wants a role. */
START_TEST(test_nothing_is_open_by_mistake)
{
	house_start("");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if (command->path == NULL)
			continue;
		int code = ask_row(command, "", "{}");

		ck_assert_msg(code == (command->role == ROLE_NONE ? 200 : 403), "%s: %d",
		    command->path, code);
	}
}
END_TEST

#define EVERYTHING "admin finance approver sponsor privacy"

/* A field that no row knows is an error of the asker, and named. */
START_TEST(test_unknown_fields_are_named)
{
	house_start(EVERYTHING);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if (command->path == NULL)
			continue;
		int code = ask_row(command, "?frobnicate=1", "{\"frobnicate\":1}");

		ck_assert_msg(code == 400, "%s: %d %s", command->path, code,
		    text_string(&house.body));
		ck_assert_str_eq(house_text("code"), "invalid");
		ck_assert_msg(strstr(house_text("detail"), "frobnicate") != NULL,
		    "%s: %s", command->path, house_text("detail"));
		ck_assert_str_ne(house_text("fix"), "");
	}
}
END_TEST

/* "?season=none" where a list can be of one: there is none of that name. */
static const char *
needed_query(const struct command *command, char query[static 80])
{
	query[0] = '\0';
	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		if ((at->flags & ARGUMENT_POSITIONAL) != 0)
			snprintf(query, 80, "?%s=none", at->name);
	return query;
}

START_TEST(test_every_list_answers_items)
{
	char query[80];

	house_start(EVERYTHING);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if ((command->flags & COMMAND_LIST) == 0)
			continue;
		int code = ask_row(command, needed_query(command, query), NULL);

		ck_assert_msg(code == (query[0] == '\0' ? 200 : 404), "%s: %d %s",
		    command->path, code, text_string(&house.body));
		if (code == 404) {
			ck_assert_msg(strncmp(house_text("fix"), "convenectl ", 11) == 0,
			    "%s: %s", command->path, text_string(&house.body));
			continue;
		}
		ck_assert_int_eq(json_kind(json_find(house.json, "items")),
		    JSON_KIND_ARRAY);
		ck_assert(json_find(house.json, "next") != NULL);
	}
}
END_TEST

/* What is asked about something that is not there ends in words and a way on. */
START_TEST(test_what_is_not_there)
{
	house_start(EVERYTHING);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if (command->path == NULL || strstr(command->path, "/ID") == NULL)
			continue;
		if (command_is_change(command) && i != COMMAND_SEASON_START &&
		    i != COMMAND_ROUND_PUBLISH)
			continue; /* they want more fields */
		int code = ask_row(command, "", "{\"reason\":\"a test\"}");

		ck_assert_msg(code == 404, "%s: %d %s", command->path, code,
		    text_string(&house.body));
		ck_assert_str_eq(house.type, "application/problem+json");
		ck_assert_msg(strncmp(house_text("fix"), "convenectl ", 11) == 0,
		    "%s: %s", command->path, text_string(&house.body));
	}
}
END_TEST

START_TEST(test_unknown_path_and_method)
{
	house_start(EVERYTHING);
	ck_assert_int_eq(house_get("/v1/nothing"), 404);
	ck_assert_str_eq(house_text("fix"), "convenectl commands");
	ck_assert_int_eq(house_ask("PUT", "/v1/persons", "{}"), 405);
	ck_assert_int_eq(house_ask("POST", "/v1/programs", "{\"name\":"), 400);
	ck_assert_int_eq(house_ask("POST", "/v1/programs", "[]"), 400);
	ck_assert_int_eq(house_ask("POST", "/v1/roster/import", "{}"), 400);
	ck_assert(strstr(house_text("detail"), "file.sock") != NULL);
}
END_TEST

/* A page in somebody's browser can send this; it must do nothing. */
START_TEST(test_change_needs_our_header)
{
	static const char *const form[] = { "--unix-socket", "SOCKET", "-d", PROGRAM,
		"http://convene/v1/programs", NULL };

	house_start(EVERYTHING);
	int code = house_curl(form);

	ck_assert_msg(code >= 400 && code < 500, "%d", code);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.program"), "0");
}
END_TEST

START_TEST(test_audit_names_the_asker)
{
	char wanted[80];

	house_start("operator");
	ck_assert_int_eq(house_ask("POST", "/v1/programs", PROGRAM), 200);
	snprintf(wanted, sizeof wanted, "%s@", house.client);
	ck_assert_ptr_eq(strstr(live_admin("SELECT actor FROM convene.audit"), wanted),
	    live_admin("SELECT actor FROM convene.audit"));
	ck_assert_int_eq(house_get("/v1/whoami"), 200);
	ck_assert_msg(strncmp(house_text("actor"), wanted, strlen(wanted)) == 0, "%s",
	    house_text("actor"));
	ck_assert_str_eq(house_text("roles"), "operator");
}
END_TEST

#define SEASON(cadence, zone)                                                          \
	"{\"name\":\"w\",\"program\":\"dinners\",\"cadence\":\"" cadence "\",\"at\":"  \
	"\"18:30\",\"zone\":\"" zone "\",\"starts\":\"2027-01-01\",\"size\":\"6..8\"," \
	"\"cap_cents\":4500,\"fund\":\"PF-1\"}"

static const struct {
	const char *path, *body, *said;
} wrong[] = {
	{ "/v1/seasons", SEASON("monthly fifth thursday", "America/New_York"), "fifth" },
	{ "/v1/seasons", SEASON("monthly second thursday", "America/Nowhere"),
	    "America/Nowhere" },
	{ "/v1/messages/mode",
	    "{\"mode\":\"redirect\",\"address\":\"a@b.org>\\nRCPT\",\"reason\":\"x\"}",
	    "address" },
	{ "/v1/messages/mode",
	    "{\"mode\":\"redirect\",\"address\":\"a<b@c.org\",\"reason\":\"x\"}",
	    "address" },
	{ "/v1/messages/mode", "{\"mode\":\"live\"}", "reason" },
	{ "/v1/programs", "{\"name\":\"a\",\"name\":\"b\",\"format\":\"dinner\"}",
	    "name" },
};

START_TEST(test_wrong_values_change_nothing)
{
	house_start(EVERYTHING);
	ck_assert_int_eq(house_ask("POST", "/v1/programs", PROGRAM), 200);
	ck_assert_int_eq(house_ask("POST", "/v1/funds", FUND), 200);
	int code = house_ask("POST", wrong[_i].path, wrong[_i].body);

	ck_assert_msg(code == 400, "%s: %d %s", wrong[_i].body, code,
	    text_string(&house.body));
	ck_assert_msg(strstr(house_text("detail"), wrong[_i].said) != NULL, "%s",
	    house_text("detail"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.audit"), "2");
}
END_TEST

START_TEST(test_reload)
{
	char check[PATH_MAX + 40];

	house_start("admin");
	snprintf(check, sizeof check, "convened --check-config %s",
	    house.daemon->config_path);
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 200);

	house_configure("viewer", NULL, "frobnicate {}\n");
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 400);
	ck_assert(strstr(house_text("detail"), "convene.conf:") != NULL);
	ck_assert_str_eq(house_text("fix"), check);
	ck_assert_int_eq(house_get("/v1/status"), 200); /* still admin */
	const struct json *troubles = json_find(house.json, "troubles");

	ck_assert_uint_eq(json_count(troubles), 1);
	ck_assert_str_eq(json_as_text(json_find(json_at(troubles, 0), "part")),
	    "new configuration");

	house_configure("viewer", NULL, "role \"admin\" { groups = {\"no-such\"} }\n");
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 400);
	ck_assert_str_eq(house_text("fix"), check);
	house_configure("viewer", NULL, "metrics { listen = \"127.0.0.1:0\" }\n");
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 200);
	ck_assert(strstr(house_text("after_a_restart"), "metrics listen") != NULL);
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 403);
	ck_assert_int_eq(house_get("/v1/status"), 200);
	ck_assert_uint_eq(json_count(json_find(house.json, "troubles")), 0);
}
END_TEST

/* A mail that intake keeps is counted, listed, read, and gone once it is done. */
START_TEST(test_kept_mail)
{
	char path[80], done[100];

	house_start("operator");
	live_admin("INSERT INTO convene.inbound (digest, kind, effect, content, "
		   "received_at) VALUES (sha256('a'), 'words', 'kept', E'Subject: "
		   "Hi\\n\\nI am late', now()), (sha256('b'), 'reply', 'accepted', "
		   "NULL, now())");
	const char *id = live_admin("SELECT inbound_id FROM convene.inbound "
				    "WHERE content IS NOT NULL");

	snprintf(path, sizeof path, "/v1/inbound/%s", id);
	snprintf(done, sizeof done, "%s/done", path);
	ck_assert_int_eq(house_get("/v1/inbound"), 200);
	ck_assert_uint_eq(json_count(json_find(house.json, "items")), 1);
	ck_assert_int_eq(house_get(path), 200);
	ck_assert_str_eq(house_text("mail"), "Subject: Hi\n\nI am late");
	ck_assert_str_eq(house_text("effect"), "kept");
	ck_assert_int_eq(house_ask("POST", done, "{\"reason\":\"called\"}"), 200);
	ck_assert(strstr(house_text("done"), "its text is gone") != NULL);
	ck_assert_int_eq(house_ask("POST", done, "{\"reason\":\"again\"}"), 200);
	ck_assert(strstr(house_text("done"), "was done before") != NULL);
	ck_assert_int_eq(house_get("/v1/inbound"), 200);
	ck_assert_uint_eq(json_count(json_find(house.json, "items")), 0);
	ck_assert_str_eq(live_admin("SELECT string_agg(action || ': ' || reason, ', ') "
				    "FROM convene.audit"),
	    "message done: called");
}
END_TEST

START_TEST(test_settings_list)
{
	house_start("operator");
	ck_assert_int_eq(house_get("/v1/settings"), 200);
	ck_assert(strstr(text_string(&house.body),
		      "\"section\":\"relay main\",\"name\":\"host\",\"value\":"
		      "\"127.0.0.1\"") != NULL);
}
END_TEST

static void
assert_listed(const char *row)
{
	ck_assert_int_eq(house_get("/v1/settings"), 200);
	ck_assert_msg(strstr(text_string(&house.body), row) != NULL, "no %s", row);
}

/* What needs a restart is shown as it works, through reload after reload. */
START_TEST(test_settings_list_what_is_in_force)
{
	static const char *const reloaded =
	    "\"section\":\"forming\",\"name\":\"effort\",\"value\":\"7\","
	    "\"after_a_restart\":null";
	static const char
	    *const waiting = "\"section\":\"metrics\",\"name\":\"listen\",\"value\":\"\","
			     "\"after_a_restart\":\"127.0.0.1:1\"";

	house_start("admin");
	house_configure("admin", NULL,
	    "metrics { listen = \"127.0.0.1:1\" }\nforming { effort = 7 }\n");
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 200);
		ck_assert_str_eq(house_text("after_a_restart"), "metrics listen");
		assert_listed(waiting);
		assert_listed(reloaded);
	}
	house_configure("admin", NULL, NULL);
	ck_assert_int_eq(house_ask("POST", "/v1/settings/reload", "{}"), 200);
	ck_assert_ptr_null(json_find(house.json, "after_a_restart"));
	assert_listed("\"name\":\"listen\",\"value\":\"\",\"after_a_restart\":null");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, house_setup, house_teardown);
	tcase_add_loop_test(tests, test_roles_open_doors, 0, (int)COUNT_OF(doors));
	tcase_add_test(tests, test_refusal_names_the_group);
	tcase_add_test(tests, test_unknown_group_is_refused_at_the_start);
	tcase_add_test(tests, test_nothing_is_open_by_mistake);
	tcase_add_test(tests, test_unknown_fields_are_named);
	tcase_add_test(tests, test_every_list_answers_items);
	tcase_add_test(tests, test_what_is_not_there);
	tcase_add_test(tests, test_unknown_path_and_method);
	tcase_add_test(tests, test_change_needs_our_header);
	tcase_add_test(tests, test_audit_names_the_asker);
	tcase_add_loop_test(tests, test_wrong_values_change_nothing, 0,
	    (int)COUNT_OF(wrong));
	tcase_add_test(tests, test_reload);
	tcase_add_test(tests, test_kept_mail);
	tcase_add_test(tests, test_settings_list);
	tcase_add_test(tests, test_settings_list_what_is_in_force);
	return run_tests("control", tests);
}
