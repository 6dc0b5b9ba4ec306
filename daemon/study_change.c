/* study_change.c - tables changed by hand: what that costs rule by rule and which hard
 * rule it would break is said first; it is kept with --yes when none is broken. */
#include "study.h"

#include "array.h"
#include "clock.h"
#include "grouping_bound.h"
#include "grouping_change.h"
#include "round_change.h"
#include "round_term.h"
#include "round_writing.h"

#include <stdio.h>
#include <string.h>

#define TABLES_MAX 2

struct change {
	struct grouping_move moves[TABLES_MAX];
	uint32_t count;
	uint32_t tables[TABLES_MAX]; /* their numbers */
	uint32_t tables_count;
	struct grouping_difference difference;
	bool is_pin;
};

static const char *
name_of(const struct study *study, uint32_t person)
{
	return study->people[person].id;
}

/* Nothing about whom a confidential rule keeps apart, nor where they sit. */
static enum status
refuse_breach(const struct study *study, const struct grouping_breach *breach,
    struct err *err)
{
	unsigned table = breach->table != GROUPING_NONE ? study->numbers[breach->table]
							: 0;

	switch (breach->rule) {
	case GROUPING_BREACH_SLOT:
		return err_set(err, ERR_LIMIT, "%s cannot come that evening",
		    name_of(study, breach->person));
	case GROUPING_BREACH_TRAVEL:
		return err_set(err, ERR_LIMIT,
		    "%s would travel %u minutes to table %u, %u are the most",
		    name_of(study, breach->person), breach->value, table, breach->limit);
	case GROUPING_BREACH_TOO_FEW:
		return err_set(err, ERR_LIMIT,
		    "table %u would have %u people, %u are the fewest", table,
		    breach->value, breach->limit);
	case GROUPING_BREACH_TOO_MANY:
		return err_set(err, ERR_LIMIT,
		    "table %u would have %u people, %u are the most", table,
		    breach->value, breach->limit);
	case GROUPING_BREACH_NO_HOST:
		return err_set(err, ERR_LIMIT, "nobody at table %u could host", table);
	case GROUPING_BREACH_MANAGER:
		return err_set(err, ERR_LIMIT, "%s and %s: one reports to the other",
		    name_of(study, breach->person), name_of(study, breach->other));
	case GROUPING_BREACH_GLUE:
		return err_set(err, ERR_LIMIT, "%s and %s stay together",
		    name_of(study, breach->person), name_of(study, breach->other));
	case GROUPING_BREACH_FROZEN:
		return err_set(err, ERR_LIMIT, "table %u stays as it is", table);
	case GROUPING_BREACH_APART:
	case GROUPING_BREACH_RULE_COUNT:
		break;
	}
	return err_set(err, ERR_LIMIT, "a confidential rule does not allow it");
}

static enum status
check_pin(const struct study *study, uint32_t person, struct err *err)
{
	const struct round_study_person *p = &study->people[person];

	if (p->number == 0)
		return err_set(err, ERR_CONFLICT, "%s has no seat in round %s", p->id,
		    study->stored->facts.name);
	if (p->pinned > 0)
		return err_set(err, ERR_CONFLICT,
		    "%s is pinned to table %lld: convenectl round unpin %s %s", p->id,
		    (long long)p->pinned, study->stored->facts.name, p->id);
	return OK;
}

static void
note_table(struct change *change, int64_t number)
{
	for (uint32_t i = 0; i < change->tables_count; i++)
		if (change->tables[i] == number)
			return;
	change->tables[change->tables_count++] = (uint32_t)number;
}

/* What a table's row says of it, once everybody sits anew. */
static void
add_reasons(struct study *study, const struct grouping_explain *explain, uint32_t group,
    struct text *json)
{
	struct grouping_explained_table table;

	grouping_explain_table(explain, group, &study->arena, &table);
	round_writing_reasons(
	    &(struct round_reasons){
		.minutes_max = table.minutes_max,
		.hosts = table.hosts,
		.repeats = table.repeats_count,
		.specialties = table.spreads[ROUND_SPECIALTY].distinct,
		.sites = table.spreads[ROUND_SITE].distinct,
		.costs = table.costs,
	    },
	    json);
}

