#include "utf8.h"

#include "run.h"

#include <string.h>

/* clang-format off */
static const struct {
	const char *text;
	size_t valid; /* bytes */
} cases[] = {
	{ "", 0 },
	{ "plain", 5 },
	{ "Zoë 🍽 日本", 16 },
	{ "\xC3", 0 },                 /* half a character */
	{ "ab\xE2\x82", 2 },           /* two thirds of one */
	{ "a\xC0\xAF", 1 },            /* a slash, written too long */
	{ "a\xE0\x80\xAF", 1 },        /* the same in three bytes */
	{ "a\xF0\x80\x80\xAF", 1 },    /* and in four */
	{ "a\xED\xA0\x80", 1 },        /* a surrogate */
	{ "a\xF4\x90\x80\x80", 1 },    /* above U+10FFFF */
	{ "a\xF4\x8F\xBF\xBF", 5 },    /* U+10FFFF */
	{ "a\x80", 1 },                /* a tail without a head */
	{ "M\xFCller", 1 },            /* Latin-1 */
	{ "a\xE2\x28\xA1", 1 },
	{ "a\xFF", 1 },
};
/* clang-format on */

START_TEST(test_valid_part_is_measured)
{
	const char *text = cases[_i].text;

	ck_assert_uint_eq(utf8_valid_length(text, strlen(text)), cases[_i].valid);
}
END_TEST

START_TEST(test_nul_is_a_character)
{
	ck_assert_uint_eq(utf8_valid_length("a\0b", 3), 3);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("utf8");

	tcase_add_loop_test(tests, test_valid_part_is_measured, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_nul_is_a_character);
	return run_tests("utf8", tests);
}
