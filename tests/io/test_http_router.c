#include "http_router.h"

#include "run.h"

#include <string.h>

static const struct http_route routes[] = {
	{ "GET", "/v1/status", 0, NULL, "status" },
	{ "GET", "/v1/seats", 0, NULL, "seats" },
	{ "GET", "/v1/seats/ID", 0, NULL, "seat" },
	{ "GET", "/v1/seats/ID/explain", 0, NULL, "explain" },
	{ "POST", "/v1/seats/ID/answer", 100, NULL, "answer" },
	{ "DELETE", "/v1/seats/ID", 0, NULL, "delete" },
	{ "GET", "/v1/rounds/SEASON/SEQ", 0, NULL, "round" },
	{ "GET", "/feed/NAME.ics", 0, NULL, "feed" },
	{ "GET", "/style.HASH.css", 0, NULL, "style" },
	{ "GET", "/ui/", 0, NULL, "ui" },
	{ "GET", "/", 0, NULL, "root" },
};

/* clang-format off */
static const struct {
	const char *method, *path;
	enum status status;
	const char *arg_or_allow, *capture, *value;
} cases[] = {
	{ "GET", "/v1/status", OK, "status", NULL, NULL },
	{ "HEAD", "/v1/status", OK, "status", NULL, NULL },
	{ "GET", "/v1/seats/42", OK, "seat", "ID", "42" },
	{ "GET", "/v1/seats/42/explain", OK, "explain", "ID", "42" },
	{ "POST", "/v1/seats/a%2Fb/answer", OK, "answer", "ID", "a/b" },
	{ "GET", "/v1/rounds/winter-27/1", OK, "round", "SEQ", "1" },
	{ "GET", "/v1/rounds/winter%2D27/1", OK, "round", "SEASON", "winter-27" },
	{ "GET", "/v1/seats/Zo%C3%AB", OK, "seat", "ID", "Zoë" },
	{ "GET", "/v1/seats/a+b", OK, "seat", "ID", "a+b" },
	{ "GET", "/feed/public.ics", OK, "feed", "NAME", "public" },
	{ "GET", "/style.0badcafe.css", OK, "style", "HASH", "0badcafe" },
	{ "GET", "/ui/", OK, "ui", NULL, NULL },
	{ "GET", "/", OK, "root", NULL, NULL },
	{ "POST", "/v1/seats/42", ERR_NOT_FOUND, "GET, HEAD, DELETE", NULL, NULL },
	{ "OPTIONS", "/v1/seats/42/answer", ERR_NOT_FOUND, "POST", NULL, NULL },
	{ "get", "/v1/status", ERR_NOT_FOUND, "GET, HEAD", NULL, NULL },
	{ "GET", "/v1/nothing", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/v1/seats/", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/v1/status/", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/ui", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/feed/.ics", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/feed/public.icsx", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/V1/status", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13", ERR_NOT_FOUND, "", NULL, NULL },
	{ "GET", "//v1/status", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1//status", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/../status", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/%2e%2e/status", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/./status", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%2F%2Fb", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/%2Fb", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%00b", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%FFb", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%C3", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%4", ERR_INVALID, "", NULL, NULL },
	{ "GET", "/v1/seats/a%zz", ERR_INVALID, "", NULL, NULL },
};
/* clang-format on */

START_TEST(test_row)
{
	CLEANUP(http_router_done) struct http_match match = { 0 };
	struct err err = { OK, "" };
	enum status status = http_router_find(routes, COUNT_OF(routes), cases[_i].method,
	    cases[_i].path, strlen(cases[_i].path), &match, &err);

	ck_assert_msg(status == cases[_i].status, "%s: %d, %s", cases[_i].path, status,
	    err.text);
	if (status != OK) {
		ck_assert_ptr_null(match.route);
		ck_assert_str_eq(match.allow, cases[_i].arg_or_allow);
		return;
	}
	ck_assert_str_eq(match.route->arg, cases[_i].arg_or_allow);
	if (cases[_i].capture != NULL)
		ck_assert_pstr_eq(http_router_capture(&match, cases[_i].capture),
		    cases[_i].value);
	ck_assert_ptr_null(http_router_capture(&match, "OTHER"));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_router");

	tcase_add_loop_test(tests, test_row, 0, COUNT_OF(cases));
	return run_tests("http_router", tests);
}
