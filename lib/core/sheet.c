#include "sheet.h"

#include "spelling.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_ROWS 64
#define REASONS_BYTES 500  /* a row that has so much against it gets no further reason */
#define DETAILED_MAX 10000 /* rejects; those after them keep their first reason only */

/* Room for one more; what is new is not zeroed. */
static void *
grow(void *items, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity > 0 ? *capacity * 2 : FIRST_ROWS;

	if (count < *capacity)
		return items;
	if (wanted > SIZE_MAX / 2 / size)
		alloc_check(NULL);
	items = alloc_check(realloc(items, wanted * size));
	*capacity = wanted;
	return items;
}

void *
sheet_at(const struct sheet *sheet, size_t index)
{
	assert(index < sheet->row_count);
	return (char *)sheet->rows + index * sheet->kind->row_size;
}

static void
add_reject(struct sheet *sheet, size_t line, const char *key, const char *reason)
{
	sheet->rejects = grow(sheet->rejects, sheet->reject_count,
	    &sheet->reject_capacity, sizeof *sheet->rejects);
	sheet->rejects[sheet->reject_count++] = (struct sheet_reject){
		.line = line,
		.key = arena_text(&sheet->arena, key),
		.reason = arena_text(&sheet->arena, reason),
	};
}

static const char *
text_at(const struct sheet *sheet, const void *row, size_t column)
{
	const char *const *field = (const void *)((const char *)row +
	    sheet->kind->columns[column].offset);

	return *field;
}

/* The first column is a text in every kind. */
static const char *
key_of(const struct sheet *sheet, const void *row)
{
	const char *key = text_at(sheet, row, 0);

	return key != NULL ? key : "";
}

static void
add_reason(struct sheet *sheet, size_t number, const char *reason)
{
	struct sheet_reject *reject = &sheet->rejects[number - 1];
	size_t length = strlen(reject->reason), more = strlen(reason);

	if (number > DETAILED_MAX || length > REASONS_BYTES)
		return;
	char *both = arena_alloc(&sheet->arena, length + 2 + more + 1, 1);

	memcpy(both, reject->reason, length);
	memcpy(both + length, "; ", 2);
	memcpy(both + length + 2, reason, more + 1);
	reject->reason = both;
}

void
sheet_refuse(struct sheet *sheet, size_t index, const char *fmt, ...)
{
	void *row = sheet_at(sheet, index);
	struct sheet_place *place = row;
	char reason[sizeof(struct err)];
	struct err err;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason, sizeof reason, fmt, ap);
	va_end(ap);
	(void)err_set(&err, ERR_INVALID, "%s", reason); /* makes it one clean line */
	if (place->reject > 0) {
		add_reason(sheet, place->reject, err.text);
		return;
	}
	add_reject(sheet, place->line, key_of(sheet, row), err.text);
	place->is_rejected = true;
	place->reject = sheet->reject_count;
}

void
sheet_leave_out(struct sheet *sheet, size_t index)
{
	struct sheet_place *place = sheet_at(sheet, index);

	assert(!place->is_rejected);
	place->is_rejected = true;
	sheet->left_out_count++;
}

static void
trim(struct sheet_cell *cell)
{
	while (cell->length > 0 && cell->text[0] == ' ') {
		cell->text++;
		cell->length--;
	}
	while (cell->length > 0 && cell->text[cell->length - 1] == ' ')
		cell->length--;
}

static bool
is_named(const struct sheet_cell *cell, const char *name)
{
	return strlen(name) == cell->length &&
	    memcmp(name, cell->text, cell->length) == 0;
}

static size_t
column_named(const struct sheet_kind *kind, const struct sheet_cell *cell)
{
	size_t i = 0;

	while (i < kind->column_count && !is_named(cell, kind->columns[i].name))
		i++;
	return i;
}

