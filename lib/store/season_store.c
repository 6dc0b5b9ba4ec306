#include "season_store.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

static const struct column season_columns[] = {
	COLUMN(struct season_row, season_id),
	COLUMN(struct season_row, name),
	COLUMN(struct season_row, cadence),
	COLUMN(struct season_row, starts_time),
	COLUMN(struct season_row, zone),
	COLUMN(struct season_row, starts_on),
	COLUMN(struct season_row, ends_on),
	COLUMN(struct season_row, rounds_max),
	COLUMN(struct season_row, lead_s),
	COLUMN(struct season_row, respond_by_s),
	COLUMN(struct season_row, last_seq),
	COLUMN(struct season_row, last_day),
};

const struct query season_store_queries[SEASON_STORE_QUERY_COUNT] = {
	{ SQL_SEASON_RUNNING, 1, season_columns, COUNT_OF(season_columns) },
};

struct asking {
	season_row_fn *each;
	season_done_fn *done;
	void *arg;
};

static void
on_seasons(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct err err = *db_err;

	for (int i = 0; status == OK && i < PQntuples(res); i++) {
		struct season_row row = { 0 };

		status = row_read(res, i, &season_store_queries[0], &row, &err);
		if (status == OK)
			asking->each(OK, &row, &err, asking->arg);
	}
	asking->each(status, NULL, &err, asking->arg);
}

void
season_store_wanting(struct db *db, int64_t now_s, season_row_fn *each, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .each = each, .arg = arg };
	params_int(&params, now_s);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_SEASON_RUNNING,
		.param_count = params.count,
		.params = params.values,
		.is_read = true,
		.done = on_seasons,
		.arg = asking,
	    });
}

static void
on_done(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct err err = *db_err;

	if (status != OK && res != NULL)
		constraint_explain(res, &err);
	asking->done(err.status, &err, asking->arg);
}

static void
change(struct db *db, const char *sql, const struct params *params, season_done_fn *done,
    void *arg)
{
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .done = done, .arg = arg };
	db_query(db,
	    &(struct db_query){
		.sql = sql,
		.param_count = params->count,
		.params = params->values,
		.done = on_done,
		.arg = asking,
	    });
}

void
season_store_plan(struct db *db, const struct season_round *round, season_done_fn *done,
    void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_int(&params, round->season_id);
	params_int(&params, round->seq);
	params_text(&params, round->local_start);
	params_text(&params, round->zone);
	params_int(&params, round->starts_s);
	params_int(&params, round->forms_s);
	params_int(&params, round->respond_by_s);
	change(db, SQL_ROUND_PLAN, &params, done, arg);
}

void
season_store_end(struct db *db, int64_t season_id, season_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_int(&params, season_id);
	change(db, SQL_SEASON_END, &params, done, arg);
}
