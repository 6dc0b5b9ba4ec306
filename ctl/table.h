/* table.h - the items of an answer as a table of the terminal (grid.h). */
#ifndef CONVENE_TABLE_H
#define CONVENE_TABLE_H

#include "json.h"
#include "text.h"

#define TABLE_COLUMNS_MAX 32

struct table {
	const struct json *items; /* an array of objects */
	const size_t *order;      /* of them; NULL: as they stand */
	const char *const *columns;
	size_t column_count; /* up to TABLE_COLUMNS_MAX */
	size_t indent;
	bool has_color;
};

/* A heading and a line for each item. */
void table_add(struct text *text, const struct table *table);
#endif
