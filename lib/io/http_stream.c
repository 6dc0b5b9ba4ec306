#include "http_stream.h"

#include "http_core.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/http.h>
#include <string.h>

#define UNREAD_MAX ((size_t)1024 * 1024)

static bool
has_room(const struct http_call *call)
{
	const struct http *http = call->http;
	const struct http_call *other;
	size_t own = 0;

	if (http->stream_count >= http->settings.streams_max)
		return false;
	LIST_FOREACH(other, &http->calls, next)
	own += other->is_stream && other->peer.uid == call->peer.uid;
	return own < http->settings.streams_per_uid;
}

enum status
http_stream_start(struct http_call *call, struct err *err)
{
	assert(!call->is_stream);
	if (call->http == NULL || call->request == NULL)
		return err_set(err, ERR_UNAVAILABLE,
		    "nobody waits for this stream any more");
	if (!has_room(call))
		return err_set(err, ERR_UNAVAILABLE, "too many streams");

	struct evhttp_request *request = http_answer_start(call, 200,
	    "application/x-ndjson");

	call->is_stream = true;
	call->http->stream_count++;
	call->line_ms = http_registry_now_ms();
	if (call->conn != NULL) {
		call->conn->is_answered = true;
		call->conn->deadline_ms = INT64_MAX;
	}
	evhttp_send_reply_start(request, 200, NULL);
	return OK;
}

static void
send_line(struct http_call *call, const char *line)
{
	struct evbuffer *chunk = alloc_check(evbuffer_new());

	alloc_check(evbuffer_add_printf(chunk, "%s\n", line) >= 0 ? chunk : NULL);
	evhttp_send_reply_chunk(call->request, chunk);
	evbuffer_free(chunk);
	call->line_ms = http_registry_now_ms();
}

static size_t
unread(const struct http_call *call)
{
	return evbuffer_get_length(bufferevent_get_output(call->conn->bev));
}

enum status
http_stream_line(struct http_call *call, const char *line, struct err *err)
{
	assert(call->is_stream);
	assert(strchr(line, '\n') == NULL);
	if (call->is_gone || call->conn == NULL)
		return err_set(err, ERR_UNAVAILABLE, "the client has gone");
	if (unread(call) > UNREAD_MAX) {
		send_line(call, "{\"event\":\"lagged\"}");
		call->is_gone = true;
		return err_set(err, ERR_UNAVAILABLE, "the client lags behind");
	}
	send_line(call, line);
	return OK;
}

void
http_stream_end(struct http_call *call)
{
	struct evhttp_request *request = call->request;

	assert(call->is_stream);
	if (request != NULL) {
		http_answer_detach(call);
		evhttp_send_reply_end(request);
	}
	http_answer_free(call);
}

void
http_stream_alive(struct http *http)
{
	int64_t silent_ms = http_registry_now_ms() - http->settings.alive_ms / 2;
	struct http_call *call;

	LIST_FOREACH(call, &http->calls, next)
	if (call->is_stream && !call->is_gone && call->conn != NULL &&
	    call->line_ms <= silent_ms)
		send_line(call, "{\"event\":\"alive\"}");
}
