#include "cell.h"

#include "address.h"
#include "civil.h"

#include <string.h>

/* Columns' names and help are ours, and short: 240 bytes of an error are enough. */
static enum status
refuse(const struct sheet_cell *cell, const char *flaw, struct err *err)
{
	return err_set(err, ERR_INVALID, "%s %s: %s", cell->column->name, flaw,
	    cell->column->help);
}

static const char *
keep(const struct sheet_cell *cell)
{
	return arena_bytes(cell->arena, cell->text, cell->length);
}

static bool
is_at(const struct sheet_cell *cell, size_t at, const char *bytes)
{
	size_t length = strlen(bytes);

	return cell->length - at >= length && memcmp(cell->text + at, bytes, length) == 0;
}

static bool
starts_formula(const struct sheet_cell *cell)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\xEF\xBC\x9D",
		"\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

	for (size_t i = 0; i < COUNT_OF(starts); i++)
		if (is_at(cell, 0, starts[i]))
			return true;
	return false;
}

/* Behind which a reader sees something else than what is stored: C1 controls, zero-width
 * spaces, marks that turn the direction, line separators, the byte order mark. Joiners
 * (U+200C, U+200D) stay: Persian and Indic names need them. */
static bool
is_hiding(const struct sheet_cell *cell, size_t at)
{
	const unsigned char *byte = (const unsigned char *)cell->text + at;
	size_t left = cell->length - at;

	if (byte[0] == 0xC2 && left >= 2)
		return byte[1] < 0xA0;
	if (byte[0] == 0xE2 && left >= 3 && byte[1] == 0x80)
		return byte[2] == 0x8B || byte[2] == 0x8E || byte[2] == 0x8F ||
		    (byte[2] >= 0xA8 && byte[2] <= 0xAE);
	if (byte[0] == 0xE2 && left >= 3 && byte[1] == 0x81)
		return byte[2] >= 0xA0 && byte[2] <= 0xAF;
	return is_at(cell, at, "\xEF\xBB\xBF") || is_at(cell, at, "\xD8\x9C");
}

static enum status
check_text(const struct sheet_cell *cell, struct err *err)
{
	if (cell->length < (size_t)cell->column->min ||
	    cell->length > (size_t)cell->column->max)
		return err_set(err, ERR_INVALID, "%s has %zu bytes, %d to %d are allowed",
		    cell->column->name, cell->length, cell->column->min,
		    cell->column->max);
	if (starts_formula(cell))
		return err_set(err, ERR_INVALID,
		    "%s starts with '=', '+', '-' or '@', which a spreadsheet would run "
		    "as "
		    "a formula",
		    cell->column->name);
	for (size_t i = 0; i < cell->length; i++) {
		unsigned char byte = (unsigned char)cell->text[i];

		if (byte < ' ' || byte == 0x7F)
			return err_set(err, ERR_INVALID,
			    "%s holds a line end or another control character",
			    cell->column->name);
		if (byte >= 0x80 && is_hiding(cell, i))
			return err_set(err, ERR_INVALID,
			    "%s holds an invisible character", cell->column->name);
	}
	return OK;
}

enum status
cell_text(const struct sheet_cell *cell, void *field, struct err *err)
{
	enum status status = check_text(cell, err);

	if (status == OK)
		*(const char **)field = keep(cell);
	return status;
}

