#include "cadence.h"

#include "run.h"

#include <string.h>

static const struct {
	const char *text;
	const char *canonical;
} good[] = {
	{ "monthly second thursday", "monthly second thursday at 18:30" },
	{ "Monthly  LAST tue at 19:00", "monthly last tuesday at 19:00" },
	{ "monthly day 15", "monthly day 15 at 18:30" },
	{ "monthly last day at 12:15", "monthly last day at 12:15" },
	{ "every 2 weeks thursday", "every 2 weeks thursday at 18:30" },
	{ "every 1 week mon", "weekly monday at 18:30" },
	{ "weekly tuesday at 07:00", "weekly tuesday at 07:00" },
	{ "every 12 months fourth wednesday",
	    "every 12 months fourth wednesday at 18:30" },
};

START_TEST(test_one_spelling)
{
	struct cadence cadence, again;
	char buf[CADENCE_TEXT_MAX], buf2[CADENCE_TEXT_MAX];
	struct err err = { OK, "" };

	ck_assert_msg(cadence_parse(good[_i].text, &cadence, &err) == OK, "%s", err.text);
	ck_assert_str_eq(cadence_format(&cadence, buf), good[_i].canonical);
	ck_assert_int_eq(cadence_parse(buf, &again, &err), OK);
	ck_assert_str_eq(cadence_format(&again, buf2), buf);
}
END_TEST

static const struct {
	const char *text;
	const char *fix; /* what the error says to write */
} bad[] = {
	{ "", "monthly second thursday" },
	{ "yearly", "weekly tuesday" },
	{ "monthly thursday", "first, second" },
	{ "monthly fifth thursday", "'last'" },
	{ "monthly second thurzday", "weekday like thursday" },
	{ "monthly second", "weekday like thursday" },
	{ "monthly day 31", "'last day'" },
	{ "monthly day 0", "'last day'" },
	{ "monthly day", "1 to 28" },
	{ "every thursday", "every 2 weeks thursday" },
	{ "every 0 weeks thursday", "1 to 52" },
	{ "every 53 weeks thursday", "1 to 52" },
	{ "every 13 months last day", "1 to 12" },
	{ "every 2 years thursday", "weeks or months" },
	{ "every 99999999999 weeks thursday", "a number" },
	{ "weekly tuesday at 25:00", "18:30" },
	{ "weekly tuesday at", "18:30" },
	{ "weekly tuesday 18:30", "at 18:30" },
	{ "weekly tuesday at 18:30 sharp", "at 18:30" },
	{ "a b c d e f g h i", "too long" },
};

START_TEST(test_error_names_the_fix)
{
	struct cadence cadence = { .every = 77 };
	struct err err = { OK, "" };

	ck_assert_msg(cadence_parse(bad[_i].text, &cadence, &err) == ERR_INVALID, "%s",
	    bad[_i].text);
	ck_assert_msg(strstr(err.text, bad[_i].fix) != NULL, "%s: %s", bad[_i].text,
	    err.text);
	ck_assert_int_eq(cadence.every, 77);
}
END_TEST

static int32_t
day(const char *text)
{
	int32_t days = 0;

	ck_assert_int_eq(civil_parse_date(text, &days, NULL), OK);
	return days;
}

static struct cadence_season
season_of(const char *cadence, const char *start)
{
	struct cadence_season season = { .start_days = day(start) };
	struct err err = { OK, "" };

	ck_assert_msg(cadence_parse(cadence, &season.cadence, &err) == OK, "%s",
	    err.text);
	return season;
}

static const struct {
	const char *cadence, *start;
	const char *dates[4];
} runs[] = {
	{ "monthly second thursday", "2027-01-14",
	    { "2027-01-14", "2027-02-11", "2027-03-11", "2027-04-08" } },
	{ "monthly second thursday", "2027-01-15",
	    { "2027-02-11", "2027-03-11", "2027-04-08", "2027-05-13" } },
	{ "monthly last tuesday", "2027-11-30",
	    { "2027-11-30", "2027-12-28", "2028-01-25", "2028-02-29" } },
	{ "monthly last day", "2027-12-31",
	    { "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31" } },
	{ "monthly day 15", "2026-11-16",
	    { "2026-12-15", "2027-01-15", "2027-02-15", "2027-03-15" } },
	{ "every 2 weeks thursday", "2026-12-18",
	    { "2026-12-24", "2027-01-07", "2027-01-21", "2027-02-04" } },
	{ "weekly tuesday", "2028-02-22",
	    { "2028-02-22", "2028-02-29", "2028-03-07", "2028-03-14" } },
	{ "every 3 months first monday", "2026-12-08",
	    { "2027-01-04", "2027-04-05", "2027-07-05", "2027-10-04" } },
};

