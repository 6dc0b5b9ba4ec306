/* The files that come with the program, from bytes to structs, and their manual. */
#include "catalogue.h"
#include "civil.h"
#include "csv_rows.h"
#include "roster.h"

#include "run.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static void
read_bytes(const char *path, struct text *bytes)
{
	char whole[500], piece[4096];
	size_t got;

	snprintf(whole, sizeof whole, "%s/%s", SOURCE_DIR, path);
	FILE *file = fopen(whole, "r");

	ck_assert_msg(file != NULL, "%s", whole);
	while ((got = fread(piece, 1, sizeof piece, file)) > 0)
		text_add_bytes(bytes, piece, got);
	ck_assert_int_eq(fclose(file), 0);
}

static void
read_sheet(const char *path, struct sheet *sheet, const struct lookup *sites)
{
	CLEANUP(text_done) struct text bytes = { 0 };
	struct csv_rows_input input;
	struct err err = { OK, "" };

	read_bytes(path, &bytes);
	input = (struct csv_rows_input){ .bytes = bytes.data, .size = bytes.length };
	ck_assert_msg(csv_rows_read(&input, &err, sheet_row, sheet) == OK, "%s: %s", path,
	    err.text);
	ck_assert_msg(sheet_end(sheet, sites, &err) == OK, "%s: %s", path, err.text);
	ck_assert_msg(sheet->reject_count == 0, "%s: line %zu: %s", path,
	    sheet->rejects[0].line, sheet->rejects[0].reason);
}

/* People of one region, by their home, who are free on Thursdays; hosts among them. */
static void
count_region(const struct sheet *people, const char *region, size_t *ret_free,
    size_t *ret_hosts)
{
	const struct roster_person *person = people->rows;
	size_t is_free = 0, hosts = 0;

	for (size_t i = 0; i < people->row_count; i++) {
		bool is_there = strncmp(person[i].sites.items[0], region,
				    strlen(region)) == 0;

		if (!is_there || (person[i].evenings & 1U << CIVIL_THURSDAY) == 0)
			continue;
		is_free++;
		hosts += person[i].is_host ? 1 : 0;
	}
	*ret_free = is_free;
	*ret_hosts = hosts;
}

/* Nearly all can be seated on a Thursday in tables of 6 to 8: any number from 18 on
 * splits into such tables, each region has hosts for them, and tables in reach. */
START_TEST(test_demo_can_be_seated)
{
	static const char *const regions[] = { "Harbor", "Valley", "Bay", "Coast",
		"Lakes", "Prairie" };
	CLEANUP(sheet_done) struct sheet sites = { .kind = &catalogue_sites };
	CLEANUP(sheet_done) struct sheet people = { .kind = &roster_people };
	CLEANUP(sheet_done) struct sheet venues = { .kind = &catalogue_venues };
	CLEANUP(sheet_done) struct sheet enrolments = { .kind = &roster_enrolments };
	CLEANUP(lookup_done) struct lookup names = { 0 };
	size_t seated = 0;

	read_sheet("etc/demo/sites.csv", &sites, NULL);
	catalogue_add_sites(&sites, &names);
	read_sheet("etc/demo/roster.csv", &people, &names);
	read_sheet("etc/demo/venues.csv", &venues, &names);
	read_sheet("etc/demo/enrolments.csv", &enrolments, NULL);
	ck_assert_uint_eq(sites.row_count, 30);
	ck_assert_uint_eq(people.row_count, 140);
	ck_assert_uint_eq(enrolments.row_count, 140);
	for (size_t r = 0; r < COUNT_OF(regions); r++) {
		const struct catalogue_venue *venue = venues.rows;
		size_t is_free, hosts, tables = 0;

		count_region(&people, regions[r], &is_free, &hosts);
		for (size_t i = 0; i < venues.row_count; i++)
			if (strncmp(venue[i].site, regions[r], strlen(regions[r])) == 0)
				tables += (size_t)venue[i].tables;
		ck_assert_msg(is_free >= 18, "%s: %zu", regions[r], is_free);
		ck_assert_msg(hosts >= is_free / 6, "%s: %zu hosts", regions[r], hosts);
		ck_assert_msg(tables >= is_free / 6, "%s: %zu tables", regions[r],
		    tables);
		seated += is_free;
	}
	ck_assert_uint_ge(seated, 130);
}
END_TEST

START_TEST(test_starter_catalogue)
{
	CLEANUP(sheet_done) struct sheet sheet = { .kind = &catalogue_prompts };

	read_sheet("etc/prompts/starter.csv", &sheet, NULL);
	ck_assert_uint_ge(sheet.row_count, 60);
	const struct catalogue_prompt *prompt = sheet.rows;

	for (size_t i = 0; i < sheet.row_count; i++) {
		size_t length = strlen(prompt[i].text);

		ck_assert_str_eq(prompt[i].licence, "CC0-1.0");
		ck_assert_str_eq(prompt[i].source, "Convene starter catalogue");
		ck_assert_msg(length <= 120 && prompt[i].text[length - 1] == '?', "%s",
		    prompt[i].text);
	}
}
END_TEST

static const struct sheet_kind *const kinds[] = { &roster_people, &catalogue_sites,
	&catalogue_venues, &catalogue_prompts, &roster_enrolments };

/* The manual tells of every column, of each file in its order, what the table does. */
START_TEST(test_manual_is_the_table)
{
	static const char *const marks[] = { [SHEET_FILLED] = " Pq filled",
		[SHEET_BLANK] = "",
		[SHEET_OPTIONAL] = " Pq optional" };
	CLEANUP(text_done) struct text manual = { 0 };
	const struct sheet_kind *kind = kinds[_i];
	char wanted[400];

	read_bytes("man/convene-roster.5", &manual);
	snprintf(wanted, sizeof wanted, "\n.Ss %s\n", kind->name);
	const char *at = strstr(manual.data, wanted);

	ck_assert_msg(at != NULL, "%s", kind->name);
	for (size_t i = 0; i < kind->column_count; i++) {
		const struct sheet_column *column = &kind->columns[i];
		char first = column->help[0];

		if (first >= 'a' && first <= 'z')
			first = (char)(first - 32);
		snprintf(wanted, sizeof wanted, "\n.It Cm %s%s\n%c%s.\n", column->name,
		    marks[column->presence], first, column->help + 1);
		at = strstr(at, wanted);
		ck_assert_msg(at != NULL, "%s is not in the manual:%s", kind->name,
		    wanted);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("roster_files");

	tcase_add_test(tests, test_demo_can_be_seated);
	tcase_add_test(tests, test_starter_catalogue);
	tcase_add_loop_test(tests, test_manual_is_the_table, 0, COUNT_OF(kinds));
	return run_tests("roster_files", tests);
}
