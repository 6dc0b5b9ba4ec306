/* grid.h - cells as a table of the terminal, by libsmartcols: widths are right for every
 * script, long texts are cut where the terminal ends and whole in a pipe. */
#ifndef CONVENE_GRID_H
#define CONVENE_GRID_H

#include "text.h"

#include <stdbool.h>

#define GRID_COLUMNS_MAX 32

/* Texts are borrowed, and safe for a terminal already. */
struct grid {
	const char *const *headings;
	const bool *are_numbers;  /* a column each: at the right, never cut */
	size_t column_count;      /* up to GRID_COLUMNS_MAX */
	const char *const *cells; /* [row * column_count + column] */
	size_t row_count;
	size_t indent;
	bool has_color;
	/* The colour of a cell with that text, as libsmartcols names it, or NULL; never
	 * the only carrier of meaning. May be NULL. */
	const char *(*color_of)(const char *text);
};

/* A heading and a line for each row. */
void grid_add(struct text *text, const struct grid *grid);
#endif
