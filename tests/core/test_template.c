#include "template.h"

#include "run.h"

#include <string.h>

static const struct template_name mate_names[] = {
	{ "name", TEMPLATE_ALWAYS, NULL },
	{ "site", TEMPLATE_MAYBE, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static const struct template_name names[] = {
	{ "first_name", TEMPLATE_ALWAYS, NULL },
	{ "host", TEMPLATE_MAYBE, NULL },
	{ "is_host", TEMPLATE_FLAG, NULL },
	{ "mates", TEMPLATE_MANY, mate_names },
	{ "prompt", TEMPLATE_BLOCK, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static struct arena arena;

static void
free_arena(void)
{
	arena_done(&arena);
}

static enum status
parse(const char *bytes, enum template_kind kind, const struct template_name *known,
    const struct template **ret_template, struct err *err)
{
	struct template_source source = {
		.file = "x.md",
		.first_line = 1,
		.bytes = bytes,
		.length = strlen(bytes),
		.kind = kind,
		.names = known,
	};

	return template_parse(&source, &arena, ret_template, err);
}

/* A record as the mustache specification's examples use them. */
static struct template_value *
spec_values(void)
{
	struct template_value *root = template_value_new(&arena);
	struct template_value *list = template_value_list(&arena, root, "list");
	struct template_value *a = template_value_record(&arena, root, "a");
	struct template_value *b = template_value_record(&arena, a, "b");
	struct template_value *records = template_value_list(&arena, root, "records");

	template_value_text(&arena, root, "s", "R&D");
	template_value_text(&arena, root, "empty", "");
	template_value_flag(&arena, root, "yes", true);
	template_value_flag(&arena, root, "no", false);
	template_value_list(&arena, root, "none");
	template_value_text(&arena, list, NULL, "1");
	template_value_text(&arena, list, NULL, "2");
	template_value_text(&arena, b, "c", "deep");
	for (int i = 0; i < 2; i++) {
		struct template_value *record = template_value_record(&arena, records,
		    NULL);

		template_value_text(&arena, record, "n", i == 0 ? "x" : "y");
	}
	return root;
}

static const struct {
	const char *text, *wanted;
} renderings[] = {
	{ "", "" },
	{ "no tags, { one brace }", "no tags, { one brace }" },
	{ "<{{s}}|{{ s }}>", "<R&amp;D|R&amp;D>" },
	{ "{{missing}}{{a.missing}}{{missing.b}}|", "|" },
	{ "{{a.b.c}} {{#a}}{{b.c}}{{/a}} {{#a.b}}{{c}}{{/a.b}}", "deep deep deep" },
	{ "{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{#missing}}m{{/missing}}", "y" },
	{ "{{^yes}}y{{/yes}}{{^no}}n{{/no}}{{^missing}}m{{/missing}}", "nm" },
	{ "{{#empty}}e{{/empty}}{{^empty}}-{{/empty}}{{^none}}0{{/none}}", "-0" },
	{ "{{#list}}({{.}}){{/list}}", "(1)(2)" },
	{ "{{#records}}{{n}}{{s}} {{/records}}", "xR&amp;D yR&amp;D " },
	{ "{{#s}}[{{.}}]{{/s}}", "[R&amp;D]" },
	{ "a\n  {{#yes}}  \nb\n{{/yes}}\nc\n", "a\nb\nc\n" },
	{ "a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc", "a\r\nb\r\nc" },
	{ "  {{#yes}}\n#{{/yes}}\n/", "#\n/" },
	{ "#{{#yes}}\n/\n  {{/yes}}", "#\n/\n" },
	{ " {{#yes}}YES{{/yes}}\n {{#yes}}GOOD{{/yes}}\n", " YES\n GOOD\n" },
	{ "a\n  {{! two\n lines {{ }}\nb{{! in}}c", "a\nbc" },
	{ "  {{s}}\n", "  R&amp;D\n" },
	{ "{{#yes}}{{#list}}{{#list}}{{.}}{{/list}} {{/list}}{{/yes}}", "12 12 " },
};

START_TEST(test_renders_as_mustache_does)
{
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template;
	struct err err = { 0 };
	enum status status = parse(renderings[_i].text, TEMPLATE_HTML, NULL, &template,
	    &err);

	ck_assert_msg(status == OK, "%s: %s", renderings[_i].text, err.text);
	ck_assert_int_eq(template_render(template, spec_values(), &out, &err), OK);
	ck_assert_str_eq(text_string(&out), renderings[_i].wanted);
}
END_TEST

static const struct {
	const char *text, *wanted;
} refusals[] = {
	{ "\n{{frist_name}}", "x.md:2: unknown variable frist_name" },
	{ "{{name}}", "x.md:1: unknown variable name" },
	{ "{{#mates}}\n{{nam}}{{/mates}}", "x.md:2: unknown variable nam" },
	{ "{{#who}}{{/who}}", "x.md:1: unknown variable who" },
	{ "a\n\n{{#mates}}\n{{name}}\n", "x.md:3: never closed: mates" },
	{ "{{#mates}}\n{{#is_host}}\n{{/mates}}",
	    "x.md:3: closes mates while is_host (line 2) is open" },
	{ "{{/mates}}", "x.md:1: nothing to close with mates" },
	{ "{{first_name", "x.md:1: {{ without }}" },
	{ "{{first name}}", "x.md:1: not a name: first name" },
	{ "{{}}", "x.md:1: a tag without a name" },
	{ "{{# }}", "x.md:1: a tag without a name" },
	{ "\n{{{first_name}}}", "x.md:2: {{{ is not part of this language" },
	{ "{{&first_name}}", "x.md:1: {{& is not part of this language" },
	{ "{{>footer}}", "x.md:1: {{> is not part of this language" },
	{ "{{=<% %>=}}", "x.md:1: {{= is not part of this language" },
	{ "{{host}}", "x.md:1: to be used in its own section: host" },
	{ "{{^host}}{{host}}{{/host}}", "x.md:1: to be used in its own section: host" },
	{ "{{#is_host}}{{host}}{{/is_host}}",
	    "x.md:1: to be used in its own section: host" },
	{ "{{is_host}}", "x.md:1: only a section can use is_host" },
	{ "{{mates}}", "x.md:1: only a section can use mates" },
	{ "{{prompt}}",
	    "x.md:1: to be used in its own section, alone on its line: prompt" },
	{ "{{#prompt}}\nsay {{prompt}}\n{{/prompt}}",
	    "x.md:2: to be used in its own section, alone on its line: prompt" },
	{ "{{#prompt}}\n{{prompt}} .\n{{/prompt}}",
	    "x.md:2: to be used in its own section, alone on its line: prompt" },
	{ "{{#prompt}}\n{{.}}\n{{/prompt}}", "x.md:2: unknown variable ." },
	{ "{{.}}", "x.md:1: unknown variable ." },
	{ "{{#mates}}{{.}}{{/mates}}", "x.md:1: unknown variable ." },
};

START_TEST(test_refuses_with_file_and_line)
{
	static const char untouched;
	const struct template *template = (const void *)&untouched;
	struct err err = { 0 };

	ck_assert_int_eq(parse(refusals[_i].text, TEMPLATE_MARKDOWN, names, &template,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, refusals[_i].wanted);
	ck_assert_ptr_eq(template, &untouched);
}
END_TEST

START_TEST(test_section_guards_what_may_be_empty)
{
	const struct template *template;
	struct err err = { 0 };

	ck_assert_int_eq(parse("{{#host}}{{host}} {{.}}{{#is_host}}{{host}}{{/is_host}}"
			       "{{/host}}{{^host}}-{{/host}}"
			       "{{#mates}}{{name}}, {{first_name}}"
			       "{{#site}}({{site}}){{/site}}{{/mates}}",
			     TEMPLATE_MARKDOWN, names, &template, &err),
	    OK);
}
END_TEST

START_TEST(test_block_is_a_quotation)
{
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template;
	struct err err = { 0 };
	struct template_value *values = template_value_new(&arena);

	template_value_text(&arena, values, "prompt",
	    "*What* gave you **strength**?\r\n\n```\n- one\n");
	ck_assert_int_eq(parse("a\n\n{{#prompt}}\n{{prompt}}\n{{/prompt}}\n\nb\n",
			     TEMPLATE_MARKDOWN, names, &template, &err),
	    OK);
	ck_assert_int_eq(template_render(template, values, &out, &err), OK);
	ck_assert_str_eq(text_string(&out),
	    "a\n\n> *What* gave you **strength**?\n> \n> ```\n> - one\n\nb\n");
	ck_assert_int_eq(parse("{{#prompt}}\n{{prompt}}\n{{/prompt}}", TEMPLATE_HTML,
			     names, &template, &err),
	    ERR_INVALID);
}
END_TEST

START_TEST(test_lacking_value_is_refused_and_nothing_is_added)
{
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template;
	struct err err = { 0 };
	struct template_value *values = template_value_new(&arena);

	text_add(&out, "kept");
	ck_assert_int_eq(parse("Dear\n{{first_name}}", TEMPLATE_MARKDOWN, names,
			     &template, &err),
	    OK);
	ck_assert_int_eq(template_render(template, values, &out, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "x.md:2: no value for first_name");
	ck_assert_str_eq(text_string(&out), "kept");

	template_value_text(&arena, values, "first_name", "");
	ck_assert_int_eq(template_render(template, values, &out, &err), ERR_INVALID);
}
END_TEST

#define HOSTILE "a\r\nb%n{{x}}<b>\"'](y)"

static const struct {
	enum template_kind kind;
	const char *text, *wanted;
} landings[] = {
	{ TEMPLATE_PLAIN, "{{v}}", HOSTILE },
	{ TEMPLATE_LINE, "{{v}}", "a\\x0D\\x0Ab%n{{x}}<b>\"'](y)" },
	{ TEMPLATE_HTML, "{{v}}", "a\r\nb%n{{x}}&lt;b&gt;&quot;&#39;](y)" },
	{ TEMPLATE_URL, "{{v}}", "a%0D%0Ab%25n%7B%7Bx%7D%7D%3Cb%3E%22%27%5D%28y%29" },
	{ TEMPLATE_MARKDOWN, "{{v}}", "a b\\%n\\{\\{x\\}\\}\\<b\\>\\\"\\'\\]\\(y\\)" },
	{ TEMPLATE_MARKDOWN, "[l]({{v}})",
	    "[l](a%0D%0Ab\\%n\\{\\{x\\}\\}\\<b\\>\\\"\\'\\]\\(y\\))" },
	{ TEMPLATE_MARKDOWN, "[l](/x?q={{v}}&r={{v}}) {{u}}",
	    "[l](/x?q=a%0D%0Ab%25n%7B%7Bx%7D%7D%3Cb%3E%22%27%5D%28y%29"
	    "&r=a%0D%0Ab%25n%7B%7Bx%7D%7D%3Cb%3E%22%27%5D%28y%29) \\/" },
	{ TEMPLATE_MARKDOWN, "[l]({{u}}?q={{u}}) {{u}}", "[l](\\/?q=%2F) \\/" },
};

START_TEST(test_value_is_escaped_for_where_it_lands)
{
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template;
	struct err err = { 0 };
	struct template_value *values = template_value_new(&arena);

	template_value_text(&arena, values, "v", HOSTILE);
	template_value_text(&arena, values, "u", "/");
	ck_assert_int_eq(parse(landings[_i].text, landings[_i].kind, NULL, &template,
			     &err),
	    OK);
	ck_assert_int_eq(template_render(template, values, &out, &err), OK);
	ck_assert_str_eq(text_string(&out), landings[_i].wanted);
}
END_TEST

START_TEST(test_nesting_has_an_end)
{
	CLEANUP(text_done) struct text deep = { 0 };
	const struct template *template;
	struct err err = { 0 };

	for (int i = 0; i < TEMPLATE_DEPTH_MAX; i++)
		text_add(&deep, "{{#yes}}");
	text_add(&deep, "in");
	for (int i = 0; i < TEMPLATE_DEPTH_MAX; i++)
		text_add(&deep, "{{/yes}}");

	CLEANUP(text_done) struct text out = { 0 };

	ck_assert_int_eq(parse(text_string(&deep), TEMPLATE_HTML, NULL, &template, &err),
	    OK);
	ck_assert_int_eq(template_render(template, spec_values(), &out, &err), OK);
	ck_assert_str_eq(text_string(&out), "in");

	CLEANUP(text_done) struct text deeper = { 0 };

	text_add(&deeper, "{{#yes}}");
	text_add_bytes(&deeper, deep.data, deep.length);
	ck_assert_int_eq(parse(text_string(&deeper), TEMPLATE_HTML, NULL, &template,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "x.md:1: sections nest too deep at yes");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("template");

	tcase_add_checked_fixture(tests, NULL, free_arena);
	tcase_add_loop_test(tests, test_renders_as_mustache_does, 0,
	    COUNT_OF(renderings));
	tcase_add_loop_test(tests, test_refuses_with_file_and_line, 0,
	    COUNT_OF(refusals));
	tcase_add_test(tests, test_section_guards_what_may_be_empty);
	tcase_add_test(tests, test_block_is_a_quotation);
	tcase_add_test(tests, test_lacking_value_is_refused_and_nothing_is_added);
	tcase_add_loop_test(tests, test_value_is_escaped_for_where_it_lands, 0,
	    COUNT_OF(landings));
	tcase_add_test(tests, test_nesting_has_an_end);
	return run_tests("template", tests);
}
