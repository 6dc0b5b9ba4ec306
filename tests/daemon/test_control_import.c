/* Files through the real sockets: all of a file or nothing, whatever is in it, and the
 * loop stays free. */
#include "house.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                            \
	"id,name,email,specialty,sites,panel,stage,role,relationship,sections,manager," \
	"training_ended,host,evenings\n"
#define ROW(id, name, email) \
	id "," name "," email ",Cardiology,Harbor Maple,adult,,,employed,,,,no,thu\n"
#define GOOD ROW("P1", "Ada", "ada@example.org")
#define SITES                                            \
	"site,name,region,latitude,longitude,timezone\n" \
	"Harbor Maple,Maple Street,Harbor,42.1,-71.1,America/New_York\n"

static void
read_source(const char *path, struct text *text)
{
	char whole[PATH_MAX], piece[65536];
	size_t got;

	snprintf(whole, sizeof whole, "%s%s%s", *path == '/' ? "" : SOURCE_DIR,
	    *path == '/' ? "" : "/", path);
	FILE *file = fopen(whole, "r");

	ck_assert_msg(file != NULL, "%s", whole);
	while ((got = fread(piece, 1, sizeof piece, file)) > 0)
		text_add_bytes(text, piece, got);
	ck_assert_int_eq(fclose(file), 0);
}

/* curl's way to name the file of a body. */
static const char *
upload(const char *name, const char *content, const char *more)
{
	static char path[PATH_MAX];

	house_write_upload("upload", name, content, more);
	snprintf(path, sizeof path, "@%s/upload", house.folder);
	return path;
}

static int
import_file(const char *command, const char *name, const char *path, const char *more)
{
	CLEANUP(text_done) struct text content = { 0 };

	read_source(path, &content);
	return house_ask_files(command, upload(name, text_string(&content), more));
}

/* ",\"sites\":\"...\"" */
static void
add_sites(struct text *more, const char *sites)
{
	text_add(more, ",\"sites\":");
	text_add_json(more, sites);
}

static int
import_roster(const char *people, const char *sites, const char *more)
{
	CLEANUP(text_done) struct text fields = { 0 };

	if (sites != NULL)
		add_sites(&fields, sites);
	text_add_bytes(&fields, more, strlen(more));
	return house_ask_files("/v1/roster/import",
	    upload("roster", people, text_string(&fields)));
}

static void
import_demo(const char *more)
{
	CLEANUP(text_done) struct text people = { 0 }, sites = { 0 };

	read_source("etc/demo/roster.csv", &people);
	read_source("etc/demo/sites.csv", &sites);
	ck_assert_msg(import_roster(text_string(&people), text_string(&sites), more) ==
		200,
	    "%s", text_string(&house.body));
}

START_TEST(test_demo_files)
{
	house_start("operator finance");
	import_demo(",\"dry_run\":true");
	ck_assert_int_eq(house_int("added"), 140);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.person"), "0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.site"), "0");
	import_demo("");
	ck_assert_int_eq(house_int("people"), 140);
	ck_assert_int_eq(house_int("added"), 140);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.person"), "140");
	ck_assert_str_eq(live_admin("SELECT reason || ' ' || (change ->> 'added') FROM "
				    "convene.audit"),
	    "a test 140");
	import_demo("");
	ck_assert_int_eq(house_int("added"), 0);
	ck_assert_int_eq(house_int("changed"), 0);
	ck_assert_int_eq(import_file("/v1/venues/import", "venues", "etc/demo/venues.csv",
			     ""),
	    200);
	ck_assert_int_eq(house_int("added"), 18);
	ck_assert_str_eq(live_admin(
			     "SELECT count(*) FROM convene.venue WHERE latitude IS NULL"),
	    "0");
	ck_assert_int_eq(import_file("/v1/prompts/import", "prompts",
			     "etc/prompts/starter.csv", ",\"dry_run\":true"),
	    200);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.prompt"), "0");
	ck_assert_int_eq(import_file("/v1/enrolments/import", "enrolments",
			     "etc/demo/enrolments.csv", ",\"season\":\"none\""),
	    404);
	ck_assert(strstr(house_text("detail"), "no season none") != NULL);
	ck_assert_str_eq(house_text("fix"), "convenectl season list");
}
END_TEST

