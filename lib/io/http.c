/* http.c - evhttp with its guard and its registry around it. evhttp calls on_request()
 * and on_close(), the registry on_expired() and on_left(), nothing else.
 *
 * A call lives from on_request() to its answer. Its request belongs to evhttp again
 * once answered; when the client goes before, evhttp unties the request, tells
 * on_close(), and frees it when we answer. */
#include "http.h"

#include "http_core.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/* The codes that are counted; the last stands for all others. */
static const int codes[] = { 200, 201, 202, 204, 302, 303, 304, 400, 403, 404, 405, 409,
	413, 415, 421, 422, 429, 500, 503, 504, 0 };
_Static_assert(COUNT_OF(codes) <= HTTP_CODES_MAX, "a column for every code");

struct http_settings
http_settings_for(enum http_kind kind)
{
	static const struct http_settings control = {
		.kind = HTTP_CONTROL,
		.head_max = (size_t)16 * 1024,
		.body_max = (size_t)1024 * 1024,
		.request_ms = 10000,
		.answer_ms = 30000,
		.connections_max = 128,
		.per_uid_max = 16,
		.streams_max = 32,
		.streams_per_uid = 4,
		.alive_ms = 15000,
	};
	struct http_settings settings = control;

	settings.kind = kind;
	if (kind == HTTP_CONTROL)
		return settings;
	settings.body_max = (size_t)64 * 1024;
	settings.connections_max = kind == HTTP_WEB ? 512 : 8;
	settings.per_uid_max = 0; /* all of them are the proxy's */
	settings.streams_max = 0;
	settings.streams_per_uid = 0;
	return settings;
}

static struct http_call *
call_new(struct http *http, struct http_conn *conn, struct evhttp_request *request)
{
	struct http_call *call = alloc_zero(1, sizeof *call);

	call->http = http;
	call->context = http->settings.arg;
	call->request = request;
	call->conn = conn;
	call->is_head = evhttp_request_get_command(request) == EVHTTP_REQ_HEAD;
	call->body = alloc_check(evbuffer_new());
	call->peer.uid = (uid_t)-1;
	call->peer.gid = (gid_t)-1;
	snprintf(call->id, sizeof call->id, "%016" PRIx64, http->id_next++);
	LIST_INSERT_HEAD(&http->calls, call, next);
	http->call_count++;
	conn->call = call;
	conn->deadline_ms = http_registry_now_ms() + http->settings.answer_ms;
	return call;
}

static void
on_close(struct evhttp_connection *connection, void *arg)
{
	struct http_conn *conn = arg;
	struct http_call *call = conn->call;

	http_registry_forget(conn);
	if (call == NULL)
		return;
	call->conn = NULL;
	if (!call->is_gone)
		http_answer_left(call);
}

static void
on_left(struct http_conn *conn)
{
	if (!conn->call->is_gone)
		http_answer_left(conn->call);
}

/* What the handler has begun may still be done: for a change nobody can say. */
static void
on_expired(struct http_conn *conn)
{
	struct http_call *call = conn->call;
	struct err err;

	if (call == NULL) {
		http_registry_cut(conn, conn->is_answered ? NULL : "408 Request Timeout");
		return;
	}
	bool is_change = strcmp(http_call_method(call), "GET") != 0;

	call->http->expired++;
	(void)err_set(&err, is_change ? ERR_UNCERTAIN : ERR_UNAVAILABLE,
	    "no answer within %d ms", call->http->settings.answer_ms);
	http_answer_in_place(call, &err);
	http_answer_left(call);
}

static void
on_request(struct evhttp_request *request, void *arg)
{
	struct http *http = arg;
	struct evhttp_connection *connection = evhttp_request_get_connection(request);
	struct http_conn *conn = http_registry_find(&http->registry,
	    evhttp_connection_get_bufferevent(connection));
	struct http_call *call = call_new(http, conn, request);
	struct err err = { OK, "" };

	evhttp_connection_set_closecb(connection, on_close, conn);
	if (http_admit_call(call, &err) == OK) {
		http_guard_done(&conn->guard);
		if (call->match.route->handler(call, &err) == OK)
			return; /* the call may be over already */
	}
	http_answer_refuse(call, &err);
}

static void
on_alive(evutil_socket_t fd, short what, void *arg)
{
	http_stream_alive(arg);
}

static void
check_settings(const struct http_settings *settings)
{
	assert(settings->hosts != NULL);
	assert(settings->head_max > 0);
	assert(settings->answer_ms > 0);
	for (size_t i = 0; i < settings->route_count; i++) {
		assert(settings->routes[i].handler != NULL);
		assert(settings->routes[i].body_max <= settings->body_max);
	}
}

static void
evhttp_start(struct http *http)
{
	struct evhttp *evhttp = alloc_check(evhttp_new(http->base));

	http->evhttp = evhttp;
	evhttp_set_max_headers_size(evhttp, (ev_ssize_t)http->settings.head_max);
	evhttp_set_max_body_size(evhttp, (ev_ssize_t)http->settings.body_max);
	/* or a client that still sends never reads the 413 */
	evhttp_set_flags(evhttp, EVHTTP_SERVER_LINGERING_CLOSE);
	/* all that it knows: 405 is the router's to say */
	evhttp_set_allowed_methods(evhttp,
	    EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_HEAD | EVHTTP_REQ_PUT |
		EVHTTP_REQ_DELETE | EVHTTP_REQ_OPTIONS | EVHTTP_REQ_TRACE |
		EVHTTP_REQ_CONNECT | EVHTTP_REQ_PATCH);
	evhttp_set_default_content_type(evhttp, NULL);
	evhttp_set_gencb(evhttp, on_request, http);
}

