#include "grid.h"

#include <assert.h>
#include <libsmartcols.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define CUT_WIDTH 12 /* the least that is left of a text */

struct widths {
	size_t wanted[GRID_COLUMNS_MAX];
	bool are_cut[GRID_COLUMNS_MAX];
};

static void
release_table(struct libscols_table **table)
{
	scols_unref_table(*table);
}

static size_t
width_of(const char *text)
{
	wchar_t wide[256]; /* what is longer is cut anyway */
	size_t length = mbstowcs(wide, text, COUNT_OF(wide));
	int width = length == (size_t)-1 ? -1 : wcswidth(wide, length);

	return width < 0 ? strlen(text) : (size_t)width;
}

static void
widen(struct widths *widths, size_t column, const char *text)
{
	size_t width = width_of(text);

	if (width > widths->wanted[column])
		widths->wanted[column] = width;
}

static void
measure(struct widths *widths, const struct grid *grid)
{
	for (size_t c = 0; c < grid->column_count; c++) {
		widen(widths, c, grid->headings[c]);
		for (size_t i = 0; i < grid->row_count; i++)
			widen(widths, c, grid->cells[i * grid->column_count + c]);
	}
}

/* Cuts the widest texts first, and no more of them than must be. Numbers and the first
 * column, which other commands take, are never cut. */
static void
choose_cuts(struct widths *widths, const struct grid *grid, size_t room)
{
	size_t total = 0;

	for (size_t c = 0; c < grid->column_count; c++)
		total += widths->wanted[c] + 1;
	while (total > room + 1) {
		size_t widest = 0;

		for (size_t c = 1; c < grid->column_count; c++)
			if (!widths->are_cut[c] && !grid->are_numbers[c] &&
			    widths->wanted[c] > CUT_WIDTH &&
			    (widest == 0 || widths->wanted[c] > widths->wanted[widest]))
				widest = c;
		if (widest == 0)
			return;
		widths->are_cut[widest] = true;
		total -= widths->wanted[widest] - CUT_WIDTH;
	}
}

static void
add_columns(struct libscols_table *out, const struct grid *grid,
    const struct widths *widths)
{
	for (size_t c = 0; c < grid->column_count; c++) {
		int flags = grid->are_numbers[c] ? SCOLS_FL_RIGHT
		    : widths->are_cut[c]         ? SCOLS_FL_TRUNC
						 : 0;
		struct libscols_column *column = alloc_check(
		    scols_table_new_column(out, grid->headings[c], 0, flags));

		/* cells are escaped already: their backslashes stay as they are */
		if (scols_column_set_safechars(column, "\\") != 0)
			alloc_check(NULL);
		if (grid->has_color)
			(void)scols_cell_set_color(scols_column_get_header(column),
			    "bold");
	}
}

static void
add_lines(struct libscols_table *out, const struct grid *grid)
{
	for (size_t i = 0; i < grid->row_count; i++) {
		struct libscols_line *line = alloc_check(scols_table_new_line(out, NULL));

		for (size_t c = 0; c < grid->column_count; c++) {
			const char *text = grid->cells[i * grid->column_count + c];
			const char *color = grid->has_color && grid->color_of != NULL
			    ? grid->color_of(text)
			    : NULL;

			if (scols_line_set_data(line, c, text) != 0)
				alloc_check(NULL);
			if (color != NULL)
				(void)scols_cell_set_color(scols_line_get_cell(line, c),
				    color);
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
grid_add(struct text *text, const struct grid *grid)
{
	CLEANUP(release_table)
	struct libscols_table *out = alloc_check(scols_new_table());
	CLEANUP(free_ptr) char *printed = NULL;
	size_t width = scols_table_get_termwidth(out);
	struct widths widths = { .wanted = { 0 } };

	assert(grid->column_count <= GRID_COLUMNS_MAX);
	measure(&widths, grid);
	scols_table_enable_colors(out, grid->has_color);
	if (isatty(STDOUT_FILENO) == 1 && width > grid->indent + CUT_WIDTH) {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_ALWAYS);
		scols_table_set_termwidth(out, width - grid->indent);
		choose_cuts(&widths, grid, width - grid->indent);
	} else {
		scols_table_set_termforce(out, SCOLS_TERMFORCE_NEVER);
	}
	add_columns(out, grid, &widths);
	add_lines(out, grid);
	if (scols_print_table_to_string(out, &printed) != 0)
		alloc_check(NULL);
	add_trimmed(text, printed, grid->indent);
}
