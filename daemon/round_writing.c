/* round_writing.c - tables, seats, who was left out, the score, and what it was all made
 * of: arrays and JSON, in a worker. */
#include "round_writing.h"

#include "array.h"
#include "derived_id.h"
#include "grouping_archive.h"
#include "grouping_reason.h"
#include "prompt_choice.h"
#include "round_term.h"

#include <stdio.h>
#include <string.h>

static void
add_bool(struct text *json, bool value)
{
	if (value)
		text_add(json, "true");
	else
		text_add(json, "false");
}

void
round_writing_reasons(const struct round_reasons *reasons, struct text *json)
{
	text_clear(json);
	text_add(json, "{\"farthest_min\":");
	text_add_int(json, reasons->minutes_max);
	text_add(json, ",\"willing_hosts\":");
	text_add_int(json, reasons->hosts);
	text_add(json, ",\"repeats\":");
	text_add_int(json, reasons->repeats);
	text_add(json, ",\"specialties\":");
	text_add_int(json, reasons->specialties);
	text_add(json, ",\"sites\":");
	text_add_int(json, reasons->sites);
	text_add(json, ",\"cost\":");
	round_term_add(json, reasons->costs);
	text_add(json, "}");
}

static void
add_reasons(struct text *json, const struct grouping_group *group)
{
	round_writing_reasons(
	    &(struct round_reasons){
		.minutes_max = group->minutes_max,
		.hosts = group->hosts,
		.repeats = group->repeats,
		.specialties = group->distinct[ROUND_SPECIALTY],
		.sites = group->distinct[ROUND_SITE],
		.costs = group->costs,
	    },
	    json);
}

static void
write_gatherings(struct round_making *making)
{
	struct round_commit_rows *rows = &making->out->rows;
	const struct grouping_plan *plan = &making->plan;
	CLEANUP(text_done) struct text reasons = { 0 };
	struct text *const arrays[] = { &rows->numbers, &rows->venues, &rows->prompts,
		&rows->reasons };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_start(arrays[i]);
	for (uint32_t i = 0; i < plan->groups_count; i++) {
		array_add_int64(&rows->numbers, i + 1);
		array_add_int64(&rows->venues,
		    making->snapshot->venues[plan->groups[i].venue]);
		if (making->prompts[i] == PROMPT_CHOICE_NONE)
			array_add_null(&rows->prompts);
		else
			array_add_int64(&rows->prompts,
			    making->snapshot->prompts[making->prompts[i]]);
		add_reasons(&reasons, &plan->groups[i]);
		array_add_text(&rows->reasons, text_string(&reasons));
	}
	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_finish(arrays[i]);
	rows->gathering_count = plan->groups_count;
}

static void
add_link(struct round_making *making, const char *purpose, const char *row,
    struct text *ids, struct text *digests)
{
	char token[IDS_TOKEN_SIZE], digest[IDS_SHA256_SIZE];

	ids_token(making->order.link_key, purpose, row, 1, token);
	ids_sha256(token, strlen(token), digest);
	array_add_text(ids, row);
	array_add_text(digests, digest);
}

static void
write_seat(struct round_making *making, uint32_t number, uint32_t person)
{
	struct round_commit_rows *rows = &making->out->rows;
	const struct grouping_group *group = &making->plan.groups[number - 1];
	const char *id = making->snapshot->people[person];
	char seat[DERIVED_ID_SIZE];

	derived_id_seat(seat, making->snapshot->facts.round_id, id);
	array_add_text(&rows->seat_people, id);
	array_add_int64(&rows->seat_numbers, number);
	array_add_bool(&rows->seat_hosts, group->host == person);
	array_add_int64(&rows->seat_minutes,
	    making->input
		.minutes[making->input.people[person].site * making->input.venues_count +
		    group->venue]);
	add_link(making, "answer", seat, &rows->seat_ids, &rows->answer_digests);
	add_link(making, "leave", id, &rows->leave_people, &rows->leave_digests);
	rows->seat_count++;
}

static void
write_seats(struct round_making *making)
{
	struct round_commit_rows *rows = &making->out->rows;
	const struct grouping_plan *plan = &making->plan;
	struct text *const arrays[] = { &rows->seat_people, &rows->seat_numbers,
		&rows->seat_hosts, &rows->seat_minutes, &rows->seat_ids,
		&rows->answer_digests, &rows->leave_people, &rows->leave_digests };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_start(arrays[i]);
	for (uint32_t i = 0; i < plan->groups_count; i++)
		for (uint32_t k = 0; k < plan->groups[i].size; k++)
			write_seat(making, i + 1, plan->groups[i].members[k]);
	for (uint32_t i = 0; i < plan->left_count; i++)
		add_link(making, "leave", making->snapshot->people[plan->left[i].person],
		    &rows->leave_people, &rows->leave_digests);
	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_finish(arrays[i]);
}

