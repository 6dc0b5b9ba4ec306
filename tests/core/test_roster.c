#include "roster.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define HEADER                                                                 \
	"id", "name", "email", "specialty", "sites", "panel", "stage", "role", \
	    "relationship", "sections", "manager", "training_ended", "host", "evenings"
#define COLUMNS 14

enum {
	ID,
	NAME,
	EMAIL,
	SPECIALTY,
	SITES,
	PANEL,
	STAGE,
	ROLE,
	RELATIONSHIP,
	SECTIONS,
	MANAGER,
	ENDED,
	HOST,
	EVENINGS
};

static const char *const header[] = { HEADER };
static const char *const person[] = { "P1", "Zo\xC3\xAB O'Neill", "zoe@example.org",
	"Paediatrics", "North;South", "paediatric", "early", "physician", "employed",
	"Women;IMG", "", "2021", "yes", "thu;tue" };

static struct sheet
sheet_of(const char *const *names)
{
	struct sheet sheet = { .kind = &roster_people };
	struct err err = { OK, "" };

	ck_assert_msg(sheet_row(&sheet, 1, names, COLUMNS, &err) == OK, "%s", err.text);
	return sheet;
}

/* Adds the person with one other cell, an id and an address of his own. */
static void
add(struct sheet *sheet, size_t line, const char *id, size_t column, const char *text)
{
	const char *cells[COLUMNS];
	char email[80];

	memcpy(cells, person, sizeof cells);
	snprintf(email, sizeof email, "%s@example.org", id);
	cells[ID] = id;
	cells[EMAIL] = email;
	cells[column] = text;
	ck_assert_int_eq(sheet_row(sheet, line, cells, COLUMNS, NULL), OK);
}

static void
end(struct sheet *sheet)
{
	CLEANUP(lookup_done) struct lookup sites = { 0 };
	struct err err = { OK, "" };

	ck_assert(lookup_add(&sites, "North", 0) && lookup_add(&sites, "South", 1));
	ck_assert_msg(sheet_end(sheet, &sites, &err) == OK, "%s", err.text);
}

START_TEST(test_all_columns)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);
	char evenings[ROSTER_EVENINGS_MAX];

	add(&sheet, 2, "P1", ID, "P1");
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 1);
	ck_assert_uint_eq(sheet.reject_count, 0);
	const struct roster_person *p = sheet.rows;

	ck_assert_uint_eq(p->place.line, 2);
	ck_assert_str_eq(p->id, "P1");
	ck_assert_str_eq(p->name, "Zo\xC3\xAB O'Neill");
	ck_assert_str_eq(p->email, "P1@example.org");
	ck_assert_uint_eq(p->sites.count, 2);
	ck_assert_str_eq(p->sites.items[0], "North");
	ck_assert_int_eq(p->panel, ROSTER_PAEDIATRIC);
	ck_assert_int_eq(p->relationship, ROSTER_EMPLOYED);
	ck_assert_str_eq(p->sections.items[0], "IMG"); /* by name */
	ck_assert_ptr_null(p->manager);
	ck_assert(p->training_ended.is_given);
	ck_assert_int_eq(p->training_ended.days, 18992); /* 2021-12-31 */
	ck_assert(p->is_host);
	ck_assert_str_eq(roster_evenings_format(p->evenings, evenings), "2;4");
}
END_TEST

/* Columns may stand in any order; an empty cell is all zero. */
START_TEST(test_columns_by_name)
{
	static const char *const names[] = { "evenings", "host", "training_ended",
		"manager", "sections", "relationship", "role", "stage", "panel", "sites",
		"specialty", "email", "name", " id " };
	static const char *const cells[] = { "", "", "", "", "", "Community", "", "", "",
		" North ", " Cardiology ", "a@example.org", "A", "P7" };
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(names);

	ck_assert_int_eq(sheet_row(&sheet, 2, cells, COLUMNS, NULL), OK);
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 1);
	const struct roster_person *p = sheet.rows;

	ck_assert_str_eq(p->id, "P7");
	ck_assert_str_eq(p->specialty, "Cardiology");
	ck_assert_str_eq(p->sites.items[0], "North");
	ck_assert_int_eq(p->relationship, ROSTER_COMMUNITY);
	ck_assert_int_eq(p->panel, ROSTER_ALL);
	ck_assert_ptr_null(p->stage);
	ck_assert(!p->training_ended.is_given && !p->is_host);
	ck_assert_uint_eq(p->evenings, 0);
}
END_TEST

