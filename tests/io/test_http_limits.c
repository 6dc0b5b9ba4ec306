/* test_http_limits.c - time, places, clients that go, streams, and the end. */
#include "serve.h"

#include "run.h"

#include <string.h>
#include <sys/socket.h>

#define PAGE "GET /page HTTP/1.1\r\nHost: h\r\n\r\n"
#define LATER "GET /later HTTP/1.1\r\nHost: h\r\n\r\n"
#define STREAM "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n"

static struct serve serve;
static struct http_settings settings;

static void
quick(enum http_kind kind)
{
	settings = http_settings_for(kind);
	settings.request_ms = 300;
	settings.answer_ms = 300;
	settings.alive_ms = 100;
}

static void
wait_for_later(void)
{
	while (serve.later == NULL)
		event_base_loop(serve.base, EVLOOP_ONCE);
}

static void
wait_for_stream(void)
{
	while (serve.stream == NULL)
		event_base_loop(serve.base, EVLOOP_ONCE);
}

static struct talk *
said_unix(const char *text)
{
	struct talk *talk = talk_unix(serve.base, serve.path);

	talk_say(talk, text);
	return talk;
}

static size_t
open_count(void)
{
	return http_figures(serve.http).open;
}

/* The sweep sees within 20 ms who has gone; a busy machine gets two seconds. */
static void
expect_nobody(void)
{
	for (int turn = 0; turn < 100 && open_count() > 0; turn++)
		talk_turn(serve.base, 20);
	ck_assert_uint_eq(open_count(), 0);
}

/* One byte every 20 ms is never idle, and still over at its time. Meanwhile others are
 * answered at once. */
