#include "round_change.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

struct keeping {
	round_change_fn *done;
	void *arg;
};

void
round_change_rows_done(struct round_change_rows *rows)
{
	struct text *const texts[] = { &rows->people, &rows->numbers, &rows->minutes,
		&rows->tables, &rows->hosts, &rows->reasons, &rows->differences,
		&rows->words };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		text_done(texts[i]);
}

static void
on_kept(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct keeping *keeping = arg;
	struct err err = *db_err;

	if (status != OK && res != NULL)
		constraint_explain(res, &err);
	keeping->done(err.status, &err, keeping->arg);
}

void
round_change_keep(struct db *db, const struct round_change *change,
    struct round_change_rows *rows, round_change_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct keeping *keeping = alloc_zero(1, sizeof *keeping);

	*keeping = (struct keeping){ done, arg };
	params_int(&params, change->round_id);
	params_int(&params, change->edits);
	params_take(&params, &rows->people);
	params_take(&params, &rows->numbers);
	params_take(&params, &rows->minutes);
	params_take(&params, &rows->tables);
	params_take(&params, &rows->hosts);
	params_take(&params, &rows->reasons);
	params_take(&params, &rows->differences);
	params_take(&params, &rows->words);
	params_bool(&params, change->is_pin);
	params_int(&params, change->now_s);
	params_text(&params, change->actor);
	params_text(&params, change->action);
	params_text(&params, change->reason);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_ROUND_RESEAT,
		.param_count = params.count,
		.params = params.values,
		.done = on_kept,
		.arg = keeping,
	    });
}
