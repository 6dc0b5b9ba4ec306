#include "zone.h"

#include "run.h"

#include <string.h>

/* Seconds are from GNU date: date -d 'TZ="America/New_York" 2027-03-14 03:30' +%s */
static const struct {
	const char *zone, *local;
	int64_t at_s;
	enum zone_fit fit;
	const char *back; /* what at_s reads like */
} times[] = {
	{ "UTC", "1970-01-01 00:00", 0, ZONE_ONCE, "1970-01-01 00:00 UTC" },
	{ "America/New_York", "2027-01-14 18:30", 1799969400, ZONE_ONCE,
	    "2027-01-14 18:30 EST" },
	{ "America/New_York", "2027-03-14 01:59", 1805007540, ZONE_ONCE,
	    "2027-03-14 01:59 EST" },
	{ "America/New_York", "2027-03-14 02:30", 1805009400, ZONE_NEVER,
	    "2027-03-14 03:30 EDT" },
	{ "America/New_York", "2027-03-14 03:00", 1805007600, ZONE_ONCE,
	    "2027-03-14 03:00 EDT" },
	{ "America/New_York", "2027-11-07 00:59", 1825563540, ZONE_ONCE,
	    "2027-11-07 00:59 EDT" },
	{ "America/New_York", "2027-11-07 01:30", 1825565400, ZONE_TWICE,
	    "2027-11-07 01:30 EDT" },
	{ "America/New_York", "2027-11-07 02:00", 1825570800, ZONE_ONCE,
	    "2027-11-07 02:00 EST" },
	{ "America/New_York", "2027-11-07 18:30", 1825630200, ZONE_ONCE,
	    "2027-11-07 18:30 EST" },
	{ "Australia/Lord_Howe", "2027-10-03 02:15", 1822491900, ZONE_NEVER,
	    "2027-10-03 02:45 UTC+11" },
	{ "Europe/Berlin", "2028-02-29 23:59", 1835477940, ZONE_ONCE,
	    "2028-02-29 23:59 CET" },
	{ "America/New_York", "2052-07-01 18:30", 2603485800, ZONE_ONCE,
	    "2052-07-01 18:30 EDT" },
	{ "Asia/Kolkata", "2027-06-01 18:30", 1811854800, ZONE_ONCE,
	    "2027-06-01 18:30 IST" },
};

START_TEST(test_civil_time_and_back)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	CLEANUP(text_done) struct text back = { 0 };
	struct err err = { 0 };
	int64_t at_s = -1;
	enum zone_fit fit;

	ck_assert_int_eq(zone_open(times[_i].zone, &zone, &err), OK);
	ck_assert_int_eq(zone_to_utc(zone, times[_i].local, &at_s, &fit, &err), OK);
	ck_assert_msg(at_s == times[_i].at_s, "%s %s: %lld", times[_i].zone,
	    times[_i].local, (long long)at_s);
	ck_assert_int_eq(fit, times[_i].fit);
	zone_add_time(zone, at_s, ZONE_ISO, &back);
	text_add(&back, " ");
	zone_add_time(zone, at_s, ZONE_INITIALS, &back);
	ck_assert_str_eq(text_string(&back), times[_i].back);
}
END_TEST

static const struct {
	enum zone_form form;
	const char *wanted;
} forms[] = {
	{ ZONE_ISO, "2027-01-14 18:30" },
	{ ZONE_FULL, "Thursday 14 January 2027, 18:30" },
	{ ZONE_BRIEF, "Thu 14 Jan, 18:30" },
	{ ZONE_DAY, "Thursday 14 January" },
	{ ZONE_CLOCK, "18:30" },
	{ ZONE_INITIALS, "EST" },
};

START_TEST(test_forms_for_people)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	CLEANUP(text_done) struct text text = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(zone_open("America/New_York", &zone, &err), OK);
	zone_add_time(zone, 1799969400, forms[_i].form, &text);
	ck_assert_str_eq(text_string(&text), forms[_i].wanted);
}
END_TEST

static const char *const unknown[] = { "", "America/Nowhere", "EST5EDT", "+02",
	"/etc/passwd", "America/../UTC", "New York", "America/New_York\n", "Etc/ UTC" };

START_TEST(test_unknown_zone_is_not_found)
{
	static char untouched;
	struct zone *zone = (void *)&untouched;
	struct err err = { 0 };

	ck_assert_msg(zone_open(unknown[_i], &zone, &err) == ERR_NOT_FOUND, "%s",
	    unknown[_i]);
	ck_assert_ptr_eq(zone, &untouched);
	ck_assert_str_ne(err.text, "");
}
END_TEST

static const char *const bad_times[] = { "", "2027-01-14", "2027-01-14T18:30",
	"2027-01-14 18:30:00", "2027-02-29 18:30", "2027-13-01 18:30", "2027-01-14 24:00",
	"2027-01-14 18:60", "2027-1-14 18:30 ", "1969-12-31 18:30", "2200-01-01 00:00",
	"+027-01-14 18:30" };

START_TEST(test_bad_time_is_invalid)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	struct err err = { 0 };
	int64_t at_s = 7;
	enum zone_fit fit;

	ck_assert_int_eq(zone_open("UTC", &zone, &err), OK);
	ck_assert_msg(zone_to_utc(zone, bad_times[_i], &at_s, &fit, &err) == ERR_INVALID,
	    "%s", bad_times[_i]);
	ck_assert_int_eq(at_s, 7);
}
END_TEST

START_TEST(test_shelf_opens_a_zone_once)
{
	static const char *const names[] = { "UTC", "America/New_York", "Europe/Berlin",
		"Asia/Tokyo", "Asia/Kolkata", "America/Chicago", "America/Denver",
		"Europe/Paris", "Europe/London", "Africa/Cairo" };
	CLEANUP(zone_shelf_done) struct zone_shelf shelf = { 0 };
	const struct zone *first[COUNT_OF(names)];
	const struct zone *again;
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		ck_assert_int_eq(zone_shelf_find(&shelf, names[i], &first[i], &err), OK);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		ck_assert_int_eq(zone_shelf_find(&shelf, names[i], &again, &err), OK);
		ck_assert_ptr_eq(again, first[i]);
	}
	ck_assert_int_eq(zone_shelf_find(&shelf, "Mars/Base", &again, &err),
	    ERR_NOT_FOUND);
	ck_assert_uint_eq(shelf.count, COUNT_OF(names));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("zone");

	tcase_add_loop_test(tests, test_civil_time_and_back, 0, COUNT_OF(times));
	tcase_add_loop_test(tests, test_forms_for_people, 0, COUNT_OF(forms));
	tcase_add_loop_test(tests, test_unknown_zone_is_not_found, 0, COUNT_OF(unknown));
	tcase_add_loop_test(tests, test_bad_time_is_invalid, 0, COUNT_OF(bad_times));
	tcase_add_test(tests, test_shelf_opens_a_zone_once);
	return run_tests("zone", tests);
}
