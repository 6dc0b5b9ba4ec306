/* civil.h - dates and times of a calendar on the wall, without any zone.
 *
 * A date is a count of days since 1970-01-01 (proleptic Gregorian), a time of day is a
 * count of minutes since midnight. Years are 1 to 9999. Zones are lib/io/zone's. */
#ifndef CONVENE_CIVIL_H
#define CONVENE_CIVIL_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

#define CIVIL_DAYS_MIN (-719162) /* 0001-01-01 */
#define CIVIL_DAYS_MAX 2932896   /* 9999-12-31 */
#define CIVIL_DAY_MINUTES 1440
#define CIVIL_TEXT_MAX 17 /* "2027-01-14 18:30" and a NUL */

enum civil_weekday {
	CIVIL_MONDAY, /* ISO 8601's order; bit n of a mask of evenings is weekday n */
	CIVIL_TUESDAY,
	CIVIL_WEDNESDAY,
	CIVIL_THURSDAY,
	CIVIL_FRIDAY,
	CIVIL_SATURDAY,
	CIVIL_SUNDAY,
	CIVIL_WEEKDAY_COUNT
};

struct civil_date {
	int year, month, day; /* as written: 1 is January, 1 is the first */
};

struct civil_time {
	int32_t days;
	int minute; /* 0 .. 1439 */
};

bool civil_is_date(struct civil_date date);
int civil_month_days(int year, int month);

/* The date must be one. civil_from_days() takes what lies in CIVIL_DAYS_MIN .. _MAX. */
int32_t civil_days(struct civil_date date);
struct civil_date civil_from_days(int32_t days);
enum civil_weekday civil_weekday(int32_t days);

/* The same day of another month, or that month's last day where it has no such day.
 * Returns false, *ret_days untouched, when the year leaves 1 to 9999. */
MUST_CHECK bool civil_add_months(int32_t days, int months, int32_t *ret_days);

/* Exactly "2027-01-14", "18:30" and "2027-01-14 18:30": nothing before, after or
 * abbreviated. ERR_INVALID, with an example of what is wanted. */
MUST_CHECK enum status civil_parse_date(const char *text, int32_t *ret_days,
    struct err *err);
MUST_CHECK enum status civil_parse_minute(const char *text, int *ret_minute,
    struct err *err);
MUST_CHECK enum status civil_parse_time(const char *text, struct civil_time *ret_time,
    struct err *err);

/* Each writes into buf and returns it. */
const char *civil_format_date(int32_t days, char buf[static CIVIL_TEXT_MAX]);
const char *civil_format_minute(int minute, char buf[static CIVIL_TEXT_MAX]);
const char *civil_format_time(struct civil_time time, char buf[static CIVIL_TEXT_MAX]);

/* "thursday". civil_find_weekday() takes that or "thu", in any case of letters, and
 * returns CIVIL_WEEKDAY_COUNT for anything else. */
const char *civil_weekday_name(enum civil_weekday weekday);
enum civil_weekday civil_find_weekday(const char *text, size_t length);
#endif
