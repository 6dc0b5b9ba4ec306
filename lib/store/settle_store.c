#include "settle_store.h"

#include "array.h"
#include "constraint.h"
#include "listing.h"
#include "params.h"
#include "queries.inc"

struct asking {
	command_done_fn *done;
	void *arg;
};

static void
on_settled(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(text_done) struct text json = { 0 };
	struct err err = *db_err;

	if (status == OK)
		listing_add_row(&json, res, 0);
	else if (res != NULL)
		constraint_explain(res, &err);
	asking->done(err.status, err.status == OK ? &json : NULL, &err, asking->arg);
}

static void
add_mails(struct params *params, const struct relay_log *log)
{
	struct text ids = { 0 }, taken = { 0 }, dropped = { 0 }, queue_ids = { 0 };

	array_start(&ids);
	array_start(&taken);
	array_start(&dropped);
	array_start(&queue_ids);
	for (size_t i = 0; i < log->count; i++) {
		array_add_text(&ids, log->mails[i].id);
		array_add_int64(&taken, log->mails[i].taken);
		array_add_int64(&dropped, log->mails[i].dropped);
		array_add_text(&queue_ids, log->mails[i].queue_id);
	}
	array_finish(&ids);
	array_finish(&taken);
	array_finish(&dropped);
	array_finish(&queue_ids);
	params_take(params, &ids);
	params_take(params, &taken);
	params_take(params, &dropped);
	params_take(params, &queue_ids);
}

void
settle_store_run(struct db *db, const struct relay_log *log,
    const struct command_caller *caller, const char *reason, command_done_fn *done,
    void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .done = done, .arg = arg };
	add_mails(&params, log);
	params_int(&params, caller->now_s);
	params_text(&params, caller->actor);
	params_text(&params, reason);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_MESSAGE_SETTLE_LOG,
		.param_count = params.count,
		.params = params.values,
		.done = on_settled,
		.arg = asking,
	    });
}
