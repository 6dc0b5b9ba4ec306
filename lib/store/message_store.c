#include "message_store.h"

#include "array.h"
#include "constraint.h"
#include "params.h"
#include "queries.inc"

#include <string.h>

static const struct column row_columns[] = {
	COLUMN(struct message_row, message_id),
	COLUMN(struct message_row, kind),
	COLUMN(struct message_row, to_address),
	COLUMN(struct message_row, redirect),
	COLUMN(struct message_row, content),
	COLUMN(struct message_row, ready_s),
	COLUMN(struct message_row, template_digest),
	COLUMN(struct message_row, event_uid),
	COLUMN(struct message_row, event_sequence),
	COLUMN(struct message_row, is_called_off),
	COLUMN(struct message_row, is_accepted),
	COLUMN(struct message_row, seat_id),
	COLUMN(struct message_row, person_id),
	COLUMN(struct message_row, first_id),
	COLUMN(struct message_row, tries),
	COLUMN(struct message_row, is_suspect),
	COLUMN(struct message_row, not_sent),
	COLUMN(struct message_row, bytes_digest),
};

/* The name of each message that a statement changed. */
struct named {
	const char *message_id;
};

static const struct column named_columns[] = { COLUMN(struct named, message_id) };

struct template_row {
	const char *body;
};

static const struct column template_columns[] = { COLUMN(struct template_row, body) };

struct kept {
	const char *kind;
};

static const struct column kept_columns[] = { COLUMN(struct kept, kind) };

enum { CLAIM, TURN, GIVE_BACK, RENEW, KEEP, LOAD };

const struct query message_store_queries[MESSAGE_STORE_QUERY_COUNT] = {
	[CLAIM] = { SQL_MESSAGE_CLAIM, 5, row_columns, COUNT_OF(row_columns) },
	[TURN] = { SQL_ATTEMPT_TURN, 18, named_columns, COUNT_OF(named_columns) },
	[GIVE_BACK] = { SQL_MESSAGE_GIVE_BACK, 1, named_columns,
	    COUNT_OF(named_columns) },
	[RENEW] = { SQL_MESSAGE_RENEW, 2, named_columns, COUNT_OF(named_columns) },
	[KEEP] = { SQL_TEMPLATE_KEEP, 3, kept_columns, COUNT_OF(kept_columns) },
	[LOAD] = { SQL_TEMPLATE_LOAD, 2, template_columns, COUNT_OF(template_columns) },
};

struct asking {
	message_done_fn *done;
	message_claimed_fn *claimed;
	message_turned_fn *turned;
	message_loaded_fn *loaded;
	void *arg;
};

static const char **
text_field(struct message_row *row, const struct column *column)
{
	return (const char **)(void *)((char *)row + column->offset);
}

void
message_store_copy_row(const struct message_row *row, struct message_row *ret_copy)
{
	*ret_copy = *row;
	for (size_t i = 0; i < COUNT_OF(row_columns); i++) {
		const char **text = text_field(ret_copy, &row_columns[i]);

		if (row_columns[i].type == COLUMN_TEXT && *text != NULL)
			*text = alloc_text(*text);
	}
}

void
message_store_free_row(struct message_row *copy)
{
	for (size_t i = 0; i < COUNT_OF(row_columns); i++)
		if (row_columns[i].type == COLUMN_TEXT)
			free((char *)*text_field(copy, &row_columns[i]));
	*copy = (struct message_row){ 0 };
}

static void
ask(struct db *db, int query, const struct params *params, db_done_fn *done,
    struct asking asking)
{
	struct asking *kept = alloc_zero(1, sizeof *kept);

