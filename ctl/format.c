#include "format.h"

#include "civil.h"
#include "unit.h"
#include "zone.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define LIST_SHOWN 10 /* --json has all */

static bool
ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return length > tail && strcmp(name + length - tail, ending) == 0;
}

/* "7500000" cents: 75,000.00; without groups 75000.00. */
static void
add_amount(struct text *text, int64_t cents, bool has_groups)
{
	char digits[MONEY_TEXT_MAX];
	const char *at = money_format((struct money){ cents }, digits);

	if (*at == '-') {
		text_add(text, "-");
		at++;
	}
	for (size_t left = strcspn(at, "."); left > 0; left--, at++) {
		text_add_bytes(text, at, 1);
		if (has_groups && left > 1 && left % 3 == 1)
			text_add(text, ",");
	}
	text_add_bytes(text, at, strlen(at));
}

/* The "+05:00", "-04:00" or "Z" of RFC 3339, in minutes. */
static bool
read_offset(const char *at, int *ret_minutes)
{
	int minute;

	if (strcmp(at, "Z") == 0) {
		*ret_minutes = 0;
		return true;
	}
	if ((*at != '+' && *at != '-') || civil_parse_minute(at + 1, &minute, NULL) != OK)
		return false;
	*ret_minutes = *at == '-' ? -minute : minute;
	return true;
}

/* "2027-01-14T23:30:00Z", "2027-01-14T18:30:00.25-05:00" (RFC 3339). */
static bool
read_moment(const char *moment, int64_t *ret_at_s)
{
	char minute[CIVIL_TEXT_MAX];
	struct civil_time time;
	int offset;

	if (strlen(moment) < 20 || moment[10] != 'T' || moment[16] != ':' ||
	    strspn(moment + 17, "0123456789") < 2)
		return false;
	memcpy(minute, moment, 16);
	minute[10] = ' ';
	minute[16] = '\0';
	const char *rest = moment + 17 + strspn(moment + 17, "0123456789.");

	if (civil_parse_time(minute, &time, NULL) != OK || !read_offset(rest, &offset))
		return false;
	int64_t minutes = (int64_t)time.days * CIVIL_DAY_MINUTES + time.minute - offset;

	*ret_at_s = minutes * 60 + (moment[17] - '0') * 10 + (moment[18] - '0');
	return true;
}

/* Where this terminal is: for what has no place of its own. */
static void
add_local_here(struct text *text, int64_t at_s)
{
	char buf[64];
	time_t moment = (time_t)at_s;
	struct tm parts;

	if (localtime_r(&moment, &parts) != NULL)
		text_add_bytes(text, buf,
		    strftime(buf, sizeof buf, "%Y-%m-%d %H:%M", &parts));
}

static void
add_moment(struct text *text, const struct json *object, const char *moment)
{
	const char *name = json_as_text(json_find(object, "zone"));
	CLEANUP(zone_close) struct zone *zone = NULL;
	int64_t at_s;

	if (!read_moment(moment, &at_s) || at_s < 0)
		text_add_line(text, moment);
	else if (name != NULL && zone_open(name, &zone, NULL) == OK)
		zone_add_time(zone, at_s, ZONE_ISO, text);
	else
		add_local_here(text, at_s);
}

static void
add_number(struct text *text, const char *name, int64_t number)
{
	char buf[UNIT_TEXT_MAX];

	if (ends_with(name, "_s"))
		unit_format_duration(number < INT64_MAX / 1000 ? number * 1000 : 0, buf);
	else if (ends_with(name, "_ms"))
		unit_format_duration(number, buf);
	else
		snprintf(buf, sizeof buf, "%" PRId64, number);
	text_add_line(text, buf);
}

/* Texts and numbers one after the other, as many as one reads; of anything deeper, how
 * many there are. */
