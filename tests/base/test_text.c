#include "text.h"

#include "run.h"

#include <string.h>

typedef void add_fn(struct text *text, const char *value);

/* clang-format off */
static const struct {
	add_fn *add;
	const char *value, *wanted;
} cases[] = {
	{ text_add_html, "<a href='x'>\"R&D\"",
		"&lt;a href=&#39;x&#39;&gt;&quot;R&amp;D&quot;" },
	{ text_add_html, "Zoë O'Brien", "Zoë O&#39;Brien" },
	{ text_add_markdown, "1. *Ann*\r\n\n# x", "1\\. \\*Ann\\* \\# x" },
	{ text_add_markdown, "<b>[x](y)", "\\<b\\>\\[x\\]\\(y\\)" },
	{ text_add_markdown, "Zoë O'Brien", "Zoë O\\'Brien" },
	{ text_add_json, "a\"b\\c\n\x01\x7F é", "\"a\\\"b\\\\c\\n\\u0001\\u007F é\"" },
	{ text_add_json, NULL, "null" },
	{ text_add_csv, "plain", "plain" },
	{ text_add_csv, "a,b", "\"a,b\"" },
	{ text_add_csv, "say \"hi\"", "\"say \"\"hi\"\"\"" },
	{ text_add_csv, "line\nbreak", "\"line\nbreak\"" },
	{ text_add_csv, "=1+1", "'=1+1" },
	{ text_add_csv, "  @SUM(A1)", "\"'  @SUM(A1)\"" },
	{ text_add_csv, "-5", "'-5" },
	{ text_add_csv, "\tx", "'\tx" },
	{ text_add_csv, "", "" },
	{ text_add_url, "a b/é?&=+~", "a%20b%2F%C3%A9%3F%26%3D%2B~" },
	{ text_add_line, "a\r\nb\x1B[0m", "a\\x0D\\x0Ab\\x1B[0m" },
	{ text_add_line, "c1 \xC2\x9B!", "c1 \\x9B!" },
	{ text_add_line, "é\x7F", "é\\x7F" },
};
/* clang-format on */

START_TEST(test_value_lands_escaped)
{
	CLEANUP(text_done) struct text text = { 0 };

	cases[_i].add(&text, cases[_i].value);
	ck_assert_str_eq(text_string(&text), cases[_i].wanted);
}
END_TEST

START_TEST(test_grows_past_its_first_room)
{
	CLEANUP(text_done) struct text text = { 0 };

	for (int i = 0; i < 1000; i++)
		text_add(&text, "0123456789");
	ck_assert_uint_eq(text.length, 10000);
	ck_assert_uint_eq(strlen(text_string(&text)), 10000);
	ck_assert_mem_eq(text.data + 9990, "0123456789", 10);
}
END_TEST

START_TEST(test_empty_text_is_a_string)
{
	CLEANUP(text_done) struct text text = { 0 };

	ck_assert_str_eq(text_string(&text), "");
	text_clear(&text);
	CLEANUP(free_ptr) char *taken = text_take(&text);
	ck_assert_str_eq(taken, "");
}
END_TEST

START_TEST(test_cut_and_take)
{
	CLEANUP(text_done) struct text text = { 0 };

	text_add(&text, "dinner at seven");
	text_cut(&text, 6);
	text_add_int(&text, INT64_MIN);
	CLEANUP(free_ptr) char *taken = text_take(&text);
	ck_assert_str_eq(taken, "dinner-9223372036854775808");
	ck_assert_str_eq(text_string(&text), "");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("text");

	tcase_add_loop_test(tests, test_value_lands_escaped, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_grows_past_its_first_room);
	tcase_add_test(tests, test_empty_text_is_a_string);
	tcase_add_test(tests, test_cut_and_take);
	return run_tests("text", tests);
}
