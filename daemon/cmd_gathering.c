/* cmd_gathering.c - moving a table: the new hour is local where the table is; and why it
 * is as it is. */
#include "commands.h"

#include "clock.h"
#include "gathering_store.h"
#include "study.h"
#include "zone.h"

static void
move(struct call *call, const char *local_start, int64_t starts_s)
{
	gathering_store_move(call->daemon->db,
	    &(struct gathering_move){
		.id = inputs_text(&call->inputs, "id"),
		.venue = inputs_text(&call->inputs, "venue"),
		.local_start = local_start,
		.starts_s = starts_s,
		.reason = inputs_text(&call->inputs, "reason"),
		.now_s = clock_now_s(),
		.actor = call->actor,
	    },
	    call_on_done, call);
}

static void
on_facts(enum status status, const struct gathering_facts *facts, const struct err *found,
    void *arg)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	struct call *call = arg;
	const char *start = inputs_text(&call->inputs, "start");
	struct err err = *found;
	enum zone_fit fit = ZONE_ONCE;
	int64_t starts_s = 0;

	if (status == OK)
		status = zone_open(facts->zone, &zone, &err);
	if (status == OK)
		status = zone_to_utc(zone, start, &starts_s, &fit, &err);
	if (status == OK && fit == ZONE_NEVER)
		status = err_set(&err, ERR_INVALID,
		    "%s does not exist in %s: the clocks go forward over it", start,
		    facts->zone);
	if (status == OK && starts_s <= clock_now_s())
		status = err_set(&err, ERR_INVALID, "%s in %s is over already", start,
		    facts->zone);
	if (status == OK)
		move(call, start, starts_s);
	else
		call_refuse(call, &err);
}

enum status
cmd_gathering_move(struct call *call, struct err *err)
{
	if (inputs_has(&call->inputs, "start"))
		gathering_store_facts(call->daemon->db, inputs_text(&call->inputs, "id"),
		    on_facts, call);
	else
		move(call, NULL, 0);
	return OK;
}

enum status
cmd_gathering_explain(struct call *call, struct err *err)
{
	study_start(call, ROUND_STUDY_GATHERING, inputs_text(&call->inputs, "id"),
	    study_explain_table, NULL);
	return OK;
}
