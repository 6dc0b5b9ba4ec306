/* test_http_client.c - the client blocks, so it runs in a thread beside the server. */
#include "http_client.h"

#include "serve.h"

#include "run.h"

#include <event2/listener.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct serve serve;

struct asking {
	struct http_client_request request;
	struct http_client_answer answer;
	struct err err;
	enum status status;
	int pipe[2];
	bool is_over;
};

static void *
ask_in_thread(void *arg)
{
	struct asking *asking = arg;

	asking->status = http_client_ask(&asking->request, &asking->answer, &asking->err);
	close(asking->pipe[1]);
	return NULL;
}

static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	*(bool *)arg = true;
}

static void
ask(struct asking *asking)
{
	struct event *end;
	pthread_t thread;

	if (asking->request.socket_path == NULL)
		asking->request.socket_path = serve.path;
	if (asking->request.answer_max == 0)
		asking->request.answer_max = 100000;
	ck_assert_int_eq(pipe(asking->pipe), 0);
	end = event_new(serve.base, asking->pipe[0], EV_READ, on_end, &asking->is_over);
	event_add(end, NULL);
	ck_assert_int_eq(pthread_create(&thread, NULL, ask_in_thread, asking), 0);
	talk_turn_until(serve.base, &asking->is_over);
	pthread_join(thread, NULL);
	event_free(end);
	close(asking->pipe[0]);
}

static void
start(void)
{
	serve_open(&serve, http_settings_for(HTTP_CONTROL));
}

static void
stop(void)
{
	serve_close(&serve);
}

START_TEST(test_answer_comes_back)
{
	struct asking asking = { .request = { .method = "GET",
				     .path = "/echo/4%2F2?x=a+b" } };

	ask(&asking);
	ck_assert_msg(asking.status == OK, "%s", asking.err.text);
	ck_assert_int_eq(asking.answer.code, 200);
	ck_assert_str_eq(asking.answer.content_type, "text/plain");
	ck_assert_str_eq(text_string(&asking.answer.body), "4/2 ?a b from ");
	http_client_done(&asking.answer);
}
END_TEST

START_TEST(test_change_is_sent_whole)
{
	static const char *const headers[] = { "Content-Type: application/json",
		"Convene-Client: 1", NULL };
	CLEANUP(text_done) struct text body = { 0 };
	struct asking asking = { .request = { .method = "POST", .path = "/echo/1" } };

	text_add(&body, "\"");
	while (body.length < 60000)
		text_add(&body, "0123456789");
	text_add(&body, "\"");
	asking.request.headers = headers;
	asking.request.body = body.data;
	asking.request.body_length = body.length;
	ask(&asking);
	ck_assert_msg(asking.status == OK, "%s", asking.err.text);
	ck_assert_int_eq(asking.answer.code, 200);
	ck_assert_ptr_nonnull(strstr(asking.answer.body.data, body.data));
	http_client_done(&asking.answer);
}
END_TEST

START_TEST(test_refusal_is_an_answer)
{
	struct asking asking = { .request = { .method = "POST", .path = "/echo/1" } };

	ask(&asking);
	ck_assert_int_eq(asking.status, OK);
	ck_assert_int_eq(asking.answer.code, 400);
	ck_assert_str_eq(asking.answer.content_type, "application/problem+json");
	http_client_done(&asking.answer);
}
END_TEST

static const struct {
	const char *method, *path, *header;
} unclean[] = {
	{ "GET", "/a b", NULL },
	{ "GET", "/a\r\nX: y", NULL },
	{ "GET", "http://other/", NULL },
	{ "GET /", "/", NULL },
	{ "GET", "/", "X: a\r\nY: b" },
};

START_TEST(test_unclean_request_is_not_sent)
{
	const char *const headers[] = { unclean[_i].header, NULL };
	struct asking asking = { .request = { .method = unclean[_i].method,
				     .path = unclean[_i].path,
				     .headers = headers } };

	ask(&asking);
	ck_assert_int_eq(asking.status, ERR_INVALID);
	ck_assert_uint_eq(http_figures(serve.http).opened, 0);
}
END_TEST

static const struct {
	const char *method;
	enum status status;
} lost[] = {
	{ "GET", ERR_UNAVAILABLE },
	{ "POST", ERR_UNCERTAIN },
	{ "DELETE", ERR_UNCERTAIN },
};

static void
on_said(evutil_socket_t fd, short what, void *arg)
{
	char bytes[4096];

	ck_assert_int_gt(recv(fd, bytes, sizeof bytes, 0), 0);
	close(fd);
}

static void
on_client(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
    int size, void *arg)
{
	event_base_once(serve.base, fd, EV_READ, on_said, NULL, NULL);
}

static struct evconnlistener *
listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	memcpy(address.sun_path, path, strlen(path) + 1);
	return evconnlistener_new_bind(serve.base, on_client, NULL, LEV_OPT_CLOSE_ON_FREE,
	    -1, (struct sockaddr *)&address, sizeof address);
}

static void
in_folder(char path[64], const char *name)
{
	snprintf(path, 64, "%s/%s", serve.folder, name);
}

/* Read, and closed without a word. */
START_TEST(test_lost_answer)
{
	struct asking asking = { .request = { .method = lost[_i].method,
				     .path = "/v1/x" } };
	struct evconnlistener *listener;
	char path[64];

	in_folder(path, "rude");
	listener = listen_at(path);
	asking.request.socket_path = path;
	ask(&asking);
	ck_assert_msg(asking.status == lost[_i].status, "%s", asking.err.text);
	evconnlistener_free(listener);
	unlink(path);
}
END_TEST

