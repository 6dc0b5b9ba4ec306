#include "http_guard.h"

#include "run.h"

#include <string.h>

struct head {
	const char *bytes;
	size_t length;
	const char *reason; /* NULL: accepted */
};

#define HEAD(text, why)                          \
	{                                        \
		(text), sizeof(text) - 1, (why), \
	}

/* clang-format off */
static const struct head heads[] = {
	HEAD("GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n", NULL),
	HEAD("GET / HTTP/1.0\r\nhOsT:h\r\n\r\n", NULL),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \t5 \r\n\r\n", NULL),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", NULL),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", NULL),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX-Name: Zo\xC3\xAB\r\n\r\n", NULL),
	HEAD("GET / HTTP/1.1\r\n\r\n", "no header Host"),
	HEAD("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "two headers Host"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
	    "Content-Length: 4\r\n\r\n", "two headers"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\n", "not a number"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4, 4\r\n\r\n",
	    "not a number"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n", "not a number"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\n"
	    "Content-Length: 9999999999999999999\r\n\r\n", "not a number"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 5\r\n\r\n",
	    "no proper name"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n",
	    "only Transfer-Encoding"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n",
	    "only Transfer-Encoding"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\n"
	    "Transfer-Encoding: chunked, chunked\r\n\r\n", "only Transfer-Encoding"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n", "two headers"),
	HEAD("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
	    "Content-Length: 4\r\n\r\n", "with Transfer-Encoding"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n", "takes no body"),
	HEAD("HEAD / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
	    "takes no body"),
	HEAD("OPTIONS / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n",
	    "takes no body"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n", "folded"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\n\tfolded: x\r\n\r\n", "folded"),
	HEAD("GET / HTTP/1.1\r\n Host: h\r\n\r\n", "folded"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", "ends wrongly"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX\0Y: a\r\n\r\n", "ends wrongly"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX: a\x01\r\n\r\n", "control character"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX: a\x7F\r\n\r\n", "control character"),
	HEAD("GET / HTTP/1.1\nHost: h\r\n\r\n", "ends wrongly"),
	HEAD("GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", "ends wrongly"),
	HEAD("GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", "ends wrongly"),
	HEAD("GET / HTTP/1.1\nHost: h\n\n", "does not end"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\n: y\r\n\r\n", "no proper name"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX y\r\n\r\n", "no proper name"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX(y): z\r\n\r\n", "no proper name"),
	HEAD("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("GET  / HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("GET /\xC3\xA9 HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", "not a plain path"),
	HEAD("GET / HTTP/1.2\r\nHost: h\r\n\r\n", "only HTTP/1.0"),
	HEAD("GET / HTTP/2.0\r\nHost: h\r\n\r\n", "only HTTP/1.0"),
	HEAD("GET /\r\nHost: h\r\n\r\n", "only HTTP/1.0"),
	HEAD("G@T / HTTP/1.1\r\nHost: h\r\n\r\n", "no method"),
	HEAD("ABCDEFGHIJKLMNOP / HTTP/1.1\r\nHost: h\r\n\r\n", "no method"),
	HEAD("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "no method"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nOrigin: a\r\nOrigin: b\r\n\r\n",
	    "two headers Origin"),
	HEAD("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: a\r\n"
	    "X-Forwarded-For: b\r\n\r\n", "two headers"),
};
/* clang-format on */

static void
check_head(const struct head *head, size_t step)
{
	CLEANUP(http_guard_done) struct http_guard guard = { 0 };
	struct http_target target = { .method = "before" };
	struct err err = { OK, "" };

	for (size_t at = 0; at < head->length; at += step) {
		size_t left = head->length - at;

		http_guard_add(&guard, head->bytes + at, left < step ? left : step,
		    16384);
	}

	enum status status = http_guard_check(&guard, true, &target, &err);

	if (head->reason == NULL) {
		ck_assert_msg(status == OK, "%s: %s", head->bytes, err.text);
		return;
	}
	ck_assert_msg(status == ERR_INVALID, "accepted: %s", head->bytes);
	ck_assert_msg(strstr(err.text, head->reason) != NULL, "%s: %s", head->bytes,
	    err.text);
	ck_assert_str_eq(target.method, "before");
}

START_TEST(test_head)
{
	check_head(&heads[_i], 65536);
	check_head(&heads[_i], 1);
	check_head(&heads[_i], 7);
}
END_TEST

START_TEST(test_target_is_split)
{
	static const char head[] =
	    "PATCH /a%20b/c?x=1&y=?2 HTTP/1.1\r\nHost: h\r\n\r\nbody";
	CLEANUP(http_guard_done) struct http_guard guard = { 0 };
	struct http_target target;

	http_guard_add(&guard, head, sizeof head - 1, 16384);
	ck_assert(guard.is_whole);
	ck_assert_uint_eq(guard.head.length, sizeof head - 1 - strlen("body"));
	ck_assert_int_eq(http_guard_check(&guard, false, &target, NULL), OK);
	ck_assert_str_eq(target.method, "PATCH");
	ck_assert_uint_eq(target.path_length, strlen("/a%20b/c"));
	ck_assert_mem_eq(target.path, "/a%20b/c", target.path_length);
	ck_assert_uint_eq(target.query_length, strlen("x=1&y=?2"));
	ck_assert_mem_eq(target.query, "x=1&y=?2", target.query_length);
}
END_TEST

START_TEST(test_pages_take_no_chunks)
{
	static const char head[] =
	    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
	CLEANUP(http_guard_done) struct http_guard guard = { 0 };
	struct http_target target;

	http_guard_add(&guard, head, sizeof head - 1, 16384);
	ck_assert_int_eq(http_guard_check(&guard, false, &target, NULL), ERR_INVALID);
	ck_assert_int_eq(http_guard_check(&guard, true, &target, NULL), OK);
}
END_TEST

START_TEST(test_long_head_is_given_up)
{
	CLEANUP(http_guard_done) struct http_guard guard = { 0 };
	struct http_target target;

	for (int i = 0; i < 20; i++)
		http_guard_add(&guard, "0123456789", 10, 100);
	ck_assert(guard.is_over);
	ck_assert_uint_eq(guard.head.length, 0);
	http_guard_add(&guard, "\r\n\r\n", 4, 100);
	ck_assert_int_eq(http_guard_check(&guard, true, &target, NULL), ERR_INVALID);
}
END_TEST

static const struct {
	const char *host;
	bool is_ours;
} hosts[] = {
	{ "convene", true },
	{ "LocalHost:8080", true },
	{ "[::1]:8080", true },
	{ "[::1]", true },
	{ "localhost:", true },
	{ "localhost:80x", false },
	{ "localhost.evil.example", false },
	{ "evil.example", false },
	{ "localhost@evil", false },
	{ "", false },
	{ ":80", false },
	{ "[::1", false },
	{ "[::1]x", false },
	{ "local", false },
};

START_TEST(test_host)
{
	static const char *const list[] = { "convene", "localhost", "127.0.0.1", "[::1]",
		NULL };

	ck_assert_msg(http_guard_is_host(hosts[_i].host, list) == hosts[_i].is_ours, "%s",
	    hosts[_i].host);
}
END_TEST

#define CHANGE .is_change = true
#define ORIGIN(url) .origin = (url)
#define SITE(word) .fetch_site = (word)
#define CLIENT .convene_client = "1"
#define TYPE(type) .content_type = (type)
#define OUR_ORIGIN "https://dinners.example.org"

/* clang-format off */
static const struct {
	enum http_kind kind;
	struct http_claims claims;
	enum status status;
	int code;
} claims[] = {
	{ HTTP_CONTROL, { SITE("none") }, OK, 0 },
	{ HTTP_CONTROL, { SITE("same-origin"), ORIGIN("http://localhost:8080") }, OK, 0 },
	{ HTTP_CONTROL, { SITE("cross-site") }, ERR_DENIED, 0 },
	{ HTTP_CONTROL, { SITE("same-site") }, ERR_DENIED, 0 },
	{ HTTP_CONTROL, { .origin = "http://evil.example" }, ERR_DENIED, 0 },
	{ HTTP_CONTROL, { .origin = "http://localhost:8081" }, ERR_DENIED, 0 },
	{ HTTP_CONTROL, { .origin = "null" }, ERR_DENIED, 0 },
	{ HTTP_CONTROL, { CHANGE, TYPE("application/json"), CLIENT }, OK, 0 },
	{ HTTP_CONTROL, { CHANGE, TYPE("Application/JSON; x=y"), CLIENT }, OK, 0 },
	{ HTTP_CONTROL, { CHANGE, TYPE("application/json") }, ERR_INVALID, 400 },
	{ HTTP_CONTROL, { CHANGE, TYPE("text/plain"), CLIENT }, ERR_INVALID, 415 },
	{ HTTP_CONTROL, { CHANGE, TYPE("application/jsonx"), CLIENT }, ERR_INVALID, 415 },
	{ HTTP_CONTROL, { CHANGE, CLIENT }, ERR_INVALID, 415 },
	{ HTTP_WEB, { SITE("cross-site"), ORIGIN("https://evil.example") }, OK, 0 },
	{ HTTP_WEB, { CHANGE, SITE("same-origin"), .origin = OUR_ORIGIN }, OK, 0 },
	{ HTTP_WEB, { CHANGE }, OK, 0 },
	{ HTTP_WEB, { CHANGE, SITE("same-site") }, ERR_DENIED, 0 },
	{ HTTP_WEB, { CHANGE, SITE("cross-site") }, ERR_DENIED, 0 },
	{ HTTP_WEB, { CHANGE, .origin = "null" }, ERR_DENIED, 0 },
	{ HTTP_WEB, { CHANGE, .origin = "http://dinners.example.org" }, ERR_DENIED, 0 },
	{ HTTP_FIGURES, { CHANGE, .origin = "null" }, OK, 0 },
};
/* clang-format on */

START_TEST(test_claims)
{
	struct http_claims all = claims[_i].claims;
	int code = 0;

	all.host = "localhost:8080";
	all.own_origin = OUR_ORIGIN;
	ck_assert_int_eq(http_guard_claims(claims[_i].kind, &all, &code, NULL),
	    claims[_i].status);
	ck_assert_int_eq(code, claims[_i].code);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_guard");

	tcase_add_loop_test(tests, test_head, 0, COUNT_OF(heads));
	tcase_add_test(tests, test_target_is_split);
	tcase_add_test(tests, test_pages_take_no_chunks);
	tcase_add_test(tests, test_long_head_is_given_up);
	tcase_add_loop_test(tests, test_host, 0, COUNT_OF(hosts));
	tcase_add_loop_test(tests, test_claims, 0, COUNT_OF(claims));
	return run_tests("http_guard", tests);
}
