#include "round_store.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

static const struct column taken_columns[] = {
	COLUMN(struct round_taken, round_id),
	COLUMN(struct round_taken, name),
};

enum { TAKE_DUE, TAKE_NAMED, FIND };

const struct query round_store_queries[ROUND_STORE_QUERY_COUNT] = {
	[TAKE_DUE] = { SQL_ROUND_DUE, 3, taken_columns, COUNT_OF(taken_columns) },
	[TAKE_NAMED] = { SQL_ROUND_TAKE, 3, taken_columns, COUNT_OF(taken_columns) },
	[FIND] = { SQL_ROUND_FIND, 1, taken_columns, COUNT_OF(taken_columns) },
};

struct asking {
	const struct query *query;
	round_taken_fn *taken;
	round_given_up_fn *given_up;
	void *arg;
};

static void
on_taken(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct round_taken row = { 0 };
	struct err err = *db_err;
	bool is_there = status == OK && PQntuples(res) > 0;

	if (is_there)
		err.status = row_read(res, 0, asking->query, &row, &err);
	else if (status != OK && res != NULL)
		constraint_explain(res, &err);
	asking->taken(err.status, err.status == OK && is_there ? &row : NULL, &err,
	    asking->arg);
}

static void
take(struct db *db, const struct query *query, const struct params *params,
    round_taken_fn *done, void *arg)
{
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .query = query, .taken = done, .arg = arg };
	db_query(db,
	    &(struct db_query){
		.sql = query->sql,
		.param_count = params->count,
		.params = params->values,
		.done = on_taken,
		.arg = asking,
	    });
}

void
round_store_take_due(struct db *db, int64_t now_s, const char *forming_token, int lease_s,
    round_taken_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_int(&params, now_s);
	params_text(&params, forming_token);
	params_int(&params, lease_s);
	take(db, &round_store_queries[TAKE_DUE], &params, done, arg);
}

void
round_store_take(struct db *db, const char *name, const char *forming_token, int lease_s,
    round_taken_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, name);
	params_text(&params, forming_token);
	params_int(&params, lease_s);
	take(db, &round_store_queries[TAKE_NAMED], &params, done, arg);
}

void
round_store_find(struct db *db, const char *name, round_taken_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, name);
	take(db, &round_store_queries[FIND], &params, done, arg);
}

static void
on_given_up(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;

	asking->given_up(status, err, asking->arg);
}

void
round_store_give_up(struct db *db, int64_t round_id, const char *forming_token,
    const char *trouble, round_given_up_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .given_up = done, .arg = arg };
	params_int(&params, round_id);
	params_text(&params, forming_token);
	params_text(&params, trouble);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_ROUND_GIVE_UP,
		.param_count = params.count,
		.params = params.values,
		.done = on_given_up,
		.arg = asking,
	    });
}