static const struct {
	const char *people, *sites;
	const char *said; /* somewhere in the answer */
} hostile[] = {
	{ HEAD GOOD ROW("P2", "\"Eve\r\nBcc: x\"", "eve@example.org"), SITES, "line" },
	{ HEAD GOOD ROW("P2", "Eve\x01", "eve@example.org"), SITES, "control" },
	{ HEAD GOOD ROW("P2", "=cmd|' /C calc'!A0", "eve@example.org"), SITES,
	    "\"line\":3" },
	{ HEAD GOOD ROW("P2", "Eve", "ADA@example.org"), SITES, "\"line\":3" },
	{ HEAD GOOD ROW("P1", "Eve", "eve@example.org"), SITES, "\"line\":3" },
	{ HEAD GOOD ROW("P2", "Eve", "a@b.org>\\r\\nRCPT TO:<c@d.org"), SITES,
	    "\"line\":3" },
	{ HEAD GOOD ROW("P2", "Eve", "\"eve@example.org>\r\nRCPT TO:<x@y.org\""), SITES,
	    "line" },
	{ HEAD GOOD ROW("P2", "\"Eve", "eve@example.org"), SITES, "quote" },
	{ HEAD GOOD "P2,Eve\n", SITES, "\"line\":3" },
	{ HEAD GOOD, NULL, "roster import FILE --sites SITES" },
	{ HEAD GOOD,
	    "site,name,region,latitude,longitude,timezone\n"
	    "Harbor Elm,Elm Street,Harbor,42.1,-71.1,America/New_York\n",
	    "site 'Harbor Maple' is not known" },
	{ HEAD GOOD,
	    "site,name,region,latitude,longitude,timezone\n"
	    "Harbor Maple,Maple Street,Harbor,42.1,-71.1,America/Nowhere\n",
	    "Nowhere" },
	{ "id,name\nP1,Ada\n", SITES, "column" },
	{ HEAD, SITES, "no line below the header" },
	{ "", SITES, "a first line with the names" },
};

START_TEST(test_hostile_files_change_nothing)
{
	house_start("operator");
	int code = import_roster(hostile[_i].people, hostile[_i].sites, "");

	ck_assert_msg(code == 400, "%d %s", code, text_string(&house.body));
	ck_assert_str_eq(house.type, "application/problem+json");
	ck_assert_msg(strstr(text_string(&house.body), hostile[_i].said) != NULL,
	    "not %s: %s", hostile[_i].said, text_string(&house.body));
	ck_assert_str_eq(live_admin("SELECT (SELECT count(*) FROM convene.person) + "
				    "(SELECT count(*) FROM convene.site) + "
				    "(SELECT count(*) FROM convene.audit)"),
	    "0");
}
END_TEST

#define BELOW(id, manager)                                                   \
	id "," id "," id                                                     \
	   "@example.org,Cardiology,Harbor Maple,adult,,,employed,," manager \
	   ",,no,thu\n"

/* One wrong row is one, however many hang on it. */
START_TEST(test_a_wrong_manager_is_told_once)
{
	house_start("operator");
	ck_assert_int_eq(import_roster(HEAD ROW("P1", "Ada", "nobody") BELOW("P2", "P1")
					   BELOW("P3", "P2"),
			     SITES, ""),
	    400);
	ck_assert_msg(strstr(house_text("detail"), "1 of 4 lines are wrong") != NULL,
	    "%s", house_text("detail"));
	ck_assert_uint_eq(json_count(json_find(house.json, "rejects")), 1);
	ck_assert_str_eq(house_text("left_out"),
	    "2 rows name a manager whose row is wrong");
}
END_TEST

