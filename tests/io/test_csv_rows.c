#include "csv_rows.h"

#include "run.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define MB ((size_t)1024 * 1024)

/* Rows as "LINE:cell|cell\n", with line ends inside cells shown as / and \. */
static enum status
write_row(void *arg, size_t line, const char *const *cells, size_t count, struct err *err)
{
	struct text *seen = arg;

	(void)err;
	text_add_int(seen, (int64_t)line);
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			text_add(seen, ":");
		else
			text_add(seen, "|");
		for (const char *c = cells[i]; *c != '\0'; c++)
			text_add_bytes(seen, *c == '\n' ? "/" : *c == '\r' ? "\\" : c, 1);
	}
	text_add(seen, "\n");
	return OK;
}

static enum status
read_bytes(const void *bytes, size_t size, struct text *seen, struct err *err)
{
	struct csv_rows_input input = { .bytes = bytes, .size = size };

	return csv_rows_read(&input, err, write_row, seen);
}

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct {
	const char *bytes;
	size_t size;
	const char *rows;
} good[] = {
	{ BYTES(""), "" },
	{ BYTES("\n\r\n\n"), "" },
	{ BYTES("a,b\n1,2\n"), "1:a|b\n2:1|2\n" },
	{ BYTES("a,b\r\n1,2\r\n"), "1:a|b\n2:1|2\n" },
	{ BYTES("a,b\n1,2"), "1:a|b\n2:1|2\n" },
	{ BYTES("\xEF\xBB\xBF"
		"a\n1\n"),
	    "1:a\n2:1\n" },
	{ BYTES("\xEF\xBB\xBF\"a\"\n"), "1:a\n" },
	{ BYTES("a,b\n\n\n1,2\n"), "1:a|b\n4:1|2\n" },
	{ BYTES("a,b\n1\n"), "1:a|b\n2:1\n" },
	{ BYTES("a,b\n,\n"), "1:a|b\n2:|\n" },
	{ BYTES("a,b\n \"x,  y \n"), NULL },
	{ BYTES("a,b\n x , y \n"), "1:a|b\n2: x | y \n" },
	{ BYTES("a\n\"x \"\"y\"\", z\"\n"), "1:a\n2:x \"y\", z\n" },
	{ BYTES("a,b\n\"x\ny\r\nz\",2\n3,4\n"), "1:a|b\n2:x/y\\/z|2\n5:3|4\n" },
	{ BYTES("a\n\"\n\n\nx\"\ny\n"), "1:a\n2:///x\n6:y\n" },
	{ BYTES("a\n\"\"\n"), "1:a\n2:\n" },
	{ BYTES("a\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8D\xBD\n"),
	    "1:a\n2:\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8D\xBD\n" },
};

START_TEST(test_good)
{
	CLEANUP(text_done) struct text seen = { 0 };
	struct err err = { OK, "" };
	enum status status = read_bytes(good[_i].bytes, good[_i].size, &seen, &err);

	if (good[_i].rows == NULL) {
		ck_assert_int_eq(status, ERR_INVALID);
		return;
	}
	ck_assert_msg(status == OK, "%s", err.text);
	ck_assert_str_eq(text_string(&seen), good[_i].rows);
}
END_TEST

