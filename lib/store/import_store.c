#include "import_store.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"
#include "row.h"

#include <assert.h>
#include <string.h>

#define STEPS_MAX 3

static const struct {
	const char *sql;
	int param_count;
} statements[] = {
	[IMPORT_STORE_ROSTER] = { SQL_ROSTER_IMPORT, 19 },
	[IMPORT_STORE_VENUES] = { SQL_VENUE_IMPORT, 14 },
	[IMPORT_STORE_PROMPTS] = { SQL_PROMPT_IMPORT, 9 },
	[IMPORT_STORE_ENROLMENTS] = { SQL_ENROLMENT_IMPORT, 11 },
};
_Static_assert(COUNT_OF(statements) == IMPORT_STORE_FILE_COUNT, "one for every file");

struct asking {
	int rows_step; /* of the file itself: its answer is the answer */
	int end_step;  /* of a dry run, which undoes all; -1: none */
	command_done_fn *done;
	import_sites_fn *sites_done;
	void *arg;
};

const char *
import_store_sql(enum import_store_file file, int *ret_param_count)
{
	*ret_param_count = statements[file].param_count;
	return statements[file].sql;
}

static void
take_rows(struct params *params, struct import_rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		params_take(params, &rows->arrays[i]);
	rows->count = 0;
}

static void
fill(struct params *params, const struct import_order *order)
{
	if (order->file == IMPORT_STORE_ENROLMENTS)
		params_text(params, order->season);
	take_rows(params, order->rows);
	if (order->file == IMPORT_STORE_ROSTER)
		params_int(params, order->leaving_max);
	params_bool(params, order->is_dry);
	params_int(params, order->now_s);
	params_text(params, order->actor);
	params_text(params, order->reason);
	assert(params->count == statements[order->file].param_count);
}

/* The first field of a function's one row: JSON. */
static const char *
answer_of(const struct db_outcome *outcome, int step)
{
	return PQgetvalue(outcome->results[step], 0, 0);
}

static void
write_answer(const struct asking *asking, const struct db_outcome *outcome,
    struct text *json)
{
	const char *answer = answer_of(outcome, asking->rows_step);

	if (asking->end_step >= 0)
		text_add(json, "{\"done\":\"a dry run: nothing was changed\",");
	else
		text_add(json, "{\"done\":\"the file was taken over\",");
	if (asking->rows_step > 0) {
		const char *sites = answer_of(outcome, 0);

		text_add(json, "\"sites\":");
		text_add_bytes(json, sites, strlen(sites)); /* the database's JSON */
		text_add(json, ",");
	}
	text_add_bytes(json, answer + 1, strlen(answer + 1)); /* without its brace */
}

static void
on_imported(enum status status, const struct db_outcome *outcome,
    const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(text_done) struct text json = { 0 };
	struct err err = *db_err;

	if (status == ERR_CONFLICT && asking->end_step >= 0 &&
	    outcome->failed_step == asking->end_step)
		err = (struct err){ OK, "" };
	else if (status != OK && outcome != NULL && outcome->refusal != NULL)
		constraint_explain(outcome->refusal, &err);
	if (err.status == OK)
		write_answer(asking, outcome, &json);
	asking->done(err.status, err.status == OK ? &json : NULL, &err, asking->arg);
}

void
import_store_run(struct db *db, const struct import_order *order, command_done_fn *done,
    void *arg)
{
	struct asking *asking = alloc_zero(1, sizeof *asking);
	struct params sites = { .count = 0 }, rows = { .count = 0 };
	struct db_step steps[STEPS_MAX];
	int count = 0;

	if (order->sites != NULL) {
		take_rows(&sites, order->sites);
		steps[count++] = (struct db_step){ .sql = SQL_ROSTER_IMPORT_SITES,
			.param_count = sites.count,
			.params = sites.values,
			.takes_params = true,
			.rows_wanted = 1 };
	}
	fill(&rows, order);
	*asking = (struct asking){ .rows_step = count,
		.end_step = -1,
		.done = done,
		.arg = arg };
	steps[count++] = (struct db_step){ .sql = statements[order->file].sql,
		.param_count = rows.count,
		.params = rows.values,
		.takes_params = true,
		.rows_wanted = 1 };
	if (order->is_dry) {
		asking->end_step = count;
		steps[count++] = (struct db_step){ .sql = SQL_ROSTER_DRY_END,
			.rows_wanted = 1 };
	}
	db_transact(db,
	    &(struct db_transaction){
		.mode = DB_WRITE,
		.step_count = count,
		.steps = steps,
		.answer_ms = order->answer_ms,
		.done = on_imported,
		.arg = asking,
	    });
}

static void
add_site(struct import_sites *sites, const PGresult *res, int line)
{
	struct import_site *site = &sites->items[sites->count++];

	site->name = arena_text(&sites->arena, PQgetvalue(res, line, 0));
	site->latitude = arena_text(&sites->arena, PQgetvalue(res, line, 1));
	site->longitude = arena_text(&sites->arena, PQgetvalue(res, line, 2));
}

static void
on_sites(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct import_sites sites = { .count = 0 };

	if (status == OK) {
		sites.items = alloc_zero((size_t)PQntuples(res) + 1, sizeof *sites.items);
		for (int line = 0; line < PQntuples(res); line++)
			add_site(&sites, res, line);
	}
	asking->sites_done(status, status == OK ? &sites : NULL, err, asking->arg);
}

void
import_store_read_sites(struct db *db, import_sites_fn *done, void *arg)
{
	struct asking *asking = alloc_zero(1, sizeof *asking);

	*asking = (struct asking){ .sites_done = done, .arg = arg };
	db_query(db,
	    &(struct db_query){
		.sql = SQL_ROSTER_SITES,
		.is_read = true,
		.done = on_sites,
		.arg = asking,
	    });
}
