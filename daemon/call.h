/* call.h - a command that came over a control socket, as its handler in daemon/cmd_*.c
 * sees it. Before the handler: peer, role, arguments and size were checked. */
#ifndef CONVENE_CALL_H
#define CONVENE_CALL_H

#include "actors.h"
#include "command_store.h"
#include "control.h"
#include "json.h"
#include "inputs.h"

#define CALL_FIELDS_MAX 32

/* Plain to its handler, which changes nothing in it but state. */
struct call {
	struct daemon *daemon;
	struct http_call *http;
	const struct command *command;
	unsigned roles;
	char actor[ACTORS_NAME_MAX]; /* "" for what changes nothing */
	struct inputs inputs;        /* texts live as long as the call */
	void *state;                 /* the handler's own */

	struct json *body; /* that the values point into, like these two */
	const char *id;    /* of the path, or NULL */
	char numbers[CALL_FIELDS_MAX][24];
	struct err err; /* of reading, where a worker does that */
};

/* OK: "I answer this call, now or later, exactly once." Anything else is answered for the
 * handler. */
typedef enum status call_fn(struct call *call, struct err *err);

struct call *call_new(struct daemon *daemon, struct http_call *http, unsigned roles);

/* Body, query and path become values. Touches nothing but the call: a large body is read
 * in a worker. ERR_INVALID with the place of the fault. */
MUST_CHECK enum status call_read(struct call *call, struct err *err);

enum command_id call_id(const struct call *call);
struct command_caller call_caller(const struct call *call);

/* Each answers the call and ends it. http_code 200 or 202. A change that is answered
 * wakes tick and mail. */
void call_answer(struct call *call, int http_code, const struct text *json);
void call_refuse(struct call *call, const struct err *err);

/* A refusal with members behind problem+json's own: ",\"rejects\":[...]". */
void call_refuse_more(struct call *call, const struct err *err, const struct text *more);

/* What the statement of the command answers is the answer. */
void call_run(struct call *call);

/* A command_done_fn and its like: arg is the call. */
void call_on_done(enum status status, const struct text *json, const struct err *err,
    void *call);
#endif