static const struct {
	const char *bytes;
	size_t size;
	const char *text;
} bad[] = {
	{ BYTES("a,b\n1,\"2\n3,4\n"), "line 2: a quote is opened here and never closed" },
	{ BYTES("a\n\"x\ny\n"), "line 2: a quote is opened here and never closed" },
	{ BYTES("a,b\n1,2\n3,x\"y\n"), "line 3: a quote stands inside a cell" },
	{ BYTES("a,b\n\"x\" ,2\n"), "line 2: a quote stands inside a cell" },
	{ BYTES("a\n\"x\ny\"z\n"), "line 2: a quote stands inside a cell" },
	{ BYTES("a\nx\0y\n"), "line 2: a cell holds a NUL byte" },
	{ BYTES("a\n\"x\0y\"\n"), "line 2: a cell holds a NUL byte" },
	{ BYTES("a\n\0\n"), "line 2: a cell holds a NUL byte" },
	{ BYTES("a\nx\ty\n"), "line 2: a cell holds a control character" },
	{ BYTES("a\nx\x1B[31my\n"), "line 2: a cell holds a control character" },
	{ BYTES("a\nx\x7Fy\n"), "line 2: a cell holds a control character" },
	{ BYTES("a\n\xE9\n"), "line 2: a cell is not UTF-8" },
	{ BYTES("a\n\xC0\xAF\n"), "line 2: a cell is not UTF-8" },
	{ BYTES("a\n\xED\xA0\x80\n"), "line 2: a cell is not UTF-8" },
	{ BYTES("a\n\xF4\x90\x80\x80\n"), "line 2: a cell is not UTF-8" },
	{ BYTES("a\n\xE2\x82\n"), "line 2: a cell is not UTF-8" },
	{ BYTES("a\n\xE2\x82"), "line 2: a cell is not UTF-8" },
	{ BYTES("\xFF\xFE"
		"a\0\n\0"),
	    "line 1: a cell holds a NUL byte" },
	{ BYTES("a,b\n1,2,3\n"), "line 2: more cells than the header has" },
	{ BYTES("a,b\n1,2,\n"), "line 2: more cells than the header has" },
	{ BYTES("a,b\r1,2\r"), "line 1: a CR without LF" },
	{ BYTES("a,b\r1,2\n"), "line 1: a CR without LF" },
	{ BYTES("a,b\n1,2\r\r\n"), "line 2: a CR without LF" },
	{ BYTES("a,b\n1,2\r"), "line 2: a CR without LF" },
};

START_TEST(test_bad)
{
	CLEANUP(text_done) struct text seen = { 0 };
	struct err err = { OK, "" };

	ck_assert_int_eq(read_bytes(bad[_i].bytes, bad[_i].size, &seen, &err),
	    ERR_INVALID);
	ck_assert_msg(strncmp(err.text, bad[_i].text, strlen(bad[_i].text)) == 0, "%s",
	    err.text);
}
END_TEST