/* NUL is refused by JSON already, ten megabytes in one cell by the reader of cells. */
START_TEST(test_hostile_bytes)
{
	CLEANUP(text_done) struct text people = { 0 };

	house_start("operator");
	ck_assert_int_eq(house_ask_files("/v1/roster/import",
			     "{\"roster\":\"id\\u0000\",\"reason\":\"a test\"}"),
	    400);
	text_add(&people, HEAD "P1,");
	for (int i = 0; i < 10 * 1024 * 1024 / 16; i++)
		text_add(&people, "abcdefghijklmnop");
	text_add(&people, ",ada@example.org,Cardiology,X,,,,employed,,,,,\n");
	ck_assert_int_eq(import_roster(text_string(&people), SITES, ""), 400);
	ck_assert_msg(strstr(house_text("detail"), "roster.csv: line 2") != NULL, "%s",
	    house_text("detail"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.person"), "0");
}
END_TEST

START_TEST(test_too_large_a_file)
{
	CLEANUP(text_done) struct text people = { 0 };

	house_start("operator");
	for (int i = 0; i < 17 * 1024 * 1024 / 16; i++)
		text_add(&people, "abcdefghijklmnop");
	ck_assert_int_eq(import_roster(text_string(&people), SITES, ""), 413);
}
END_TEST

/* Half a roster is a mistake until somebody says that it is none. */
START_TEST(test_a_halved_roster)
{
	house_start("operator");
	ck_assert_int_eq(import_roster(HEAD GOOD ROW("P2", "Eve", "eve@example.org"),
			     SITES, ""),
	    200);
	ck_assert_int_eq(import_roster(HEAD GOOD, SITES, ""), 422);
	ck_assert_msg(strstr(house_text("detail"), "1 of 2 would leave") != NULL, "%s",
	    house_text("detail"));
	ck_assert(strstr(house_text("fix"), "--allow-leaving") != NULL);
	ck_assert_int_eq(import_roster(HEAD GOOD, NULL, ",\"allow_leaving\":50"), 200);
	ck_assert_int_eq(house_int("left"), 1);
}
END_TEST

#define LOOP_MAX_US 10000

/* 25,000 people: the loop's longest turn stays below ten milliseconds of its own time,
 * and status answers all the while. */
START_TEST(test_a_large_roster_leaves_the_loop_free)
{
	CLEANUP(text_done) struct text people = { 0 }, sites = { 0 };
	char line[PATH_MAX * 2], path[PATH_MAX];

	house_start("operator");
	snprintf(line, sizeof line,
	    "'%s/tools/make-roster' --people 25000 --seed 1 --out '%s/large' >/dev/null",
	    SOURCE_DIR, house.folder);
	ck_assert_int_eq(system(line), 0);
	snprintf(path, sizeof path, "%s/large/roster.csv", house.folder);
	read_source(path, &people);
	snprintf(path, sizeof path, "%s/large/sites.csv", house.folder);
	read_source(path, &sites);
	house.turn_max_us = 0;
	ck_assert_msg(import_roster(text_string(&people), text_string(&sites), "") == 200,
	    "%s", text_string(&house.body));
	ck_assert_int_eq(house_int("added"), 25000);
	fprintf(stderr, "import of 25,000: %lld ms, longest turn %lld us\n",
	    (long long)house.answer_ms, (long long)house.turn_max_us);
	ck_assert_msg(house.turn_max_us <= LOOP_MAX_US, "%lld us",
	    (long long)house.turn_max_us);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_import");

	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, house_setup, house_teardown);
	tcase_add_test(tests, test_demo_files);
	tcase_add_loop_test(tests, test_hostile_files_change_nothing, 0,
	    (int)COUNT_OF(hostile));
	tcase_add_test(tests, test_a_wrong_manager_is_told_once);
	tcase_add_test(tests, test_hostile_bytes);
	tcase_add_test(tests, test_too_large_a_file);
	tcase_add_test(tests, test_a_halved_roster);
	tcase_add_test(tests, test_a_large_roster_leaves_the_loop_free);
	return run_tests("control_import", tests);
}
