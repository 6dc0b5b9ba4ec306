/* round_study.c - five statements of one read-only transaction; rows find their places
 * as they arrive. */
#include "round_study.h"

#include "constraint.h"
#include "queries.inc"

#include <string.h>

enum { FACTS, PLACES, TABLES, PEOPLE, MET };

static const struct column facts_columns[] = {
	COLUMN(struct round_study_facts, round_id),
	COLUMN(struct round_study_facts, name),
	COLUMN(struct round_study_facts, state),
	COLUMN(struct round_study_facts, zone),
	COLUMN(struct round_study_facts, evening),
	COLUMN(struct round_study_facts, engine),
	COLUMN(struct round_study_facts, truncated),
	COLUMN(struct round_study_facts, edits),
	COLUMN(struct round_study_facts, input_digest),
	COLUMN(struct round_study_facts, plan_digest),
	COLUMN(struct round_study_facts, input),
	COLUMN(struct round_study_facts, number),
	COLUMN(struct round_study_facts, person),
};

struct place_row {
	const char *venue;
};

static const struct column place_columns[] = { COLUMN(struct place_row, venue) };

static const struct column table_columns[] = {
	COLUMN(struct round_study_table, number),
	COLUMN(struct round_study_table, place),
};

static const struct column person_columns[] = {
	COLUMN(struct round_study_person, person_id),
	COLUMN(struct round_study_person, id),
	COLUMN(struct round_study_person, name),
	COLUMN(struct round_study_person, number),
	COLUMN(struct round_study_person, is_host),
	COLUMN(struct round_study_person, pinned),
	COLUMN(struct round_study_person, reason_code),
};

static const struct column met_columns[] = {
	COLUMN(struct round_study_met, a),
	COLUMN(struct round_study_met, b),
	COLUMN(struct round_study_met, days),
};

const struct query round_study_queries[ROUND_STUDY_QUERY_COUNT] = {
	[FACTS] = { SQL_FORMATION_FACTS, 2, facts_columns, COUNT_OF(facts_columns) },
	[PLACES] = { SQL_FORMATION_PLACES, 2, place_columns, COUNT_OF(place_columns) },
	[TABLES] = { SQL_FORMATION_TABLES, 2, table_columns, COUNT_OF(table_columns) },
	[PEOPLE] = { SQL_FORMATION_PEOPLE, 2, person_columns, COUNT_OF(person_columns) },
	[MET] = { SQL_FORMATION_MET, 2, met_columns, COUNT_OF(met_columns) },
};

/* Things of one size that become more while rows come. */
struct list {
	void *items;
	size_t count, room;
};

struct reading {
	struct round_study *study;
	struct list people, tables, venues, met;
	round_study_fn *done;
	void *arg;
};

static void *
list_add(struct list *list, size_t size)
{
	if (list->count == list->room) {
		list->room = list->room > 0 ? list->room * 2 : 64;
		list->items = alloc_check(reallocarray(list->items, list->room, size));
	}
	return (char *)list->items + list->count++ * size;
}

/* What a list holds, in the study's arena; the list is empty then. */
static void *
keep(struct round_study *study, struct list *list, size_t size, size_t *ret_count)
{
	void *kept = arena_alloc(&study->arena, list->count + 1, size);

	if (list->count > 0)
		memcpy(kept, list->items, list->count * size);
	*ret_count = list->count;
	free(list->items);
	return kept;
}

static enum status
on_facts(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_study *study = reading->study;
	struct round_study_facts *facts = &study->facts;
	enum status status = row_read(res, 0, &round_study_queries[FACTS], facts, err);

	if (status != OK)
		return status;
	const char **const texts[] = { &facts->name, &facts->state, &facts->zone,
		&facts->evening, &facts->engine, &facts->input_digest,
		&facts->plan_digest, &facts->input };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		*texts[i] = arena_text(&study->arena, *texts[i]);
	return OK;
}

static enum status
on_place(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_study *study = reading->study;
	struct place_row row;
	enum status status = row_read(res, 0, &round_study_queries[PLACES], &row, err);

	if (status == OK)
		*(const char **)list_add(&reading->venues,
		    sizeof(const char *)) = arena_text(&study->arena, row.venue);
	return status;
}

static enum status
on_table(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_study_table *table = list_add(&reading->tables, sizeof *table);

	return row_read(res, 0, &round_study_queries[TABLES], table, err);
}

static enum status
on_person(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_study *study = reading->study;
	struct round_study_person *person = list_add(&reading->people, sizeof *person);
	enum status status = row_read(res, 0, &round_study_queries[PEOPLE], person, err);

	if (status != OK)
		return status;
	person->person_id = arena_text(&study->arena, person->person_id);
	person->id = arena_text(&study->arena, person->id);
	person->name = arena_text(&study->arena, person->name);
	person->reason_code = arena_text(&study->arena, person->reason_code);
	return OK;
}

static enum status
on_met(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_study *study = reading->study;
	struct round_study_met *met = list_add(&reading->met, sizeof *met);
	enum status status = row_read(res, 0, &round_study_queries[MET], met, err);

	if (status == OK)
		met->days = arena_text(&study->arena, met->days);
	return status;
}

static void
on_read(enum status status, const struct db_outcome *outcome, const struct err *db_err,
    void *arg)
{
	CLEANUP(free_ptr) struct reading *reading = arg;
	struct round_study *study = TAKE(reading->study);
	struct err err = *db_err;

	study->people = keep(study, &reading->people, sizeof *study->people,
	    &study->people_count);
	study->tables = keep(study, &reading->tables, sizeof *study->tables,
	    &study->tables_count);
	study->venues = keep(study, &reading->venues, sizeof *study->venues,
	    &study->venues_count);
	study->met = keep(study, &reading->met, sizeof *study->met, &study->met_count);
	if (status != OK && outcome->refusal != NULL)
		constraint_explain(outcome->refusal, &err);
	if (err.status != OK)
		round_study_free(&study);
	reading->done(err.status, study, &err, reading->arg);
}

void
round_study_read(struct db *db, enum round_study_kind kind, const char *name,
    round_study_fn *done, void *arg)
{
	static const char *const kinds[] = {
		[ROUND_STUDY_ROUND] = "round",
		[ROUND_STUDY_GATHERING] = "gathering",
		[ROUND_STUDY_SEAT] = "seat",
		[ROUND_STUDY_PERSON] = "person",
	};
	static db_row_fn *const on_rows[ROUND_STUDY_QUERY_COUNT] = {
		[FACTS] = on_facts,
		[PLACES] = on_place,
		[TABLES] = on_table,
		[PEOPLE] = on_person,
		[MET] = on_met,
	};
	const char *const params[] = { kinds[kind], name };
	struct db_step steps[ROUND_STUDY_QUERY_COUNT];
	struct reading *reading = alloc_zero(1, sizeof *reading);

	reading->study = alloc_zero(1, sizeof *reading->study);
	reading->done = done;
	reading->arg = arg;
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		steps[i] = (struct db_step){
			.sql = round_study_queries[i].sql,
			.param_count = round_study_queries[i].param_count,
			.params = params,
			.on_row = on_rows[i],
		};
	db_transact(db,
	    &(struct db_transaction){
		.mode = DB_SNAPSHOT,
		.step_count = COUNT_OF(steps),
		.steps = steps,
		.done = on_read,
		.arg = reading,
	    });
}

void
round_study_free(struct round_study **studyp)
{
	struct round_study *study = TAKE(*studyp);

	if (study == NULL)
		return;
	arena_done(&study->arena);
	free(study);
}
