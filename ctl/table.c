#include "table.h"

#include "arena.h"
#include "format.h"
#include "grid.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

_Static_assert(TABLE_COLUMNS_MAX <= GRID_COLUMNS_MAX, "a grid takes every table");

/* Never the only carrier of meaning: the word stands there. */
static const struct {
	const char *word, *color;
} colors[] = {
	{ "accepted", "green" },
	{ "sent", "green" },
	{ "published", "green" },
	{ "confirmed", "green" },
	{ "ok", "green" },
	{ "uncertain", "yellow" },
	{ "held", "yellow" },
	{ "warn", "yellow" },
	{ "failed", "red" },
	{ "fail", "red" },
	{ "expired", "red" },
	{ "declined", "red" },
	{ "cancelled", "red" },
};

static bool
is_number_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < json_count(table->items); i++) {
		const struct json *value = json_find(json_at(table->items, i), name);

		if (json_kind(value) > JSON_KIND_NULL)
			return format_is_number(value);
	}
	return false;
}

/* Headings are capitals, so that they differ from what is below without any colour. */
static void
add_heading(struct text *text, const char *name)
{
	size_t before = text->length;

	format_add_label(text, name);
	for (size_t i = before; i < text->length; i++)
		text->data[i] = (char)toupper((unsigned char)text->data[i]);
}

static bool
has_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i], name) == 0)
			return true;
	return false;
}

static const char *
color_of(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(colors); i++)
		if (strcmp(colors[i].word, word) == 0)
			return colors[i].color;
	return NULL;
}

static const char *
keep(struct arena *arena, struct text *text)
{
	const char *kept = arena_text(arena, text_string(text));

	text_clear(text);
	return kept;
}

/* Row by row. */
static const char **
make_cells(const struct table *table, struct arena *arena)
{
	CLEANUP(text_done) struct text text = { 0 };
	size_t count = json_count(table->items), columns = table->column_count;
	bool has_currency = has_column(table, "currency");
	const char **cells = ARENA_NEW(arena, const char *, count *columns + 1);

	for (size_t i = 0; i < count; i++) {
		size_t place = table->order == NULL ? i : table->order[i];

		for (size_t c = 0; c < columns; c++) {
			format_add_value(&text, json_at(table->items, place),
			    table->columns[c], !has_currency);
			cells[i * columns + c] = keep(arena, &text);
		}
	}
	return cells;
}

void
table_add(struct text *text, const struct table *table)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text heading = { 0 };
	const char *headings[TABLE_COLUMNS_MAX];
	bool are_numbers[TABLE_COLUMNS_MAX];

	assert(table->column_count <= TABLE_COLUMNS_MAX);
	for (size_t c = 0; c < table->column_count; c++) {
		add_heading(&heading, table->columns[c]);
		headings[c] = keep(&arena, &heading);
		are_numbers[c] = is_number_column(table, table->columns[c]);
	}
	grid_add(text,
	    &(struct grid){
		.headings = headings,
		.are_numbers = are_numbers,
		.column_count = table->column_count,
		.cells = make_cells(table, &arena),
		.row_count = json_count(table->items),
		.indent = table->indent,
		.has_color = table->has_color,
		.color_of = color_of,
	    });
}