static const struct {
	const char *name;
	size_t column;
	size_t count;
	const char *text;
} headers[] = {
	{ "e-mail", EMAIL, COLUMNS,
	    "line 1: roster.csv has no column 'e-mail'; did you mean 'email'?" },
	{ "\"x\"", EMAIL, COLUMNS,
	    "line 1: roster.csv has no column '\"x\"'; convene-roster(5)" },
	{ "id", EMAIL, COLUMNS, "line 1: the column 'id' is there twice" },
	{ "ID", ID, COLUMNS, "line 1: roster.csv has no column 'ID'" },
	{ "evenings", EVENINGS, COLUMNS - 1,
	    "line 1: the column 'evenings' of roster.csv" },
	{ "", HOST, COLUMNS, "line 1: roster.csv has no column ''" },
};

START_TEST(test_header)
{
	CLEANUP(sheet_done) struct sheet sheet = { .kind = &roster_people };
	const char *names[COLUMNS];
	struct err err = { OK, "" };

	memcpy(names, header, sizeof names);
	names[headers[_i].column] = headers[_i].name;
	ck_assert_int_eq(sheet_row(&sheet, 1, names, headers[_i].count, &err),
	    ERR_INVALID);
	ck_assert_msg(strstr(err.text, headers[_i].text) == err.text, "%s", err.text);
}
END_TEST

START_TEST(test_empty_file)
{
	CLEANUP(sheet_done) struct sheet sheet = { .kind = &roster_people };
	struct err err = { OK, "" };

	ck_assert_int_eq(sheet_end(&sheet, NULL, &err), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "roster.csv is empty"));
}
END_TEST

#define LONG20 "01234567890123456789"
#define LONG100 LONG20 LONG20 LONG20 LONG20 LONG20

static const struct {
	size_t column;
	const char *text;
	const char *reason; /* how it starts */
} bad[] = {
	{ ID, "", "id is empty" },
	{ ID, "P 1", "id is no identifier" },
	{ ID, "_1", "id is no identifier" },
	{ ID, "-1", "id starts with '='" },
	{ NAME, "", "name is empty" },
	{ NAME, "  ", "name is empty" },
	{ NAME, "=cmd|' /C calc'!A0", "name starts with '='" },
	{ NAME, "  =1+1", "name starts with '='" },
	{ NAME, "+1", "name starts with '='" },
	{ NAME, "-1", "name starts with '='" },
	{ NAME, "@SUM(A1)", "name starts with '='" },
	{ NAME,
	    "\xEF\xBC\x9D"
	    "1",
	    "name starts with '='" },
	{ NAME, "a\r\nBcc: b@x", "name holds a line end" },
	{ NAME, "a\nb", "name holds a line end" },
	{ NAME, "a\tb", "name holds a line end" },
	{ NAME, "a\x1B[2Jb", "name holds a line end" },
	{ NAME,
	    "a\xC2\x9B"
	    "2Jb",
	    "name holds an invisible" },
	{ NAME, "a\xE2\x80\xAEtxt", "name holds an invisible" },
	{ NAME,
	    "a\xE2\x80\x8B"
	    "b",
	    "name holds an invisible" },
	{ NAME,
	    "a\xE2\x81\xA6"
	    "b",
	    "name holds an invisible" },
	{ NAME,
	    "a\xE2\x80\xA8"
	    "b",
	    "name holds an invisible" },
	{ NAME, LONG100 LONG100 "1", "name has 201 bytes, 1 to 200" },
	{ EMAIL, "", "email is empty" },
	{ EMAIL, "nobody", "an e-mail address has one '@'" },
	{ EMAIL, "<a@x>\r\nDATA\r\n.\r\nNOOP", "email holds a line end" },
	{ EMAIL, "<a@x>%0d%0aDATA", "the e-mail address holds a '<'" },
	{ EMAIL, "a@x%0d%0aDATA", "the domain of the e-mail address holds a '%'" },
	{ EMAIL, "a b@x", "the e-mail address holds a blank" },
	{ SPECIALTY, "=1", "specialty starts" },
	{ SITES, "", "sites is empty" },
	{ SITES, ";", "sites: nothing stands beside" },
	{ SITES, "North;", "sites: nothing stands beside" },
	{ SITES, "North; ;South", "sites: nothing stands beside" },
	{ SITES, "North;North", "sites names 'North' twice" },
	{ SITES, "North;=1", "sites starts" },
	{ SITES, "Atlantis", "site 'Atlantis' is not known" },
	{ PANEL, "children", "panel is not known: adult, paediatric or all" },
	{ RELATIONSHIP, "", "relationship is empty: employed" },
	{ RELATIONSHIP, "boss", "relationship is not known: employed" },
	{ SECTIONS, "=1", "sections starts" },
	{ MANAGER, "P9", "manager 'P9' is not in this file" },
	{ MANAGER, "P0", "manager 'P0' is the person's own id" },
	{ ENDED, "soon", "training_ended is no date" },
	{ ENDED, "2021-02-29", "training_ended is no date" },
	{ ENDED, "21", "training_ended is no date" },
	{ HOST, "maybe", "host is neither yes nor no" },
	{ EVENINGS, "tue;someday", "evenings names no weekday" },
	{ EVENINGS, "tue,thu", "evenings names no weekday" },
};

