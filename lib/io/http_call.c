#include "http_core.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/http.h>

const char *
http_call_id(const struct http_call *call)
{
	return call->id;
}

const char *
http_call_method(const struct http_call *call)
{
	return call->match.route == NULL ? "" : call->match.route->method;
}

const void *
http_call_arg(const struct http_call *call)
{
	return call->match.route == NULL ? NULL : call->match.route->arg;
}

void *
http_call_context(const struct http_call *call)
{
	return call->context;
}

const struct http_peer *
http_call_peer(const struct http_call *call)
{
	return &call->peer;
}

const char *
http_call_capture(const struct http_call *call, const char *name)
{
	const char *value = http_router_capture(&call->match, name);

	assert(value != NULL);
	return value;
}

const struct http_form *
http_call_query(const struct http_call *call)
{
	return &call->query;
}

const struct http_form *
http_call_form(const struct http_call *call)
{
	return &call->form;
}

const char *
http_call_header(const struct http_call *call, const char *name)
{
	if (call->request == NULL)
		return NULL;
	return evhttp_find_header(evhttp_request_get_input_headers(call->request), name);
}

const char *
http_call_body(const struct http_call *call, size_t *ret_length)
{
	*ret_length = evbuffer_get_length(call->body) - 1;
	return (const char *)evbuffer_pullup(call->body, -1);
}

bool
http_call_is_gone(const struct http_call *call)
{
	return call->is_gone;
}

void
http_call_on_gone(struct http_call *call, http_gone_fn *gone, void *arg)
{
	call->gone = gone;
	call->gone_arg = arg;
}
