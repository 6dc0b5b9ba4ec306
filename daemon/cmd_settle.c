/* cmd_settle.c - what became of uncertain mails: by word, or by the log of the relay,
 * which a worker reads. */
#include "commands.h"

#include "settle_store.h"

#include <string.h>

struct settling {
	struct call *call;
	struct relay_log log;
};

static void
settling_free(struct settling *settling)
{
	relay_log_done(&settling->log);
	free(settling);
}

static void
on_settled(enum status status, const struct text *json, const struct err *err, void *arg)
{
	struct settling *settling = arg;

	call_on_done(status, json, err, settling->call);
	settling_free(settling);
}

static void
work(void *arg, const atomic_bool *is_cancelled)
{
	struct settling *settling = arg;
	const char *bytes = inputs_text(&settling->call->inputs, "from-relay-log");

	relay_log_read(bytes, strlen(bytes), &settling->log);
}

static void
on_read(enum status status, void *arg)
{
	struct settling *settling = arg;
	struct call *call = settling->call;
	const struct command_caller caller = call_caller(call);
	struct err err = { OK, "" };

	if (status != OK || call->daemon->db == NULL)
		(void)err_set(&err, ERR_UNAVAILABLE, "the daemon is ending");
	else if (settling->log.lines == 0)
		(void)err_set(&err, ERR_INVALID,
		    "no line of that file is of Postfix: nothing was settled");
	if (err.status == OK) {
		settle_store_run(call->daemon->db, &settling->log, &caller,
		    inputs_text(&call->inputs, "reason"), on_settled, settling);
		return;
	}
	call_refuse(call, &err);
	settling_free(settling);
}

enum status
cmd_settle(struct call *call, struct err *err)
{
	struct settling *settling;
	enum status status;

	if (!inputs_has(&call->inputs, "from-relay-log")) {
		call_run(call);
		return OK;
	}
	settling = alloc_zero(1, sizeof *settling);
	settling->call = call;
	status = workers_run(call->daemon->workers, work, on_read, settling, NULL, err);
	if (status != OK)
		settling_free(settling);
	return status;
}
