/* http_client.h - one request over a Unix socket, for convenectl: blocks until the
 * answer is there. No proxy, no redirection, no other protocol than HTTP. */
#ifndef CONVENE_HTTP_CLIENT_H
#define CONVENE_HTTP_CLIENT_H

#include "base.h"
#include "text.h"

#include <stdbool.h>

/* One line of a stream, without its line end. false: enough, hang up. */
typedef bool http_client_line_fn(const char *line, void *arg);

struct http_client_request {
	const char *socket_path;
	const char *method;         /* "GET"; anything else counts as a change */
	const char *path;           /* "/v1/seats?limit=200", already with its %HH */
	const char *const *headers; /* "Name: value"; NULL ends them, NULL itself: none */
	const void *body;           /* NULL: none */
	size_t body_length;
	int deadline_ms;           /* for all of it; 0: none, for a stream */
	size_t answer_max;         /* bytes of the body, or of one line of a stream */
	http_client_line_fn *line; /* NULL: the body is collected; else only errors are */
	void *arg;
};

struct http_client_answer { /* all zero is empty */
	int code;
	char content_type[80];
	struct text body;
};

/* OK: there is an answer, whatever its code; http_client_done() it.
 *
 *   ERR_INVALID      a header, method or path that would not stay one; nothing was sent
 *   ERR_UNAVAILABLE  nobody answers there, or the answer to a GET is lost; the text names
 *                    the path, its mode and what mends it
 *   ERR_UNCERTAIN    a change was sent, and its answer is lost
 *   ERR_LIMIT        the answer is longer than answer_max; a change is done all the
 * same */
MUST_CHECK enum status http_client_ask(const struct http_client_request *request,
    struct http_client_answer *ret_answer, struct err *err);
void http_client_done(struct http_client_answer *answer);
#endif