	*kept = asking;
	db_query(db,
	    &(struct db_query){
		.sql = message_store_queries[query].sql,
		.param_count = params->count,
		.params = params->values,
		.is_frequent = query == CLAIM || query == TURN,
		.done = done,
		.arg = kept,
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
on_claimed(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(free_ptr) struct message_row *rows = NULL;
	size_t count = status == OK ? (size_t)PQntuples(res) : 0;
	struct err err = *db_err;

	rows = alloc_zero(count + 1, sizeof *rows);
	for (size_t i = 0; i < count && status == OK; i++)
		status = row_read(res, (int)i, &message_store_queries[CLAIM], &rows[i],
		    &err);
	asking->claimed(status, rows, status == OK ? count : 0, &err, asking->arg);
}

void
message_store_claim(struct db *db, const struct message_claim *claim,
    message_claimed_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, claim->claim_id);
	params_text(&params, claim->daemon_id);
	params_int(&params, claim->most);
	params_int(&params, claim->lease_s);
	params_int(&params, claim->now_s);
	ask(db, CLAIM, &params, on_claimed,
	    (struct asking){ .claimed = done, .arg = arg });
}

void
message_store_give_back(struct db *db, const char *claim_id, message_done_fn *done,
    void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, claim_id);
	ask(db, GIVE_BACK, &params, on_done, (struct asking){ .done = done, .arg = arg });
}

void
message_store_renew(struct db *db, const char *const *claim_ids, size_t count,
    int64_t lease_s, message_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	CLEANUP(text_done) struct text claims = { 0 };

	array_start(&claims);
	for (size_t i = 0; i < count; i++)
		array_add_text(&claims, claim_ids[i]);
	array_finish(&claims);
	params_take(&params, &claims);
	params_int(&params, lease_s);
	ask(db, RENEW, &params, on_done, (struct asking){ .done = done, .arg = arg });
}

static void
on_turned(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(free_ptr) const char **ids = NULL;
	size_t count = status == OK ? (size_t)PQntuples(res) : 0;
	struct err err = *db_err;

	if (status != OK && res != NULL) {
		constraint_explain(res, &err);
		status = err.status;
	}
	ids = alloc_zero(count + 1, sizeof *ids);
	for (size_t i = 0; i < count && status == OK; i++) {
		struct named named = { 0 };

		status = row_read(res, (int)i, &message_store_queries[TURN], &named,
		    &err);
		ids[i] = named.message_id;
	}
	asking->turned(status, ids, status == OK ? count : 0, &err, asking->arg);
}

static void
start_arrays(struct text *arrays, size_t count)
{
	for (size_t i = 0; i < count; i++)
		array_start(&arrays[i]);
}

static void
take_arrays(struct params *params, struct text *arrays, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		array_finish(&arrays[i]);
		params_take(params, &arrays[i]);
	}
}

static void
add_end(struct text *arrays, const struct message_end *end)
{
	array_add_text(&arrays[0], end->claim_id);
	array_add_text(&arrays[1], end->message_id);
	array_add_text(&arrays[2], end->outcome);
	array_add_text(&arrays[3], end->phase);
	array_add_int64(&arrays[4], end->code);
	array_add_text(&arrays[5], end->enhanced);
	array_add_text(&arrays[6], end->words);
	array_add_text(&arrays[7], end->queue_id);
	array_add_int64(&arrays[8], end->wait_s);
	array_add_bool(&arrays[9], end->is_nobody);
}

static void
add_link(struct text *links, const char *digest, const char *purpose, const char *row_id,
    int64_t end_s)
{
	if (digest == NULL)
		return;
	array_add_text(&links[0], digest);
	array_add_text(&links[1], purpose);
	array_add_text(&links[2], row_id);
	array_add_int64(&links[3], end_s);
}

static void
add_begin(struct text *arrays, const struct message_begin *begin)
{
	struct text *links = &arrays[3];

	array_add_text(&arrays[0], begin->claim_id);
	array_add_text(&arrays[1], begin->message_id);
	array_add_text(&arrays[2], begin->digest);
	add_link(links, begin->answer_digest, "answer", begin->seat_id,
	    begin->links_end_s);
	add_link(links, begin->leave_digest, "leave", begin->person_id,
	    begin->links_end_s);
	add_link(links, begin->bounce_digest, "bounce", begin->message_id,
	    begin->links_end_s);
	add_link(links, begin->reply_digest, "reply", begin->message_id,
	    begin->links_end_s);
}

void
message_store_turn(struct db *db, const struct message_turn *turn,
    message_turned_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct text ends[10] = { 0 }, begins[7] = { 0 };

	start_arrays(ends, COUNT_OF(ends));
	for (size_t i = 0; i < turn->end_count; i++)
		add_end(ends, &turn->ends[i]);
	take_arrays(&params, ends, COUNT_OF(ends));
	params_int(&params, turn->now_s);
	start_arrays(begins, COUNT_OF(begins));
	for (size_t i = 0; i < turn->begin_count; i++)
		add_begin(begins, &turn->begins[i]);
	take_arrays(&params, begins, COUNT_OF(begins));
	ask(db, TURN, &params, on_turned, (struct asking){ .turned = done, .arg = arg });
}

void
message_store_keep(struct db *db, const struct message_template *templates, size_t count,
    message_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct text arrays[3] = { 0 };

	start_arrays(arrays, COUNT_OF(arrays));
	for (size_t i = 0; i < count; i++) {
		array_add_text(&arrays[0], templates[i].digest);
		array_add_text(&arrays[1], templates[i].kind);
		array_add_text(&arrays[2], templates[i].body);
	}
	take_arrays(&params, arrays, COUNT_OF(arrays));
	ask(db, KEEP, &params, on_done, (struct asking){ .done = done, .arg = arg });
}

static void
on_loaded(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct template_row row = { 0 };
	struct err err = *db_err;

	if (status == OK && PQntuples(res) > 0)
		status = row_read(res, 0, &message_store_queries[LOAD], &row, &err);
	asking->loaded(status, row.body, &err, asking->arg);
}

void
message_store_load(struct db *db, const char *digest, const char *kind,
    message_loaded_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, digest);
	params_text(&params, kind);
	ask(db, LOAD, &params, on_loaded, (struct asking){ .loaded = done, .arg = arg });
}
