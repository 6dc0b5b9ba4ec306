/* inputs.h - the arguments of one call, checked against its row of the command table:
 * by convenectl from its words, by the daemon from a request's fields. */
#ifndef CONVENE_INPUTS_H
#define CONVENE_INPUTS_H

#include "command.h"

/* Texts are borrowed from what was parsed. items[i] belongs to command->arguments[i]. */
struct inputs {
	const struct command *command;
	struct value items[COMMAND_ARGUMENTS_MAX];
};

enum field_kind {
	FIELD_QUERY, /* of the path or the query: any type, as text */
	FIELD_TEXT,
	FIELD_NUMBER, /* a JSON integer, as decimal text */
	FIELD_BOOL,   /* "true" or "false" */
	FIELD_OTHER,  /* null, a real, a list, an object: never right */
};

struct field {
	const char *name; /* as in the request: "cap_cents" */
	enum field_kind kind;
	const char *text;
};

/* Words after the command's own. Files are paths here. ERR_INVALID for an unknown option
 * (with the nearest one), a missing or doubled argument, a wrong value. */
MUST_CHECK enum status inputs_read_words(const struct command *command,
    const char *const *words, size_t count, struct inputs *ret_values, struct err *err);

/* The fields of body, query and path together. ERR_INVALID also for an unknown field. */
MUST_CHECK enum status inputs_read_fields(const struct command *command,
    const struct field *fields, size_t count, struct inputs *ret_values, struct err *err);

/* By the argument's name on the command line, which must exist. */
const struct value *inputs_get(const struct inputs *values, const char *name);
const char *inputs_text(const struct inputs *values, const char *name); /* or NULL */
bool inputs_has(const struct inputs *values, const char *name);    /* given or default */
bool inputs_is_set(const struct inputs *values, const char *name); /* a bool, and true */

/* inputs_has() must be true: the argument is required or has a default. */
int64_t inputs_number(const struct inputs *values, const char *name);
#endif
