/* cadence.h - how often a season meets, in an administrator's words, and when that is.
 *
 *   monthly second thursday            first, second, third, fourth or last
 *   monthly day 15                     1 to 28; "monthly last day"
 *   every 2 months last tuesday        1 to 12
 *   weekly tuesday
 *   every 2 weeks thursday             1 to 52, from the first date on
 *
 * each with "at 18:30" behind it, or 18:30 is meant. Weekdays may be cut to three
 * letters; the case of letters and the number of blanks do not matter. */
#ifndef CONVENE_CADENCE_H
#define CONVENE_CADENCE_H

#include "civil.h"

enum cadence_rule {
	CADENCE_WEEKDAY, /* every so many weeks */
	CADENCE_NTH_WEEKDAY,
	CADENCE_DAY
};

#define CADENCE_LAST (-1) /* as nth: of the weekdays, or of the days, of a month */

/* Plain data; only cadence_parse() makes one. */
struct cadence {
	enum cadence_rule rule;
	int every; /* weeks or months */
	int nth;   /* weekday of the month: 1 .. 4; day: 1 .. 28; or last */
	enum civil_weekday weekday; /* not of CADENCE_DAY */
	int minute;                 /* of the day on which it starts */
};

enum cadence_blackout {
	CADENCE_SKIP, /* that meeting does not take place */
	CADENCE_SHIFT /* by whole weeks, to the first free one before the next meeting */
};

/* First and last day of a holiday, a closure. */
struct cadence_span {
	int32_t first_days, last_days;
};

struct cadence_season {
	struct cadence cadence;
	int32_t start_days; /* no meeting is earlier; "every 2 weeks" counts from here */
	const struct cadence_span *blackouts;
	size_t blackout_count;
	enum cadence_blackout policy;
};

#define CADENCE_TEXT_MAX 64 /* "every 12 months fourth wednesday at 18:30" and a NUL */

/* ERR_INVALID names the word that is wrong and what to write instead. */
MUST_CHECK enum status cadence_parse(const char *text, struct cadence *ret_cadence,
    struct err *err);

/* The same in one spelling, for which parsing is the inverse; returns buf. */
const char *cadence_format(const struct cadence *cadence,
    char buf[static CADENCE_TEXT_MAX]);

/* The n-th meeting, from 1 on, that takes place; false, *ret_days untouched, when the
 * calendar ends first. */
MUST_CHECK bool cadence_nth(const struct cadence_season *season, int n,
    int32_t *ret_days);

/* The first meeting after a day, and its number. */
MUST_CHECK bool cadence_next(const struct cadence_season *season, int32_t after_days,
    int *ret_n, int32_t *ret_days);
#endif
