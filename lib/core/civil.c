#include "civil.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define YEAR_MAX 9999
#define ERA_DAYS 146097   /* the calendar repeats after 400 years */
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

static const char *const weekday_names[] = {
	[CIVIL_MONDAY] = "monday",
	[CIVIL_TUESDAY] = "tuesday",
	[CIVIL_WEDNESDAY] = "wednesday",
	[CIVIL_THURSDAY] = "thursday",
	[CIVIL_FRIDAY] = "friday",
	[CIVIL_SATURDAY] = "saturday",
	[CIVIL_SUNDAY] = "sunday",
};
_Static_assert(COUNT_OF(weekday_names) == CIVIL_WEEKDAY_COUNT, "name every weekday");

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
civil_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	assert(month >= 1 && month <= 12);
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool
civil_is_date(struct civil_date date)
{
	return date.year >= 1 && date.year <= YEAR_MAX && date.month >= 1 &&
	    date.month <= 12 && date.day >= 1 &&
	    date.day <= civil_month_days(date.year, date.month);
}

/* Years that begin in March have their leap day last, so that the months before it always
 * add up to the same number of days: (153 m + 2) / 5. */
int32_t
civil_days(struct civil_date date)
{
	assert(civil_is_date(date));

	int year = date.month <= 2 ? date.year - 1 : date.year;
	int month = date.month <= 2 ? date.month + 9 : date.month - 3;
	int era = year / 400, year_of_era = year % 400;
	int day_of_year = (153 * month + 2) / 5 + date.day - 1;

	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	    day_of_year - EPOCH_DAYS;
}

struct civil_date
civil_from_days(int32_t days)
{
	assert(days >= CIVIL_DAYS_MIN && days <= CIVIL_DAYS_MAX);

	int shifted = days + EPOCH_DAYS;
	int era = shifted / ERA_DAYS, day_of_era = shifted % ERA_DAYS;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			      day_of_era / 146096) /
	    365;
	int day_of_year = day_of_era -
	    (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month = (5 * day_of_year + 2) / 153;
	int year = era * 400 + year_of_era;

	return (struct civil_date){
		.year = month < 10 ? year : year + 1,
		.month = month < 10 ? month + 3 : month - 9,
		.day = day_of_year - (153 * month + 2) / 5 + 1,
	};
}

enum civil_weekday
civil_weekday(int32_t days)
{
	int shifted = (days + CIVIL_THURSDAY) % 7; /* 1970-01-01 was a Thursday */

	return (enum civil_weekday)(shifted < 0 ? shifted + 7 : shifted);
}

bool
civil_add_months(int32_t days, int months, int32_t *ret_days)
{
	struct civil_date date = civil_from_days(days);
	int64_t index = (int64_t)date.year * 12 + date.month - 1 + months;

	if (index < 12 || index / 12 > YEAR_MAX)
		return false;
	date.year = (int)(index / 12);
	date.month = (int)(index % 12) + 1;
	if (date.day > civil_month_days(date.year, date.month))
		date.day = civil_month_days(date.year, date.month);
	*ret_days = civil_days(date);
	return true;
}

/* Exactly count digits; moves *at behind them. */
static bool
read_digits(const char **at, int count, int *ret_number)
{
	int number = 0;

	for (int i = 0; i < count; i++, ++*at) {
		if (**at < '0' || **at > '9')
			return false;
		number = number * 10 + (**at - '0');
	}
	*ret_number = number;
	return true;
}

static bool
read_literal(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

static bool
read_date(const char **at, int32_t *ret_days)
{
	struct civil_date date;

	if (!read_digits(at, 4, &date.year) || !read_literal(at, '-') ||
	    !read_digits(at, 2, &date.month) || !read_literal(at, '-') ||
	    !read_digits(at, 2, &date.day) || !civil_is_date(date))
		return false;
	*ret_days = civil_days(date);
	return true;
}

static bool
read_minute(const char **at, int *ret_minute)
{
	int hour, minute;

	if (!read_digits(at, 2, &hour) || !read_literal(at, ':') ||
	    !read_digits(at, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*ret_minute = hour * 60 + minute;
	return true;
}

enum status
civil_parse_date(const char *text, int32_t *ret_days, struct err *err)
{
	int32_t days;
	const char *at = text;

	if (!read_date(&at, &days) || *at != '\0')
		return err_set(err, ERR_INVALID, "'%.40s' is not a date like 2027-01-14",
		    text);
	*ret_days = days;
	return OK;
}

enum status
civil_parse_minute(const char *text, int *ret_minute, struct err *err)
{
	int minute;
	const char *at = text;

	if (!read_minute(&at, &minute) || *at != '\0')
		return err_set(err, ERR_INVALID, "'%.40s' is not a time like 18:30",
		    text);
	*ret_minute = minute;
	return OK;
}

enum status
civil_parse_time(const char *text, struct civil_time *ret_time, struct err *err)
{
	struct civil_time time;
	const char *at = text;

	if (!read_date(&at, &time.days) || !read_literal(&at, ' ') ||
	    !read_minute(&at, &time.minute) || *at != '\0')
		return err_set(err, ERR_INVALID,
		    "'%.40s' is not a date and time like 2027-01-14 18:30", text);
	*ret_time = time;
	return OK;
}

const char *
civil_format_date(int32_t days, char buf[static CIVIL_TEXT_MAX])
{
	struct civil_date date = civil_from_days(days);

	snprintf(buf, CIVIL_TEXT_MAX, "%04u-%02u-%02u", (unsigned)date.year % 10000,
	    (unsigned)date.month % 100, (unsigned)date.day % 100);
	return buf;
}

const char *
civil_format_minute(int minute, char buf[static CIVIL_TEXT_MAX])
{
	assert(minute >= 0 && minute < CIVIL_DAY_MINUTES);
	snprintf(buf, CIVIL_TEXT_MAX, "%02d:%02d", minute / 60, minute % 60);
	return buf;
}

const char *
civil_format_time(struct civil_time time, char buf[static CIVIL_TEXT_MAX])
{
	char date[CIVIL_TEXT_MAX], minute[CIVIL_TEXT_MAX];

	snprintf(buf, CIVIL_TEXT_MAX, "%.10s %.5s", civil_format_date(time.days, date),
	    civil_format_minute(time.minute, minute));
	return buf;
}

const char *
civil_weekday_name(enum civil_weekday weekday)
{
	assert(weekday < CIVIL_WEEKDAY_COUNT);
	return weekday_names[weekday];
}

static bool
is_same_word(const char *text, size_t length, const char *word)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32)
							  : text[i];

		if (c != word[i])
			return false;
	}
	return true;
}

enum civil_weekday
civil_find_weekday(const char *text, size_t length)
{
	for (enum civil_weekday w = 0; w < CIVIL_WEEKDAY_COUNT; w++) {
		bool is_whole = length == strlen(weekday_names[w]);

		if ((is_whole || length == 3) &&
		    is_same_word(text, length, weekday_names[w]))
			return w;
	}
	return CIVIL_WEEKDAY_COUNT;
}
