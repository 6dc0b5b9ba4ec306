/* http_call.h - one request, as its handler sees it. What these functions return is
 * borrowed from the call, until it is answered. Where no route was found (an error is
 * to be answered) the method is "", the argument NULL. */
#ifndef CONVENE_HTTP_CALL_H
#define CONVENE_HTTP_CALL_H

#include "base.h"
#include "http_form.h"
#include "http_peer.h"

#include <stdbool.h>

struct http_call;

const char *http_call_id(const struct http_call *call); /* 16 hexadecimal digits */
const char *http_call_method(
    const struct http_call *call);                       /* the route's: GET for HEAD */
const void *http_call_arg(const struct http_call *call); /* the route's */
void *http_call_context(const struct http_call *call);   /* the server's */
const struct http_peer *http_call_peer(const struct http_call *call);

/* What stood in the path for that word of the pattern. Never NULL: asking for another
 * word is a bug. */
const char *http_call_capture(const struct http_call *call, const char *name);

const struct http_form *http_call_query(const struct http_call *call);
const struct http_form *http_call_form(const struct http_call *call); /* or empty */

/* A header of the request, the first of that name, or NULL. Ask while the handler runs:
 * later the client may have gone, and its headers with it (NULL then). */
const char *http_call_header(const struct http_call *call, const char *name);

/* The whole body, with a NUL behind its length bytes. */
const char *http_call_body(const struct http_call *call, size_t *ret_length);

/* The client has gone: the answer is still owed, but nobody will read it. gone is
 * called once, from the loop; it may answer the call. */
typedef void http_gone_fn(struct http_call *call, void *arg);
bool http_call_is_gone(const struct http_call *call);
void http_call_on_gone(struct http_call *call, http_gone_fn *gone, void *arg);
#endif