START_TEST(test_too_many_columns)
{
	CLEANUP(text_done) struct text seen = { 0 };
	char bytes[CSV_ROWS_COLUMN_MAX];
	struct err err = { OK, "" };

	memset(bytes, ',', sizeof bytes);
	ck_assert_int_eq(read_bytes(bytes, sizeof bytes - 1, &seen, &err), OK);
	ck_assert_int_eq(read_bytes(bytes, sizeof bytes, &seen, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "line 1: more than 256 cells");
}
END_TEST

START_TEST(test_cell_at_the_limit)
{
	CLEANUP(text_done) struct text seen = { 0 };
	char bytes[CSV_ROWS_CELL_MAX + 3] = "a\n";
	struct err err = { OK, "" };

	memset(bytes + 2, 'x', CSV_ROWS_CELL_MAX + 1);
	ck_assert_int_eq(read_bytes(bytes, CSV_ROWS_CELL_MAX + 2, &seen, &err), OK);
	ck_assert_int_eq(read_bytes(bytes, CSV_ROWS_CELL_MAX + 3, &seen, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text,
	    "line 2: a cell is over 4096 bytes; is a closing quote missing?");
}
END_TEST

/* A cell of 10 MB, quoted or not: all but its beginning lies on pages that nobody may
 * read, so the test ends with a signal if the cell is read, or stored, any further. */
START_TEST(test_huge_cell_is_refused_early)
{
	static const char *const begins[] = { "a,b\n1,", "a,b\n\"" };
	const size_t size = 10 * MB, readable = 16 * 1024;

	for (size_t i = 0; i < COUNT_OF(begins); i++) {
		CLEANUP(text_done) struct text seen = { 0 };
		struct err err = { OK, "" };
		char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		ck_assert(bytes != MAP_FAILED);
		memset(bytes, 'x', readable);
		memcpy(bytes, begins[i], strlen(begins[i]));
		ck_assert_int_eq(mprotect(bytes + readable, size - readable, PROT_NONE),
		    0);
		ck_assert_int_eq(read_bytes(bytes, size, &seen, &err), ERR_INVALID);
		ck_assert_ptr_nonnull(
		    strstr(err.text, "line 2: a cell is over 4096 bytes"));
		ck_assert_int_eq(munmap(bytes, size), 0);
	}
}
END_TEST

static enum status
stop_at_third(void *arg, size_t line, const char *const *cells, size_t count,
    struct err *err)
{
	(void)cells;
	(void)count;
	++*(int *)arg;
	return line < 3 ? OK : err_set(err, ERR_CONFLICT, "enough");
}

START_TEST(test_callback_ends_the_reading)
{
	struct csv_rows_input input = { .bytes = "a\n1\n2\n3\n4\n", .size = 10 };
	struct err err = { OK, "" };
	int rows = 0;

	ck_assert_int_eq(csv_rows_read(&input, &err, stop_at_third, &rows), ERR_CONFLICT);
	ck_assert_str_eq(err.text, "enough");
	ck_assert_int_eq(rows, 3);
}
END_TEST

/* The property: what text_add_csv() writes is read back as it was, but for the apostrophe
 * in front of what a spreadsheet would run. */
static const char *
random_cell(char buf[static 64])
{
	static const char *const bits[] = { "a", "B", " ", ",", "\"", "\n", "\r\n", "\r",
		"'", "=", "+", "-", "@", "\xC3\xA9", "\xE6\xBC\xA2", ";", "\"\"", "," };
	size_t used = 0, wanted = (size_t)rand() % 12;

	for (size_t i = 0; i < wanted; i++) {
		const char *bit = bits[(size_t)rand() % COUNT_OF(bits)];

		memcpy(buf + used, bit, strlen(bit));
		used += strlen(bit);
	}
	buf[used] = '\0';
	return buf;
}

static bool
is_formula(const char *cell)
{
	cell += strspn(cell, " ");
	return *cell != '\0' && strchr("=+-@\t\r", *cell) != NULL;
}

#define ROWS 200
#define COLUMNS 5

static enum status
compare_row(void *arg, size_t line, const char *const *cells, size_t count,
    struct err *err)
{
	char(**at)[64] = arg;

	(void)line;
	(void)err;
	ck_assert_uint_eq(count, COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++, ++*at) {
		const char *cell = cells[i];

		if (is_formula(**at))
			ck_assert_int_eq(*cell++, '\'');
		ck_assert_str_eq(cell, **at);
	}
	return OK;
}

START_TEST(test_written_is_read)
{
	static char wanted[ROWS * COLUMNS][64];
	CLEANUP(text_done) struct text file = { 0 };
	unsigned seed = (unsigned)time(NULL) + (unsigned)_i;
	struct err err = { OK, "" };

	printf("# seed %u\n", seed);
	srand(seed);
	for (size_t i = 0; i < ROWS * COLUMNS; i++) {
		text_add_csv(&file, random_cell(wanted[i]));
		if (i % COLUMNS < COLUMNS - 1)
			text_add(&file, ",");
		else if (rand() % 2 == 0)
			text_add(&file, "\r\n");
		else
			text_add(&file, "\n");
	}

	struct csv_rows_input input = { .bytes = file.data, .size = file.length };
	char(*at)[64] = wanted;

	ck_assert_msg(csv_rows_read(&input, &err, compare_row, &at) == OK, "%s",
	    err.text);
	ck_assert(at == wanted + ROWS * COLUMNS);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("csv_rows");

	tcase_add_loop_test(tests, test_good, 0, COUNT_OF(good));
	tcase_add_loop_test(tests, test_bad, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_too_many_columns);
	tcase_add_test(tests, test_cell_at_the_limit);
	tcase_add_test(tests, test_huge_cell_is_refused_early);
	tcase_add_test(tests, test_callback_ends_the_reading);
	tcase_add_loop_test(tests, test_written_is_read, 0, 20);
	return run_tests("csv_rows", tests);
}
