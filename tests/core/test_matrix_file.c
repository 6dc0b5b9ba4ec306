#include "matrix_file.h"

#include "run.h"
#include "text.h"

#include <string.h>

#define GOOD "4 2 ss 2 2 2 2 \n0 1 1\n0 2 2.5\n0 3 3.25\n1 2 4.125\n1 3 5\n2 3 6\n"
#define REST "\n0 1 1\n0 2 2\n0 3 3\n1 2 4\n1 3 5\n2 3 6\n"

static enum status
parse(const char *file, struct arena *arena, struct matrix *ret_matrix, struct err *err)
{
	/* To the byte: reading on would be seen by sanitizers. */
	size_t length = strlen(file);
	CLEANUP(free_ptr) char *bytes = alloc_zero(length + (length == 0), 1);

	memcpy(bytes, file, length);
	return matrix_file_parse("made.txt", bytes, length, arena, ret_matrix, err);
}

START_TEST(test_thousandths_both_ways_round)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix;
	struct err err;

	ck_assert_msg(parse(GOOD, &arena, &matrix, &err) == OK, "%s", err.text);
	ck_assert_uint_eq(matrix.count, 4);
	ck_assert_uint_eq(matrix.groups_count, 2);
	ck_assert_uint_eq(matrix.stride, 16);
	ck_assert_uint_eq(matrix.size_min[1], 2);
	ck_assert_uint_eq(matrix.size_max[1], 2);
	for (uint32_t i = 0; i <= 4; i++)
		for (uint32_t j = 0; j < 16; j++)
			if (i == j || i == 4 || j >= 4)
				ck_assert_int_eq(matrix.distances[i * 16 + j], 0);
	ck_assert_int_eq(matrix.distances[0 * 16 + 2], 2500);
	ck_assert_int_eq(matrix.distances[2 * 16 + 0], 2500);
	ck_assert_int_eq(matrix.distances[0 * 16 + 3], 3250);
	ck_assert_int_eq(matrix.distances[2 * 16 + 1], 4125);
}
END_TEST

static const char *const lawful[] = {
	"1 1 ss 1 1\n",
	"1 1 ss 1 1",
	"2 1 ds 0 2 \n0 1 7 \n",
	"2 3 ds 0 1 0 1 0 1\n0 1 0.001",
	"4 2 ds 1 3 1 3\n2 3 6\n1 3 5\n1 2 4\n0 3 3\n0 2 2\n0 1 1\n", /* any order */
	"2 1 ss 2 2\n0 1 268434.999\n",
	"2 1 ss 2 2\r\n0 1 7\r\n",
};

START_TEST(test_lawful)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix;
	struct err err;

	ck_assert_msg(parse(lawful[_i], &arena, &matrix, &err) == OK, "%s", err.text);
}
END_TEST

