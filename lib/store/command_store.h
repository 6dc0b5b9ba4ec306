/* command_store.h - commands that are one statement: a table says which, where each of
 * its parameters comes from, and what no row means. Lists and shows are all of this
 * kind. */
#ifndef CONVENE_COMMAND_STORE_H
#define CONVENE_COMMAND_STORE_H

#include "db.h"
#include "text.h"
#include "inputs.h"

struct command_caller {
	const char *actor; /* for the audit trail */
	int64_t now_s;
};

/* json is the answer as command.h has it, or NULL; it lives until the callback ends. */
typedef void command_done_fn(enum status status, const struct text *json,
    const struct err *err, void *arg);

/* Whether that command is here; the others have handlers of their own. */
bool command_store_has(enum command_id id);

void command_store_run(struct db *db, enum command_id id, const struct inputs *values,
    const struct command_caller *caller, command_done_fn *done, void *arg);

/* For the test that prepares every statement: NULL where there is none. */
const char *command_store_sql(enum command_id id, int *ret_param_count);
#endif
