/* http.h - an HTTP/1.1 server on the event loop, for the control socket and for pages.
 *
 * What reaches a handler has passed: one place among connections_max, all within
 * request_ms; a head and a framing that every server reads alike (http_guard.h); a Host
 * on the list; a row of the routes; the claims of its kind; a body within the row's
 * limit; a query and form that decode. Every answer closes its connection, so a
 * smuggled second request cannot exist. SIGPIPE is ignored from http_open() on. */
#ifndef CONVENE_HTTP_H
#define CONVENE_HTTP_H

#include "http_call.h"
#include "http_guard.h"
#include "http_listen.h"
#include "http_problem.h"
#include "http_router.h"

#include <event2/event.h>
#include <stdint.h>

struct http;

/* Answers in place of a handler, with http_reply(), at once. code is the HTTP code. */
typedef void http_error_fn(struct http_call *call, int code, const struct err *err);

struct http_header {
	const char *name, *value;
};

/* Everything pointed to is borrowed until http_close(). */
struct http_settings {
	enum http_kind kind;
	const struct http_route *routes;
	size_t route_count;
	const char *const *hosts; /* that a Host may name; NULL ends them */
	const char *own_origin;   /* of HTTP_WEB, or NULL: then no Origin is ours */
	/* Addresses whose X-Forwarded-For counts, "unix" for any Unix socket; NULL ends
	 * them; NULL itself: none. */
	const char *const *proxies;
	const struct http_header
	    *headers; /* of every answer that has no such header yet */
	size_t header_count;
	http_error_fn *error; /* NULL: problem+json */
	void *arg;            /* http_call_context() */

	size_t head_max, body_max; /* bytes; a route's body_max is below */
	int request_ms;            /* from the connection to the request's last byte */
	int answer_ms;          /* for the handler, and again for the client to read it */
	size_t connections_max; /* the others wait in the kernel */
	size_t per_uid_max;     /* connections; 0: not counted */
	size_t streams_max, streams_per_uid;
	int alive_ms; /* between two signs of life on a stream */
};

/* The limits of interfaces.md for that kind; the rest is zero. */
struct http_settings http_settings_for(enum http_kind kind);

struct http *http_open(struct event_base *base, const struct http_settings *settings);

/* Answers what comes in there. The socket stays the caller's, and outlives the
 * server. */
void http_serve(struct http *http, const struct http_listen *listen);

/* Lets nobody in any more; calls that run go on. Streams are ended. */
void http_stop(struct http *http);

/* For CLEANUP(); accepts NULL. Whoever waits gets 503; a handler that still owes an
 * answer gives it as ever, and it goes nowhere. */
void http_close(struct http **http);

/* Answers, and ends the call: it must not be used any more. body may be NULL. On HEAD
 * only its length is sent. */
void http_reply(struct http_call *call, int code, const char *content_type,
    const struct text *body);

/* The same with problem+json; the instance is the call's. */
void http_problem(struct http_call *call, const struct http_problem *problem);

/* Sets a header of the answer to come. ERR_INVALID: CR, LF in it; nothing is set. */
MUST_CHECK enum status http_header(struct http_call *call, const char *name,
    const char *value, struct err *err);

/* For /metrics. */
struct http_figures {
	size_t open, calls, streams;
	uint64_t opened;  /* since the start, like these */
	uint64_t cut;     /* for their time, or for their user's share */
	uint64_t expired; /* handlers that did not answer in time */
};

struct http_figures http_figures(const struct http *http);

/* Calls count for every route and code that was answered; route is NULL for requests
 * that met none. What evhttp refused by itself is not counted. */
typedef void http_count_fn(const struct http_route *route, int code, uint64_t count,
    void *arg);
void http_counts(const struct http *http, http_count_fn *count, void *arg);
#endif
