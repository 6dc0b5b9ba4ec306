/* token_command.h - a program that prints a secret which does not last: started, read and
 * reaped on the loop, which waits for none of it. The secret is in its output only: in no
 * argument, no environment, no journal line. */
#ifndef CONVENE_TOKEN_COMMAND_H
#define CONVENE_TOKEN_COMMAND_H

#include "base.h"

#include <event2/event.h>

#define TOKEN_COMMAND_WORDS_MAX 16
#define TOKEN_COMMAND_BYTES_MAX 8192

/* ERR_INVALID: not a program's path and words between blanks. No shell reads it. */
MUST_CHECK enum status token_command_check(const char *command, struct err *err);

struct token_command;

/* Once, never from within token_command_start(). OK: what it printed, one line without
 * its end, printable ASCII without blanks, good until this returns. ERR_UNAVAILABLE: it
 * could not be started, failed, printed something else, or took longer than deadline_ms
 * and was killed. It must not be stopped in here. */
typedef void token_command_fn(enum status status, const char *token,
    const struct err *err, void *arg);

/* The command was checked. Its standard input and its errors are /dev/null. */
struct token_command *token_command_start(struct event_base *base, const char *command,
    int deadline_ms, token_command_fn *done, void *arg);

/* Before done it kills, and nothing is called. Takes NULL, nulls. */
void token_command_stop(struct token_command **command);
#endif
