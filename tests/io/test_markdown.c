#include "markdown.h"

#include "mailpage.h"
#include "run.h"

#include <string.h>

static const struct {
	const char *markdown, *plain;
} plains[] = {
	{ "", "" },
	{ "One *two* **three** `four`\nfive", "One two three four five\n" },
	{ "a\\\nb  \nc", "a\nb\nc\n" },
	{ "# Dinner é\n\nText\n\n## Who\n- a\n- b\n\nend",
	    "Dinner é\n========\n\nText\n\nWho\n---\n\n- a\n- b\n\nend\n" },
	{ "1. a\n2. b\n   - c\n   - d\n3. e", "1. a\n2. b\n   - c\n   - d\n3. e\n" },
	{ "- a\n\n- b\n\n  more\n", "- a\n\n- b\n\n  more\n" },
	{ "x\n\n> quote\n> - in\n>\n> two\n\ny",
	    "x\n\n> quote\n>\n> - in\n>\n> two\n\ny\n" },
	{ "- > q", "- > q\n" },
	{ "a\n\n---\n\nb", "a\n\n----\n\nb\n" },
	{ "a\n\n    code  x\n    y\n\nb", "a\n\n    code  x\n    y\n\nb\n" },
	{ "see [the page](https://x.example/a) now",
	    "see the page <https://x.example/a> now\n" },
	{ "<https://x.example/a>", "https://x.example/a\n" },
	{ "[Yes](https://x.example/y) [No](https://x.example/n)",
	    "Yes:\n  https://x.example/y\nNo:\n  https://x.example/n\n" },
	{ "[Yes](https://x.example/y)\n[No](https://x.example/n)",
	    "Yes:\n  https://x.example/y\nNo:\n  https://x.example/n\n" },
	{ "a <b>bold</b> <script>x</script>\n\n<div>\nblock\n</div>\n\nb",
	    "a bold x\n\nb\n" },
	{ "[x](javascript:alert(1)) [y](/relative) ![alt](https://x.example/i.png)",
	    "x y alt\n" },
	{ "[x](<https://x.example/ a\"b\\\\>)", "x:\n  https://x.example/%20a%22b%5C\n" },
	{ "aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccc "
	  "dddddd eeee",
	    "aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccc "
	    "dddddd\neeee\n" },
	{ "- aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccc "
	  "dddddd eeee",
	    "- aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb ccccccccccccccccccccc\n"
	    "  dddddd eeee\n" },
	{ "\\*literal\\* \\<b\\> \\[x\\]\\(y\\)", "*literal* <b> [x](y)\n" },
};

START_TEST(test_plain_text)
{
	CLEANUP(text_done) struct text plain = { 0 };
	struct err err = { 0 };
	const char *markdown = plains[_i].markdown;

	ck_assert_int_eq(markdown_render(markdown, strlen(markdown), &plain, NULL, &err),
	    OK);
	ck_assert_str_eq(text_string(&plain), plains[_i].plain);
}
END_TEST

/* What html must or, after "!", must not hold. */
static const struct {
	const char *markdown, *wanted;
} htmls[] = {
	{ "# A & B", ">A &amp; B</h1>" },
	{ "a <b>x</b>", "!<b>" },
	{ "<script>alert(1)</script>", "!script" },
	{ "<div onclick=x>\n</div>", "!div" },
	{ "[x](javascript:alert(1))", "!javascript" },
	{ "[x](javascript:alert(1))", "!<a" },
	{ "[x](JAVASCRIPT:alert(1))", "!<a" },
	{ "[x](data:text/html,x)", "!<a" },
	{ "[x](&#106;avascript:alert(1))", "!<a" },
	{ "![alt](https://x.example/i.png)", "!<img" },
	{ "![alt](https://x.example/i.png)", ">alt</p>" },
	{ "see [x](https://x.example/?a=1&b=2)",
	    "<a href=\"https://x.example/?a=1&amp;b=2\"" },
	{ "see [x](<https://x.example/\" onclick=\"y>)",
	    "href=\"https://x.example/%22%20onclick=%22y\"" },
	{ "[Yes](https://x.example/y)", "class=\"c-main\"" },
	{ "[Yes](https://x.example/y)", "!<p" },
	{ "[Yes](https://x.example/y) [No](https://x.example/n)", "class=\"c-other\"" },
	{ "[Yes](https://x.example/y) or [No](https://x.example/n)",
	    "!class=\"c-main\"" },
	{ "a\n\n---\n\nsmall", "<p class=\"c-soft\"" },
	{ "3. x\n4. y", "<ol start=\"3\"" },
	{ "- x\n- y", ">x</li>" },
	{ "`<b>`", "<code>&lt;b&gt;</code>" },
	{ "a\xC3(", "a\xEF\xBF\xBD(" },
};

