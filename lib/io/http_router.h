/* http_router.h - which row of a table of routes a request means. Pure. */
#ifndef CONVENE_HTTP_ROUTER_H
#define CONVENE_HTTP_ROUTER_H

#include "base.h"

struct http_call;

/* OK: "I answer this call, now or later, exactly once." Anything else is answered for
 * the handler, which must not have answered then. */
typedef enum status http_handler_fn(struct http_call *call, struct err *err);

struct http_route {
	const char *method; /* "GET" answers HEAD too */
	/* "/v1/seats/ID/explain", "/feed/NAME.ics": one run of capitals in a part
	 * stands for any text without a slash (one written %2F excepted) and is told by
	 * that name. */
	const char *pattern;
	size_t body_max; /* 0: no body */
	http_handler_fn *handler;
	const void *arg; /* the handler's */
};

#define HTTP_ROUTER_CAPTURES_MAX 4
#define HTTP_ROUTER_PARTS_MAX 12

struct http_capture {
	const char *name; /* of the pattern: not ended by a NUL */
	size_t name_length;
	const char *value;
	size_t value_length;
};

struct http_match { /* all zero is none */
	const struct http_route *route;
	struct http_capture captures[HTTP_ROUTER_CAPTURES_MAX];
	size_t capture_count;
	char allow
	    [64];   /* where the path is known and the method is not: "GET, HEAD, POST" */
	char *path; /* that the captures point into */
};

/* The first row that fits. path is as it came, with its %HH.
 *
 *   ERR_INVALID    it does not decode to UTF-8 without NUL, or holds "..", "//", "/./"
 *   ERR_NOT_FOUND  no row has that path, or none with that method: allow says which do
 *
 * In every case http_router_done() the match. */
MUST_CHECK enum status http_router_find(const struct http_route *routes, size_t count,
    const char *method, const char *path, size_t path_length,
    struct http_match *ret_match, struct err *err);
void http_router_done(struct http_match *match);

/* The text that stood for that name, or NULL. */
const char *http_router_capture(const struct http_match *match, const char *name);
#endif
