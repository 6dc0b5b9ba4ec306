/* http_core.h - a server and its calls from within. Private to http*.c. */
#ifndef CONVENE_HTTP_CORE_H
#define CONVENE_HTTP_CORE_H

#include "http.h"
#include "http_registry.h"

#include <sys/queue.h>

struct http_call {
	LIST_ENTRY(http_call) next;
	struct http *http; /* NULL: closed meanwhile */
	void *context;     /* the settings' arg, good even then */
	/* evhttp's, until the answer is sent. Once the client has gone evhttp leaves it
	 * to us, and frees it when we answer. */
	struct evhttp_request *request;
	struct http_conn *conn;    /* NULL: gone */
	struct evbuffer *body;     /* taken from the request, ends with a NUL */
	struct http_target target; /* of the guard: good while the call is admitted */
	struct http_match match;
	struct http_form query, form;
	struct http_peer peer;
	int code;         /* of a refusal, where the status alone does not say it */
	bool is_in_place; /* being answered in the handler's place, which still owes */
	bool is_head;
	bool is_stream;
	bool is_gone;
	bool is_told;    /* that the server stops */
	int64_t line_ms; /* when the stream last said something */
	http_gone_fn *gone;
	void *gone_arg;
	char id[17];
};

#define HTTP_CODES_MAX 24

struct http {
	struct event_base *base;
	struct evhttp *evhttp;
	struct http_settings settings;
	struct http_registry registry;
	LIST_HEAD(, http_call) calls;
	size_t call_count, stream_count;
	struct event *alive;
	uint64_t id_next;
	uint64_t expired;
	uint64_t (*counts)[HTTP_CODES_MAX]; /* per route; the last row is for no route */
};

/* All that is asked before the handler is. On a refusal call->code may be set. */
MUST_CHECK enum status http_admit_call(struct http_call *call, struct err *err);

/* The request, with the headers of its answer set. Counts it. */
struct evhttp_request *http_answer_start(struct http_call *call, int code,
    const char *content_type);
void http_answer_send(struct http_call *call, int code, const char *content_type,
    const struct text *body);

/* Refused by us, and the handler not asked, or it refused itself: ends the call. */
void http_answer_refuse(struct http_call *call, const struct err *err);

/* The same, but the handler has the call, and still owes its answer. */
void http_answer_in_place(struct http_call *call, const struct err *err);

void http_answer_left(struct http_call *call);   /* the client has; may end the call */
void http_answer_detach(struct http_call *call); /* from its connection and request */
void http_answer_free(struct http_call *call);
void http_stream_alive(struct http *http); /* a sign of life on the silent ones */
void http_count_answer(struct http_call *call, int code);
#endif
