#include "http_form.h"

#include "run.h"
#include "text.h"

#include <string.h>

/* clang-format off */
static const struct {
	const char *bytes, *wanted; /* NULL: ERR_INVALID */
} cases[] = {
	{ "a=1&b=2", "a[1]b[2]" },
	{ "a=1+2&b=3%2B4", "a[1 2]b[3+4]" },
	{ "name=Zo%C3%AB+O%27Brien", "name[Zoë O'Brien]" },
	{ "came=1&came=2", "came[1]came[2]" },
	{ "a&b=", "a[]b[]" },
	{ "a=b=c", "a[b=c]" },
	{ "&a=1&&", "a[1]" },
	{ "a%26b=%3D%25", "a&b[=%]" },
	{ "words=one%0D%0Atwo", "words[one\r\ntwo]" },
	{ "", "" },
	{ "a=%", NULL },
	{ "a=%4", NULL },
	{ "a=%4g", NULL },
	{ "a=%g4", NULL },
	{ "a=%+4", NULL },
	{ "a=%00", NULL },
	{ "%00=1", NULL },
	{ "a=%FF", NULL },
	{ "a=%C3", NULL },
	{ "a=%C0%AF", NULL },
	{ "a=%ED%A0%80", NULL },
	{ "=1", NULL },
};
/* clang-format on */

START_TEST(test_fields)
{
	CLEANUP(http_form_done) struct http_form form = { 0 };
	CLEANUP(text_done) struct text found = { 0 };
	const char *bytes = cases[_i].bytes;
	enum status status = http_form_parse(bytes, strlen(bytes), &form, NULL);

	for (size_t i = 0; i < form.count; i++) {
		text_add_bytes(&found, form.fields[i].name, strlen(form.fields[i].name));
		text_add(&found, "[");
		text_add_bytes(&found, form.fields[i].value,
		    strlen(form.fields[i].value));
		text_add(&found, "]");
	}
	ck_assert_msg(status == (cases[_i].wanted == NULL ? ERR_INVALID : OK), "%s",
	    bytes);
	ck_assert_str_eq(text_string(&found),
	    cases[_i].wanted == NULL ? "" : cases[_i].wanted);
}
END_TEST

START_TEST(test_first_value_counts)
{
	CLEANUP(http_form_done) struct http_form form = { 0 };

	ck_assert_int_eq(http_form_parse("a=1&a=2&b=3", 11, &form, NULL), OK);
	ck_assert_pstr_eq(http_form_text(&form, "a"), "1");
	ck_assert_pstr_eq(http_form_text(&form, "b"), "3");
	ck_assert_ptr_null(http_form_text(&form, "c"));
}
END_TEST

START_TEST(test_raw_nul_is_refused)
{
	struct http_form form = { 0 };

	ck_assert_int_eq(http_form_parse("a=1\0&b=2", 8, &form, NULL), ERR_INVALID);
	ck_assert_ptr_null(form.fields);
}
END_TEST

START_TEST(test_number_of_fields_has_an_end)
{
	CLEANUP(text_done) struct text many = { 0 };
	struct http_form form = { 0 };

	for (int i = 0; i < HTTP_FORM_FIELDS_MAX + 1; i++)
		text_add(&many, "a&");
	ck_assert_int_eq(http_form_parse(many.data, many.length, &form, NULL), ERR_LIMIT);
	ck_assert_ptr_null(form.fields);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_form");

	tcase_add_loop_test(tests, test_fields, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_first_value_counts);
	tcase_add_test(tests, test_raw_nul_is_refused);
	tcase_add_test(tests, test_number_of_fields_has_an_end);
	return run_tests("http_form", tests);
}