START_TEST(test_run)
{
	struct cadence_season season = season_of(runs[_i].cadence, runs[_i].start);
	int32_t after = CIVIL_DAYS_MIN;

	for (int n = 1; n <= 4; n++) {
		char buf[CIVIL_TEXT_MAX];
		int32_t days, next;
		int number;

		ck_assert(cadence_nth(&season, n, &days));
		ck_assert_str_eq(civil_format_date(days, buf), runs[_i].dates[n - 1]);
		ck_assert(cadence_next(&season, after, &number, &next));
		ck_assert_int_eq(number, n);
		ck_assert_int_eq(next, days);
		after = next;
	}
}
END_TEST

/* The rule in its own words, for every month of 30 years: a second Thursday is a Thursday
 * from the 8th to the 14th; a last Tuesday has none behind it in its month. */
START_TEST(test_rule_over_years)
{
	struct cadence_season second = season_of("monthly second thursday", "2024-01-01");
	struct cadence_season last = season_of("monthly last tuesday", "2024-01-01");

	for (int n = 1; n <= 360; n++) {
		int32_t days = 0;

		ck_assert(cadence_nth(&second, n, &days));
		struct civil_date date = civil_from_days(days);

		ck_assert_int_eq(civil_weekday(days), CIVIL_THURSDAY);
		ck_assert(date.day >= 8 && date.day <= 14);
		ck_assert_int_eq(date.year * 12 + date.month - 1, 2024 * 12 + n - 1);
		ck_assert(cadence_nth(&last, n, &days));
		ck_assert_int_eq(civil_weekday(days), CIVIL_TUESDAY);
		ck_assert_int_ne(civil_from_days(days + 7).month,
		    civil_from_days(days).month);
	}
}
END_TEST

static const struct {
	const char *cadence;
	enum cadence_blackout policy;
	const char *dates[3];
} black[] = {
	/* 24 December to 1 January, and Thursday 11 March */
	{ "monthly last thursday", CADENCE_SKIP,
	    { "2027-01-28", "2027-02-25", "2027-03-25" } },
	{ "monthly last thursday", CADENCE_SHIFT,
	    { "2027-01-07", "2027-01-28", "2027-02-25" } },
	{ "weekly thursday", CADENCE_SHIFT,
	    { "2027-01-07", "2027-01-14", "2027-01-21" } },
	{ "every 2 weeks thursday", CADENCE_SHIFT,
	    { "2027-01-07", "2027-01-21", "2027-02-04" } },
};

START_TEST(test_blackouts)
{
	const struct cadence_span spans[] = { { day("2026-12-24"), day("2027-01-06") },
		{ day("2027-03-11"), day("2027-03-11") } };
	struct cadence_season season = season_of(black[_i].cadence, "2026-12-24");

	season.blackouts = spans;
	season.blackout_count = COUNT_OF(spans);
	season.policy = black[_i].policy;
	for (int n = 1; n <= 3; n++) {
		char buf[CIVIL_TEXT_MAX];
		int32_t days;

		ck_assert(cadence_nth(&season, n, &days));
		ck_assert_str_eq(civil_format_date(days, buf), black[_i].dates[n - 1]);
	}
}
END_TEST

START_TEST(test_the_calendar_ends)
{
	struct cadence_season season = season_of("monthly last day", "9999-11-01");
	int32_t days = 7;
	int n = 7;

	ck_assert(cadence_nth(&season, 2, &days));
	ck_assert_int_eq(days, CIVIL_DAYS_MAX);
	days = 7;
	ck_assert(!cadence_nth(&season, 3, &days));
	ck_assert(!cadence_next(&season, CIVIL_DAYS_MAX, &n, &days));
	ck_assert_int_eq(days, 7);
	ck_assert_int_eq(n, 7);
}
END_TEST

/* All of the calendar is black: that ends, too. */
START_TEST(test_no_free_day)
{
	const struct cadence_span all = { CIVIL_DAYS_MIN, CIVIL_DAYS_MAX };
	struct cadence_season season = season_of("monthly second thursday", "2027-01-01");
	int32_t days;

	season.blackouts = &all;
	season.blackout_count = 1;
	season.policy = CADENCE_SHIFT;
	ck_assert(!cadence_nth(&season, 1, &days));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("cadence");

	tcase_add_loop_test(tests, test_one_spelling, 0, COUNT_OF(good));
	tcase_add_loop_test(tests, test_error_names_the_fix, 0, COUNT_OF(bad));
	tcase_add_loop_test(tests, test_run, 0, COUNT_OF(runs));
	tcase_add_test(tests, test_rule_over_years);
	tcase_add_loop_test(tests, test_blackouts, 0, COUNT_OF(black));
	tcase_add_test(tests, test_the_calendar_ends);
	tcase_add_test(tests, test_no_free_day);
	return run_tests("cadence", tests);
}
