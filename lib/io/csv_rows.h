/* csv_rows.h - comma-separated bytes to rows of cells, strictly (RFC 4180), by libcsv.
 *
 * Not named csv.h: an include path of ours before libcsv's would hide <csv.h>. */
#ifndef CONVENE_CSV_ROWS_H
#define CONVENE_CSV_ROWS_H

#include "base.h"

#define CSV_ROWS_CELL_MAX 4096 /* bytes of a cell, unless the caller says otherwise */
#define CSV_ROWS_COLUMN_MAX 256

struct csv_rows_input {
	const void *bytes;
	size_t size;
	size_t cell_bytes_max; /* 0 means CSV_ROWS_CELL_MAX */
};

/* One row, the header included: the line on which it begins (from 1), its cells, each
 * ended by a NUL and good until the return. What is not OK ends the reading. */
typedef enum status csv_rows_fn(void *arg, size_t line, const char *const *cells,
    size_t count, struct err *err);

/* Calls on_row for each row. Lines end with LF or CR LF; a byte order mark and empty
 * lines are passed over; blanks belong to their cell; quoted cells may hold line ends.
 *
 * ERR_INVALID, with the line, for a quote that is not closed or stands where none may,
 * NUL or another C0 control, DEL, bytes that are no UTF-8, a CR without LF, a cell over
 * the limit (before memory for it is taken), more cells than the header has. on_row may
 * have been called for earlier rows: nothing may be applied before this returns OK. */
MUST_CHECK enum status csv_rows_read(const struct csv_rows_input *input, struct err *err,
    csv_rows_fn *on_row, void *arg);
#endif
