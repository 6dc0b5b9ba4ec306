/* cadence.c - occurrences are numbered from 0 by the rule alone (occurrence_at()); a
 * meeting is an occurrence that blackouts let take place. Seasons have few meetings, so
 * that counting them from the first is quick and cannot drift. */
#include "cadence.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 8
#define DEFAULT_MINUTE (18 * 60 + 30)
#define WEEKS_MAX 52
#define MONTHS_MAX 12
#define DAY_MAX 28

struct word {
	const char *text;
	int length;
};

/* What is left to read. */
struct words {
	struct word list[WORDS_MAX];
	size_t count, at;
};

static const struct {
	const char *name;
	int nth;
} ordinals[] = {
	{ "first", 1 },
	{ "second", 2 },
	{ "third", 3 },
	{ "fourth", 4 },
	{ "last", CADENCE_LAST },
};

static bool
is_word(struct word word, const char *name)
{
	size_t length = strlen(name);

	if ((size_t)word.length != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = word.text[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != name[i])
			return false;
	}
	return true;
}

static bool
split_words(const char *text, struct words *words)
{
	while (*text != '\0') {
		const char *end = text;

		while (*end != '\0' && *end != ' ')
			end++;
		if (end > text) {
			if (words->count == WORDS_MAX || end - text > 32)
				return false;
			words->list[words->count++] = (struct word){ text,
				(int)(end - text) };
		}
		text = *end == ' ' ? end + 1 : end;
	}
	return true;
}

/* The next word, or an empty one at the end. */
static struct word
peek(const struct words *words)
{
	return words->at < words->count ? words->list[words->at] : (struct word){ "", 0 };
}

static bool
take(struct words *words, const char *name)
{
	if (!is_word(peek(words), name))
		return false;
	words->at++;
	return true;
}

static bool
take_number(struct words *words, int *ret_number)
{
	struct word word = peek(words);
	int number = 0;

	if (word.length < 1 || word.length > 3)
		return false;
	for (int i = 0; i < word.length; i++) {
		if (word.text[i] < '0' || word.text[i] > '9')
			return false;
		number = number * 10 + (word.text[i] - '0');
	}
	words->at++;
	*ret_number = number;
	return true;
}

static enum status
take_weekday(struct words *words, struct cadence *cadence, struct err *err)
{
	struct word word = peek(words);

	cadence->weekday = civil_find_weekday(word.text, (size_t)word.length);
	if (cadence->weekday == CIVIL_WEEKDAY_COUNT)
		return err_set(err, ERR_INVALID,
		    "a weekday like thursday is wanted where '%.*s' stands", word.length,
		    word.text);
	words->at++;
	return OK;
}

/* "day 15", "last day", "second thursday" */
static enum status
take_month_rule(struct words *words, struct cadence *cadence, struct err *err)
{
	if (take(words, "day")) {
		cadence->rule = CADENCE_DAY;
		if (!take_number(words, &cadence->nth) || cadence->nth < 1 ||
		    cadence->nth > DAY_MAX)
			return err_set(err, ERR_INVALID,
			    "the day is 1 to 28, which every month has; for the end of "
			    "the "
			    "month write 'last day'");
		return OK;
	}
	if (take(words, "fifth"))
		return err_set(err, ERR_INVALID,
		    "not every month has a fifth one: write 'last'");
	for (size_t i = 0; i < COUNT_OF(ordinals); i++) {
		if (!take(words, ordinals[i].name))
			continue;
		cadence->nth = ordinals[i].nth;
		cadence->rule = CADENCE_NTH_WEEKDAY;
		if (cadence->nth == CADENCE_LAST && take(words, "day")) {
			cadence->rule = CADENCE_DAY;
			return OK;
		}
		return take_weekday(words, cadence, err);
	}
	return err_set(err, ERR_INVALID,
	    "first, second, third, fourth, last or 'day 15' is wanted where '%.*s' "
	    "stands",
	    peek(words).length, peek(words).text);
}

static enum status
take_every(struct words *words, struct cadence *cadence, struct err *err)
{
	if (!take_number(words, &cadence->every))
		return err_set(err, ERR_INVALID,
		    "a number is wanted behind 'every', as in 'every 2 weeks thursday'");
	if (take(words, "weeks") || take(words, "week")) {
		if (cadence->every < 1 || cadence->every > WEEKS_MAX)
			return err_set(err, ERR_INVALID, "weeks are 1 to %d, not %d",
			    WEEKS_MAX, cadence->every);
		return take_weekday(words, cadence, err);
	}
	if (take(words, "months") || take(words, "month")) {
		if (cadence->every < 1 || cadence->every > MONTHS_MAX)
			return err_set(err, ERR_INVALID, "months are 1 to %d, not %d",
			    MONTHS_MAX, cadence->every);
		return take_month_rule(words, cadence, err);
	}
	return err_set(err, ERR_INVALID, "weeks or months is wanted where '%.*s' stands",
	    peek(words).length, peek(words).text);
}

static enum status
take_rule(struct words *words, struct cadence *cadence, struct err *err)
{
	cadence->rule = CADENCE_WEEKDAY;
	cadence->every = 1;
	if (take(words, "weekly"))
		return take_weekday(words, cadence, err);
	if (take(words, "monthly"))
		return take_month_rule(words, cadence, err);
	if (take(words, "every"))
		return take_every(words, cadence, err);
	return err_set(err, ERR_INVALID,
	    "a cadence is like 'monthly second thursday', 'weekly tuesday' or 'every 2 "
	    "weeks thursday at 18:30'");
}