static enum status
refuse_column(const struct sheet_kind *kind, size_t line, const struct sheet_cell *cell,
    struct err *err)
{
	const char *names[SHEET_COLUMN_MAX], *nearest;
	char typed[SPELLING_MAX + 1];

	snprintf(typed, sizeof typed, "%.*s",
	    (int)(cell->length < SPELLING_MAX ? cell->length : SPELLING_MAX), cell->text);
	for (size_t i = 0; i < kind->column_count; i++)
		names[i] = kind->columns[i].name;
	nearest = spelling_nearest(typed, names, kind->column_count);
	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "line %zu: %s has no column '%s'; did you mean '%s'?", line,
		    kind->name, typed, nearest);
	return err_set(err, ERR_INVALID,
	    "line %zu: %s has no column '%s'; convene-roster(5) lists them", line,
	    kind->name, typed);
}

static enum status
read_header(struct sheet *sheet, size_t line, const char *const *cells, size_t count,
    struct err *err)
{
	const struct sheet_kind *kind = sheet->kind;
	bool seen[SHEET_COLUMN_MAX] = { false };

	assert(kind->column_count <= SHEET_COLUMN_MAX);
	for (size_t i = 0; i < count; i++) {
		struct sheet_cell cell = { .text = cells[i], .length = strlen(cells[i]) };

		trim(&cell);
		size_t column = column_named(kind, &cell);

		if (column == kind->column_count)
			return refuse_column(kind, line, &cell, err);
		if (seen[column])
			return err_set(err, ERR_INVALID,
			    "line %zu: the column '%s' is there twice", line,
			    kind->columns[column].name);
		seen[column] = true;
		sheet->column_of[i] = (uint8_t)column;
	}
	for (size_t i = 0; i < kind->column_count; i++)
		if (!seen[i] && kind->columns[i].presence != SHEET_OPTIONAL)
			return err_set(err, ERR_INVALID,
			    "line %zu: the column '%s' of %s is missing", line,
			    kind->columns[i].name, kind->name);
	sheet->cell_count = count;
	return OK;
}

static size_t
entry_length(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && text[at] != ';')
		at++;
	return at;
}

static enum status
parse_list(const struct sheet_cell *cell, void *field, struct err *err)
{
	size_t at = 0, count = 0;

	while (at <= cell->length) {
		struct sheet_cell entry = *cell;

		entry.text = cell->text + at;
		entry.length = entry_length(entry.text, cell->length - at);
		at += entry.length + 1;
		trim(&entry);
		if (entry.length == 0)
			return err_set(err, ERR_INVALID,
			    "%s: nothing stands beside a ';'", cell->column->name);
		if (++count > SHEET_LIST_MAX)
			return err_set(err, ERR_INVALID, "%s: more than %d entries",
			    cell->column->name, SHEET_LIST_MAX);

		enum status status = cell->column->parse(&entry, field, err);

		if (status != OK)
			return status;
	}
	return OK;
}

static enum status
parse_cell(struct sheet *sheet, void *row, const struct sheet_column *column,
    const char *text, struct err *err)
{
	struct sheet_cell cell = {
		.text = text,
		.length = strlen(text),
		.column = column,
		.arena = &sheet->arena,
	};
	void *field = (char *)row + column->offset;

	trim(&cell);
	if (cell.length == 0)
		return column->presence != SHEET_FILLED
		    ? OK
		    : err_set(err, ERR_INVALID, "%s is empty: %s", column->name,
			  column->help);
	return column->is_list ? parse_list(&cell, field, err)
			       : column->parse(&cell, field, err);
}

/* All cells are read before the first flaw is told, so that a rejected row says whom it
 * is about. Where their number is wrong, they stand in wrong columns: no more is told. */
