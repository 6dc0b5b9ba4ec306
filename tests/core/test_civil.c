#include "civil.h"

#include "run.h"

#include <string.h>

static const struct {
	struct civil_date date;
	int32_t days;
	enum civil_weekday weekday;
} known[] = {
	{ { 1970, 1, 1 }, 0, CIVIL_THURSDAY },
	{ { 1969, 12, 31 }, -1, CIVIL_WEDNESDAY },
	{ { 2000, 2, 29 }, 11016, CIVIL_TUESDAY },
	{ { 2027, 1, 14 }, 20832, CIVIL_THURSDAY },
	{ { 1, 1, 1 }, CIVIL_DAYS_MIN, CIVIL_MONDAY },
	{ { 9999, 12, 31 }, CIVIL_DAYS_MAX, CIVIL_FRIDAY },
};

START_TEST(test_known_days)
{
	ck_assert_int_eq(civil_days(known[_i].date), known[_i].days);
	ck_assert_int_eq(civil_weekday(known[_i].days), known[_i].weekday);
}
END_TEST

/* Every day there is follows the one before it, and is read back from its number. */
START_TEST(test_every_day_follows_the_last)
{
	struct civil_date date = { 1, 1, 1 };

	for (int32_t days = CIVIL_DAYS_MIN; days <= CIVIL_DAYS_MAX; days++) {
		struct civil_date back = civil_from_days(days);

		if (back.year != date.year || back.month != date.month ||
		    back.day != date.day || civil_days(date) != days)
			ck_abort_msg("%d-%d-%d is day %d", date.year, date.month,
			    date.day, days);
		if (++date.day > civil_month_days(date.year, date.month)) {
			date.day = 1;
			if (++date.month == 13) {
				date.month = 1;
				date.year++;
			}
		}
	}
}
END_TEST

static const struct {
	const char *from;
	int months;
	const char *to; /* NULL: refused */
} month_cases[] = {
	{ "2027-01-31", 1, "2027-02-28" },
	{ "2028-01-31", 1, "2028-02-29" },
	{ "2027-12-31", 2, "2028-02-29" },
	{ "2028-02-29", 12, "2029-02-28" },
	{ "2028-02-29", -48, "2024-02-29" },
	{ "2027-03-31", -1, "2027-02-28" },
	{ "2027-05-15", 0, "2027-05-15" },
	{ "0001-01-01", -1, NULL },
	{ "9999-12-01", 1, NULL },
	{ "2027-01-01", INT32_MAX, NULL },
};

START_TEST(test_add_months)
{
	int32_t days, result = 7;
	char buf[CIVIL_TEXT_MAX];

	ck_assert_int_eq(civil_parse_date(month_cases[_i].from, &days, NULL), OK);
	if (!civil_add_months(days, month_cases[_i].months, &result)) {
		ck_assert_ptr_null(month_cases[_i].to);
		ck_assert_int_eq(result, 7);
		return;
	}
	ck_assert_ptr_nonnull(month_cases[_i].to);
	ck_assert_str_eq(civil_format_date(result, buf), month_cases[_i].to);
}
END_TEST

static const char *const not_times[] = { "", "2027-01-14", "2027-02-29 18:30",
	"2027-01-14T18:30", "2027-01-14 24:00", "2027-01-14 18:60", "2027-01-14 18:30 ",
	" 2027-01-14 18:30", "2027-1-14 18:30", "0000-01-14 18:30", "2027-00-14 18:30",
	"2027-01-00 18:30", "2027-13-01 18:30", "2027-01-14 8:30", "2027-01-14 +8:30",
	"2100-02-29 18:30", "2027-01-14 18:3" };

START_TEST(test_what_is_no_time_is_refused)
{
	struct civil_time time = { 7, 7 };
	struct err err = { OK, "" };

	ck_assert_msg(civil_parse_time(not_times[_i], &time, &err) == ERR_INVALID, "%s",
	    not_times[_i]);
	ck_assert_int_eq(time.days, 7);
	ck_assert_int_eq(time.minute, 7);
	ck_assert_ptr_nonnull(strstr(err.text, "2027-01-14 18:30"));
}
END_TEST

START_TEST(test_times_come_back)
{
	static const char *const texts[] = { "2027-01-14 18:30", "0001-01-01 00:00",
		"9999-12-31 23:59", "2028-02-29 07:05" };
	char buf[CIVIL_TEXT_MAX];

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct civil_time time;

		ck_assert_int_eq(civil_parse_time(texts[i], &time, NULL), OK);
		ck_assert_str_eq(civil_format_time(time, buf), texts[i]);
	}
}
END_TEST

START_TEST(test_weekdays_are_found)
{
	ck_assert_int_eq(civil_find_weekday("thu", 3), CIVIL_THURSDAY);
	ck_assert_int_eq(civil_find_weekday("Thursday", 8), CIVIL_THURSDAY);
	ck_assert_int_eq(civil_find_weekday("thur", 4), CIVIL_WEEKDAY_COUNT);
	ck_assert_int_eq(civil_find_weekday("thursdays", 9), CIVIL_WEEKDAY_COUNT);
	ck_assert_int_eq(civil_find_weekday("", 0), CIVIL_WEEKDAY_COUNT);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("civil");

	tcase_add_loop_test(tests, test_known_days, 0, COUNT_OF(known));
	tcase_add_test(tests, test_every_day_follows_the_last);
	tcase_add_loop_test(tests, test_add_months, 0, COUNT_OF(month_cases));
	tcase_add_loop_test(tests, test_what_is_no_time_is_refused, 0,
	    COUNT_OF(not_times));
	tcase_add_test(tests, test_times_come_back);
	tcase_add_test(tests, test_weekdays_are_found);
	return run_tests("civil", tests);
}
