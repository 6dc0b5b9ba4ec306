/* sheet.h - files that people fill in: named columns, rows of plain structs, and what was
 * wrong with the other rows. One mechanism for every such file (roster.h, catalogue.h).
 *
 *   CLEANUP(sheet_done) struct sheet sheet = { .kind = &roster_people };
 *   status = csv_rows_read(&input, err, sheet_row, &sheet);      (any source of rows)
 *   status = sheet_end(&sheet, &sites, err);
 *   people = sheet.rows, sheet.row_count; sheet.rejects, sheet.reject_count
 *
 * A row is taken whole or rejected with its line and all that is wrong with it. */
#ifndef CONVENE_SHEET_H
#define CONVENE_SHEET_H

#include "arena.h"
#include "lookup.h"

#include <stdbool.h>
#include <stdint.h>

#define SHEET_COLUMN_MAX 24
#define SHEET_LIST_MAX 64 /* entries in one cell */

enum sheet_presence {
	SHEET_FILLED,  /* the column is there, and no cell of it is empty */
	SHEET_BLANK,   /* the column is there; an empty cell leaves zeroes */
	SHEET_OPTIONAL /* the column may be missing, too */
};

struct sheet_list {
	const char **items;
	size_t count;
};

struct sheet_column;

/* A cell, or one entry of a list: without outer blanks, not empty, not ended by a NUL. */
struct sheet_cell {
	const char *text;
	size_t length;
	const struct sheet_column *column;
	struct arena *arena;
};

/* Writes into the field of the row's struct; of a list, once for each entry in turn. */
typedef enum status sheet_parse_fn(const struct sheet_cell *cell, void *field,
    struct err *err);

struct sheet_column {
	const char *name;
	const char *help; /* for the manual and for errors: what is wanted */
	enum sheet_presence presence;
	bool is_list; /* entries separated by ';' */
	sheet_parse_fn *parse;
	size_t offset;              /* of the field in the row's struct */
	int min, max;               /* bytes of a text, or bounds of a number */
	const char *const *choices; /* for cell_choice(), ends with NULL */
};

struct sheet;

struct sheet_kind {
	const char *name; /* of the file, as in the manual */
	const struct sheet_column *columns;
	size_t column_count;
	size_t row_size; /* of the row's struct; its first member is struct sheet_place */

	/* What only the whole file tells; may be NULL. sites may be NULL: not known. */
	void (*check)(struct sheet *sheet, const struct lookup *sites);
};

struct sheet_place {
	size_t line;
	bool is_rejected; /* only while the file is checked */
	size_t reject;    /* likewise: its number among the rejects, from 1 */
};

struct sheet_reject {
	size_t line;
	const char *key; /* first column's text, "" if there is none: still in the file */
	const char *reason; /* one or more, with "; " between them */
};

/* Only kind is set at the start. Texts of rows and rejects live as long as the sheet. */
struct sheet {
	const struct sheet_kind *kind;
	void *rows;
	size_t row_count, row_capacity;
	struct sheet_reject *rejects; /* by line, once sheet_end() has returned */
	size_t reject_count, reject_capacity;
	size_t left_out_count; /* rows that nothing but another row's flaw keeps out */
	struct arena arena;
	uint8_t column_of[SHEET_COLUMN_MAX]; /* of a cell */
	size_t cell_count;                   /* of the header; 0 before it is read */
};

/* One row, the header first (a csv_rows_fn). ERR_INVALID only for a header with a column
 * that is unknown, missing or doubled; the text names it. */
MUST_CHECK enum status sheet_row(void *sheet, size_t line, const char *const *cells,
    size_t count, struct err *err);

/* Runs the kind's check and takes the rejected rows out. ERR_INVALID: no header came. */
MUST_CHECK enum status sheet_end(struct sheet *sheet, const struct lookup *sites,
    struct err *err);

/* For checks: the row by its index, and a reason to reject it, added to those it has. Of
 * many reasons and many rows not all are kept. */
void *sheet_at(const struct sheet *sheet, size_t index);
void sheet_refuse(struct sheet *sheet, size_t index, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* A row that cannot stay because another one is rejected: no reject of its own. */
void sheet_leave_out(struct sheet *sheet, size_t index);

typedef const char *sheet_key_fn(struct arena *arena, const char *text);

/* Refuses all rows with the same text (or key of it, unless NULL) in a column, which
 * holds a const char *: nobody knows which is right. A row gets one reason, which names
 * another line. */
void sheet_refuse_twins(struct sheet *sheet, size_t column, sheet_key_fn *key);

/* For CLEANUP(). */
void sheet_done(struct sheet *sheet);
#endif