static enum status
write_tables(struct study *study, struct change *change, struct err *err)
{
	CLEANUP(text_done) struct text reasons = { 0 };
	struct round_change_rows *rows = &study->rows;
	struct grouping_explain *explain;
	enum status status = grouping_explain_new(&study->input, &study->plan,
	    &study->arena, &explain, err);

	for (uint32_t i = 0; status == OK && i < change->tables_count; i++) {
		uint32_t group;

		status = study_group(study, change->tables[i], &group, err);
		if (status != OK)
			break;
		array_add_int64(&rows->tables, change->tables[i]);
		array_add_text(&rows->hosts,
		    study->people[study->plan.groups[group].host].person_id);
		add_reasons(study, explain, group, &reasons);
		array_add_text(&rows->reasons, text_string(&reasons));
	}
	return status;
}

static void
write_people(struct study *study, struct change *change)
{
	struct round_change_rows *rows = &study->rows;

	for (uint32_t i = 0; i < change->count; i++) {
		uint32_t person = change->moves[i].person, group = 0;
		const struct round_study_person *p = &study->people[person];

		if (study_group(study, p->number, &group, NULL) != OK)
			continue; /* write_tables() has told */
		array_add_text(&rows->people, p->person_id);
		array_add_int64(&rows->numbers, p->number);
		array_add_int64(&rows->minutes,
		    study->input.minutes[(size_t)study->input.people[person].site *
			    study->input.venues_count +
			study->plan.groups[group].venue]);
	}
}

/* Everybody sits as they will, with the hosts that follow. */
static enum status
reseat(struct study *study, struct grouping_seating *seating, struct change *change,
    struct err *err)
{
	enum status status = grouping_seating_apply(seating, change->moves, change->count,
	    err);

	if (status != OK)
		return status;
	for (uint32_t i = 0; i < change->count; i++)
		study->people[change->moves[i].person]
		    .number = study->numbers[change->moves[i].to];
	for (uint32_t g = 0; g < seating->tables_count; g++)
		for (uint32_t i = 0; i < seating->tables[g].size; i++) {
			uint32_t person = grouping_seating_people(seating, g)[i];

			study->people[person].is_host = person == seating->tables[g].host;
		}
	study_seat(study);
	return OK;
}

/* The whole in words, with the bounds of those who are seated at these tables. */
static enum status
write_words(struct study *study, struct err *err)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_explained_round round;
	struct grouping_explain *explain;
	enum status status = grouping_explain_new(&study->input, &study->plan, &scratch,
	    &explain, err);

	if (status != OK)
		return status;
	grouping_explain_round(explain, &round);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		study->plan.costs[term] = round.terms[term].cost;
	study->plan.cost = round.cost;
	grouping_bound_plan(&study->input, &study->plan, &scratch);
	return round_term_words(&study->input, &study->plan, &study->rows.words, err);
}

static enum status
write_rows(struct study *study, struct grouping_seating *seating, struct change *change,
    struct err *err)
{
	struct round_change_rows *rows = &study->rows;
	struct text *const arrays[] = { &rows->people, &rows->numbers, &rows->minutes,
		&rows->tables, &rows->hosts, &rows->reasons };
	enum status status = reseat(study, seating, change, err);

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_start(arrays[i]);
	if (status == OK)
		status = write_tables(study, change, err);
	if (status == OK)
		write_people(study, change);
	if (status == OK)
		status = write_words(study, err);
	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_finish(arrays[i]);
	round_term_add(&rows->differences, change->difference.costs);
	return status;
}

static void
write_answer(struct study *study, const struct change *change, bool is_kept)
{
	struct text *json = &study->answer;

	text_add(json, "{\"done\":");
	if (is_kept)
		text_add_json(json, "kept; mails that wait are written anew");
	else
		text_add_json(json, "nothing is changed yet: --yes keeps it");
	text_add(json, ",\"id\":");
	text_add_json(json, study->stored->facts.name);
	text_add(json, ",\"moves\":[");
	for (uint32_t i = 0; i < change->count; i++) {
		const struct round_study_person
		    *p = &study->people[change->moves[i].person];

		if (i > 0)
			text_add(json, ",");
		text_add(json, "{\"person\":");
		text_add_json(json, p->id);
		text_add(json, ",\"name\":");
		text_add_json(json, p->name);
		text_add(json, ",\"to_table\":");
		text_add_int(json, study->numbers[change->moves[i].to]);
		text_add(json, "}");
	}
	text_add(json, "],\"score\":");
	round_term_list_changes(json, change->difference.costs);
	text_add(json, ",\"score_in_all\":\"");
	if (change->difference.cost > 0)
		text_add(json, "+");
	text_add_int(json, change->difference.cost);
	text_add(json, "\",\"kept\":");
	if (is_kept)
		text_add(json, "true}");
	else
		text_add(json, "false}");
}

