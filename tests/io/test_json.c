#include "json.h"

#include "run.h"

#include <string.h>

static const char sample[] =
    "{\"id\":\"P0001\",\"cents\":9223372036854775807,\"host\":true,"
    "\"sites\":[\"north\",2],\"fund\":{\"left\":-1},\"note\":null}";

static struct json *
parsed(const char *text)
{
	struct json *json = NULL;
	struct err err = { 0 };

	ck_assert_msg(json_parse(text, strlen(text), &json, &err) == OK, "%s", err.text);
	return json;
}

/* clang-format off */
static const struct {
	const char *text, *place, *reason;
} refused[] = {
	{ "{\"a\":1,\n \"a\":2}", "line 2, column 4", "duplicate" },
	{ "{\"a\":1} x", "line 1, column 9", "end of file expected" },
	{ "{\"a\":\"\xFF\"}", "line 1, column 6", "unable to decode byte 0xff" },
	{ "{\"a\":NaN}", "line 1, column 8", "invalid token" },
	{ "{\"a\":9223372036854775808}", "line 1, column 24", "too big integer" },
	{ "{\"a\":\"\\u0000\"}", "line 1, column 13", "\\u0000 is not allowed" },
	{ "\"text\"", "line 1, column 6", "'[' or '{' expected" },
	{ "{\"a\":1,}", "line 1, column 8", "string or '}' expected" },
	{ "", "line 1, column 0", "'[' or '{' expected" },
};
/* clang-format on */

START_TEST(test_refusal_says_where)
{
	struct json *json = NULL;
	struct err err;
	const char *text = refused[_i].text;

	ck_assert_int_eq(json_parse(text, strlen(text), &json, &err), ERR_INVALID);
	ck_assert_ptr_null(json);
	ck_assert_msg(strstr(err.text, refused[_i].place) != NULL, "%s", err.text);
	ck_assert_msg(strstr(err.text, refused[_i].reason) != NULL, "%s", err.text);
}
END_TEST

START_TEST(test_size_ends_the_text)
{
	struct json *json = NULL;

	ck_assert_int_eq(json_parse("[1]garbage", 3, &json, NULL), OK);
	ck_assert_uint_eq(json_count(json), 1);
	json_free(&json);
	ck_assert_ptr_null(json);
	ck_assert_int_eq(json_parse("[1]\0", 4, &json, NULL), ERR_INVALID);
}
END_TEST

START_TEST(test_fields_are_read_by_type)
{
	CLEANUP(json_free) struct json *json = parsed(sample);
	const struct json *sites = NULL, *fund = NULL;
	const char *id = NULL;
	int64_t cents = 0, left = 0;
	bool is_host = false;

	ck_assert_int_eq(json_get_text(json, "id", &id, NULL), OK);
	ck_assert_str_eq(id, "P0001");
	ck_assert_int_eq(json_get_int(json, "cents", &cents, NULL), OK);
	ck_assert(cents == INT64_MAX);
	ck_assert_int_eq(json_get_bool(json, "host", &is_host, NULL), OK);
	ck_assert(is_host);
	ck_assert_int_eq(json_get_array(json, "sites", &sites, NULL), OK);
	ck_assert_uint_eq(json_count(sites), 2);
	ck_assert_str_eq(json_as_text(json_at(sites, 0)), "north");
	ck_assert_ptr_null(json_as_text(json_at(sites, 1)));
	ck_assert_int_eq(json_get_object(json, "fund", &fund, NULL), OK);
	ck_assert_int_eq(json_get_int(fund, "left", &left, NULL), OK);
	ck_assert_int_eq(left, -1);
	ck_assert(!json_has(json, "note"));
	ck_assert_int_eq(json_kind(json_find(json, "note")), JSON_KIND_NULL);
}
END_TEST

START_TEST(test_wrong_field_is_named_and_nothing_touched)
{
	CLEANUP(json_free) struct json *json = parsed(sample);
	int64_t value = 7;
	const char *text = "before";
	struct err err;

	ck_assert_int_eq(json_get_int(json, "id", &value, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "field 'id' must be a whole number, not a text");
	ck_assert_int_eq(json_get_int(json, "absent", &value, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "field 'absent' is missing");
	ck_assert_int_eq(json_get_text(json, "note", &text, &err), ERR_INVALID);
	ck_assert_int_eq(json_opt_text(json, "note", &text, &err), OK);
	ck_assert_int_eq(json_opt_text(json, "absent", &text, &err), OK);
	ck_assert_int_eq(json_opt_text(json, "cents", &text, &err), ERR_INVALID);
	ck_assert_int_eq(value, 7);
	ck_assert_str_eq(text, "before");
}
END_TEST

START_TEST(test_unknown_field_is_named)
{
	CLEANUP(json_free) struct json *json = parsed("{\"id\":1,\"colour\":2}");
	static const char *const names[] = { "id", "name", NULL };
	static const char *const all[] = { "id", "colour", NULL };
	struct err err;

	ck_assert_int_eq(json_only(json, names, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "field 'colour' is not known here");
	ck_assert_int_eq(json_only(json, all, &err), OK);
}
END_TEST

START_TEST(test_names_come_in_order)
{
	CLEANUP(json_free) struct json *json = parsed("{\"b\":1,\"a\":2,\"c\":3}");
	char seen[8] = "";
	size_t count = 0;
	const char *name = NULL;

	while ((name = json_next_name(json, name)) != NULL)
		seen[count++] = name[0];
	ck_assert_str_eq(seen, "bac");
}
END_TEST

START_TEST(test_what_is_built_is_written)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };
	struct json *list = json_add_array(json, "list");

	json_add_text(json, "name", "Zoë \"O'Brien\"\n");
	json_add_int(json, "cents", INT64_MIN);
	json_add_bool(json, "yes", true);
	json_add_null(json, "none");
	json_add_text(json, "no", NULL);
	json_push_text(list, "a");
	json_push_int(list, 2);
	json_add_int(json_push_object(list), "x", 1);
	json_add_bool(json_add_object(json, "part"), "no", false);
	json_write(&text, json);
	ck_assert_str_eq(text_string(&text),
	    "{\"list\":[\"a\",2,{\"x\":1}],\"name\":\"Zoë \\\"O'Brien\\\"\\n\","
	    "\"cents\":-9223372036854775808,\"yes\":true,\"none\":null,\"no\":null,"
	    "\"part\":{\"no\":false}}");
	text_clear(&text);
	json_write_indented(&text, list);
	ck_assert_str_eq(text_string(&text),
	    "[\n  \"a\",\n  2,\n  {\n    \"x\": 1\n  }\n]");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("json");

	tcase_add_loop_test(tests, test_refusal_says_where, 0, COUNT_OF(refused));
	tcase_add_test(tests, test_size_ends_the_text);
	tcase_add_test(tests, test_fields_are_read_by_type);
	tcase_add_test(tests, test_wrong_field_is_named_and_nothing_touched);
	tcase_add_test(tests, test_unknown_field_is_named);
	tcase_add_test(tests, test_names_come_in_order);
	tcase_add_test(tests, test_what_is_built_is_written);
	return run_tests("json", tests);
}