START_TEST(test_deadline)
{
	struct asking asking = { .request = { .method = lost[_i].method,
				     .path = "/later",
				     .deadline_ms = 200 } };
	static const char *const headers[] = { "Content-Type: application/json",
		"Convene-Client: 1", NULL };

	asking.request.headers = headers;
	ask(&asking);
	ck_assert_msg(asking.status == lost[_i].status, "%s", asking.err.text);
	ck_assert_ptr_nonnull(serve.later);
	http_reply(serve.later, 200, NULL, NULL);
}
END_TEST

START_TEST(test_no_socket_says_what_to_do)
{
	struct asking asking = { .request = { .socket_path = "/nowhere/control.sock",
				     .method = "POST",
				     .path = "/v1/x" } };

	ask(&asking);
	ck_assert_int_eq(asking.status, ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(asking.err.text, "/nowhere/control.sock"));
	ck_assert_ptr_nonnull(strstr(asking.err.text, "is convened running?"));
}
END_TEST

START_TEST(test_abandoned_socket_is_unavailable)
{
	struct asking asking = { .request = { .method = "POST", .path = "/v1/x" } };
	char path[64];

	in_folder(path, "stale");
	evconnlistener_free(listen_at(path));
	asking.request.socket_path = path;
	ask(&asking);
	ck_assert_int_eq(asking.status, ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(asking.err.text, path));
	ck_assert_ptr_nonnull(strstr(asking.err.text, "nobody answers there"));
	unlink(path);
}
END_TEST

/* root may connect to everything: as root, be nobody for a while. */
START_TEST(test_closed_door_names_mode_and_group)
{
	CLEANUP(http_client_done) struct http_client_answer answer = { 0 };
	const struct http_client_request request = {
		.socket_path = serve.path,
		.method = "GET",
		.path = "/echo/1",
		.answer_max = 1000,
	};
	bool is_root = geteuid() == 0;
	struct err err;

	chmod(serve.folder, 0755);
	chmod(serve.path, 0000);
	if (is_root)
		ck_assert_int_eq(seteuid(65534), 0);
	enum status status = http_client_ask(&request, &answer, &err);

	if (is_root)
		ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(status, ERR_UNAVAILABLE);
	ck_assert_ptr_nonnull(strstr(err.text, "(mode 0000, group "));
	ck_assert_ptr_nonnull(strstr(err.text, "join that group"));
}
END_TEST

START_TEST(test_long_answer_is_given_up)
{
	struct asking asking = {
		.request = { .method = "GET",
		    .path = "/page",
		    .answer_max = SERVE_PAGE_BYTES - 1 },
	};

	ask(&asking);
	ck_assert_int_eq(asking.status, ERR_LIMIT);
	ck_assert_ptr_null(asking.answer.body.data);
}
END_TEST

struct lines {
	struct text seen;
	int left; /* then it is enough */
};

static bool
on_line(const char *line, void *arg)
{
	struct lines *lines = arg;

	text_add_bytes(&lines->seen, line, strlen(line));
	text_add(&lines->seen, "|");
	return --lines->left > 0;
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct http_call *call = serve.stream;

	if (call == NULL)
		return;
	serve.stream = NULL;
	ck_assert_int_eq(http_stream_line(call, "{\"seq\":1}", NULL), OK);
	ck_assert_int_eq(http_stream_line(call, "{\"seq\":2}", NULL), OK);
	ck_assert_int_eq(http_stream_line(call, "{\"seq\":3}", NULL), OK);
	http_stream_end(call);
}

static const struct {
	int enough;
	const char *seen;
} streams[] = {
	{ 100, "{\"seq\":1}|{\"seq\":2}|{\"seq\":3}|" },
	{ 2, "{\"seq\":1}|{\"seq\":2}|" },
};

START_TEST(test_stream_comes_line_by_line)
{
	struct lines lines = { .left = streams[_i].enough };
	struct asking asking = { .request = { .method = "GET",
				     .path = "/stream",
				     .line = on_line,
				     .arg = &lines } };
	struct timeval often = { 0, 10000 };
	struct event *tick = event_new(serve.base, -1, EV_PERSIST, on_tick, NULL);

	evtimer_add(tick, &often);
	ask(&asking);
	ck_assert_msg(asking.status == OK, "%s", asking.err.text);
	ck_assert_int_eq(asking.answer.code, 200);
	ck_assert_str_eq(text_string(&lines.seen), streams[_i].seen);
	event_free(tick);
	text_done(&lines.seen);
	http_client_done(&asking.answer);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_client");

	tcase_add_checked_fixture(tests, start, stop);
	tcase_add_test(tests, test_answer_comes_back);
	tcase_add_test(tests, test_change_is_sent_whole);
	tcase_add_test(tests, test_refusal_is_an_answer);
	tcase_add_loop_test(tests, test_unclean_request_is_not_sent, 0,
	    COUNT_OF(unclean));
	tcase_add_loop_test(tests, test_lost_answer, 0, COUNT_OF(lost));
	tcase_add_loop_test(tests, test_deadline, 0, 2);
	tcase_add_test(tests, test_no_socket_says_what_to_do);
	tcase_add_test(tests, test_abandoned_socket_is_unavailable);
	tcase_add_test(tests, test_closed_door_names_mode_and_group);
	tcase_add_test(tests, test_long_answer_is_given_up);
	tcase_add_loop_test(tests, test_stream_comes_line_by_line, 0, COUNT_OF(streams));
	return run_tests("http_client", tests);
}
