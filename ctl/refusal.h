/* refusal.h - what went wrong, told once: in words with the fix to standard error, or
 * with --json as problem+json to standard output, as the daemon's own errors are. */
#ifndef CONVENE_REFUSAL_H
#define CONVENE_REFUSAL_H

#include "arguments.h"
#include "inputs.h"
#include "json.h"

/* fix may be NULL. Returns err's status, which is the exit code. */
enum status refusal_tell(const struct arguments *arguments, const struct err *err,
    const char *fix);

/* An answer that is an error; problem may be NULL or no problem at all. In words, files
 * bear the names that values have. */
enum status refusal_tell_answer(const struct arguments *arguments,
    const struct inputs *values, int http_code, const struct json *problem);

/* The "exit" of an answer where it is one of ours (9 and 10 come with code 200), else
 * what its HTTP code means. */
enum status refusal_status(int http_code, const struct json *answer);
#endif
