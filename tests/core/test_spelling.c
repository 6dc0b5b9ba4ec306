#include "spelling.h"

#include "run.h"

#include <string.h>

static const struct {
	const char *a, *b;
	size_t wanted;
} distances[] = {
	{ "", "", 0 },
	{ "form", "form", 0 },
	{ "form", "from", 1 }, /* a swap is one slip, not two */
	{ "form", "for", 1 },
	{ "form", "forms", 1 },
	{ "form", "farm", 1 },
	{ "seat", "fund", 4 },
	{ "ca", "abc", 3 }, /* no letter is touched twice */
	{ "", "roster", 6 },
};

START_TEST(test_distance)
{
	ck_assert_uint_eq(spelling_distance(distances[_i].a, distances[_i].b),
	    distances[_i].wanted);
	ck_assert_uint_eq(spelling_distance(distances[_i].b, distances[_i].a),
	    distances[_i].wanted);
}
END_TEST

START_TEST(test_long_words_are_far_apart)
{
	char word[SPELLING_MAX + 2] = "";

	memset(word, 'a', SPELLING_MAX + 1);
	ck_assert_uint_eq(spelling_distance(word, word), SPELLING_MAX + 1);
	word[SPELLING_MAX] = '\0';
	ck_assert_uint_eq(spelling_distance(word, word), 0);
}
END_TEST

START_TEST(test_nearest)
{
	static const char *const words[] = { "roster", "person", "round", "fund",
		"prompt" };

	ck_assert_str_eq(spelling_nearest("rooster", words, COUNT_OF(words)), "roster");
	ck_assert_str_eq(spelling_nearest("ruond", words, COUNT_OF(words)), "round");
	ck_assert_str_eq(spelling_nearest("per", words, COUNT_OF(words)), "person");
	ck_assert_ptr_null(spelling_nearest("dinner", words, COUNT_OF(words)));
	ck_assert_ptr_null(spelling_nearest("", words, COUNT_OF(words)));
	ck_assert_ptr_null(spelling_nearest("x", words, 0));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("spelling");

	tcase_add_loop_test(tests, test_distance, 0, COUNT_OF(distances));
	tcase_add_test(tests, test_long_words_are_far_apart);
	tcase_add_test(tests, test_nearest);
	return run_tests("spelling", tests);
}
