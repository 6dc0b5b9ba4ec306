#include "cmd.h"

#include "grouping_explain.h"
#include "naming.h"
#include "reload.h"
#include "told.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct work {
	const struct inputs *values;
	bool is_json;
	struct reload reload;
	struct problem problem; /* of the round that is explained */
	struct arena arena;
	struct grouping_plan plan;
	struct text words;
	struct naming naming;
};

static void
work_done(struct work *work)
{
	problem_done(&work->problem);
	reload_done(&work->reload);
	arena_done(&work->arena);
	text_done(&work->words);
	naming_done(&work->naming);
}

/* The plan of the wanted round, and the problem as it was then. */
static enum status
read_round(struct work *work, struct err *err)
{
	const struct json *rounds = json_find(work->reload.plan, "rounds");
	size_t wanted = 1, count = rounds == NULL ? 1 : json_count(rounds);
	enum status status = OK;

	if (inputs_has(work->values, "round"))
		wanted = (size_t)inputs_number(work->values, "round");
	if (wanted > count)
		return err_set(err, ERR_NOT_FOUND, "%s has %zu rounds", work->reload.path,
		    count);
	if (rounds == NULL)
		return outcome_read(work->reload.plan, &work->problem, &work->arena,
		    &work->plan, err);
	for (size_t r = 0; r < wanted && status == OK; r++) {
		if (r > 0)
			status = problem_advance(&work->problem, &work->plan, err);
		if (status == OK)
			status = outcome_read(json_at(rounds, r), &work->problem,
			    &work->arena, &work->plan, err);
	}
	return status;
}

static enum status
read_all(struct work *work, struct err *err)
{
	struct reload *reload = &work->reload;
	const char *path = inputs_text(work->values, "plan");
	const char *kind;
	enum status status = reload_plan(path, reload, err);

	if (status != OK)
		return status;
	kind = json_as_text(json_find(reload->plan, "kind"));
	if (kind == NULL || strcmp(kind, "groups") != 0)
		return err_set(err, ERR_INVALID, "%s is no plan of `groups`", path);
	reload_verify(reload);
	if (reload->found > 0)
		return err_set(err, ERR_FINDINGS,
		    "%s is not what it says, so nothing can be explained", path);
	status = problem_new(&reload->sheets, &reload->rules, reload->basis.size_min,
	    reload->basis.size_max, &work->problem, &reload->lines, err);
	return status == OK ? read_round(work, err) : status;
}

static enum status
explain_table(struct work *work, const struct grouping_explain *explain,
    const struct grouping_names *names, struct err *err)
{
	int64_t number = 0;
	struct grouping_explained_table table;

	if (inputs_has(work->values, "number"))
		number = inputs_number(work->values, "number");
	if (number < 1 || number > work->plan.groups_count)
		return err_set(err, ERR_NOT_FOUND, "tables are 1 to %" PRIu32,
		    work->plan.groups_count);
	grouping_explain_table(explain, (uint32_t)number - 1, &work->arena, &table);
	grouping_words_table(&table, names, &work->words);
	return OK;
}

/* Which rules keep these people out together, and what would help. */
static void
tell_conflict(struct work *work, const struct grouping_names *names,
    const uint32_t *people, uint32_t count)
{
	struct grouping_conflict conflict;

	grouping_relax_people(&work->problem.input, &work->plan, people, count,
	    &conflict);
	grouping_words_conflict(&conflict, names, &work->words);
}

static void
tell_left(struct work *work, const struct grouping_names *names)
{
	uint32_t *people = ARENA_NEW(&work->arena, uint32_t, work->plan.left_count + 1);

	for (uint32_t i = 0; i < work->plan.left_count; i++)
		people[i] = work->plan.left[i].person;
	if (work->plan.left_count > 0)
		tell_conflict(work, names, people, work->plan.left_count);
}

static enum status
explain_person(struct work *work, const struct grouping_explain *explain,
    const struct grouping_names *names, const char *id, struct err *err)
{
	struct grouping_explained_person person;
	size_t row;

	if (!lookup_find(&work->reload.sheets.people, id, &row))
		return err_set(err, ERR_NOT_FOUND, "'%s' is not on the roster", id);
	grouping_explain_person(explain, (uint32_t)row, &person);
	grouping_words_person(&person, names, &work->words);
	if (person.group == GROUPING_NONE)
		tell_conflict(work, names, &person.person, 1);
	return OK;
}

static enum status
explain(struct work *work, struct err *err)
{
	work->naming.problem = &work->problem;
	const struct grouping_names names = naming_names(&work->naming);
	const char *what = inputs_text(work->values, "what");
	struct grouping_explained_round round;
	struct grouping_explain *explained;
	enum status status = grouping_explain_new(&work->problem.input, &work->plan,
	    &work->arena, &explained, err);

	if (status != OK)
		return status;
	if (what != NULL && strcmp(what, "table") == 0)
		return explain_table(work, explained, &names, err);
	if (what != NULL && strcmp(what, "round") != 0)
		return explain_person(work, explained, &names, what, err);
	grouping_explain_round(explained, &round);
	grouping_words_round(&round, &names, &work->words);
	tell_left(work, &names);
	return OK;
}

static void
print_json(const struct work *work)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };
	struct json *list = json_add_array(json, "words");

	for (const char *at = text_string(&work->words); *at != '\0';) {
		size_t length = strcspn(at, "\n");
		CLEANUP(text_done) struct text line = { 0 };

		text_add_bytes(&line, at, length); /* JSON escapes it */
		json_push_text(list, text_string(&line));
		at += length + (at[length] == '\n');
	}
	json_write_indented(&text, json);
	text_add(&text, "\n");
	told_print(&text);
}

enum status
cmd_explain(const struct inputs *values)
{
	CLEANUP(work_done)
	struct work work = {
		.values = values,
		.is_json = inputs_is_set(values, "json"),
	};
	struct err err;
	enum status status = read_all(&work, &err);

	if (status == OK)
		status = explain(&work, &err);
	if (status != OK)
		return told_refusal(&err, &work.reload.lines, NULL, work.is_json);
	if (work.is_json)
		print_json(&work);
	else
		told_print(&work.words);
	return OK;
}
