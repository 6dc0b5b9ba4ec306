#include "argument.h"

#include "civil.h"
#include "unit.h"
#include "utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MOST 200
#define FILE_MOST (16 << 20)

static const struct {
	const char *name, *placeholder;
} types[] = {
	[ARGUMENT_TEXT] = { "text", "TEXT" },
	[ARGUMENT_ID] = { "id", "ID" },
	[ARGUMENT_INTEGER] = { "integer", "N" },
	[ARGUMENT_MONEY] = { "money", "AMOUNT" },
	[ARGUMENT_DURATION] = { "duration", "DURATION" },
	[ARGUMENT_RANGE] = { "range", "LEAST..MOST" },
	[ARGUMENT_DATE] = { "date", "DATE" },
	[ARGUMENT_TIME] = { "time", "HH:MM" },
	[ARGUMENT_DATETIME] = { "datetime", "\"DATE HH:MM\"" },
	[ARGUMENT_CHOICE] = { "choice", "CHOICE" },
	[ARGUMENT_BOOL] = { "bool", "" },
	[ARGUMENT_FILE] = { "file", "FILE" },
};
_Static_assert(COUNT_OF(types) == ARGUMENT_TYPE_COUNT, "name every type");

static enum status
check_text(const char *text, int64_t least, int64_t most, struct err *err)
{
	size_t length = strlen(text);

	if ((int64_t)length < least)
		return err_set(err, ERR_INVALID, "is empty");
	if ((int64_t)length > most)
		return err_set(err, ERR_INVALID, "is longer than %" PRId64 " bytes",
		    most);
	if (utf8_valid_length(text, length) != length)
		return err_set(err, ERR_INVALID, "is not UTF-8");
	return OK;
}

/* CR, LF and other controls would end a header or a calendar line (mail.md 5). */
static enum status
check_line(const char *text, bool may_have_blanks, struct err *err)
{
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
		if (*at < ' ' || *at == 0x7F ||
		    (at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0))
			return err_set(err, ERR_INVALID, "holds a control character");
		if (*at == ' ' && !may_have_blanks)
			return err_set(err, ERR_INVALID, "holds a blank");
	}
	return OK;
}

static enum status
read_text(const struct argument *argument, const char *text, struct err *err)
{
	bool is_file = argument->type == ARGUMENT_FILE;
	int64_t most = argument->most > 0 ? argument->most
	    : is_file                     ? FILE_MOST
					  : TEXT_MOST;
	int64_t least = argument->type == ARGUMENT_ID ? 1 : argument->least;
	enum status status = check_text(text, least, most, err);

	if (status != OK || is_file)
		return status;
	return check_line(text, argument->type == ARGUMENT_TEXT, err);
}

static enum status
read_choice(const char *choices, const char *text, int64_t *ret_place, struct err *err)
{
	size_t length = strlen(text);
	int64_t place = 0;

	for (const char *at = choices; at != NULL; place++) {
		const char *end = strchr(at, '|');
		size_t size = end == NULL ? strlen(at) : (size_t)(end - at);

		if (size == length && strncmp(at, text, size) == 0) {
			*ret_place = place;
			return OK;
		}
		at = end == NULL ? NULL : end + 1;
	}
	return err_set(err, ERR_INVALID, "is %s, not '%s'", choices, text);
}

static enum status
read_bool(const char *text, int64_t *ret_number, struct err *err)
{
	if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return err_set(err, ERR_INVALID, "is true or false, not '%s'", text);
	*ret_number = text[0] == 't';
	return OK;
}

static enum status
read_seconds(const char *text, int64_t *ret_seconds, struct err *err)
{
	int64_t ms;
	enum status status = unit_parse_duration(text, &ms, err);

	if (status != OK)
		return status;
	if (ms % 1000 != 0)
		return err_set(err, ERR_INVALID, "'%s' is not in whole seconds", text);
	*ret_seconds = ms / 1000;
	return OK;
}

static enum status
read_cents(const char *text, int64_t *ret_cents, struct err *err)
{
	struct money amount;
	enum status status = money_parse(text, &amount, err);

	if (status == OK)
		*ret_cents = amount.cents;
	return status;
}

static enum status
read_civil(enum argument_type type, const char *text, struct value *value,
    struct err *err)
{
	struct civil_time time = { 0 };
	int32_t days = 0;
	int minute = 0;
	enum status status;

	if (type == ARGUMENT_DATE) {
		status = civil_parse_date(text, &days, err);
		value->number = days;
	} else if (type == ARGUMENT_TIME) {
		status = civil_parse_minute(text, &minute, err);
		value->number = minute;
	} else {
		status = civil_parse_time(text, &time, err);
		value->number = (int64_t)time.days * CIVIL_DAY_MINUTES + time.minute;
	}
	return status;
}

