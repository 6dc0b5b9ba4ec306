#include "serve.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER       \
	"/tmp/http." \
	"XX"         \
	"XX"         \
	"XX"

static struct serve *
serve_of(struct http_call *call)
{
	struct serve *serve = http_call_context(call);

	serve->handled++;
	return serve;
}

static void
add(struct text *text, const char *words)
{
	text_add_bytes(text, words, strlen(words));
}

static enum status
handle_echo(struct http_call *call, struct err *err)
{
	CLEANUP(text_done) struct text body = { 0 };
	const struct http_peer *peer = http_call_peer(call);
	size_t length;
	const char *bytes = http_call_body(call, &length);

	(void)serve_of(call);
	add(&body, http_call_capture(call, "ID"));
	for (size_t i = 0; i < http_call_query(call)->count; i++) {
		add(&body, " ?");
		add(&body, http_call_query(call)->fields[i].value);
	}
	for (size_t i = 0; i < http_call_form(call)->count; i++) {
		add(&body, " =");
		add(&body, http_call_form(call)->fields[i].value);
	}
	if (length > 0) {
		text_add(&body, " body ");
		text_add_bytes(&body, bytes, length);
	}
	text_add(&body, " from ");
	add(&body, peer->address);
	http_reply(call, 200, "text/plain", &body);
	return OK;
}

static enum status
handle_page(struct http_call *call, struct err *err)
{
	CLEANUP(text_done) struct text body = { 0 };

	(void)serve_of(call);
	while (body.length < SERVE_PAGE_BYTES)
		text_add(&body, "x");
	http_reply(call, 200, "text/html; charset=utf-8", &body);
	return OK;
}

static void
on_gone(struct http_call *call, void *arg)
{
	struct serve *serve = arg;

	serve->is_gone = true;
}

static enum status
handle_later(struct http_call *call, struct err *err)
{
	struct serve *serve = serve_of(call);

	serve->later = call;
	http_call_on_gone(call, on_gone, serve);
	return OK;
}

static enum status
handle_refuse(struct http_call *call, struct err *err)
{
	(void)serve_of(call);
	return err_set(err, ERR_LIMIT, "fund 1 has \"less\" than %s",
	    http_call_capture(call, "WHAT"));
}

static enum status
handle_stream(struct http_call *call, struct err *err)
{
	struct serve *serve = serve_of(call);
	enum status status = http_stream_start(call, err);

	if (status == OK) {
		serve->stream = call;
		http_call_on_gone(call, on_gone, serve);
	}
	return status;
}

static enum status
handle_split(struct http_call *call, struct err *err)
{
	enum status status = http_header(call, "X-Name", "a\r\nSet-Cookie: b", err);

	(void)serve_of(call);
	ck_assert_int_eq(status, ERR_INVALID);
	return http_header(call, "X-Name", "fine", err) == OK ? status : ERR_BUG;
}

static const struct http_route routes[] = {
	{ "GET", "/echo/ID", 0, handle_echo, NULL },
	{ "POST", "/echo/ID", 64000, handle_echo, NULL },
	{ "POST", "/small/ID", 4, handle_echo, NULL },
	{ "GET", "/page", 0, handle_page, NULL },
	{ "GET", "/later", 0, handle_later, NULL },
	{ "POST", "/later", 64, handle_later, NULL },
	{ "GET", "/refuse/WHAT", 0, handle_refuse, NULL },
	{ "GET", "/stream", 0, handle_stream, NULL },
	{ "GET", "/split", 0, handle_split, NULL },
};

void
serve_open(struct serve *serve, struct http_settings settings)
{
	static const char *const hosts[] = { "h", "localhost", "convene", NULL };
	struct err err = { OK, "" };

	memset(serve, 0, sizeof *serve);
	memcpy(serve->folder, FOLDER, sizeof FOLDER);
	ck_assert_ptr_nonnull(mkdtemp(serve->folder));
	snprintf(serve->path, sizeof serve->path, "%s/sock", serve->folder);
	serve->base = event_base_new();
	settings.routes = routes;
	settings.route_count = COUNT_OF(routes);
	settings.hosts = hosts;
	settings.arg = serve;
	serve->http = http_open(serve->base, &settings);
	ck_assert_msg(http_listen_unix(serve->path, 0660, (gid_t)-1, &serve->unix_listen,
			  &err) == OK,
	    "%s", err.text);
	ck_assert_msg(http_listen_tcp("127.0.0.1:0", &serve->tcp_listen, &err) == OK,
	    "%s", err.text);
	serve->port = http_listen_port(serve->tcp_listen);
	http_serve(serve->http, serve->unix_listen);
	http_serve(serve->http, serve->tcp_listen);
}

void
serve_close(struct serve *serve)
{
	char lock[64];

	http_close(&serve->http);
	http_listen_close(&serve->unix_listen);
	http_listen_close(&serve->tcp_listen);
	event_base_loop(serve->base, EVLOOP_NONBLOCK); /* what libevent frees later */
	talk_end_loop(serve->base);
	event_base_free(serve->base);
	snprintf(lock, sizeof lock, "%s.lock", serve->path);
	unlink(lock);
	ck_assert_int_eq(rmdir(serve->folder), 0); /* the socket's file is gone */
}

static struct talk *
ask(struct talk *talk, const char *bytes, size_t length)
{
	ck_assert_uint_eq(talk_send(talk, bytes, length), length);
	talk_wait(talk);
	return talk;
}

struct talk *
serve_ask_tcp(struct serve *serve, const char *bytes, size_t length)
{
	return ask(talk_tcp(serve->base, serve->port), bytes, length);
}

struct talk *
serve_ask_unix(struct serve *serve, const char *bytes, size_t length)
{
	return ask(talk_unix(serve->base, serve->path), bytes, length);
}
