#include "table.h"

#include "format.h"

#include <assert.h>
#include <ctype.h>
#include <libsmartcols.h>
#include <string.h>
#include <unistd.h>

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

/* Numbers and the first column, which other commands take, are never cut. */
static int
column_flags(bool is_number, bool is_first)
{
	if (is_number)
		return SCOLS_FL_RIGHT;
	return is_first ? 0 : SCOLS_FL_TRUNC;
}

static void
add_columns(struct libscols_table *out, const struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		CLEANUP(text_done) struct text heading = { 0 };
		bool is_number = is_number_column(table, table->columns[i]);

		add_heading(&heading, table->columns[i]);
		struct libscols_column *column = alloc_check(scols_table_new_column(out,
		    text_string(&heading), 0, column_flags(is_number, i == 0)));

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
add_line(struct libscols_table *out, const struct table *table, const struct json *item)
{
	struct libscols_line *line = alloc_check(scols_table_new_line(out, NULL));

	for (size_t i = 0; i < table->column_count; i++) {
		CLEANUP(text_done) struct text cell = { 0 };

		format_add_value(&cell, item, table->columns[i], true);
		if (scols_line_set_data(line, i, text_string(&cell)) != 0)
			alloc_check(NULL);
		if (table->has_color)
			color_cell(scols_line_get_cell(line, i), text_string(&cell));
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
	CLEANUP(free_ptr) char *printed = NULL;
	size_t width = scols_table_get_termwidth(out);

	scols_table_enable_colors(out, table->has_color);
	if (isatty(STDOUT_FILENO) == 1) {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_ALWAYS);
		if (width > table->indent + 20)
			scols_table_set_termwidth(out, width - table->indent);
	} else {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_NEVER);
	}
	add_columns(out, table);
	for (size_t i = 0; i < json_count(table->items); i++)
		add_line(out, table,
		    json_at(table->items, table->order == NULL ? i : table->order[i]));
	if (scols_print_table_to_string(out, &printed) != 0)
		alloc_check(NULL);
	add_trimmed(text, printed, table->indent);
}