static enum status
take_hour(struct words *words, struct cadence *cadence, struct err *err)
{
	char text[34]; /* split_words() takes no word over 32 bytes */
	struct word word;

	cadence->minute = DEFAULT_MINUTE;
	if (!take(words, "at"))
		return OK;
	word = peek(words);
	snprintf(text, sizeof text, "%.*s", word.length, word.text);
	words->at++;
	return civil_parse_minute(text, &cadence->minute, err);
}

enum status
cadence_parse(const char *text, struct cadence *ret_cadence, struct err *err)
{
	struct words words = { 0 };
	struct cadence cadence = { 0 };
	enum status status;

	if (!split_words(text, &words))
		return err_set(err, ERR_INVALID, "'%.80s' is too long for a cadence",
		    text);
	status = take_rule(&words, &cadence, err);
	if (status == OK)
		status = take_hour(&words, &cadence, err);
	if (status != OK)
		return status;
	if (words.at < words.count)
		return err_set(err, ERR_INVALID,
		    "the cadence should end before '%.*s'; only 'at 18:30' may follow",
		    peek(&words).length, peek(&words).text);
	*ret_cadence = cadence;
	return OK;
}

static const char *
ordinal_name(int nth)
{
	size_t i = 0;

	while (i < COUNT_OF(ordinals) && ordinals[i].nth != nth)
		i++;
	assert(i < COUNT_OF(ordinals));
	return ordinals[i].name;
}

const char *
cadence_format(const struct cadence *cadence, char buf[static CADENCE_TEXT_MAX])
{
	bool is_weekly = cadence->rule == CADENCE_WEEKDAY;
	char every[32], day[32], minute[CIVIL_TEXT_MAX];

	if (cadence->every == 1)
		snprintf(every, sizeof every, "%s", is_weekly ? "weekly" : "monthly");
	else
		snprintf(every, sizeof every, "every %d %s", cadence->every,
		    is_weekly ? "weeks" : "months");
	if (is_weekly)
		snprintf(day, sizeof day, "%s", civil_weekday_name(cadence->weekday));
	else if (cadence->rule == CADENCE_NTH_WEEKDAY)
		snprintf(day, sizeof day, "%s %s", ordinal_name(cadence->nth),
		    civil_weekday_name(cadence->weekday));
	else if (cadence->nth == CADENCE_LAST)
		snprintf(day, sizeof day, "last day");
	else
		snprintf(day, sizeof day, "day %d", cadence->nth);
	snprintf(buf, CADENCE_TEXT_MAX, "%.20s %.20s at %.5s", every, day,
	    civil_format_minute(cadence->minute, minute));
	return buf;
}

/* The day that the rule names in the month of a date. */
static int32_t
day_in_month(const struct cadence *cadence, int32_t in_month)
{
	struct civil_date date = civil_from_days(in_month);
	int length = civil_month_days(date.year, date.month);
	int32_t first = in_month - (date.day - 1), last = first + length - 1;

	if (cadence->rule == CADENCE_DAY)
		return cadence->nth == CADENCE_LAST ? last : first + cadence->nth - 1;
	if (cadence->nth == CADENCE_LAST)
		return last - (int)(civil_weekday(last) + 7 - cadence->weekday) % 7;
	return first + (int)(cadence->weekday + 7 - civil_weekday(first)) % 7 +
	    7 * (cadence->nth - 1);
}

/* Occurrence i by the rule alone; 0 is the first on or after the start. */
static bool
occurrence_at(const struct cadence_season *season, int i, int32_t *ret_days)
{
	const struct cadence *cadence = &season->cadence;
	int32_t start = season->start_days;

	if (cadence->rule == CADENCE_WEEKDAY) {
		int ahead = (int)(cadence->weekday + 7 - civil_weekday(start)) % 7;
		int64_t days = (int64_t)start + ahead + (int64_t)i * cadence->every * 7;

		*ret_days = (int32_t)days;
		return days <= CIVIL_DAYS_MAX;
	}

	int32_t month = start - (civil_from_days(start).day - 1);
	int late = day_in_month(cadence, start) < start ? 1 : 0;

	if (!civil_add_months(month, late + i * cadence->every, &month))
		return false;
	*ret_days = day_in_month(cadence, month);
	return true;
}

static bool
is_black(const struct cadence_season *season, int32_t days)
{
	for (size_t i = 0; i < season->blackout_count; i++)
		if (days >= season->blackouts[i].first_days &&
		    days <= season->blackouts[i].last_days)
			return true;
	return false;
}

/* Whether occurrence i takes place, and on which day. */
static bool
takes_place(const struct cadence_season *season, int i, int32_t *days)
{
	int32_t next, day = *days;

	if (!is_black(season, day))
		return true;
	if (season->policy == CADENCE_SKIP || !occurrence_at(season, i + 1, &next))
		return false;
	while (day < next && is_black(season, day))
		day += 7;
	if (day >= next)
		return false;
	*days = day;
	return true;
}

/* Walks the meetings until one is after a day and has at least a number. */
static bool
find(const struct cadence_season *season, int32_t after_days, int n_min, int *ret_n,
    int32_t *ret_days)
{
	int n = 0;
	int32_t days;

	assert(season->cadence.every >= 1);
	for (int i = 0; occurrence_at(season, i, &days); i++) {
		if (!takes_place(season, i, &days))
			continue;
		n++;
		if (days > after_days && n >= n_min) {
			*ret_n = n;
			*ret_days = days;
			return true;
		}
	}
	return false;
}

bool
cadence_nth(const struct cadence_season *season, int n, int32_t *ret_days)
{
	int found;

	return find(season, CIVIL_DAYS_MIN - 1, n, &found, ret_days);
}

bool
cadence_next(const struct cadence_season *season, int32_t after_days, int *ret_n,
    int32_t *ret_days)
{
	return find(season, after_days, 1, ret_n, ret_days);
}
