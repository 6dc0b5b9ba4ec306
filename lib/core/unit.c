#include "unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct unit {
	const char *name;
	int64_t factor;
};

/* The largest first, for formatting. */
static const struct unit durations[] = {
	{ "d", 86400000 },
	{ "h", 3600000 },
	{ "min", 60000 },
	{ "s", 1000 },
	{ "ms", 1 },
};

static const struct unit sizes[] = {
	{ "GiB", 1 << 30 },
	{ "MiB", 1 << 20 },
	{ "KiB", 1 << 10 },
	{ "B", 1 },
};

/* Reads the digits at *at. False when there are none, a zero leads, or it is too much. */
static bool
read_digits(const char **at, int64_t *ret_number)
{
	const char *start = *at;
	int64_t number = 0;

	for (; **at >= '0' && **at <= '9'; ++*at)
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, **at - '0', &number))
			return false;
	if (*at == start || (*start == '0' && *at - start > 1))
		return false;
	*ret_number = number;
	return true;
}

enum status
unit_parse_count(const char *text, int64_t *ret_count, struct err *err)
{
	const char *at = text;
	int64_t count;

	if (!read_digits(&at, &count) || *at != '\0')
		return err_set(err, ERR_INVALID, "'%s' is not a whole number like 12",
		    text);
	*ret_count = count;
	return OK;
}

static bool
parse_with_unit(const char *text, const struct unit *units, size_t count,
    int64_t *ret_number)
{
	const char *at = text;
	int64_t number;

	if (!read_digits(&at, &number))
		return false;
	if (number == 0 && *at == '\0') {
		*ret_number = 0;
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		if (strcmp(at, units[i].name) != 0)
			continue;
		if (__builtin_mul_overflow(number, units[i].factor, &number))
			return false;
		*ret_number = number;
		return true;
	}
	return false;
}

/* units[count - 1] is 1. */
static const char *
format_with_unit(int64_t number, const struct unit *units, size_t count, const char *zero,
    char buf[static UNIT_TEXT_MAX])
{
	size_t i = 0;

	while (i + 1 < count && number % units[i].factor != 0)
		i++;
	if (number == 0)
		snprintf(buf, UNIT_TEXT_MAX, "0%s", zero);
	else
		snprintf(buf, UNIT_TEXT_MAX, "%" PRId64 "%s", number / units[i].factor,
		    units[i].name);
	return buf;
}

enum status
unit_parse_duration(const char *text, int64_t *ret_ms, struct err *err)
{
	if (!parse_with_unit(text, durations, COUNT_OF(durations), ret_ms))
		return err_set(err, ERR_INVALID,
		    "'%s' is not a duration like 100ms, 10s, 5min, 2h or 21d", text);
	return OK;
}

const char *
unit_format_duration(int64_t ms, char buf[static UNIT_TEXT_MAX])
{
	return format_with_unit(ms, durations, COUNT_OF(durations), "s", buf);
}

enum status
unit_parse_size(const char *text, int64_t *ret_bytes, struct err *err)
{
	if (!parse_with_unit(text, sizes, COUNT_OF(sizes), ret_bytes))
		return err_set(err, ERR_INVALID,
		    "'%s' is not a size like 512B, 16KiB or 1MiB", text);
	return OK;
}

const char *
unit_format_size(int64_t bytes, char buf[static UNIT_TEXT_MAX])
{
	return format_with_unit(bytes, sizes, COUNT_OF(sizes), "B", buf);
}

enum status
unit_parse_money(const char *text, struct money *ret_amount, char ret_currency[static 4],
    struct err *err)
{
	char amount[MONEY_TEXT_MAX];
	const char *blank = strchr(text, ' ');
	size_t length = blank == NULL ? 0 : (size_t)(blank - text);
	bool is_right = blank != NULL && length < sizeof amount && strlen(blank + 1) == 3;

	for (size_t i = 1; is_right && i <= 3; i++)
		is_right = blank[i] >= 'A' && blank[i] <= 'Z';
	if (!is_right)
		return err_set(err, ERR_INVALID, "'%s' is not money like 45.00 USD",
		    text);
	memcpy(amount, text, length);
	amount[length] = '\0';

	enum status status = money_parse(amount, ret_amount, err);

	if (status == OK)
		memcpy(ret_currency, blank + 1, 4);
	return status;
}

enum status
unit_parse_range(const char *text, int64_t *ret_least, int64_t *ret_most, struct err *err)
{
	const char *at = text;
	int64_t low = 0, high = 0;
	bool is_right = read_digits(&at, &low);

	high = low;
	if (is_right && strncmp(at, "..", 2) == 0) {
		at += 2;
		is_right = read_digits(&at, &high);
	}
	if (!is_right || *at != '\0')
		return err_set(err, ERR_INVALID, "'%s' is not a range like 6..8", text);
	if (high < low)
		return err_set(err, ERR_INVALID, "'%s' ends below its start", text);
	*ret_least = low;
	*ret_most = high;
	return OK;
}