/* The moves are in change: what they cost, and the rows if they are to be kept. */
static enum status
settle(struct study *study, struct grouping_seating *seating, struct change *change,
    struct err *err)
{
	bool is_kept = inputs_is_set(&study->call->inputs, "yes");

	if (change->difference.breaches.count > 0)
		return refuse_breach(study, &change->difference.breaches.items[0], err);
	write_answer(study, change, is_kept);
	study->state = change;
	return is_kept ? write_rows(study, seating, change, err) : OK;
}

enum status
study_change_swap(struct study *study, const atomic_bool *is_cancelled, struct err *err)
{
	const struct inputs *inputs = &study->call->inputs;
	struct change *change = ARENA_NEW(&study->arena, struct change, 1);
	struct grouping_seating *seating;
	uint32_t a = 0, b = 0;
	enum status status = study_person(study, inputs_text(inputs, "person"), &a, err);

	if (status == OK)
		status = study_person(study, inputs_text(inputs, "other"), &b, err);
	if (status == OK)
		status = check_pin(study, a, err);
	if (status == OK)
		status = check_pin(study, b, err);
	if (status == OK)
		status = grouping_seating_new(&study->input, &study->plan, &study->arena,
		    &seating, err);
	if (status != OK)
		return status;
	if (seating->place[a] == seating->place[b])
		return err_set(err, ERR_INVALID, "%s and %s sit at the same table",
		    name_of(study, a), name_of(study, b));
	change->moves[0] = (struct grouping_move){ a, seating->place[b] };
	change->moves[1] = (struct grouping_move){ b, seating->place[a] };
	change->count = 2;
	note_table(change, study->people[a].number);
	note_table(change, study->people[b].number);
	status = grouping_change_swap(seating, a, b, &change->difference, err);
	return status == OK ? settle(study, seating, change, err) : status;
}

enum status
study_change_pin(struct study *study, const atomic_bool *is_cancelled, struct err *err)
{
	const struct inputs *inputs = &study->call->inputs;
	struct change *change = ARENA_NEW(&study->arena, struct change, 1);
	struct grouping_seating *seating;
	uint32_t person = 0, group = 0;
	int64_t number = inputs_number(inputs, "table");
	enum status status = study_person(study, inputs_text(inputs, "person"), &person,
	    err);

	if (status == OK && study->people[person].pinned != number)
		status = check_pin(study, person, err);
	if (status == OK)
		status = study_group(study, number, &group, err);
	if (status == OK)
		status = grouping_seating_new(&study->input, &study->plan, &study->arena,
		    &seating, err);
	if (status != OK)
		return status;
	if (study->people[person].number == number)
		return err_set(err, ERR_CONFLICT, "%s sits there already: look again",
		    name_of(study, person));
	change->is_pin = true;
	change->moves[0] = (struct grouping_move){ person, group };
	change->count = 1;
	note_table(change, study->people[person].number);
	note_table(change, number);
	status = grouping_change_move(seating, person, group, &change->difference, err);
	return status == OK ? settle(study, seating, change, err) : status;
}

static void
on_kept(enum status status, const struct err *err, void *arg)
{
	struct study *study = arg;

	if (status == OK)
		call_answer(study->call, 200, &study->answer);
	else
		call_refuse(study->call, err);
	study_end(study);
}

void
study_change_keep(struct study *study)
{
	struct change *change = study->state;
	struct call *call = study->call;
	struct err gone;

	if (!inputs_is_set(&call->inputs, "yes")) {
		on_kept(OK, NULL, study);
		return;
	}
	if (call->daemon->db == NULL) {
		on_kept(err_set(&gone, ERR_UNAVAILABLE, "the daemon is ending"), &gone,
		    study);
		return;
	}
	round_change_keep(call->daemon->db,
	    &(struct round_change){
		.round_id = study->stored->facts.round_id,
		.edits = study->stored->facts.edits,
		.is_pin = change->is_pin,
		.action = change->is_pin ? "round pin" : "round swap",
		.reason = inputs_text(&call->inputs, "reason"),
		.now_s = clock_now_s(),
		.actor = call->actor,
	    },
	    &study->rows, on_kept, study);
}
