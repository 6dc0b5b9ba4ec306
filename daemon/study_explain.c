/* study_explain.c - why a table is as it is, and why somebody sits there, or nowhere: the
 * sentences are core's, the names the roster's. */
#include "study.h"

#include "grouping_explain.h"
#include "round_term.h"

#include <string.h>

#define UNPAID "fund"

static void
add_why(struct text *json, const struct text *why)
{
	text_add(json, ",\"why\":");
	text_add_json(json, text_string(why));
}

static void
add_signed(struct text *json, int64_t cost)
{
	text_add(json, "\"");
	if (cost > 0)
		text_add(json, "+");
	text_add_int(json, cost);
	text_add(json, "\"");
}

/* The best other table, or why there is none. */
static void
add_best(const struct study *study, const struct grouping_explained_person *person,
    struct text *json)
{
	const struct grouping_explained_move *best = &person->best;

	text_add(json, ",\"best_other_table\":");
	if (best->group == GROUPING_NONE) {
		text_add(json, "null,\"in_exchange_for\":null,\"difference\":null");
		return;
	}
	text_add_int(json, study->numbers[best->group]);
	text_add(json, ",\"in_exchange_for\":");
	text_add_json(json,
	    best->swapped == GROUPING_NONE ? NULL : study->people[best->swapped].id);
	text_add(json, ",\"difference\":");
	add_signed(json, best->cost);
}

static void
add_members(const struct study *study, const struct grouping_explain *explain,
    const struct grouping_group *group, struct text *json)
{
	text_add(json, ",\"members\":[");
	for (uint32_t i = 0; i < group->size; i++) {
		struct grouping_explained_person person;
		uint32_t member = group->members[i];

		grouping_explain_person(explain, member, &person);
		if (i > 0)
			text_add(json, ",");
		text_add(json, "{\"id\":");
		text_add_json(json, study->people[member].id);
		text_add(json, ",\"name\":");
		text_add_json(json, study->people[member].name);
		add_best(study, &person, json);
		text_add(json, "}");
	}
	text_add(json, "]");
}

enum status
study_explain_table(struct study *study, const atomic_bool *is_cancelled, struct err *err)
{
	const struct round_study_facts *facts = &study->stored->facts;
	CLEANUP(text_done) struct text why = { 0 };
	struct grouping_explained_table table;
	struct grouping_explain *explain;
	struct text *json = &study->answer;
	uint32_t group;
	enum status status = study_group(study, facts->number, &group, err);

	if (status == OK)
		status = grouping_explain_new(&study->input, &study->plan, &study->arena,
		    &explain, err);
	if (status != OK)
		return status;
	grouping_explain_table(explain, group, &study->arena, &table);
	grouping_words_table(&table, &study->names, &why);
	text_add(json, "{\"id\":\"");
	text_add_bytes(json, facts->name, strlen(facts->name)); /* letters, - and / */
	text_add(json, "/");
	text_add_int(json, facts->number);
	text_add(json, "\",\"round\":");
	text_add_json(json, facts->name);
	add_why(json, &why);
	add_members(study, explain, &study->plan.groups[group], json);
	text_add(json, ",\"score\":");
	round_term_list(json, table.costs);
	text_add(json, ",\"score_in_all\":");
	text_add_int(json, table.cost);
	text_add(json, "}");
	return OK;
}

/* Which rules keep them out together, and what would help. */
static void
say_conflict(const struct study *study, uint32_t person, struct text *why)
{
	struct grouping_conflict conflict;

	grouping_relax_people(&study->input, &study->plan, &person, 1, &conflict);
	grouping_words_conflict(&conflict, &study->names, why);
}

static enum status
explain_seat(struct study *study, uint32_t person, struct text *why, struct err *err)
{
	struct grouping_explained_person explained;
	struct grouping_explain *explain;
	enum status status = grouping_explain_new(&study->input, &study->plan,
	    &study->arena, &explain, err);

	if (status != OK)
		return status;
	grouping_explain_person(explain, person, &explained);
	grouping_words_person(&explained, &study->names, why);
	if (explained.group == GROUPING_NONE)
		say_conflict(study, person, why);
	add_why(&study->answer, why);
	if (explained.group != GROUPING_NONE)
		add_best(study, &explained, &study->answer);
	text_add(&study->answer, ",\"score\":");
	round_term_list(&study->answer, explained.costs);
	return OK;
}

/* Two reasons are not the engine's. */
static bool
add_other_reason(const struct study *study, const struct round_study_person *person,
    struct text *why)
{
	const struct round_study_facts *facts = &study->stored->facts;

	if (person->number > 0)
		return false;
	if (person->reason_code == NULL)
		text_add(why, "There is no seat any more: convenectl seat show ");
	else if (strcmp(person->reason_code, UNPAID) == 0)
		text_add(why,
		    "The fund could not pay more seats, and others had been "
		    "left out more often, or the lot fell on them.");
	else
		return false;
	if (person->reason_code == NULL) {
		text_add_line(why, facts->name);
		text_add(why, "/");
		text_add_line(why, person->id);
	}
	return true;
}

enum status
study_explain_person(struct study *study, const atomic_bool *is_cancelled,
    struct err *err)
{
	const struct round_study_facts *facts = &study->stored->facts;
	CLEANUP(text_done) struct text why = { 0 };
	struct text *json = &study->answer;
	enum status status = OK;

	if (!facts->person.is_there)
		return err_set(err, ERR_NOT_FOUND,
		    "round %s was formed without that person: convenectl person show",
		    facts->name);
	uint32_t at = (uint32_t)facts->person.value - 1;
	const struct round_study_person *person = &study->people[at];

	text_add(json, "{\"id\":");
	text_add_json(json, person->id);
	text_add(json, ",\"name\":");
	text_add_json(json, person->name);
	text_add(json, ",\"round\":");
	text_add_json(json, facts->name);
	text_add(json, ",\"table\":");
	if (person->number > 0)
		text_add_int(json, person->number);
	else
		text_add(json, "null");
	if (add_other_reason(study, person, &why))
		add_why(json, &why);
	else
		status = explain_seat(study, at, &why, err);
	text_add(json, "}");
	return status;
}
