/* request.h - one command as a request to the daemon, and its answer. */
#ifndef CONVENE_REQUEST_H
#define CONVENE_REQUEST_H

#include "arena.h"
#include "arguments.h"
#include "json.h"
#include "inputs.h"

struct request {
	const struct command *command;
	char *socket;
	struct text path; /* and query */
	struct text body;
};

/* line: the command line as typed, the reason when none is given. Reads the files that
 * travel. ERR_INVALID, ERR_NOT_FOUND, ERR_LIMIT: nothing to send. */
MUST_CHECK enum status request_make(struct request *request, const struct inputs *values,
    const struct arguments *arguments, const char *line, struct err *err);
void request_done(struct request *request); /* for CLEANUP() */

struct answer {
	int http_code;
	struct json *json; /* NULL: none, or none that can be read */
};

/* OK: there is an answer, whatever its code. ERR_UNAVAILABLE and ERR_UNCERTAIN: none;
 * err says what to do. */
MUST_CHECK enum status request_send(const struct request *request,
    struct answer *ret_answer, struct err *err);
void request_answer_done(struct answer *answer); /* for CLEANUP() */
#endif