static void
write_left(struct round_making *making)
{
	struct round_commit_rows *rows = &making->out->rows;
	const struct grouping_plan *plan = &making->plan;
	struct text *const arrays[] = { &rows->left_people, &rows->left_codes,
		&rows->left_words };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_start(arrays[i]);
	for (uint32_t i = 0; i < plan->left_count; i++) {
		const struct grouping_left *left = &plan->left[i];
		char words[GROUPING_REASON_TEXT_MAX];
		bool is_unpaid = making->is_unpaid[left->person];

		array_add_text(&rows->left_people,
		    making->snapshot->people[left->person]);
		array_add_text(&rows->left_codes,
		    is_unpaid ? "fund" : grouping_reason_name(left->reason));
		array_add_text(&rows->left_words,
		    is_unpaid ? "the fund cannot pay more seats"
			      : grouping_reason_text(&making->input, left, words));
	}
	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		array_finish(arrays[i]);
	rows->left_count = plan->left_count;
}

/* What an administrator reads of the whole. */
static void
add_words(const struct round_making *making, struct text *json)
{
	CLEANUP(text_done) struct text words = { 0 };

	if (round_term_words(&making->input, &making->plan, &words, NULL) != OK)
		return; /* the checker has found the plan good, so it fits */
	text_add(json, ",\"in_words\":");
	text_add_json(json, text_string(&words));
}

static void
write_summary(struct round_making *making)
{
	const struct grouping_plan *plan = &making->plan;
	struct text *json = &making->out->rows.summary;
	uint32_t without_prompt = 0;

	for (uint32_t i = 0; i < plan->groups_count; i++)
		without_prompt += making->prompts[i] == PROMPT_CHOICE_NONE;
	text_add(json, "{\"people\":");
	text_add_int(json, making->input.people_count);
	text_add(json, ",\"gatherings\":");
	text_add_int(json, plan->groups_count);
	text_add(json, ",\"seated\":");
	text_add_int(json, making->out->rows.seat_count);
	text_add(json, ",\"left_out\":");
	text_add_int(json, plan->left_count);
	text_add(json, ",\"unpaid\":");
	text_add_int(json, making->out->unpaid);
	text_add(json, ",\"without_prompt\":");
	text_add_int(json, without_prompt);
	text_add(json, ",\"cost\":");
	text_add_int(json, plan->cost);
	text_add(json, ",\"bound\":");
	text_add_int(json, plan->bound);
	text_add(json, ",\"gap_ppm\":");
	text_add_int(json, plan->gap_ppm);
	text_add(json, ",\"moves\":");
	text_add_int(json, (int64_t)plan->moves);
	text_add(json, ",\"truncated\":");
	add_bool(json, plan->truncated);
	text_add(json, ",\"costs\":");
	round_term_add(json, plan->costs);
	text_add(json, ",\"bounds\":");
	round_term_add(json, plan->bounds);
	add_words(making, json);
	text_add(json, "}");
}

/* What the engine was given, and who and where its numbers are: enough to make the plan
 * again. */
static void
write_formation(struct round_making *making)
{
	struct round_plan *out = making->out;
	CLEANUP(text_done) struct text plan = { 0 };

	array_start(&out->rows.people);
	for (uint32_t i = 0; i < making->input.people_count; i++)
		array_add_text(&out->rows.people, making->snapshot->people[i]);
	array_finish(&out->rows.people);
	array_start(&out->rows.places);
	for (uint32_t i = 0; i < making->input.venues_count; i++)
		array_add_int64(&out->rows.places, making->snapshot->venues[i]);
	array_finish(&out->rows.places);
	grouping_archive_input(&making->input, &out->rows.input);
	ids_sha256(out->rows.input.data, out->rows.input.length, out->digest);
	grouping_archive_plan(&making->plan, &plan);
	ids_sha256(plan.data, plan.length, out->plan_digest);
}

void
round_writing_make(struct round_making *making)
{
	struct round_plan *out = making->out;

	write_gatherings(making);
	write_seats(making);
	write_left(making);
	write_summary(making);
	write_formation(making);
	out->gatherings = making->plan.groups_count;
	out->seated = (uint32_t)out->rows.seat_count;
	out->left_out = making->plan.left_count;
	out->cap = making->snapshot->facts.cap;
	snprintf(out->currency, sizeof out->currency, "%s",
	    making->snapshot->facts.currency);
	out->effort = making->input.effort;
	out->cost = making->plan.cost;
	out->bound = making->plan.bound;
	out->is_truncated = making->plan.truncated;
}