/* The hostile row is out, with line, id and reason; the others are in. */
START_TEST(test_bad_cell)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);

	add(&sheet, 2, "A", ID, "A");
	add(&sheet, 3, "P0", bad[_i].column, bad[_i].text);
	add(&sheet, 4, "B", ID, "B");
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 2);
	ck_assert_str_eq(((struct roster_person *)sheet.rows)[1].id, "B");
	ck_assert_uint_eq(sheet.reject_count, 1);
	ck_assert_uint_eq(sheet.rejects[0].line, 3);
	ck_assert_str_eq(sheet.rejects[0].key, bad[_i].column == ID ? "" : "P0");
	ck_assert_msg(strstr(sheet.rejects[0].reason, bad[_i].reason) ==
		sheet.rejects[0].reason,
	    "%s", sheet.rejects[0].reason);
}
END_TEST

START_TEST(test_count_of_cells)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);

	ck_assert_int_eq(sheet_row(&sheet, 2, person, COLUMNS - 1, NULL), OK);
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 0);
	ck_assert_str_eq(sheet.rejects[0].reason, "13 cells, where the header has 14");
	ck_assert_str_eq(sheet.rejects[0].key, "P1");
}
END_TEST

/* Rejected rows as "LINE:reason\n". */
static void
expect_rejects(const struct sheet *sheet, const char *wanted)
{
	char seen[4000] = "";
	size_t used = 0;

	for (size_t i = 0; i < sheet->reject_count; i++)
		used += (size_t)snprintf(seen + used, sizeof seen - used, "%zu:%s\n",
		    sheet->rejects[i].line, sheet->rejects[i].reason);
	ck_assert_str_eq(seen, wanted);
}

START_TEST(test_twins_name_both_lines)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);

	add(&sheet, 2, "A", EMAIL, "jane@example.org");
	add(&sheet, 3, "B", NAME, "Fine");
	add(&sheet, 4, "C", EMAIL, "Jane@EXAMPLE.org");
	add(&sheet, 5, "D", EMAIL, "d1@example.org");
	add(&sheet, 6, "D", EMAIL, "d2@example.org");
	add(&sheet, 7, "D", PANEL, "nonsense");
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 1);
	expect_rejects(&sheet,
	    "2:email 'jane@example.org' is also in line 4\n"
	    "4:email 'Jane@EXAMPLE.org' is also in line 2\n"
	    "5:id 'D' is also in line 6\n"
	    "6:id 'D' is also in line 5\n"
	    "7:panel is not known: adult, paediatric or all; id 'D' is also in line "
	    "5\n");
}
END_TEST

/* All that is wrong with a row is told at once. */
START_TEST(test_a_row_of_flaws)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);
	const char *cells[COLUMNS];

	memcpy(cells, person, sizeof cells);
	cells[EMAIL] = "nobody";
	cells[HOST] = "perhaps";
	cells[SITES] = "North;Nowhere";
	ck_assert_int_eq(sheet_row(&sheet, 2, cells, COLUMNS, NULL), OK);
	end(&sheet);
	ck_assert_uint_eq(sheet.reject_count, 1);
	ck_assert_ptr_nonnull(strstr(sheet.rejects[0].reason, "; host is neither"));
	ck_assert_ptr_nonnull(
	    strstr(sheet.rejects[0].reason, "; site 'Nowhere' is not known"));
}
END_TEST

