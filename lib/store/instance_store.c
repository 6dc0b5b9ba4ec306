#include "instance_store.h"

#include "params.h"
#include "queries.inc"

#include <string.h>

struct asking {
	instance_done_fn *done;
	instance_led_fn *led;
	void *arg;
};

static void
on_answer(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	int at = status == OK ? PQfnumber(res, "is_ours") : -1;

	if (asking->done != NULL)
		asking->done(status, err, asking->arg);
	else
		asking->led(status,
		    at >= 0 && PQntuples(res) == 1 &&
			strcmp(PQgetvalue(res, 0, at), "t") == 0,
		    err, asking->arg);
}

static void
ask(struct db *db, const char *sql, const struct params *params, struct asking asking)
{
	struct asking *kept = alloc_zero(1, sizeof *kept);

	*kept = asking;
	db_query(db,
	    &(struct db_query){
		.sql = sql,
		.param_count = params->count,
		.params = params->values,
		.done = on_answer,
		.arg = kept,
	    });
}

void
instance_store_beat(struct db *db, const struct instance *instance,
    instance_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, instance->instance_id);
	params_text(&params, instance->host);
	params_int(&params, instance->pid);
	params_text(&params, instance->version);
	ask(db, SQL_INSTANCE_BEAT, &params, (struct asking){ .done = done, .arg = arg });
}

void
instance_store_keep(struct db *db, const char *key, const char *value,
    instance_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, key);
	params_text(&params, value);
	params_text(&params, "configuration");
	ask(db, SQL_SETTING_KEEP, &params, (struct asking){ .done = done, .arg = arg });
}

void
instance_store_lead(struct db *db, const char *name, const char *instance_id,
    instance_led_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, name);
	params_text(&params, instance_id);
	ask(db, SQL_LEADER_TAKE, &params, (struct asking){ .led = done, .arg = arg });
}