static enum status
read_value(const struct argument *argument, const char *text, struct value *value,
    struct err *err)
{
	switch (argument->type) {
	case ARGUMENT_TEXT:
	case ARGUMENT_ID:
	case ARGUMENT_FILE:
		return read_text(argument, text, err);
	case ARGUMENT_INTEGER:
		return unit_parse_count(text, &value->number, err);
	case ARGUMENT_MONEY:
		return read_cents(text, &value->number, err);
	case ARGUMENT_DURATION:
		return read_seconds(text, &value->number, err);
	case ARGUMENT_RANGE:
		return unit_parse_range(text, &value->number, &value->most, err);
	case ARGUMENT_DATE:
	case ARGUMENT_TIME:
	case ARGUMENT_DATETIME:
		return read_civil(argument->type, text, value, err);
	case ARGUMENT_CHOICE:
		return read_choice(argument->choices, text, &value->number, err);
	case ARGUMENT_BOOL:
		return read_bool(text, &value->number, err);
	case ARGUMENT_TYPE_COUNT:
		break;
	}
	assert(false && "every type is read above");
	return ERR_BUG;
}

static bool
has_limits(const struct argument *argument)
{
	bool is_number = argument->type == ARGUMENT_INTEGER ||
	    argument->type == ARGUMENT_MONEY || argument->type == ARGUMENT_DURATION ||
	    argument->type == ARGUMENT_RANGE;

	return is_number && argument->most > 0;
}

/* A limit as one would write it. */
static const char *
show_limit(const struct argument *argument, int64_t limit, char buf[static UNIT_TEXT_MAX])
{
	_Static_assert(MONEY_TEXT_MAX <= UNIT_TEXT_MAX, "one buffer serves both");
	if (argument->type == ARGUMENT_MONEY)
		return money_format((struct money){ limit }, buf);
	if (argument->type == ARGUMENT_DURATION)
		return unit_format_duration(limit * 1000, buf);
	snprintf(buf, UNIT_TEXT_MAX, "%" PRId64, limit);
	return buf;
}

static enum status
check_limits(const struct argument *argument, const struct value *value, struct err *err)
{
	char least[UNIT_TEXT_MAX], most[UNIT_TEXT_MAX];
	int64_t high = argument->type == ARGUMENT_RANGE ? value->most : value->number;

	if (!has_limits(argument))
		return OK;
	if (value->number >= argument->least && high <= argument->most)
		return OK;
	return err_set(err, ERR_INVALID, "is %s to %s, not %s",
	    show_limit(argument, argument->least, least),
	    show_limit(argument, argument->most, most), value->text);
}

/* Puts the argument's name in front of what is wrong with it. */
static enum status
name_it(const char *name, const struct err *why, struct err *err)
{
	bool is_about_it = strncmp(why->text, "is ", 3) == 0 ||
	    strncmp(why->text, "holds ", 6) == 0;

	return err_set(err, why->status, "%s%s %s", name, is_about_it ? "" : ":",
	    why->text);
}

enum status
argument_read(const struct argument *argument, const char *text, struct value *ret_value,
    struct err *err)
{
	bool is_option = (argument->flags & ARGUMENT_POSITIONAL) == 0;
	struct value value = { .is_given = true, .text = text };
	struct err why = { 0 };
	char option[ARGUMENT_WIRE_NAME_MAX];
	enum status status = read_value(argument, text, &value, &why);

	if (status == OK)
		status = check_limits(argument, &value, &why);
	if (status != OK) {
		snprintf(option, sizeof option, "%s%s", is_option ? "--" : "",
		    is_option || argument->shown == NULL ? argument->name
							 : argument->shown);
		return name_it(option, &why, err);
	}
	*ret_value = value;
	return OK;
}

enum status
argument_read_wire(const struct argument *argument, const char *text,
    struct value *ret_value, struct err *err)
{
	struct value value = { .is_given = true, .text = text };
	struct err why = { 0 };
	char name[ARGUMENT_WIRE_NAME_MAX];
	enum status status;

	if (argument_wire_type(argument) == ARGUMENT_WIRE_NUMBER)
		status = unit_parse_count(text, &value.number, &why);
	else
		status = read_value(argument, text, &value, &why);
	if (status == OK)
		status = check_limits(argument, &value, &why);
	if (status != OK)
		return name_it(argument_wire_name(argument, name), &why, err);
	*ret_value = value;
	return OK;
}

enum argument_wire
argument_wire_type(const struct argument *argument)
{
	if (argument->type == ARGUMENT_BOOL)
		return ARGUMENT_WIRE_BOOL;
	if (argument->type == ARGUMENT_INTEGER || argument->type == ARGUMENT_MONEY ||
	    argument->type == ARGUMENT_DURATION)
		return ARGUMENT_WIRE_NUMBER;
	return ARGUMENT_WIRE_TEXT;
}

const char *
argument_wire_name(const struct argument *argument,
    char buf[static ARGUMENT_WIRE_NAME_MAX])
{
	const char *ending = argument->type == ARGUMENT_MONEY ? "_cents"
	    : argument->type == ARGUMENT_DURATION             ? "_s"
							      : "";

	snprintf(buf, ARGUMENT_WIRE_NAME_MAX, "%s%s",
	    argument->wire != NULL ? argument->wire : argument->name, ending);
	for (char *at = buf; *at != '\0'; at++)
		if (*at == '-')
			*at = '_';
	return buf;
}

const char *
argument_placeholder(const struct argument *argument)
{
	if (argument->shown != NULL)
		return argument->shown;
	if (argument->choices != NULL)
		return argument->choices;
	return types[argument->type].placeholder;
}

const char *
argument_type_name(enum argument_type type)
{
	assert(type < ARGUMENT_TYPE_COUNT);
	return types[type].name;
}