static void
add_list(struct text *text, const struct json *list)
{
	size_t count = json_count(list);

	for (size_t i = 0; i < count; i++) {
		const struct json *value = json_at(list, i);
		const char *string = json_as_text(value);
		int64_t number;

		if (string == NULL && !json_as_int(value, &number)) {
			text_add_int(text, (int64_t)count);
			return;
		}
		if (i == LIST_SHOWN) {
			text_add(text, " and ");
			text_add_int(text, (int64_t)(count - i));
			text_add(text, " more");
			return;
		}
		if (i > 0)
			text_add(text, ", ");
		if (string != NULL)
			text_add_line(text, string);
		else
			text_add_int(text, number);
	}
	if (count == 0)
		text_add(text, "-");
}

void
format_add_value(struct text *text, const struct json *object, const char *name,
    bool has_currency)
{
	const struct json *value = json_find(object, name);
	const char *string = json_as_text(value);
	const char *currency = json_as_text(json_find(object, "currency"));
	bool flag = false;
	int64_t number = 0;

	if (string != NULL && ends_with(name, "_at")) {
		add_moment(text, object, string);
	} else if (string != NULL) {
		text_add_line(text, string[0] == '\0' ? "-" : string);
	} else if (json_as_int(value, &number) && ends_with(name, "_cents")) {
		add_amount(text, number, true);
		if (has_currency && currency != NULL) {
			text_add(text, " ");
			text_add_line(text, currency);
		}
	} else if (json_as_int(value, &number)) {
		add_number(text, name, number);
	} else if (json_as_bool(value, &flag)) {
		text_add_line(text, flag ? "yes" : "no");
	} else if (json_kind(value) == JSON_KIND_ARRAY) {
		add_list(text, value);
	} else if (json_kind(value) == JSON_KIND_OBJECT) {
		text_add(text, "...");
	} else if (json_kind(value) == JSON_KIND_REAL) {
		json_write(text, value);
	} else {
		text_add(text, "-");
	}
}

/* RFC 4180 without the apostrophe of text_add_csv(). */
static void
add_csv_raw(struct text *text, const char *value)
{
	if (strpbrk(value, ",\"\r\n") == NULL) {
		text_add_bytes(text, value, strlen(value)); /* nothing to quote */
		return;
	}
	text_add(text, "\"");
	for (; *value != '\0'; value++) {
		if (*value == '"')
			text_add(text, "\"");
		text_add_bytes(text, value, 1);
	}
	text_add(text, "\"");
}

void
format_add_csv(struct text *text, const struct json *object, const char *name,
    bool is_raw)
{
	CLEANUP(text_done) struct text plain = { 0 };
	const struct json *value = json_find(object, name);
	const char *string = json_as_text(value);
	int64_t number;

	if (json_as_int(value, &number)) {
		if (ends_with(name, "_cents"))
			add_amount(text, number, false);
		else
			text_add_int(text, number);
		return;
	}
	if (string == NULL && json_kind(value) > JSON_KIND_NULL) {
		format_add_value(&plain, object, name, false);
		string = text_string(&plain);
	}
	if (string == NULL)
		return;
	if (is_raw)
		add_csv_raw(text, string);
	else
		text_add_csv(text, string);
}

void
format_add_label(struct text *text, const char *name)
{
	static const char *const endings[] = { "_cents", "_at", "_on", "_s", "_ms" };
	size_t length = strlen(name);

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		if (ends_with(name, endings[i])) {
			length -= strlen(endings[i]);
			break;
		}
	}
	for (size_t i = 0; i < length; i++) {
		char letter[2] = { name[i] == '_' ? ' ' : name[i], '\0' };

		if ((unsigned char)letter[0] >= ' ' && letter[0] != 0x7F)
			text_add_bytes(text, letter, 1);
	}
}

bool
format_is_number(const struct json *value)
{
	enum json_kind kind = json_kind(value);

	return kind == JSON_KIND_INT || kind == JSON_KIND_REAL;
}