struct http *
http_open(struct event_base *base, const struct http_settings *settings)
{
	static const struct http_registry_events events = { on_expired, on_left };
	struct http *http = alloc_zero(1, sizeof *http);

	check_settings(settings);
	signal(SIGPIPE, SIG_IGN);
	http->base = base;
	http->settings = *settings;
	LIST_INIT(&http->calls);
	http->counts = alloc_zero(settings->route_count + 1, sizeof *http->counts);
	if (getrandom(&http->id_next, sizeof http->id_next, 0) < 0)
		http->id_next =
		    1; /* an id needs only to be told from others in the journal */
	evhttp_start(http);
	http->registry.events = &events;
	http->registry.head_max = settings->head_max;
	http->registry.count_max = settings->connections_max;
	http->registry.per_uid_max = settings->per_uid_max;
	http->registry.request_ms = settings->request_ms;
	http_registry_init(&http->registry, base, http->evhttp);
	http->alive = alloc_check(event_new(base, -1, EV_PERSIST, on_alive, http));
	if (settings->streams_max > 0) {
		int ms = settings->alive_ms / 2;
		struct timeval wait = { ms / 1000, ms % 1000 * 1000 };

		evtimer_add(http->alive, &wait);
	}
	return http;
}

void
http_serve(struct http *http, const struct http_listen *listen)
{
	/* backlog 0: it listens already; the descriptor stays with its owner */
	struct evconnlistener *listener = alloc_check(evconnlistener_new(http->base, NULL,
	    NULL, LEV_OPT_CLOSE_ON_EXEC, 0, http_listen_socket(listen)));

	alloc_check(evhttp_bind_listener(http->evhttp, listener));
	http_registry_add_listener(&http->registry, listener);
}

/* Each call is looked at once, though those who hear of it may end any call. */
void
http_stop(struct http *http)
{
	struct http_call *call;

	http_registry_stop(&http->registry);
	LIST_FOREACH(call, &http->calls, next)
	call->is_told = !call->is_stream || call->is_gone;
	for (;;) {
		LIST_FOREACH(call, &http->calls, next)
		if (!call->is_told)
			break;
		if (call == NULL)
			return;
		call->is_told = true;
		http_answer_left(call);
	}
}

static void
end_call(struct http_call *call)
{
	struct evhttp_request *request = call->request;
	struct err err;

	(void)err_set(&err, ERR_UNAVAILABLE, "the server is closing");
	if (request != NULL && call->is_stream) {
		http_answer_detach(call);
		evhttp_send_reply_end(request);
	} else if (request != NULL) {
		http_answer_in_place(call, &err);
	}
	LIST_REMOVE(call, next);
	call->http = NULL;
	if (!call->is_gone)
		http_answer_left(call);
}

void
http_close(struct http **httpp)
{
	struct http *http = TAKE(*httpp);

	if (http == NULL)
		return;
	while (!LIST_EMPTY(&http->calls))
		end_call(LIST_FIRST(&http->calls));
	evhttp_free(http->evhttp);
	http_registry_done(&http->registry);
	event_free(http->alive);
	free(http->counts);
	free(http);
}

void
http_reply(struct http_call *call, int code, const char *content_type,
    const struct text *body)
{
	assert(!call->is_stream);
	if (call->request != NULL)
		http_answer_send(call, code, content_type, body);
	if (!call->is_in_place)
		http_answer_free(call);
}

void
http_problem(struct http_call *call, const struct http_problem *problem)
{
	CLEANUP(text_done) struct text body = { 0 };
	CLEANUP(text_done) struct text instance = { 0 };
	struct http_problem full = *problem;

	text_add(&instance, "req:");
	text_add_bytes(&instance, call->id, strlen(call->id));
	full.instance = text_string(&instance);
	full.http_code = problem->http_code > 0 ? problem->http_code
						: http_problem_code(problem->status);
	http_problem_write(&body, &full);
	http_reply(call, full.http_code, HTTP_PROBLEM_TYPE, &body);
}

enum status
http_header(struct http_call *call, const char *name, const char *value, struct err *err)
{
	struct evkeyvalq *headers;

	if (strpbrk(name, "\r\n") != NULL || strpbrk(value, "\r\n") != NULL)
		return err_set(err, ERR_INVALID, "a header with a line end");
	if (call->request == NULL)
		return OK;
	headers = evhttp_request_get_output_headers(call->request);
	(void)evhttp_remove_header(headers, name); /* or there was none */
	if (evhttp_add_header(headers, name, value) != 0)
		return err_set(err, ERR_INVALID, "a header that evhttp refuses");
	return OK;
}

void
http_count_answer(struct http_call *call, int code)
{
	struct http *http = call->http;
	const struct http_route *route = call->match.route;
	size_t row = route == NULL ? http->settings.route_count
				   : (size_t)(route - http->settings.routes);
	size_t column = 0;

	while (codes[column] != code && codes[column] != 0)
		column++;
	http->counts[row][column]++;
}

void
http_counts(const struct http *http, http_count_fn *count, void *arg)
{
	size_t last = http->settings.route_count;

	for (size_t row = 0; row <= last; row++)
		for (size_t column = 0; column < COUNT_OF(codes); column++)
			if (http->counts[row][column] > 0)
				count(row == last ? NULL : &http->settings.routes[row],
				    codes[column], http->counts[row][column], arg);
}

struct http_figures
http_figures(const struct http *http)
{
	return (struct http_figures){
		.open = http->registry.count,
		.calls = http->call_count,
		.streams = http->stream_count,
		.opened = http->registry.opened,
		.cut = http->registry.cut,
		.expired = http->expired,
	};
}
