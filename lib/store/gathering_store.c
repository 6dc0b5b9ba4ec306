#include "gathering_store.h"

#include "constraint.h"
#include "listing.h"
#include "params.h"
#include "queries.inc"

static const struct column facts_columns[] = {
	COLUMN(struct gathering_facts, gathering_id),
	COLUMN(struct gathering_facts, zone),
	COLUMN(struct gathering_facts, local_start),
};

enum { FACTS };

const struct query gathering_store_queries[GATHERING_STORE_QUERY_COUNT] = {
	[FACTS] = { SQL_GATHERING_FACTS, 1, facts_columns, COUNT_OF(facts_columns) },
};

struct asking {
	gathering_facts_fn *facts;
	command_done_fn *moved;
	void *arg;
};

static void
on_facts(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct gathering_facts row = { 0 };
	struct err err = *db_err;

	if (status == OK && PQntuples(res) == 0)
		(void)err_set(&err, ERR_NOT_FOUND,
		    "there is no such gathering: convenectl round list");
	else if (status == OK)
		err.status = row_read(res, 0, &gathering_store_queries[FACTS], &row,
		    &err);
	asking->facts(err.status, err.status == OK ? &row : NULL, &err, asking->arg);
}

void
gathering_store_facts(struct db *db, const char *id, gathering_facts_fn *done, void *arg)
{
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .facts = done, .arg = arg };
	db_query(db,
	    &(struct db_query){
		.sql = SQL_GATHERING_FACTS,
		.param_count = 1,
		.params = &id,
		.is_read = true,
		.done = on_facts,
		.arg = asking,
	    });
}

static void
on_moved(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(text_done) struct text json = { 0 };
	struct err err = *db_err;

	if (status != OK && res != NULL)
		constraint_explain(res, &err);
	else if (status == OK && PQntuples(res) == 0)
		(void)err_set(&err, ERR_NOT_FOUND,
		    "there is no such gathering: convenectl round list");
	else if (status == OK)
		listing_add_row(&json, res, 0);
	asking->moved(err.status, err.status == OK ? &json : NULL, &err, asking->arg);
}

void
gathering_store_move(struct db *db, const struct gathering_move *move,
    command_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .moved = done, .arg = arg };
	params_text(&params, move->id);
	params_text(&params, move->venue);
	params_text(&params, move->local_start);
	if (move->local_start != NULL)
		params_int(&params, move->starts_s);
	else
		params_text(&params, NULL);
	params_text(&params, move->reason);
	params_int(&params, move->now_s);
	params_text(&params, move->actor);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_GATHERING_MOVE,
		.param_count = params.count,
		.params = params.values,
		.done = on_moved,
		.arg = asking,
	    });
}
