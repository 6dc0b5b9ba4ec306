#include "status_store.h"

#include "listing.h"
#include "params.h"
#include "queries.inc"

static const struct column figure_columns[] = {
	COLUMN(struct figure_row, metric),
	COLUMN(struct figure_row, label),
	COLUMN(struct figure_row, value),
	COLUMN(struct figure_row, label_2),
	COLUMN(struct figure_row, value_2),
	COLUMN(struct figure_row, number),
};

enum { FIGURES };

const struct query status_store_queries[STATUS_STORE_QUERY_COUNT] = {
	[FIGURES] = { SQL_STATUS_METRICS, 1, figure_columns, COUNT_OF(figure_columns) },
};

struct asking {
	command_done_fn *done;
	figure_row_fn *each;
	void *arg;
};

static void
ask(struct db *db, const char *sql, int64_t now_s, db_done_fn *done,
    const struct asking *order)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = *order;
	params_int(&params, now_s);
	db_query(db,
	    &(struct db_query){
		.sql = sql,
		.param_count = params.count,
		.params = params.values,
		.is_read = true,
		.done = done,
		.arg = asking,
	    });
}

static void
on_overview(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(text_done) struct text json = { 0 };

	if (status == OK)
		listing_add_row(&json, res, 0);
	asking->done(status, status == OK ? &json : NULL, err, asking->arg);
}

void
status_store_overview(struct db *db, int64_t now_s, command_done_fn *done, void *arg)
{
	ask(db, SQL_STATUS_OVERVIEW, now_s, on_overview,
	    &(struct asking){ .done = done, .arg = arg });
}

static void
on_figures(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct err err = *db_err;

	for (int i = 0; err.status == OK && i < PQntuples(res); i++) {
		struct figure_row row;

		err.status = row_read(res, i, &status_store_queries[FIGURES], &row, &err);
		if (err.status == OK)
			asking->each(OK, &row, &err, asking->arg);
	}
	asking->each(err.status, NULL, &err, asking->arg);
}

void
status_store_figures(struct db *db, int64_t now_s, figure_row_fn *each, void *arg)
{
	ask(db, SQL_STATUS_METRICS, now_s, on_figures,
	    &(struct asking){ .each = each, .arg = arg });
}
