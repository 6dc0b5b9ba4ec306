#include "table.h"

#include "arena.h"
#include "format.h"

#include <assert.h>
#include <ctype.h>
#include <libsmartcols.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define COLUMNS_MAX TABLE_COLUMNS_MAX
#define CUT_WIDTH 12 /* the least that is left of a text */

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

static void
release_table(struct libscols_table **table)
{
	scols_unref_table(*table);
}

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

/* All cells, row by row, and how wide each column would like to be. */
struct cells {
	struct arena arena;
	const char **texts;
	struct {
		size_t width;
		bool is_number, is_cut;
		const char *heading;
	} columns[COLUMNS_MAX];
};

static void
cells_done(struct cells *cells)
{
	arena_done(&cells->arena);
}

static size_t
width_of(const char *text)
{
	wchar_t wide[256]; /* what is longer is cut anyway */
	size_t length = mbstowcs(wide, text, COUNT_OF(wide));
	int width = length == (size_t)-1 ? -1 : wcswidth(wide, length);

	return width < 0 ? strlen(text) : (size_t)width;
}

static const char *
keep(struct cells *cells, struct text *text)
{
	const char *kept = arena_text(&cells->arena, text_string(text));

	text_clear(text);
	return kept;
}

static void
widen(struct cells *cells, size_t column, const char *text)
{
	size_t width = width_of(text);

	if (width > cells->columns[column].width)
		cells->columns[column].width = width;
}

static bool
has_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i], name) == 0)
			return true;
	return false;
}

static void
fill_cells(struct cells *cells, const struct table *table)
{
	CLEANUP(text_done) struct text text = { 0 };
	size_t count = json_count(table->items), columns = table->column_count;
	bool has_currency = has_column(table, "currency");

	cells->texts = ARENA_NEW(&cells->arena, const char *, count *columns + 1);
	for (size_t c = 0; c < columns; c++) {
		add_heading(&text, table->columns[c]);
		cells->columns[c].heading = keep(cells, &text);
		cells->columns[c].is_number = is_number_column(table, table->columns[c]);
		widen(cells, c, cells->columns[c].heading);
	}
	for (size_t i = 0; i < count; i++) {
		size_t place = table->order == NULL ? i : table->order[i];

		for (size_t c = 0; c < columns; c++) {
			format_add_value(&text, json_at(table->items, place),
			    table->columns[c], !has_currency);
			cells->texts[i * columns + c] = keep(cells, &text);
			widen(cells, c, cells->texts[i * columns + c]);
		}
	}
}

/* Cuts the widest texts first, and no more of them than must be. Numbers and the first
 * column, which other commands take, are never cut. */
static void
choose_cuts(struct cells *cells, size_t count, size_t room)
{
	size_t total = 0;

	for (size_t c = 0; c < count; c++)
		total += cells->columns[c].width + 1;
	while (total > room + 1) {
		size_t widest = 0;

		for (size_t c = 1; c < count; c++)
			if (!cells->columns[c].is_cut && !cells->columns[c].is_number &&
			    cells->columns[c].width > CUT_WIDTH &&
			    (widest == 0 ||
				cells->columns[c].width > cells->columns[widest].width))
				widest = c;
		if (widest == 0)
			return;
		cells->columns[widest].is_cut = true;
		total -= cells->columns[widest].width - CUT_WIDTH;
	}
}

static void
add_columns(struct libscols_table *out, const struct table *table,
    const struct cells *cells)
{
	for (size_t c = 0; c < table->column_count; c++) {
		int flags = cells->columns[c].is_number ? SCOLS_FL_RIGHT
		    : cells->columns[c].is_cut          ? SCOLS_FL_TRUNC
							: 0;
		struct libscols_column *column = alloc_check(
		    scols_table_new_column(out, cells->columns[c].heading, 0, flags));

		/* cells are escaped already: their backslashes stay as they are */
		if (scols_column_set_safechars(column, "\\") != 0)
			alloc_check(NULL);
		if (table->has_color)
			(void)scols_cell_set_color(scols_column_get_header(column),
			    "bold");
	}
}

static void
color_cell(struct libscols_cell *cell, const char *word)
{
	for (size_t i = 0; i < COUNT_OF(colors); i++)
		if (strcmp(colors[i].word, word) == 0)
			(void)scols_cell_set_color(cell, colors[i].color);
}

static void
add_lines(struct libscols_table *out, const struct table *table,
    const struct cells *cells)
{
	size_t columns = table->column_count;

	for (size_t i = 0; i < json_count(table->items); i++) {
		struct libscols_line *line = alloc_check(scols_table_new_line(out, NULL));

		for (size_t c = 0; c < columns; c++) {
			const char *text = cells->texts[i * columns + c];

			if (scols_line_set_data(line, c, text) != 0)
				alloc_check(NULL);
			if (table->has_color)
				color_cell(scols_line_get_cell(line, c), text);
		}
	}
}

/* Blanks at a line's end are of no use, and break comparing. */
static void
add_trimmed(struct text *text, const char *lines, size_t indent)
{
	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n"), used = length;

		while (used > 0 && lines[used - 1] == ' ')
			used--;
		for (size_t i = 0; i < indent && used > 0; i++)
			text_add(text, " ");
		text_add_bytes(text, lines, used); /* cells were escaped one by one */
		text_add(text, "\n");
		lines += length + (lines[length] == '\n');
	}
}

void
table_add(struct text *text, const struct table *table)
{
	CLEANUP(release_table)
	struct libscols_table *out = alloc_check(scols_new_table());
	CLEANUP(cells_done) struct cells cells = { 0 };
	CLEANUP(free_ptr) char *printed = NULL;
	size_t width = scols_table_get_termwidth(out);

	assert(table->column_count <= COLUMNS_MAX);
	fill_cells(&cells, table);
	scols_table_enable_colors(out, table->has_color);
	if (isatty(STDOUT_FILENO) == 1 && width > table->indent + CUT_WIDTH) {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_ALWAYS);
		scols_table_set_termwidth(out, width - table->indent);
		choose_cuts(&cells, table->column_count, width - table->indent);
	} else {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_NEVER);
	}
	add_columns(out, table, &cells);
	add_lines(out, table, &cells);
	if (scols_print_table_to_string(out, &printed) != 0)
		alloc_check(NULL);
	add_trimmed(text, printed, table->indent);
}
