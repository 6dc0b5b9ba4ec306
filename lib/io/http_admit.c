/* http_admit.c - the steps between a request and its handler, each of which may
 * refuse. */
#include "http_core.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <string.h>

/* A refusal whose HTTP code says more than its status. */
#define REFUSE(call, http_code, ...) ((call)->code = (http_code), err_set(__VA_ARGS__))

static enum status
admit_place(struct http_call *call, struct err *err)
{
	if (!call->conn->is_cut)
		return OK;
	return REFUSE(call, 429, err, ERR_UNAVAILABLE,
	    "too many connections of this user");
}

static enum status
admit_head(struct http_call *call, struct err *err)
{
	bool is_chunked_allowed = call->http->settings.kind == HTTP_CONTROL;

	return http_guard_check(&call->conn->guard, is_chunked_allowed, &call->target,
	    err);
}

static bool
is_proxy(const struct http_call *call)
{
	const char *const *proxy = call->http->settings.proxies;
	const char *own = call->peer.is_local ? "unix" : call->peer.address;

	for (; proxy != NULL && *proxy != NULL; proxy++)
		if (strcmp(*proxy, own) == 0)
			return true;
	return false;
}

static enum status
admit_peer(struct http_call *call, struct err *err)
{
	enum status status = http_peer_read(call->conn->fd, &call->peer, err);

	if (status != OK)
		return status;
	if (call->http->settings.kind == HTTP_CONTROL && !call->peer.is_local)
		return err_set(err, ERR_DENIED,
		    "only over the Unix socket: it names the user");
	if (is_proxy(call))
		http_peer_forwarded(&call->peer,
		    http_call_header(call, "X-Forwarded-For"));
	return OK;
}

static enum status
admit_host(struct http_call *call, struct err *err)
{
	if (http_guard_is_host(http_call_header(call, "Host"),
		call->http->settings.hosts))
		return OK;
	return REFUSE(call, 421, err, ERR_INVALID, "this server has another name");
}

static enum status
admit_route(struct http_call *call, struct err *err)
{
	const struct http_settings *settings = &call->http->settings;
	enum status status = http_router_find(settings->routes, settings->route_count,
	    call->target.method, call->target.path, call->target.path_length,
	    &call->match, err);

	if (status != ERR_NOT_FOUND || call->match.allow[0] == '\0')
		return status;
	status = http_header(call, "Allow", call->match.allow, err);
	if (status != OK)
		return status;
	return REFUSE(call, 405, err, ERR_INVALID, "this path answers %s",
	    call->match.allow);
}

static enum status
admit_claims(struct http_call *call, struct err *err)
{
	const struct http_claims claims = {
		.is_change = strcmp(call->match.route->method, "GET") != 0,
		.host = http_call_header(call, "Host"),
		.origin = http_call_header(call, "Origin"),
		.fetch_site = http_call_header(call, "Sec-Fetch-Site"),
		.content_type = http_call_header(call, "Content-Type"),
		.convene_client = http_call_header(call, "Convene-Client"),
		.own_origin = call->http->settings.own_origin,
	};

	return http_guard_claims(call->http->settings.kind, &claims, &call->code, err);
}

static enum status
admit_body(struct http_call *call, struct err *err)
{
	struct evbuffer *input = evhttp_request_get_input_buffer(call->request);
	size_t length = evbuffer_get_length(input);

	if (length > call->match.route->body_max)
		return REFUSE(call, 413, err, ERR_LIMIT,
		    "%zu bytes sent, at most %zu allowed", length,
		    call->match.route->body_max);
	evbuffer_add_buffer(call->body, input);
	evbuffer_add(call->body, "", 1);
	return OK;
}

static enum status
admit_fields(struct http_call *call, struct err *err)
{
	size_t length;
	const char *body = http_call_body(call, &length);
	enum status status = OK;

	if (call->target.query != NULL)
		status = http_form_parse(call->target.query, call->target.query_length,
		    &call->query, err);
	if (status == OK &&
	    http_guard_is_type(http_call_header(call, "Content-Type"),
		"application/x-www-form-urlencoded"))
		status = http_form_parse(body, length, &call->form, err);
	return status;
}

enum status
http_admit_call(struct http_call *call, struct err *err)
{
	static enum status (*const steps[])(struct http_call * call, struct err * err) = {
		admit_place,
		admit_head,
		admit_peer,
		admit_host,
		admit_route,
		admit_claims,
		admit_body,
		admit_fields,
	};

	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		enum status status = steps[i](call, err);

		if (status != OK)
			return status;
	}
	return OK;
}
