#include "letter.h"

#include "run.h"

#include <string.h>

static struct arena arena;

static void
free_arena(void)
{
	arena_done(&arena);
}

static enum status
parse(const char *bytes, const struct letter **ret_letter, struct err *err)
{
	return letter_parse("x.md", bytes, strlen(bytes), &arena, ret_letter, err);
}

#define FRONT "---\nkind: not_seated\nsubject: To {{first_name}}\npreheader: Soon\n---\n"

START_TEST(test_front_block_and_body)
{
	CLEANUP(letter_text_done) struct letter_text text = { 0 };
	struct template_value *values = template_value_new(&arena);
	const struct letter *letter;
	struct err err = { 0 };

	template_value_text(&arena, values, "first_name", "*Zoë*\r\n");
	ck_assert_msg(parse(FRONT "\n# {{first_name}}\n", &letter, &err) == OK, "%s",
	    err.text);
	ck_assert_int_eq(letter_kind(letter), MESSAGE_NOT_SEATED);
	ck_assert_int_eq(letter_render(letter, values, &text, &err), OK);
	ck_assert_str_eq(text_string(&text.subject), "To *Zoë*\\x0D\\x0A");
	ck_assert_str_eq(text_string(&text.preheader), "Soon");
	ck_assert_str_eq(text_string(&text.markdown), "\n# \\*Zoë\\* \n");
}
END_TEST

START_TEST(test_order_blanks_and_crlf_do_not_matter)
{
	CLEANUP(letter_text_done) struct letter_text text = { 0 };
	const struct letter *letter;
	struct err err = { 0 };

	ck_assert_int_eq(parse("---\r\npreheader:  p: q \r\nsubject:s\r\n"
			       "kind:\tnot_seated\r\n---\r\nbody\r\n",
			     &letter, &err),
	    OK);
	ck_assert_int_eq(letter_render(letter, template_value_new(&arena), &text, &err),
	    OK);
	ck_assert_str_eq(text_string(&text.subject), "s");
	ck_assert_str_eq(text_string(&text.preheader), "p: q");
	ck_assert_str_eq(text_string(&text.markdown), "body\r\n");
}
END_TEST

static const struct {
	const char *bytes, *wanted;
} refusals[] = {
	{ "", "x.md:1: begin with a line ---" },
	{ "# Hello", "x.md:1: begin with a line ---" },
	{ "---\nkind: invitation\n",
	    "x.md:1: the front block has no end, a second line ---" },
	{ "---\nkind: not_seated\nsubject: a\n---\n", "x.md:4: no preheader" },
	{ "---\nkind: not_seated\nkind: not_seated\n---\n",
	    "x.md:3: kind for the second time" },
	{ "---\nsubject:  \n---\n", "x.md:2: subject is empty" },
	{ "---\ntitle: x\n---\n",
	    "x.md:2: here stand kind, subject, preheader, and then ---" },
	{ "---\n\nkind: not_seated\n---\n",
	    "x.md:2: here stand kind, subject, preheader, and then ---" },
	{ "---\nsubject: {{nobody}}\nkind: not_seated\npreheader: p\n---\n",
	    "x.md:2: unknown variable nobody" },
	{ FRONT "\n\n{{tablemates}}", "x.md:8: unknown variable tablemates" },
	{ FRONT "{{#fund_is_short}}", "x.md:6: never closed: fund_is_short" },
	{ "---\nkind: not_seated\n\xFF---\n", "x.md:3: not UTF-8 text" },
};

START_TEST(test_refuses_with_file_and_line)
{
	static const char untouched;
	const struct letter *letter = (const void *)&untouched;
	struct err err = { 0 };

	ck_assert_int_eq(parse(refusals[_i].bytes, &letter, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, refusals[_i].wanted);
	ck_assert_ptr_eq(letter, &untouched);
}
END_TEST

START_TEST(test_unknown_kind_is_invalid)
{
	const struct letter *letter;
	struct err err = { 0 };

	ck_assert_int_eq(parse("---\nsubject: a\nkind: advert\npreheader: p\n---\n",
			     &letter, &err),
	    ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "x.md:3: no kind of mail 'advert'"));
}
END_TEST

START_TEST(test_nul_and_length_are_refused)
{
	CLEANUP(free_ptr) char *bytes = alloc_zero(1, LETTER_BYTES_MAX + 1);
	const struct letter *letter;
	struct err err = { 0 };

	ck_assert_int_eq(letter_parse("x.md", "---\n\0", 5, &arena, &letter, &err),
	    ERR_INVALID);
	memset(bytes, 'a', LETTER_BYTES_MAX + 1);
	ck_assert_int_eq(letter_parse("x.md", bytes, LETTER_BYTES_MAX + 1, &arena,
			     &letter, &err),
	    ERR_INVALID);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("letter");

	tcase_add_checked_fixture(tests, NULL, free_arena);
	tcase_add_test(tests, test_front_block_and_body);
	tcase_add_test(tests, test_order_blanks_and_crlf_do_not_matter);
	tcase_add_loop_test(tests, test_refuses_with_file_and_line, 0,
	    COUNT_OF(refusals));
	tcase_add_test(tests, test_unknown_kind_is_invalid);
	tcase_add_test(tests, test_nul_and_length_are_refused);
	return run_tests("letter", tests);
}
