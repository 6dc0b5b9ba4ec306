/* test_http.c - raw requests over real sockets: what passes, what is refused, and
 * how. */
#include "serve.h"

#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct serve serve;

static void
open_web(void)
{
	static const struct http_header headers[] = {
		{ "Cache-Control", "no-store" },
		{ "X-Content-Type-Options", "nosniff" },
	};
	struct http_settings settings = http_settings_for(HTTP_WEB);

	settings.headers = headers;
	settings.header_count = COUNT_OF(headers);
	settings.own_origin = "https://h";
	serve_open(&serve, settings);
}

static void
open_control(void)
{
	serve_open(&serve, http_settings_for(HTTP_CONTROL));
}

static void
close_server(void)
{
	serve_close(&serve);
}

struct raw {
	const char *bytes;
	size_t length;
	int code;
	const char *said; /* somewhere in the answer */
};

#define RAW(code, said, text)                             \
	{                                                 \
		(text), sizeof(text) - 1, (code), (said), \
	}
#define JSON_HEAD "Host: h\r\nContent-Type: application/json\r\nConvene-Client: 1\r\n"

/* clang-format off */
static const struct raw web[] = {
	RAW(200, "\r\n\r\n42 ?a b from 127.0.0.1",
	    "GET /echo/42?x=a+b HTTP/1.1\r\nHost: h:80\r\n\r\n"),
	RAW(200, "nosniff", "GET /page HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(200, "Connection: close",
	    "GET /page HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n"),
	RAW(200, "Content-Length: 4096\r\n", "GET /page HTTP/1.0\r\nHost: h\r\n\r\n"),
	RAW(200, " =a b =c body x=a+b&y=c",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 9\r\n\r\nx=a+b&y=c"),
	RAW(200, "1 body \"a\"",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
	    "Content-Length: 3\r\n\r\n\"a\""),
	RAW(404, "not_found", "GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(405, "Allow: GET, HEAD, POST\r\n",
	    "PUT /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"),
	RAW(405, "Allow: POST\r\n",
	    "OPTIONS /small/1 HTTP/1.1\r\nHost: h\r\nOrigin: https://evil.example\r\n"
	    "Access-Control-Request-Method: POST\r\n\r\n"),
	RAW(405, "invalid", "TRACE /page HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(501, "", "BREW /page HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(413, "5 bytes sent, at most 4",
	    "POST /small/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345"),
	RAW(200, "1 body 1234",
	    "POST /small/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n1234"),
	RAW(421, "another name", "GET /page HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
	RAW(422, "fund 1 has \\\"less\\\" than x",
	    "GET /refuse/x HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "with a line end", "GET /split HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(403, "another site",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: cross-site\r\n"
	    "Content-Length: 1\r\n\r\n1"),
	RAW(403, "another origin",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nOrigin: null\r\n"
	    "Content-Length: 1\r\n\r\n1"),
	RAW(200, "body 1",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nOrigin: https://h\r\n"
	    "Sec-Fetch-Site: same-origin\r\nContent-Length: 1\r\n\r\n1"),
	RAW(400, "not UTF-8", "GET /echo/1?x=%FF HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "a NUL", "GET /echo/a%00b HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "'..'", "GET /echo/.. HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "'..'", "GET /echo//1 HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "", "GET //echo/1 HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "not UTF-8",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 5\r\n\r\nx=%FF"),
	RAW(400, "no header Host", "GET /page HTTP/1.1\r\n\r\n"),
	RAW(400, "two headers Host", "GET /page HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n"),
	RAW(400, "two headers Content-Length",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
	    "Content-Length: 5\r\n\r\n1GET /"),
	RAW(400, "not a number",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\n1"),
	RAW(400, "no Transfer-Encoding",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n"
	    "GET /page HTTP/1.1\r\nHost: h\r\n\r\n"),
	RAW(400, "no Transfer-Encoding",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "1\r\na\r\n0\r\n\r\n"),
	RAW(400, "",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
	    "Content-Length: 1\r\n\r\n1"),
	RAW(400, "",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\n"
	    "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
	RAW(400, "proper name",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length : 1\r\n\r\n1"),
	RAW(400, "folded", "GET /page HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"),
	RAW(400, "ends wrongly", "GET /page HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n"),
	RAW(400, "does not end", "GET /page HTTP/1.1\nHost: h\n\n"),
	RAW(400, "ends wrongly", "GET /page HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"),
	RAW(400, "takes no body",
	    "GET /page HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n1"),
	RAW(400, "control character",
	    "GET /page HTTP/1.1\r\nHost: h\r\nX: \x1b[0m\r\n\r\n"),
	RAW(400, "", "nonsense\r\n\r\n"),
};

static const struct raw control[] = {
	RAW(200, "1 body {\"a\":1}",
	    "POST /echo/1 HTTP/1.1\r\n"
	    JSON_HEAD
	    "Content-Length: 7\r\n\r\n{\"a\":1}"),
	RAW(200, "1 body {\"a\":1}",
	    "POST /echo/1 HTTP/1.1\r\n"
	    JSON_HEAD
	    "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n"),
	RAW(200, "1 from ",
	    "GET /echo/1 HTTP/1.1\r\nHost: localhost:8080\r\n"
	    "Origin: http://localhost:8080\r\n\r\n"),
	RAW(400, "Convene-Client",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
	    "Content-Length: 2\r\n\r\n{}"),
	RAW(415, "application/json",
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
	    "Convene-Client: 1\r\nContent-Length: 2\r\n\r\n{}"),
	RAW(403, "another site",
	    "GET /echo/1 HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: cross-site\r\n\r\n"),
	RAW(403, "Origin",
	    "GET /echo/1 HTTP/1.1\r\nHost: h\r\nOrigin: http://evil.example\r\n\r\n"),
	RAW(421, "another name", "GET /echo/1 HTTP/1.1\r\nHost: rebound.example\r\n\r\n"),
	RAW(405, "Allow: GET, HEAD, POST",
	    "OPTIONS /echo/1 HTTP/1.1\r\nHost: h\r\n"
	    "Origin: http://evil.example\r\n\r\n"),
	RAW(400, "",
	    "POST /echo/1 HTTP/1.1\r\n"
	    JSON_HEAD
	    "Content-Length: 1\r\nTransfer-Encoding: chunked \r\n\r\n1"),
};
/* clang-format on */

static size_t
answers_in(const struct text *heard)
{
	size_t count = 0;

	for (const char *at = text_string(heard); (at = strstr(at, "HTTP/1.")) != NULL;
	     at++)
		count++;
	return count;
}

static void
check_raw(const struct raw *raw, struct talk *talk)
{
	const char *heard = text_string(&talk->heard);

	ck_assert_msg(talk_code(talk) == raw->code, "%s\n-> %s", raw->bytes, heard);
	ck_assert_msg(strstr(heard, raw->said) != NULL, "%s\n-> %s", raw->bytes, heard);
	ck_assert_uint_eq(answers_in(&talk->heard), 1);
	ck_assert_ptr_null(strstr(heard, "Access-Control"));
	ck_assert_msg(raw->code == 501 || strstr(heard, "Connection: close\r\n") != NULL,
	    "%s\n-> %s", raw->bytes, heard);
}

START_TEST(test_web_request)
{
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, web[_i].bytes, web[_i].length);

	check_raw(&web[_i], talk);
	ck_assert_int_eq(serve.handled,
	    web[_i].code == 200 || web[_i].code == 422 ||
		strstr(web[_i].bytes, "/split") != NULL);
}
END_TEST

START_TEST(test_control_request)
{
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_unix(&serve, control[_i].bytes, control[_i].length);

	check_raw(&control[_i], talk);
	ck_assert_int_eq(serve.handled, control[_i].code == 200);
}
END_TEST

/* The second request may come with the first one's bytes or behind its answer. */
START_TEST(test_second_request_is_never_answered)
{
	static const char two[] = "GET /page HTTP/1.1\r\nHost: h\r\n\r\n"
				  "GET /page HTTP/1.1\r\nHost: h\r\n\r\n";
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, two, sizeof two - 1);

	ck_assert_int_eq(talk_code(talk), 200);
	ck_assert_int_eq(serve.handled, 1);
	ck_assert_uint_eq(answers_in(&talk->heard), 1);
}
END_TEST

START_TEST(test_head_has_length_and_no_body)
{
	static const char head[] = "HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n";
	static const char wrong[] = "HEAD /nothing HTTP/1.1\r\nHost: h\r\n\r\n";
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, head, sizeof head - 1);
	CLEANUP(talk_close)
	struct talk *none = serve_ask_tcp(&serve, wrong, sizeof wrong - 1);

	ck_assert_int_eq(talk_code(talk), 200);
	ck_assert_ptr_nonnull(
	    strstr(text_string(&talk->heard), "Content-Length: 4096\r\n"));
	ck_assert_str_eq(talk_body(talk), "");
	ck_assert_int_eq(talk_code(none), 404);
	ck_assert_str_eq(talk_body(none), "");
}
END_TEST

START_TEST(test_dripped_head_is_one_head)
{
	static const char head[] = "GET /echo/7 HTTP/1.1\r\nHost: h\r\nX-Y: z\r\n\r\n";
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);

	for (size_t i = 0; i < sizeof head - 1; i++) {
		ck_assert_uint_eq(talk_send(talk, head + i, 1), 1);
		event_base_loop(serve.base, EVLOOP_NONBLOCK);
	}
	talk_wait(talk);
	ck_assert_int_eq(talk_code(talk), 200);
}
END_TEST

START_TEST(test_head_has_an_end)
{
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);
	CLEANUP(text_done) struct text head = { 0 };

	text_add(&head, "GET /page HTTP/1.1\r\nHost: h\r\n");
	while (head.length < 17000)
		text_add(&head, "X: 0123456789012345678901234567890123456789\r\n");
	text_add(&head, "\r\n");
	talk_send(talk, head.data, head.length);
	talk_wait(talk);
	ck_assert_int_ge(talk_code(talk), 400);
	ck_assert_int_eq(serve.handled, 0);
}
END_TEST

/* The client sends all of it before it reads: the refusal must wait for it. */
START_TEST(test_six_megabytes_are_refused_and_the_refusal_is_read)
{
	static const char head[] =
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 6291456\r\n\r\n";
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);
	CLEANUP(free_ptr) char *bytes = alloc_zero(65536, 1);
	size_t left = (size_t)6 * 1024 * 1024;

	talk_say(talk, head);
	event_del(talk->io);
	for (int turn = 0; left > 0 && turn < 20000; turn++) {
		left -= talk_send(talk, bytes, left < 65536 ? left : 65536);
		event_base_loop(serve.base, EVLOOP_NONBLOCK);
	}
	ck_assert_uint_eq(left, 0); /* a client that may not send on gives up unread */
	event_add(talk->io, NULL);
	talk_wait(talk);
	ck_assert_int_eq(talk_code(talk), 413);
	ck_assert_int_eq(serve.handled, 0);
}
END_TEST

START_TEST(test_problem_is_complete)
{
	static const char request[] = "GET /refuse/x HTTP/1.1\r\nHost: h\r\n\r\n";
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_unix(&serve, request, sizeof request - 1);
	const char *body = talk_body(talk);

	ck_assert_ptr_nonnull(strstr(text_string(&talk->heard),
	    "Content-Type: application/problem+json\r\n"));
	ck_assert_ptr_nonnull(strstr(body,
	    "{\"status\":422,\"code\":\"limit\",\"exit\":4,\"title\":\"A limit is "
	    "reached\","
	    "\"detail\":\"fund 1 has \\\"less\\\" than x\",\"instance\":\"req:"));
}
END_TEST

static void
count_seen(const struct http_route *route, int code, uint64_t count, void *arg)
{
	struct text *seen = arg;
	char line[80];

	snprintf(line, sizeof line, "%s %d %d;", route == NULL ? "-" : route->pattern,
	    code, (int)count);
	text_add_bytes(seen, line, strlen(line));
}

START_TEST(test_answers_are_counted)
{
	CLEANUP(text_done) struct text seen = { 0 };
	static const char *const requests[] = {
		"GET /page HTTP/1.1\r\nHost: h\r\n\r\n",
		"HEAD /page HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /refuse/1 HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n",
	};

	for (size_t i = 0; i < COUNT_OF(requests); i++) {
		struct talk *talk = serve_ask_tcp(&serve, requests[i],
		    strlen(requests[i]));

		talk_close(&talk);
	}
	http_counts(serve.http, count_seen, &seen);
	ck_assert_str_eq(text_string(&seen), "/page 200 2;/refuse/WHAT 422 1;- 404 1;");

	struct http_figures figures = http_figures(serve.http);

	ck_assert_uint_eq(figures.opened, 4);
	ck_assert_uint_eq(figures.calls, 0);
	ck_assert_uint_eq(figures.open, 0);
	ck_assert_uint_eq(figures.cut, 0);
}
END_TEST

START_TEST(test_kernel_names_the_peer)
{
	CLEANUP(talk_close) struct talk *talk = talk_unix(serve.base, serve.path);
	gid_t groups[64];
	int count = getgroups(COUNT_OF(groups), groups);
	bool is_there = false;

	talk_say(talk, "GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
	while (serve.later == NULL)
		event_base_loop(serve.base, EVLOOP_ONCE);

	const struct http_peer *peer = http_call_peer(serve.later);

	ck_assert(peer->is_local);
	ck_assert_int_eq(peer->uid, geteuid());
	ck_assert_int_eq(peer->gid, getegid());
	ck_assert_int_eq(peer->pid, getpid());
	ck_assert_uint_eq(peer->group_count, (size_t)count);
	for (int i = 0; i < count; i++)
		ck_assert(http_peer_is_in_group(peer, groups[i]));
	for (gid_t gid = 1; gid < 70 && !is_there; gid++)
		is_there = !http_peer_is_in_group(peer, gid);
	ck_assert(is_there); /* some group is not ours */
	http_reply(serve.later, 204, NULL, NULL);
	talk_wait(talk);
	ck_assert_int_eq(talk_code(talk), 204);
}
END_TEST

START_TEST(test_control_over_tcp_is_denied)
{
	static const char request[] = "GET /echo/1 HTTP/1.1\r\nHost: h\r\n\r\n";
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, request, sizeof request - 1);

	ck_assert_int_eq(talk_code(talk), 403);
	ck_assert_int_eq(serve.handled, 0);
}
END_TEST

static const struct {
	bool is_unix;
	const char *const proxies[2];
	const char *header, *wanted;
} forwarded[] = {
	{ false, { NULL }, "192.0.2.1", " from 127.0.0.1" },
	{ false, { "127.0.0.1" }, "192.0.2.1", " from 192.0.2.1" },
	{ false, { "127.0.0.2" }, "192.0.2.1", " from 127.0.0.1" },
	{ false, { "127.0.0.1" }, "192.0.2.9, 2001:db8::1", " from 2001:db8::1" },
	{ true, { "unix" }, "192.0.2.1", " from 192.0.2.1" },
	{ true, { NULL }, "192.0.2.1", " from " },
	{ true, { "unix" }, "unknown<b>", " from " },
};

START_TEST(test_only_a_proxy_may_forward)
{
	struct http_settings settings = http_settings_for(HTTP_WEB);
	char request[200];

	settings.proxies = forwarded[_i].proxies;
	serve_open(&serve, settings);
	snprintf(request, sizeof request,
	    "GET /echo/1 HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: %s\r\n\r\n",
	    forwarded[_i].header);

	CLEANUP(talk_close)
	struct talk *talk = forwarded[_i].is_unix
	    ? serve_ask_unix(&serve, request, strlen(request))
	    : serve_ask_tcp(&serve, request, strlen(request));

	ck_assert_str_eq(strstr(talk_body(talk), " from "), forwarded[_i].wanted);
	serve_close(&serve);
}
END_TEST

static void
answer_page(struct http_call *call, int code, const struct err *err)
{
	CLEANUP(text_done) struct text page = { 0 };

	text_add(&page, "<p>");
	text_add_html(&page, err->text);
	http_reply(call, code, "text/html; charset=utf-8", &page);
}

START_TEST(test_errors_are_answered_as_the_server_likes)
{
	static const char request[] = "GET /refuse/%3Cb%3E HTTP/1.1\r\nHost: h\r\n\r\n";
	struct http_settings settings = http_settings_for(HTTP_WEB);

	settings.error = answer_page;
	serve_open(&serve, settings);

	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, request, sizeof request - 1);

	ck_assert_int_eq(talk_code(talk), 422);
	ck_assert_str_eq(talk_body(talk),
	    "<p>fund 1 has &quot;less&quot; than &lt;b&gt;");
	serve_close(&serve);
}
END_TEST

START_TEST(test_broken_pipe_kills_nobody)
{
	struct sigaction action;

	sigaction(SIGPIPE, NULL, &action);
	ck_assert(action.sa_handler == SIG_IGN);
}
END_TEST

int
main(void)
{
	TCase *pages = tcase_create("web"), *socket = tcase_create("control");
	TCase *others = tcase_create("others");

	tcase_add_checked_fixture(pages, open_web, close_server);
	tcase_add_loop_test(pages, test_web_request, 0, COUNT_OF(web));
	tcase_add_test(pages, test_second_request_is_never_answered);
	tcase_add_test(pages, test_head_has_length_and_no_body);
	tcase_add_test(pages, test_dripped_head_is_one_head);
	tcase_add_test(pages, test_head_has_an_end);
	tcase_add_test(pages, test_six_megabytes_are_refused_and_the_refusal_is_read);
	tcase_add_test(pages, test_answers_are_counted);
	tcase_add_test(pages, test_broken_pipe_kills_nobody);
	tcase_add_checked_fixture(socket, open_control, close_server);
	tcase_add_loop_test(socket, test_control_request, 0, COUNT_OF(control));
	tcase_add_test(socket, test_problem_is_complete);
	tcase_add_test(socket, test_kernel_names_the_peer);
	tcase_add_test(socket, test_control_over_tcp_is_denied);
	tcase_add_loop_test(others, test_only_a_proxy_may_forward, 0,
	    COUNT_OF(forwarded));
	tcase_add_test(others, test_errors_are_answered_as_the_server_likes);
	return run_cases("http", (TCase *[]){ pages, socket, others }, 3);
}
