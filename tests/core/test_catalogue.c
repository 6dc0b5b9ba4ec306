#include "catalogue.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS_MAX 11

/* A file whose second line is good, and what one other cell does to it. */
struct file {
	const struct sheet_kind *kind;
	size_t count;
	const char *names[COLUMNS_MAX];
	const char *cells[COLUMNS_MAX];
};

static const struct file sites = { &catalogue_sites, 6,
	{ "site", "name", "region", "latitude", "longitude", "timezone" },
	{ "north-1", "North Clinic", "North", "42.3601", "-71.0589",
	    "America/New_York" } };

static const struct file venues = { &catalogue_venues, 11,
	{ "venue", "street", "site", "latitude", "longitude", "tables", "seats",
	    "price_class", "on_campus", "virtual_url", "backup" },
	{ "Olive", "1 Main St", "north-1", "", "", "3", "8", "2", "no", "", "" } };

static const struct file prompts = { &catalogue_prompts, 5,
	{ "prompt", "topic", "licence", "source", "text" },
	{ "q1", "joy", "CC0-1.0", "us", "What made you laugh?" } };

static void
read_file(struct sheet *sheet, const struct file *file, const char *key, size_t column,
    const char *text)
{
	CLEANUP(lookup_done) struct lookup names = { 0 };
	const char *cells[COLUMNS_MAX];

	ck_assert(lookup_add(&names, "north-1", 0));
	memcpy(cells, file->cells, sizeof cells);
	*sheet = (struct sheet){ .kind = file->kind };
	ck_assert_int_eq(sheet_row(sheet, 1, file->names, file->count, NULL), OK);
	ck_assert_int_eq(sheet_row(sheet, 2, cells, file->count, NULL), OK);
	if (file == &prompts)
		cells[4] = "Another question?";
	cells[0] = key;
	cells[column] = text;
	ck_assert_int_eq(sheet_row(sheet, 3, cells, file->count, NULL), OK);
	ck_assert_int_eq(sheet_end(sheet, &names, NULL), OK);
}

static const struct {
	const struct file *file;
	const char *key;
	size_t column;
	const char *text;
	const char *reason; /* how it starts; NULL: it is taken */
} cases[] = {
	{ &sites, "s2", 1, "Other", NULL },
	{ &sites, "s2", 3, "90", NULL },
	{ &sites, "s2", 3, "90.000001", "latitude is no number" },
	{ &sites, "s2", 3, "-90.0", NULL },
	{ &sites, "s2", 3, "1e1", "latitude is no number" },
	{ &sites, "s2", 3, "1,5", "latitude is no number" },
	{ &sites, "s2", 3, "1.", "latitude is no number" },
	{ &sites, "s2", 3, ".5", "latitude is no number" },
	{ &sites, "s2", 3, "-", "latitude is no number" },
	{ &sites, "s2", 3, "+1", "latitude is no number" },
	{ &sites, "s2", 3, "nan", "latitude is no number" },
	{ &sites, "s2", 3, "0.0000000000001", "latitude is no number" },
	{ &sites, "s2", 4, "180.1", "longitude is no number" },
	{ &sites, "s2", 4, "179.9", NULL },
	{ &sites, "s2", 4, "", "longitude is empty" },
	{ &sites, "s2", 5, "../../etc/passwd", "timezone is no time zone" },
	{ &sites, "s2", 5, "Etc/GMT+5", NULL },
	{ &sites, "a;b", 1, "x", "site 'a;b' holds a ';'" },
	{ &sites, "north-1", 1, "x", "site 'north-1' is also in line 2" },
	{ &venues, "Two", 1, "x", NULL },
	{ &venues, "Two", 2, "", "a venue has a site, latitude" },
	{ &venues, "Two", 2, "atlantis", "site 'atlantis' is not known" },
	{ &venues, "Two", 3, "42.1", "latitude and longitude go together" },
	{ &venues, "Two", 5, "0", "tables is 1 to 1000, not 0" },
	{ &venues, "Two", 5, "9999999", "tables is no such number" },
	{ &venues, "Two", 5, "-1", "tables is no such number" },
	{ &venues, "Two", 6, "1", "seats is 2 to 100, not 1" },
	{ &venues, "Two", 7, "5", "price_class is 1 to 4, not 5" },
	{ &venues, "Two", 8, "y", "on_campus is neither" },
	{ &venues, "Two", 9, "https://meet.example.org/x?y=1", NULL },
	{ &venues, "Two", 9, "http://meet.example.org/", "virtual_url is no address" },
	{ &venues, "Two", 9, "javascript:alert(1)", "virtual_url is no address" },
	{ &venues, "Two", 9, "https://x\"onclick=", "virtual_url is no address" },
	{ &venues, "Two", 9, "https://", "virtual_url is no address" },
	{ &venues, "Two", 10, "Olive", NULL },
	{ &venues, "Two", 10, "Two", "backup is the venue itself" },
	{ &venues, "Two", 10, "Three", "backup 'Three' is not in this file" },
	{ &venues, "Olive", 1, "x", "venue 'Olive' is also in line 2" },
	{ &prompts, "q2", 1, "home", NULL },
	{ &prompts, "q2", 1, "", "topic is empty" },
	{ &prompts, "q2", 2, "", "licence is empty" },
	{ &prompts, "q2", 3, "", "source is empty" },
	{ &prompts, "q2", 4, "", "text is empty" },
	{ &prompts, "q2", 4, "=HYPERLINK(1)", "text starts with '='" },
	{ &prompts, "q2", 4, "What made you laugh?",
	    "text 'What made you laugh?' is also" },
	{ &prompts, "q1", 1, "x", "prompt 'q1' is also in line 2" },
};