START_TEST(test_html)
{
	CLEANUP(text_done) struct text html = { 0 };
	struct err err = { 0 };
	const char *markdown = htmls[_i].markdown, *wanted = htmls[_i].wanted;
	bool is_wanted = wanted[0] != '!';

	ck_assert_int_eq(markdown_render(markdown, strlen(markdown), NULL, &html, &err),
	    OK);
	ck_assert_msg((strstr(text_string(&html), wanted + !is_wanted) != NULL) ==
		is_wanted,
	    "%s: %s", markdown, text_string(&html));
}
END_TEST

START_TEST(test_deep_nesting_ends)
{
	CLEANUP(text_done) struct text deep = { 0 }, plain = { 0 }, html = { 0 };
	struct err err = { 0 };

	for (int i = 0; i < 2000; i++)
		text_add(&deep, "> ");
	text_add(&deep, "x");
	ck_assert_int_eq(markdown_render(deep.data, deep.length, &plain, &html, &err),
	    OK);
}
END_TEST

START_TEST(test_too_long_is_refused)
{
	CLEANUP(free_ptr) char *bytes = alloc_zero(1, MARKDOWN_BYTES_MAX + 1);
	CLEANUP(text_done) struct text plain = { 0 };
	struct err err = { 0 };

	memset(bytes, 'a', MARKDOWN_BYTES_MAX + 1);
	ck_assert_int_eq(markdown_render(bytes, MARKDOWN_BYTES_MAX + 1, &plain, NULL,
			     &err),
	    ERR_LIMIT);
	ck_assert_uint_eq(plain.length, 0);
}
END_TEST

START_TEST(test_page_escapes_what_it_is_given)
{
	CLEANUP(text_done) struct text content = { 0 }, out = { 0 };
	struct mailpage page = {
		.lang = "en",
		.title = "</title><script>",
		.preheader = "<i>soon</i>",
		.sender = "A & B",
		.content = &content,
	};

	text_add(&content, "<p>in</p>");
	mailpage_add(&page, &out);
	ck_assert_ptr_nonnull(strstr(out.data, "<title>&lt;/title&gt;&lt;script&gt;</t"));
	ck_assert_ptr_nonnull(strstr(out.data, ">&lt;i&gt;soon&lt;/i&gt;</div>"));
	ck_assert_ptr_nonnull(strstr(out.data, ">A &amp; B</p>"));
	ck_assert_ptr_nonnull(strstr(out.data, "<p>in</p></td>"));
	ck_assert_ptr_null(strstr(out.data, "<img"));
	ck_assert_ptr_null(strstr(out.data, "url("));
	ck_assert_ptr_null(strstr(out.data, "http"));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("markdown");

	tcase_add_loop_test(tests, test_plain_text, 0, COUNT_OF(plains));
	tcase_add_loop_test(tests, test_html, 0, COUNT_OF(htmls));
	tcase_add_test(tests, test_deep_nesting_ends);
	tcase_add_test(tests, test_too_long_is_refused);
	tcase_add_test(tests, test_page_escapes_what_it_is_given);
	return run_tests("markdown", tests);
}
