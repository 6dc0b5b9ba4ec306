/* csv_rows.c - libcsv is fed at most a line, and at most PIECE_BYTES, at a time: so its
 * callbacks know their line, and a cell without end is noticed before it is stored. */
#include "csv_rows.h"

#include "text.h"
#include "utf8.h"

#include <csv.h>

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define PIECE_BYTES 4096
#define OPTIONS (CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL)
#define GROWTH_BYTES 1024 /* by which libcsv's buffer for one cell grows */

#define QUOTED(macro) QUOTED_NOW(macro)
#define QUOTED_NOW(value) #value

struct reader {
	struct csv_parser parser;
	csv_rows_fn *on_row;
	void *arg;
	size_t cell_bytes_max;
	struct text content;                /* the cells of this row, a NUL behind each */
	size_t starts[CSV_ROWS_COLUMN_MAX]; /* in content */
	const char *cells[CSV_ROWS_COLUMN_MAX];
	size_t count, header_count;
	size_t line, row_line; /* being read; where this row began, 0 between rows */
	bool after_cr;
	enum status
	    status; /* of the first failure: libcsv goes on until its piece ends */
	struct err *err;
};

static void
reader_done(struct reader *reader)
{
	csv_free(&reader->parser);
	text_done(&reader->content);
}

static void
fail(struct reader *reader, const char *reason)
{
	if (reader->status == OK)
		reader->status = err_set(reader->err, ERR_INVALID, "line %zu: %s",
		    reader->row_line > 0 ? reader->row_line : reader->line, reason);
}

static const char *
flaw_of_bytes(const char *cell, size_t length)
{
	bool is_ascii = true; /* as nearly all cells are: saves a second look at them */

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)cell[i];

		is_ascii = is_ascii && byte < 0x80;
		if (byte == '\0')
			return "a cell holds a NUL byte";
		if ((byte < ' ' && byte != '\n' && byte != '\r') || byte == 0x7F)
			return "a cell holds a control character";
	}
	if (!is_ascii && utf8_valid_length(cell, length) < length)
		return "a cell is not UTF-8 (save the file as 'CSV UTF-8')";
	return NULL;
}

static void
fail_too_large(struct reader *reader)
{
	if (reader->status == OK)
		reader->status = err_set(reader->err, ERR_INVALID,
		    "line %zu: a cell is over %zu bytes; is a closing quote missing?",
		    reader->row_line, reader->cell_bytes_max);
}

static const char *
flaw_of(const struct reader *reader, const char *cell, size_t length)
{
	if (reader->after_cr)
		return "a CR without LF ends a line";
	if (reader->count == CSV_ROWS_COLUMN_MAX)
		return "more than " QUOTED(CSV_ROWS_COLUMN_MAX) " cells";
	if (reader->header_count > 0 && reader->count == reader->header_count)
		return "more cells than the header has; quotes around one with a comma?";
	return flaw_of_bytes(cell, length);
}

static void
on_cell(void *bytes, size_t length, void *arg)
{
	struct reader *reader = arg;
	const char *flaw;

	if (reader->status != OK)
		return;
	if (length > reader->cell_bytes_max) {
		fail_too_large(reader);
		return;
	}
	flaw = flaw_of(reader, bytes, length);
	if (flaw != NULL) {
		fail(reader, flaw);
		return;
	}
	reader->starts[reader->count++] = reader->content.length;
	text_add_bytes(&reader->content, bytes, length + 1); /* CSV_APPEND_NULL */
}

static void
deliver_row(struct reader *reader)
{
	for (size_t i = 0; i < reader->count; i++)
		reader->cells[i] = reader->content.data + reader->starts[i];
	if (reader->header_count == 0)
		reader->header_count = reader->count;
	reader->status = reader->on_row(reader->arg, reader->row_line, reader->cells,
	    reader->count, reader->err);
	reader->count = 0;
	text_clear(&reader->content);
}

/* Also called, by CSV_REPALL_NL, for the LF of CR LF and for an empty line. */
static void
on_end(int end, void *arg)
{
	struct reader *reader = arg;

	if (reader->status != OK)
		return;
	if (reader->after_cr && end != CSV_LF) {
		fail(reader, "a CR without LF ends a line");
		return;
	}
	reader->after_cr = end == CSV_CR;
	if (reader->count > 0)
		deliver_row(reader);
	reader->row_line = 0;
}

/* RFC 4180: spaces are part of a field. libcsv would drop them. */
static int
is_no_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

static void
feed(struct reader *reader, const unsigned char *bytes, size_t size)
{
	size_t used = csv_parse(&reader->parser, bytes, size, on_cell, on_end, reader);

	if (reader->status != OK)
		return;
	if (used < size) {
		assert(csv_error(&reader->parser) != CSV_EINVALID);
		if (csv_error(&reader->parser) != CSV_EPARSE)
			alloc_check(NULL);
		fail(reader,
		    "a quote stands inside a cell; write two, and quotes around "
		    "the cell");
	} else if (csv_get_buffer_size(&reader->parser) >
	    reader->cell_bytes_max + 2 * GROWTH_BYTES) {
		fail_too_large(reader);
	}
}

static void
read_all(struct reader *reader, const unsigned char *bytes, size_t size)
{
	size_t at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (at < size && reader->status == OK) {
		size_t left = size - at < PIECE_BYTES ? size - at : PIECE_BYTES;
		const unsigned char *end = memchr(bytes + at, '\n', left);
		size_t piece = end != NULL ? (size_t)(end - bytes) - at + 1 : left;

		if (reader->row_line == 0)
			reader->row_line = reader->line;
		feed(reader, bytes + at, piece);
		if (end != NULL)
			reader->line++;
		at += piece;
	}
}

static void
finish(struct reader *reader)
{
	if (reader->status != OK)
		return;
	if (csv_fini(&reader->parser, on_cell, on_end, reader) != 0)
		fail(reader, "a quote is opened here and never closed");
	if (reader->after_cr)
		fail(reader, "a CR without LF ends the file");
}

enum status
csv_rows_read(const struct csv_rows_input *input, struct err *err, csv_rows_fn *on_row,
    void *arg)
{
	CLEANUP(reader_done)
	struct reader reader = {
		.on_row = on_row,
		.arg = arg,
		.cell_bytes_max = input->cell_bytes_max > 0 ? input->cell_bytes_max
							    : CSV_ROWS_CELL_MAX,
		.line = 1,
		.err = err,
	};

	if (csv_init(&reader.parser, OPTIONS) != 0)
		alloc_check(NULL);
	csv_set_space_func(&reader.parser, is_no_space);
	csv_set_blk_size(&reader.parser, GROWTH_BYTES);
	read_all(&reader, input->bytes, input->size);
	finish(&reader);
	return reader.status;
}