START_TEST(test_dripping_client_is_cut_on_time)
{
	static const char head[] = "GET /page HTTP/1.1\r\nHost: h\r\nX: ";

	quick(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *slow = talk_tcp(serve.base, serve.port);
	int64_t start_ms = 0, end_ms = 0;
	struct timeval now;

	evutil_gettimeofday(&now, NULL);
	start_ms = (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
	for (size_t i = 0; !slow->is_over; i++) {
		talk_send(slow, i < sizeof head - 1 ? head + i : "x", 1);
		talk_turn(serve.base, 20);
		if (i == 5) {
			struct talk *good = serve_ask_tcp(&serve, PAGE, strlen(PAGE));

			ck_assert_int_eq(talk_code(good), 200);
			talk_close(&good);
		}
	}
	evutil_gettimeofday(&now, NULL);
	end_ms = (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
	ck_assert_int_eq(talk_code(slow), 408);
	ck_assert_int_ge(end_ms - start_ms, 280);
	ck_assert_int_le(end_ms - start_ms, 2000); /* on a busy machine */
	ck_assert_uint_eq(http_figures(serve.http).cut, 1);
	expect_nobody();
	serve_close(&serve);
}
END_TEST

START_TEST(test_silent_client_is_cut)
{
	quick(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *tcp = talk_tcp(serve.base, serve.port);
	CLEANUP(talk_close) struct talk *local = talk_unix(serve.base, serve.path);

	talk_wait(tcp);
	talk_wait(local);
	ck_assert_int_eq(talk_code(tcp), 408);
	ck_assert_int_eq(talk_code(local), 408);
	ck_assert_uint_eq(http_figures(serve.http).cut, 2);
	serve_close(&serve);
}
END_TEST

START_TEST(test_slow_body_is_cut)
{
	quick(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);

	talk_say(talk,
	    "POST /echo/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n123");
	talk_wait(talk);
	ck_assert_int_eq(talk_code(talk), 408);
	ck_assert_int_eq(serve.handled, 0);
	serve_close(&serve);
}
END_TEST

/* Never more than three at once; the one that had to wait in the kernel is answered
 * when the silent ones are cut. */
START_TEST(test_full_house_lets_the_next_one_wait)
{
	struct talk *silent[5];

	quick(HTTP_WEB);
	settings.request_ms = 1000;
	settings.connections_max = 3;
	serve_open(&serve, settings);
	for (size_t i = 0; i < COUNT_OF(silent); i++)
		silent[i] = talk_tcp(serve.base, serve.port);
	CLEANUP(talk_close) struct talk *good = talk_tcp(serve.base, serve.port);

	talk_say(good, PAGE);
	talk_turn(serve.base, 100);
	ck_assert_uint_eq(open_count(), 3);
	ck_assert_int_eq(talk_code(good), 0);
	talk_wait(good);
	ck_assert_int_eq(talk_code(good), 200);
	for (size_t i = 0; i < COUNT_OF(silent); i++) {
		talk_wait(silent[i]);
		talk_close(&silent[i]);
	}
	ck_assert_uint_eq(http_figures(serve.http).opened, 6);
	serve_close(&serve);
}
END_TEST

START_TEST(test_client_that_goes_makes_room)
{
	struct talk *silent[3];

	settings = http_settings_for(HTTP_WEB);
	settings.connections_max = 3;
	serve_open(&serve, settings);
	for (size_t i = 0; i < COUNT_OF(silent); i++)
		silent[i] = talk_tcp(serve.base, serve.port);
	talk_turn(serve.base, 50);
	ck_assert_uint_eq(open_count(), 3);
	for (size_t i = 0; i < COUNT_OF(silent); i++)
		talk_close(&silent[i]);
	CLEANUP(talk_close) struct talk *good = serve_ask_tcp(&serve, PAGE, strlen(PAGE));

	ck_assert_int_eq(talk_code(good), 200);
	ck_assert_uint_eq(http_figures(serve.http).cut, 0);
	serve_close(&serve);
}
END_TEST

/* Many more than there are places, each closed by its answer: no place is ever lost. */
START_TEST(test_places_are_given_back)
{
	settings = http_settings_for(HTTP_WEB);
	settings.connections_max = 2;
	serve_open(&serve, settings);
	for (int i = 0; i < 200; i++) {
		struct talk *talk = serve_ask_tcp(&serve, PAGE, strlen(PAGE));

		ck_assert_int_eq(talk_code(talk), 200);
		talk_close(&talk);
	}
	expect_nobody();
	serve_close(&serve);
}
END_TEST

START_TEST(test_user_has_a_share)
{
	struct talk *held[2];

	settings = http_settings_for(HTTP_CONTROL);
	settings.per_uid_max = 2;
	serve_open(&serve, settings);
	for (size_t i = 0; i < COUNT_OF(held); i++)
		held[i] = talk_unix(serve.base, serve.path);
	CLEANUP(talk_close) struct talk *third = said_unix(PAGE);

	talk_wait(third);
	ck_assert_int_eq(talk_code(third), 429);
	ck_assert_int_eq(serve.handled, 0);
	talk_close(&held[0]);
	talk_turn(serve.base, 50);
	CLEANUP(talk_close)
	struct talk *fourth = serve_ask_unix(&serve, PAGE, strlen(PAGE));

	ck_assert_int_eq(talk_code(fourth), 200);
	talk_close(&held[1]);
	serve_close(&serve);
}
END_TEST

static const struct {
	const char *request;
	int code;
} late[] = {
	{ LATER, 503 },
	{ "POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 504 },
};

/* The handler's own answer comes later, and goes nowhere. */
START_TEST(test_late_handler_is_answered_for)
{
	quick(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close)
	struct talk *talk = serve_ask_tcp(&serve, late[_i].request,
	    strlen(late[_i].request));

	ck_assert_int_eq(talk_code(talk), late[_i].code);
	ck_assert(serve.is_gone);
	ck_assert(http_call_is_gone(serve.later));
	ck_assert_uint_eq(http_figures(serve.http).expired, 1);
	ck_assert_uint_eq(http_figures(serve.http).calls, 1);
	http_reply(serve.later, 200, NULL, NULL);
	ck_assert_uint_eq(http_figures(serve.http).calls, 0);
	serve_close(&serve);
}
END_TEST

/* The far end is closed while a handler works, which reads nothing. */
START_TEST(test_lost_client_is_told)
{
	settings = http_settings_for(HTTP_CONTROL);
	serve_open(&serve, settings);
	struct talk *talk = said_unix(LATER);

	wait_for_later();
	ck_assert(!http_call_is_gone(serve.later));
	talk_close(&talk);
	talk_turn_until(serve.base, &serve.is_gone);
	http_reply(serve.later, 200, NULL, NULL);
	talk_turn(serve.base, 50);
	expect_nobody();
	serve_close(&serve);
}
END_TEST

/* A reset, which TCP notices before the handler answers. */
START_TEST(test_reset_client_is_told)
{
	const struct linger linger = { 1, 0 };

	settings = http_settings_for(HTTP_WEB);
	serve_open(&serve, settings);
	struct talk *talk = talk_tcp(serve.base, serve.port);

	talk_say(talk, LATER);
	wait_for_later();
	setsockopt(talk->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	talk_close(&talk);
	talk_turn_until(serve.base, &serve.is_gone);
	http_reply(serve.later, 200, NULL, NULL);
	talk_turn(serve.base, 50);
	expect_nobody();
	serve_close(&serve);
}
END_TEST

/* An answer larger than the sockets hold, which is never read, ends at its time. */
START_TEST(test_client_that_does_not_read_is_cut)
{
	CLEANUP(text_done) struct text large = { 0 };

	quick(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);

	while (large.length < (size_t)16 * 1024 * 1024)
		text_add(&large, "0123456789012345678901234567890123456789");
	event_del(talk->io);
	talk_say(talk, LATER);
	wait_for_later();
	http_reply(serve.later, 200, "text/plain", &large);
	talk_turn(serve.base, 600);
	expect_nobody();
	ck_assert_uint_eq(http_figures(serve.http).cut, 1);
	serve_close(&serve);
}
END_TEST

static void
wait_for(const struct talk *talk, const char *words)
{
	while (strstr(text_string(&talk->heard), words) == NULL)
		talk_turn(serve.base, 10);
}

START_TEST(test_stream_outlasts_every_deadline)
{
	quick(HTTP_CONTROL);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *talk = said_unix(STREAM);

	wait_for_stream();
	ck_assert_int_eq(http_stream_line(serve.stream, "{\"seq\":1}", NULL), OK);
	wait_for(talk, "{\"seq\":1}\n");
	wait_for(talk, "{\"event\":\"alive\"}\n");
	talk_turn(serve.base, 400);
	ck_assert_int_eq(http_stream_line(serve.stream, "{\"seq\":2}", NULL), OK);
	http_stream_end(serve.stream);
	talk_wait(talk);
	ck_assert_int_eq(talk_code(talk), 200);
	ck_assert_ptr_nonnull(strstr(talk->heard.data, "application/x-ndjson"));
	ck_assert_ptr_nonnull(strstr(talk->heard.data, "{\"seq\":2}\n"));
	ck_assert_uint_eq(http_figures(serve.http).streams, 0);
	serve_close(&serve);
}
END_TEST

START_TEST(test_stream_hears_that_its_client_has_gone)
{
	quick(HTTP_CONTROL);
	serve_open(&serve, settings);
	struct talk *talk = said_unix(STREAM);

	wait_for_stream();
	talk_close(&talk);
	talk_turn_until(serve.base, &serve.is_gone);
	ck_assert_int_eq(http_stream_line(serve.stream, "{}", NULL), ERR_UNAVAILABLE);
	http_stream_end(serve.stream);
	talk_turn(serve.base, 50);
	expect_nobody();
	serve_close(&serve);
}
END_TEST

START_TEST(test_lagging_stream_is_told_and_ended)
{
	CLEANUP(text_done) struct text line = { 0 };
	enum status status = OK;
	struct err err;

	quick(HTTP_CONTROL);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *talk = said_unix(STREAM);

	wait_for_stream();
	event_del(talk->io); /* reads no more */
	while (line.length < 10000)
		text_add(&line, "0123456789");
	for (int i = 0; i < 10000 && status == OK; i++) {
		status = http_stream_line(serve.stream, line.data, &err);
		event_base_loop(serve.base, EVLOOP_NONBLOCK);
	}
	ck_assert_int_eq(status, ERR_UNAVAILABLE);
	http_stream_end(serve.stream);
	event_add(talk->io, NULL); /* and reads again */
	talk_wait(talk);
	ck_assert_ptr_nonnull(strstr(talk->heard.data, "{\"event\":\"lagged\"}\n"));
	serve_close(&serve);
}
END_TEST

START_TEST(test_streams_have_an_end)
{
	settings = http_settings_for(HTTP_CONTROL);
	settings.streams_per_uid = 1;
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *first = said_unix(STREAM);

	wait_for_stream();
	CLEANUP(talk_close)
	struct talk *second = serve_ask_unix(&serve, STREAM, strlen(STREAM));

	ck_assert_int_eq(talk_code(first), 200);
	ck_assert_int_eq(talk_code(second), 503);
	http_stream_end(serve.stream);
	serve.stream = NULL;
	CLEANUP(talk_close) struct talk *third = said_unix(STREAM);

	wait_for_stream();
	wait_for(third, "\r\n\r\n");
	ck_assert_int_eq(talk_code(third), 200);
	http_stream_end(serve.stream);
	serve_close(&serve);
}
END_TEST

START_TEST(test_stop_lets_calls_end_and_nobody_in)
{
	settings = http_settings_for(HTTP_CONTROL);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *call = said_unix(LATER);
	CLEANUP(talk_close) struct talk *stream = said_unix(STREAM);

	wait_for_later();
	wait_for_stream();
	http_stop(serve.http);
	ck_assert(http_call_is_gone(serve.stream));
	ck_assert(!http_call_is_gone(serve.later));
	http_stream_end(serve.stream);
	CLEANUP(talk_close) struct talk *next = said_unix(PAGE);

	http_reply(serve.later, 204, NULL, NULL);
	talk_wait(call);
	talk_wait(stream);
	ck_assert_int_eq(talk_code(call), 204);
	talk_turn(serve.base, 50);
	ck_assert_int_eq(talk_code(next), 0);
	expect_nobody();
	serve_close(&serve);
}
END_TEST

/* The daemon closes while a query of the handler is under way; it answers after
 * that. */
START_TEST(test_answer_after_the_close_goes_nowhere)
{
	settings = http_settings_for(HTTP_CONTROL);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *call = said_unix(LATER);
	CLEANUP(talk_close) struct talk *stream = said_unix(STREAM);
	CLEANUP(talk_close) struct talk *silent = talk_unix(serve.base, serve.path);

	wait_for_later();
	wait_for_stream();
	wait_for(stream, "\r\n\r\n");
	ck_assert_int_eq(talk_code(stream), 200);
	http_close(&serve.http);
	ck_assert(serve.is_gone);
	ck_assert(http_call_is_gone(serve.later));
	ck_assert_ptr_eq(http_call_context(serve.later), &serve);
	http_reply(serve.later, 200, NULL, NULL);
	ck_assert_int_eq(http_stream_line(serve.stream, "{}", NULL), ERR_UNAVAILABLE);
	http_stream_end(serve.stream);
	talk_wait(call);
	talk_wait(silent);
	serve_close(&serve);
}
END_TEST

/* A connection accepted in the very turn in which the server closes. */
START_TEST(test_close_with_a_fresh_connection)
{
	settings = http_settings_for(HTTP_WEB);
	serve_open(&serve, settings);
	CLEANUP(talk_close) struct talk *talk = talk_tcp(serve.base, serve.port);

	event_base_loop(serve.base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
	ck_assert(!talk->is_over);
	serve_close(&serve);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_limits");

	tcase_set_timeout(tests, 20);
	tcase_add_test(tests, test_dripping_client_is_cut_on_time);
	tcase_add_test(tests, test_silent_client_is_cut);
	tcase_add_test(tests, test_slow_body_is_cut);
	tcase_add_test(tests, test_full_house_lets_the_next_one_wait);
	tcase_add_test(tests, test_client_that_goes_makes_room);
	tcase_add_test(tests, test_places_are_given_back);
	tcase_add_test(tests, test_user_has_a_share);
	tcase_add_loop_test(tests, test_late_handler_is_answered_for, 0, COUNT_OF(late));
	tcase_add_test(tests, test_lost_client_is_told);
	tcase_add_test(tests, test_reset_client_is_told);
	tcase_add_test(tests, test_client_that_does_not_read_is_cut);
	tcase_add_test(tests, test_stream_outlasts_every_deadline);
	tcase_add_test(tests, test_stream_hears_that_its_client_has_gone);
	tcase_add_test(tests, test_lagging_stream_is_told_and_ended);
	tcase_add_test(tests, test_streams_have_an_end);
	tcase_add_test(tests, test_stop_lets_calls_end_and_nobody_in);
	tcase_add_test(tests, test_answer_after_the_close_goes_nowhere);
	tcase_add_test(tests, test_close_with_a_fresh_connection);
	return run_tests("http_limits", tests);
}