static void
read_cells(struct sheet *sheet, const char *const *cells, size_t count)
{
	size_t index = sheet->row_count - 1, flaw_count = 0;
	struct err flaws[SHEET_COLUMN_MAX];

	for (size_t i = 0; i < count && i < sheet->cell_count; i++) {
		const struct sheet_column *column = &sheet->kind
							 ->columns[sheet->column_of[i]];

		if (parse_cell(sheet, sheet_at(sheet, index), column, cells[i],
			&flaws[flaw_count]) != OK)
			flaw_count++;
	}
	if (count != sheet->cell_count) {
		sheet_refuse(sheet, index, "%zu cells, where the header has %zu", count,
		    sheet->cell_count);
		return;
	}
	for (size_t i = 0; i < flaw_count; i++)
		sheet_refuse(sheet, index, "%s", flaws[i].text);
}

/* A row that cannot be read takes its place all the same, marked: a reference to it is
 * then told from one to nobody. */
enum status
sheet_row(void *arg, size_t line, const char *const *cells, size_t count, struct err *err)
{
	struct sheet *sheet = arg;

	if (sheet->cell_count == 0)
		return read_header(sheet, line, cells, count, err);
	sheet->rows = grow(sheet->rows, sheet->row_count, &sheet->row_capacity,
	    sheet->kind->row_size);
	sheet->row_count++;

	void *row = sheet_at(sheet, sheet->row_count - 1);

	memset(row, 0, sheet->kind->row_size);
	((struct sheet_place *)row)->line = line;
	read_cells(sheet, cells, count);
	return OK;
}

static size_t
line_at(const struct sheet *sheet, size_t index)
{
	return ((const struct sheet_place *)sheet_at(sheet, index))->line;
}

void
sheet_refuse_twins(struct sheet *sheet, size_t column, sheet_key_fn *key)
{
	const char *name = sheet->kind->columns[column].name;
	CLEANUP(lookup_done) struct lookup seen = { 0 };
	CLEANUP(free_ptr) bool *is_told = alloc_zero(sheet->row_count + 1, sizeof(bool));

	for (size_t i = 0; i < sheet->row_count; i++) {
		const char *text = text_at(sheet, sheet_at(sheet, i), column);
		const char *wanted = text != NULL && key != NULL
		    ? key(&sheet->arena, text)
		    : text;
		size_t twin;

		if (wanted == NULL || lookup_add(&seen, wanted, i) ||
		    !lookup_find(&seen, wanted, &twin))
			continue;
		sheet_refuse(sheet, i, "%s '%s' is also in line %zu", name, text,
		    line_at(sheet, twin));
		if (is_told[twin])
			continue;
		is_told[twin] = true;
		sheet_refuse(sheet, twin, "%s '%s' is also in line %zu", name,
		    text_at(sheet, sheet_at(sheet, twin), column), line_at(sheet, i));
	}
}

static void
drop_rejected(struct sheet *sheet)
{
	size_t size = sheet->kind->row_size, kept = 0;

	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct sheet_place *place = sheet_at(sheet, i);

		if (place->is_rejected)
			continue;
		if (kept < i)
			memcpy(sheet_at(sheet, kept), place, size);
		kept++;
	}
	sheet->row_count = kept;
}

static int
compare_lines(const void *a, const void *b)
{
	const struct sheet_reject *one = a, *other = b;

	return one->line < other->line ? -1 : one->line > other->line ? 1 : 0;
}

enum status
sheet_end(struct sheet *sheet, const struct lookup *sites, struct err *err)
{
	if (sheet->cell_count == 0)
		return err_set(err, ERR_INVALID,
		    "%s is empty: a first line with the names "
		    "of its columns is wanted",
		    sheet->kind->name);
	if (sheet->kind->check != NULL)
		sheet->kind->check(sheet, sites);
	drop_rejected(sheet);
	if (sheet->reject_count > 1)
		qsort(sheet->rejects, sheet->reject_count, sizeof *sheet->rejects,
		    compare_lines);
	return OK;
}

void
sheet_done(struct sheet *sheet)
{
	free(sheet->rows);
	free(sheet->rejects);
	arena_done(&sheet->arena);
	*sheet = (struct sheet){ .kind = sheet->kind };
}