static const struct bad {
	const char *file, *text;
} bad[] = {
	{ "", "made.txt:1: begins with" },
	{ "\n", "made.txt:1: begins with" },
	{ "x", "made.txt:1: begins with" },
	{ "4", "made.txt:1: begins with" },
	{ "4 2", "made.txt:1: begins with" },
	{ " 4 2 ss 2 2 2 2" REST, "made.txt:1: begins with" },
	{ "-4 2 ss 2 2 2 2" REST, "made.txt:1: begins with" },
	{ "99999999999999999999 2 ss 2 2 2 2" REST, "made.txt:1: begins with" },
	{ "0 1 ss 0 0 \n", "made.txt:1: needs an element" },
	{ "1 0 ss \n", "made.txt:1: needs an element" },
	{ "4 2 xs 2 2 2 2" REST, "made.txt:1: ss or ds" },
	{ "4 2 ss", "made.txt:1: ss or ds" },
	{ "4 2 ss 2 2 2" REST, "made.txt:1: group 2 needs two bounds" },
	{ "4 2 ss 2 2 2 5" REST, "made.txt:1: group 2 needs two bounds" },
	{ "4 2 ss  2 2 2 2" REST, "made.txt:1: group 1 needs two bounds" },
	{ "4 2 ss 2 2 2 2 2" REST, "made.txt:1: has more" },
	{ "4 2 ss 2 2 2 2  " REST, "made.txt:1: has more" },
	{ "4 2 ss 1 3 2 2" REST, "made.txt:1: group 1 cannot be of 1 to 3: ss" },
	{ "4 2 ds 3 1 2 2" REST, "made.txt:1: group 1 cannot be of 3 to 1" },
	{ "4 2 ds 4 4 0 0" REST, "made.txt:1: group 2 cannot be of 0 to 0" },
	{ "4 2 ss 1 1 2 2" REST, "made.txt:1: groups for 3 to 3 elements, but there" },
	{ "4 2 ds 3 4 2 4" REST, "made.txt:1: groups for 5 to 8 elements, but there" },
	{ "4 2 ss 2 2 2 2", "made.txt: too short for the 6 pairs of 4 elements" },
	{ "4 2 ss 2 2 2 2 \n0 1 1\n0 2 2.5\n0", "made.txt: too short" },
	{ "4 2 ss 2 2 2 2 \n0 1 1\n0 2 2.500\n0 3 3.250\n1 2 4.125\n1 3",
	    "made.txt:6: not `i j distance`" },
	{ "4 2 ss 2 2 2 2 \n0 1 1\n0 2 2.500\n0 3 3.250\n1 2 4.125\n1 3 5\n",
	    "made.txt:6: ends after 5 of 6 pairs" },
	{ "4 2 ss 2 2 2 2" REST "0 1 1\n", "made.txt:8: pair 0 1 comes twice" },
	{ "4 2 ss 2 2 2 2" REST "\n", "made.txt:8: not `i j distance`" },
	{ "2 1 ss 2 2\n1 0 1\n", "made.txt:2: not `i j distance`" },
	{ "2 1 ss 2 2\n0 0 1\n", "made.txt:2: not `i j distance`" },
	{ "2 1 ss 2 2\n0 2 1\n", "made.txt:2: not `i j distance`" },
	{ "2 1 ss 2 2\n0 -1 1\n", "made.txt:2: not `i j distance`" },
	{ "2 1 ss 2 2\n0\t1 1\n", "made.txt:2: not `i j distance`" },
	{ "2 1 ss 2 2\n0 1 \n\n", "made.txt:2: a distance is missing" },
	{ "2 1 ss 2 2\n0 1 nan", "made.txt:2: a distance is missing" },
	{ "2 1 ss 2 2\n0 1 -1\n", "made.txt:2: a distance is not negative" },
	{ "2 1 ss 2 2\n0 1 1.\n", "made.txt:2: a digit follows the point" },
	{ "2 1 ss 2 2\n0 1 1.2345\n", "made.txt:2: a distance has three decimals" },
	{ "2 1 ss 2 2\n0 1 1e3\n", "made.txt:2: more than `i j distance`" },
	{ "2 1 ss 2 2\n0 1 1,5\n", "made.txt:2: more than `i j distance`" },
	{ "2 1 ss 2 2\n0 1 1\r1\n", "made.txt:2: more than `i j distance`" },
	{ "2 1 ss 2 2\n0 1 99999999999999999999\n",
	    "made.txt:2: a distance is too great" },
	{ "2 1 ss 2 2\n0 1 4294967.296\n", "made.txt:2: a distance is too great" },
	{ "2 1 ss 2 2\n0 1 268435.500\n",
	    "made.txt: distances of element 0 are too great for groups of 2" },
};

START_TEST(test_told_with_file_and_line)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = { .count = 77 };
	struct err err = { 0 };

	ck_assert_msg(parse(bad[_i].file, &arena, &matrix, &err) == ERR_INVALID, "%s",
	    bad[_i].file);
	ck_assert_msg(strstr(err.text, bad[_i].text) == err.text, "%s, not %s", err.text,
	    bad[_i].text);
	ck_assert_uint_eq(matrix.count, 77);
}
END_TEST

/* No limit costs memory or time before it is found. */
START_TEST(test_limits)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text file = { 0 };
	struct matrix matrix;
	struct err err;

	ck_assert_int_eq(parse("8193 1 ss 8193 8193\n", &arena, &matrix, &err),
	    ERR_LIMIT);
	ck_assert_int_eq(parse("10 4000000000 ss 1 1\n", &arena, &matrix, &err),
	    ERR_LIMIT);
	ck_assert_int_eq(parse("8192 1 ss 8192 8192\n", &arena, &matrix, &err),
	    ERR_INVALID);
	ck_assert_uint_lt(arena.total_bytes, 1 << 20);

	text_add(&file, "400 8000 ds");
	for (int i = 0; i < 8000; i++)
		text_add(&file, " 0 100");
	text_add(&file, "\n");
	for (int i = 0; i < 400; i++) {
		for (int j = i + 1; j < 400; j++) {
			text_add_int(&file, i);
			text_add(&file, " ");
			text_add_int(&file, j);
			text_add(&file, " 1\n");
		}
	}
	ck_assert_int_eq(parse(file.data, &arena, &matrix, &err), ERR_LIMIT);
	ck_assert_ptr_nonnull(strstr(err.text, "1 GB"));
}
END_TEST

/* Every beginning of a file is refused, or is the file. */
START_TEST(test_cut_anywhere)
{
	for (size_t length = 0; length < strlen(GOOD) - 1; length++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct matrix matrix;
		struct err err;
		char *cut = strndup(GOOD, length);

		ck_assert_int_eq(parse(cut, &arena, &matrix, &err), ERR_INVALID);
		free(cut);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("matrix_file");

	tcase_add_test(tests, test_thousandths_both_ways_round);
	tcase_add_loop_test(tests, test_lawful, 0, COUNT_OF(lawful));
	tcase_add_loop_test(tests, test_told_with_file_and_line, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_limits);
	tcase_add_test(tests, test_cut_anywhere);
	return run_tests("matrix_file", tests);
}