enum status
cell_item(const struct sheet_cell *cell, void *field, struct err *err)
{
	struct sheet_list *list = field;
	enum status status = check_text(cell, err);

	if (status != OK)
		return status;
	for (size_t i = 0; i < list->count; i++)
		if (strlen(list->items[i]) == cell->length &&
		    memcmp(list->items[i], cell->text, cell->length) == 0)
			return err_set(err, ERR_INVALID, "%s names '%s' twice",
			    cell->column->name, list->items[i]);
	/* Grows at powers of two; most lists have one or two entries. */
	if ((list->count & (list->count - 1)) == 0) {
		const char **more = ARENA_NEW(cell->arena, const char *,
		    list->count > 0 ? list->count * 2 : 1);

		if (list->count > 0)
			memcpy(more, list->items, list->count * sizeof *more);
		list->items = more;
	}
	list->items[list->count++] = keep(cell);
	return OK;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alphanumeric(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_all(const struct sheet_cell *cell, const char *also)
{
	for (size_t i = 0; i < cell->length; i++)
		if (!is_alphanumeric(cell->text[i]) &&
		    (cell->text[i] == '\0' || strchr(also, cell->text[i]) == NULL))
			return false;
	return true;
}

enum status
cell_key(const struct sheet_cell *cell, void *field, struct err *err)
{
	enum status status = check_text(cell, err);

	if (status != OK)
		return status;
	if (!is_alphanumeric(cell->text[0]) || !is_all(cell, "._:/-"))
		return refuse(cell, "is no identifier", err);
	*(const char **)field = keep(cell);
	return OK;
}

enum status
cell_email(const struct sheet_cell *cell, void *field, struct err *err)
{
	enum status status = check_text(cell, err);

	if (status == OK)
		status = address_check(cell->text, cell->length, err);
	if (status == OK)
		*(const char **)field = keep(cell);
	return status;
}

enum status
cell_url(const struct sheet_cell *cell, void *field, struct err *err)
{
	bool is_good = is_at(cell, 0, "https://") && cell->length > strlen("https://") &&
	    cell->length <= (size_t)cell->column->max;

	for (size_t i = 0; i < cell->length; i++)
		if (cell->text[i] <= ' ' || cell->text[i] > '~' ||
		    strchr("\"'<>`\\{}^|", cell->text[i]) != NULL)
			is_good = false;
	if (!is_good)
		return refuse(cell, "is no address of a page", err);
	*(const char **)field = keep(cell);
	return OK;
}

enum status
cell_zone(const struct sheet_cell *cell, void *field, struct err *err)
{
	if (cell->length > (size_t)cell->column->max || !is_alphanumeric(cell->text[0]) ||
	    !is_all(cell, "/_+-"))
		return refuse(cell, "is no time zone", err);
	*(const char **)field = keep(cell);
	return OK;
}

/* Words of ours in any case of letters. */
static bool
is_choice(const struct sheet_cell *cell, const char *name)
{
	if (strlen(name) != cell->length)
		return false;
	for (size_t i = 0; i < cell->length; i++) {
		char c = cell->text[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != name[i])
			return false;
	}
	return true;
}

enum status
cell_choice(const struct sheet_cell *cell, void *field, struct err *err)
{
	for (unsigned i = 0; cell->column->choices[i] != NULL; i++) {
		if (is_choice(cell, cell->column->choices[i])) {
			memcpy(field, &i, sizeof i); /* an enum of unsigned's size */
			return OK;
		}
	}
	return refuse(cell, "is not known", err);
}

enum status
cell_answer(const struct sheet_cell *cell, void *field, struct err *err)
{
	bool is_yes = is_choice(cell, "yes");

	if (!is_yes && !is_choice(cell, "no"))
		return refuse(cell, "is neither yes nor no", err);
	*(enum cell_answer *)field = is_yes ? CELL_YES : CELL_NO;
	return OK;
}

enum status
cell_yes(const struct sheet_cell *cell, void *field, struct err *err)
{
	enum cell_answer answer = CELL_NO;
	enum status status = cell_answer(cell, &answer, err);

	if (status == OK)
		*(bool *)field = answer == CELL_YES;
	return status;
}

enum status
cell_count(const struct sheet_cell *cell, void *field, struct err *err)
{
	int number = 0;

	for (size_t i = 0; i < cell->length; i++) {
		if (!is_digit(cell->text[i]) || i == 6)
			return refuse(cell, "is no such number", err);
		number = number * 10 + (cell->text[i] - '0');
	}
	if (number < cell->column->min || number > cell->column->max)
		return err_set(err, ERR_INVALID, "%s is %d to %d, not %d",
		    cell->column->name, cell->column->min, cell->column->max, number);
	*(int *)field = number;
	return OK;
}

enum status
cell_evening(const struct sheet_cell *cell, void *field, struct err *err)
{
	enum civil_weekday weekday = civil_find_weekday(cell->text, cell->length);

	if (weekday == CIVIL_WEEKDAY_COUNT)
		return refuse(cell, "names no weekday", err);
	*(unsigned *)field |= 1U << weekday;
	return OK;
}

/* Whole number and power of ten are exact, so their quotient is the nearest double, the
 * one that strtod() would find, whatever the locale. */
enum status
cell_degrees(const struct sheet_cell *cell, void *field, struct err *err)
{
	bool is_negative = cell->text[0] == '-', has_point = false;
	int64_t number = 0, scale = 1;
	size_t digits = 0;

	for (size_t i = is_negative ? 1 : 0; i < cell->length; i++) {
		if (cell->text[i] == '.' && !has_point && digits > 0) {
			has_point = true;
			continue;
		}
		if (!is_digit(cell->text[i]) || ++digits > 12)
			return refuse(cell, "is no number of degrees", err);
		number = number * 10 + (cell->text[i] - '0');
		if (has_point)
			scale *= 10;
	}
	if (digits == 0 || (has_point && scale == 1) ||
	    number > cell->column->max * scale)
		return refuse(cell, "is no number of degrees", err);
	*(struct cell_degrees *)field = (struct cell_degrees){
		.is_given = true,
		.degrees = (double)(is_negative ? -number : number) / (double)scale,
	};
	return OK;
}

enum status
cell_date(const struct sheet_cell *cell, void *field, struct err *err)
{
	struct cell_date date = { .is_given = true };
	char text[CIVIL_TEXT_MAX] = "";

	if (cell->length == 4) { /* a year */
		memcpy(text, cell->text, 4);
		memcpy(text + 4, "-12-31", 7);
	} else if (cell->length == 10) {
		memcpy(text, cell->text, 10);
	}
	if (civil_parse_date(text, &date.days, NULL) != OK)
		return refuse(cell, "is no date", err);
	*(struct cell_date *)field = date;
	return OK;
}
