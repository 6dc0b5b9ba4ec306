/* http_guard.h - is this a request that every server on the way reads alike, and one
 * that no foreign web page can have sent? Pure. evhttp asks neither: it takes two
 * Hosts, two lengths, bare line feeds, folded lines and bytes behind a NUL. */
#ifndef CONVENE_HTTP_GUARD_H
#define CONVENE_HTTP_GUARD_H

#include "base.h"
#include "text.h"

#include <stdbool.h>

/* The head as it came over the wire, collected until its empty line. All zero is
 * new. */
struct http_guard {
	struct text head;
	bool is_whole; /* the empty line is there; what follows is body */
	bool is_over;  /* longer than it may be; no longer collected */
};

/* Takes of bytes what belongs to the head. */
void http_guard_add(struct http_guard *guard, const void *bytes, size_t length,
    size_t head_max);
void http_guard_done(struct http_guard *guard);

/* What the check read by itself; borrowed from the guard. */
struct http_target {
	char method[16];
	const char *path; /* still with its %HH; begins with a slash */
	size_t path_length;
	const char *query; /* behind the question mark, or NULL */
	size_t query_length;
};

/* ERR_INVALID, *ret_target untouched: not one request line and header lines with CR LF
 * each, names of token characters, values without controls; not exactly one Host; two
 * of any header that means one thing; a length that is not digits alone; a transfer
 * encoding other than chunked (or at all, unless it may be); a body where the method
 * has none. */
MUST_CHECK enum status http_guard_check(const struct http_guard *guard,
    bool is_chunked_allowed, struct http_target *ret_target, struct err *err);

/* Whether a Host header names one of hosts (NULL ends them), with any port. */
bool http_guard_is_host(const char *host, const char *const *hosts);

/* Who may be asked to do what by a browser. */
enum http_kind {
	/* The control socket: an ssh forwarding opens it to every page of a
	 * workstation. Changes are JSON with "Convene-Client: 1", which no page can
	 * send unasked; what comes from another site or with another Origin than the
	 * Host may not even read. */
	HTTP_CONTROL,
	/* Public pages: a POST comes from our own page, or from no page. */
	HTTP_WEB,
	/* Figures for a monitor: nothing but the Host is asked. */
	HTTP_FIGURES
};

struct http_claims {    /* header values; NULL: not there */
	bool is_change; /* neither GET nor HEAD */
	const char *host, *origin, *fetch_site, *content_type, *convene_client;
	const char *own_origin; /* of the public pages: "https://dinners.example.org" */
};

/* ERR_DENIED (another site) or ERR_INVALID (*ret_code is 400 or 415). */
MUST_CHECK enum status http_guard_claims(enum http_kind kind,
    const struct http_claims *claims, int *ret_code, struct err *err);

/* Whether a Content-Type header is this media type, whatever its parameters. */
bool http_guard_is_type(const char *content_type, const char *media_type);
#endif