START_TEST(test_managers)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);

	add(&sheet, 2, "A", MANAGER, "B"); /* A -> B -> C -> A */
	add(&sheet, 3, "B", MANAGER, "C");
	add(&sheet, 4, "C", MANAGER, "A");
	add(&sheet, 5, "D", MANAGER, "A"); /* below the circle */
	add(&sheet, 6, "E", MANAGER, "F"); /* a chain that is fine, told from below */
	add(&sheet, 7, "F", MANAGER, "G");
	add(&sheet, 8, "G", MANAGER, "");
	add(&sheet, 9, "H", HOST, "bad");
	add(&sheet, 10, "I", MANAGER, "J");
	add(&sheet, 11, "J", MANAGER, "H");
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, 3);
	expect_rejects(&sheet,
	    "2:manager 'B' (line 3) leads back to this row: a circle\n"
	    "3:manager 'C' (line 4) leads back to this row: a circle\n"
	    "4:manager 'A' (line 2) leads back to this row: a circle\n"
	    "9:host is neither yes nor no: yes or no\n");
	ck_assert_uint_eq(sheet.left_out_count, 3); /* D, I, J */
}
END_TEST

/* Linear, also where everybody leads the next: a million rows in a few seconds; a
 * quadratic step would need hours, and the guard ends the test. */
START_TEST(test_a_million_rows)
{
	CLEANUP(sheet_done) struct sheet sheet = sheet_of(header);
	const char *cells[COLUMNS];
	char id[20], email[40], manager[20];
	const size_t count = 1000 * 1000;

	memcpy(cells, person, sizeof cells);
	cells[ID] = id;
	cells[EMAIL] = email;
	cells[MANAGER] = manager;
	for (size_t i = 0; i < count; i++) {
		snprintf(id, sizeof id, "P%zu", i);
		snprintf(email, sizeof email, "p%zu@example.org", i);
		manager[0] = '\0';
		if (i + 1 < count)
			snprintf(manager, sizeof manager, "P%zu", i + 1);
		ck_assert_int_eq(sheet_row(&sheet, i + 2, cells, COLUMNS, NULL), OK);
	}
	end(&sheet);
	ck_assert_uint_eq(sheet.row_count, count);
}
END_TEST

START_TEST(test_enrolments)
{
	static const char *const names[] = { "id", "host" };
	static const char *const rows[][2] = { { "A", "" }, { "B", "no" }, { "C", "yes" },
		{ "D", "perhaps" }, { "A", "yes" } };
	CLEANUP(sheet_done) struct sheet sheet = { .kind = &roster_enrolments };

	ck_assert_int_eq(sheet_row(&sheet, 1, names, 2, NULL), OK);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		ck_assert_int_eq(sheet_row(&sheet, i + 2, rows[i], 2, NULL), OK);
	ck_assert_int_eq(sheet_end(&sheet, NULL, NULL), OK);
	expect_rejects(&sheet,
	    "2:id 'A' is also in line 6\n"
	    "5:host is neither yes nor no: yes or no, where it differs from the "
	    "roster's\n"
	    "6:id 'A' is also in line 2\n");
	const struct roster_enrolment *enrolments = sheet.rows;

	ck_assert_uint_eq(sheet.row_count, 2);
	ck_assert_int_eq(enrolments[0].host, CELL_NO);
	ck_assert_int_eq(enrolments[1].host, CELL_YES);
	ck_assert_ptr_null(enrolments[1].consent);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("roster");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, test_all_columns);
	tcase_add_test(tests, test_columns_by_name);
	tcase_add_loop_test(tests, test_header, 0, COUNT_OF(headers));
	tcase_add_test(tests, test_empty_file);
	tcase_add_loop_test(tests, test_bad_cell, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_count_of_cells);
	tcase_add_test(tests, test_twins_name_both_lines);
	tcase_add_test(tests, test_a_row_of_flaws);
	tcase_add_test(tests, test_managers);
	tcase_add_test(tests, test_enrolments);

	TCase *slow = slow_tests("a million rows", 60);
	tcase_add_test(slow, test_a_million_rows);
	return run_cases("roster", (TCase *[]){ tests, slow }, 2);
}
