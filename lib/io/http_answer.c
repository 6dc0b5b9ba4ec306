/* http_answer.c - how a call ends: answered, refused, answered in its handler's place,
 * or left by its client. */
#include "http_core.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <string.h>

/* Of our own: no CR LF is in them, which is all that evhttp refuses. */
static void
set_header(struct evkeyvalq *headers, const char *name, const char *value)
{
	(void)evhttp_remove_header(headers, name); /* or there was none */

	int result = evhttp_add_header(headers, name, value);

	assert(result == 0);
	(void)result;
}

struct evhttp_request *
http_answer_start(struct http_call *call, int code, const char *content_type)
{
	struct evhttp_request *request = call->request;
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
	const struct http_settings *settings = &call->http->settings;

	for (size_t i = 0; i < settings->header_count; i++) {
		const struct http_header *header = &settings->headers[i];

		if (evhttp_find_header(headers, header->name) == NULL)
			set_header(headers, header->name, header->value);
	}
	if (content_type != NULL)
		set_header(headers, "Content-Type", content_type);
	set_header(headers, "Connection", "close");
	http_count_answer(call, code);
	return request;
}

/* evhttp sends a body on HEAD too, and tells HTTP/1.0 no length. */
void
http_answer_send(struct http_call *call, int code, const char *content_type,
    const struct text *body)
{
	struct evhttp_request *request = http_answer_start(call, code, content_type);
	struct evbuffer *output = evhttp_request_get_output_buffer(request);
	size_t length = body == NULL ? 0 : body->length;

	if (code != 204 && code != 304) {
		CLEANUP(text_done) struct text digits = { 0 };

		text_add_int(&digits, (int64_t)length);
		set_header(evhttp_request_get_output_headers(request), "Content-Length",
		    text_string(&digits));
	}
	if (length > 0 && !call->is_head)
		alloc_check(
		    evbuffer_add(output, body->data, length) == 0 ? output : NULL);
	http_answer_detach(call);
	evhttp_send_reply(request, code, NULL, NULL);
}

void
http_answer_detach(struct http_call *call)
{
	struct http_conn *conn = call->conn;

	if (conn != NULL) {
		conn->call = NULL;
		conn->is_answered = true;
		conn->deadline_ms = http_registry_now_ms() +
		    call->http->settings.answer_ms;
	}
	call->conn = NULL;
	call->request = NULL;
}

void
http_answer_refuse(struct http_call *call, const struct err *err)
{
	int code = call->code > 0 ? call->code : http_problem_code(err->status);
	const struct http_problem problem = {
		.status = err->status,
		.http_code = code,
		.detail = err->text,
	};

	if (call->http->settings.error != NULL)
		call->http->settings.error(call, code, err);
	else
		http_problem(call, &problem);
}

void
http_answer_in_place(struct http_call *call, const struct err *err)
{
	call->is_in_place = true;
	http_answer_refuse(call, err);
	assert(call->request == NULL); /* or settings.error did not answer at once */
	call->is_in_place = false;
}

void
http_answer_left(struct http_call *call)
{
	http_gone_fn *gone = TAKE(call->gone);

	call->is_gone = true;
	if (gone != NULL)
		gone(call, call->gone_arg);
}

void
http_answer_free(struct http_call *call)
{
	if (call->http != NULL) {
		LIST_REMOVE(call, next);
		call->http->call_count--;
		call->http->stream_count -= call->is_stream;
	}
	evbuffer_free(call->body);
	http_router_done(&call->match);
	http_form_done(&call->query);
	http_form_done(&call->form);
	http_peer_done(&call->peer);
	free(call);
}