START_TEST(test_case)
{
	CLEANUP(sheet_done) struct sheet sheet;
	const char *wanted = cases[_i].reason;

	read_file(&sheet, cases[_i].file, cases[_i].key, cases[_i].column,
	    cases[_i].text);
	if (wanted == NULL) {
		ck_assert_msg(sheet.reject_count == 0, "%s",
		    sheet.reject_count > 0 ? sheet.rejects[0].reason : "");
		ck_assert_uint_eq(sheet.row_count, 2);
		return;
	}
	ck_assert_uint_ge(sheet.reject_count, 1);
	const struct sheet_reject *last = &sheet.rejects[sheet.reject_count - 1];

	ck_assert_uint_eq(last->line, 3);
	ck_assert_msg(strstr(last->reason, wanted) == last->reason, "%s", last->reason);
}
END_TEST

START_TEST(test_site)
{
	CLEANUP(sheet_done) struct sheet sheet;
	CLEANUP(lookup_done) struct lookup names = { 0 };
	size_t index;

	read_file(&sheet, &sites, "s2", 1, "Other");
	const struct catalogue_site *site = sheet.rows;

	ck_assert_str_eq(site->region, "North");
	ck_assert(site->latitude.degrees == 42.3601);
	ck_assert(site->longitude.degrees == -71.0589);
	ck_assert_str_eq(site->zone, "America/New_York");
	catalogue_add_sites(&sheet, &names);
	ck_assert(lookup_find(&names, "s2", &index));
	ck_assert(!lookup_find(&names, "s3", &index));
}
END_TEST

START_TEST(test_venue)
{
	CLEANUP(sheet_done) struct sheet sheet;

	read_file(&sheet, &venues, "Two", 10, "Olive");
	const struct catalogue_venue *venue = sheet.rows;

	ck_assert_int_eq(venue[1].tables, 3);
	ck_assert_int_eq(venue[1].seats, 8);
	ck_assert_int_eq(venue[1].price_class, 2);
	ck_assert_str_eq(venue[1].backup, "Olive");
	ck_assert(!venue[1].latitude.is_given && !venue[1].is_on_campus);
	ck_assert_ptr_null(venue[1].virtual_url);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("catalogue");

	tcase_add_loop_test(tests, test_case, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_site);
	tcase_add_test(tests, test_venue);
	return run_tests("catalogue", tests);
}
