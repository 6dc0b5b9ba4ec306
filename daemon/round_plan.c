/* round_plan.c - whom the fund pays, the engine, a second opinion on its plan, prompts,
 * and the rows: all that a commit needs, made where it may take its time. */
#include "round_plan.h"

#include "array.h"
#include "derived_id.h"
#include "grouping_check.h"
#include "grouping_reason.h"
#include "prompt_choice.h"

#include <stdio.h>
#include <string.h>

#define EFFORT_USUAL 20

/* Weights of matching.md 2; a season's own come with its rules. */
static const struct grouping_weights weights = {
	.attributes = {
		[ROUND_SPECIALTY] = 10,
		[ROUND_SITE] = 6,
		[ROUND_STAGE] = 4,
		[ROUND_PROFESSION] = 4,
	},
	.travel = 1,
	.alone = 15,
	.left_out = 300,
};

static const char *const term_names[GROUPING_TERM_COUNT] = {
	[ROUND_SPECIALTY] = "specialty",
	[ROUND_SITE] = "site",
	[ROUND_STAGE] = "stage",
	[ROUND_PROFESSION] = "role",
	[GROUPING_TERM_TRAVEL] = "travel",
	[GROUPING_TERM_MET] = "repeats",
	[GROUPING_TERM_LEFT_OUT] = "left_out",
};

struct making {
	const struct round_plan_order *order;
	const struct round_snapshot *snapshot;
	struct arena arena;
	struct grouping_input input;
	bool *is_unpaid; /* by person */
	struct grouping_plan plan;
	uint32_t *prompts; /* by group */
	struct round_plan *out;
};

struct turn {
	uint64_t order; /* times left out first, then by lot */
	uint32_t person;
};

static int
compare_turns(const void *a, const void *b)
{
	const struct turn *one = a, *other = b;

	if (one->order != other->order)
		return one->order < other->order ? -1 : 1;
	return one->person < other->person ? -1 : 1;
}

/* A lot that is the same on every machine. */
static uint64_t
lot(uint64_t seed, uint32_t person)
{
	uint64_t mixed = seed + (person + (uint64_t)1) * 0x9E3779B97F4A7C15u;

	mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
	mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
	return (mixed ^ mixed >> 31) >> 17;
}

/* The fund pays so many seats: whoever was left out most often in a row goes first. Who
 * is not paid for offers the engine no evening. */
static void
choose_paid(struct making *making)
{
	const struct round_facts *facts = &making->snapshot->facts;
	uint32_t count = making->input.people_count, free_count = 0;
	int64_t payable = facts->free.cents / facts->cap.cents;
	struct grouping_person *people = ARENA_NEW(&making->arena, struct grouping_person,
	    count + 1);
	struct turn *turns = ARENA_NEW(&making->arena, struct turn, count + 1);

	making->is_unpaid = ARENA_NEW(&making->arena, bool, count + 1);
	if (count > 0)
		memcpy(people, making->input.people, count * sizeof *people);
	making->input.people = people;
	for (uint32_t i = 0; i < count; i++)
		if (people[i].slots != 0)
			turns[free_count++] = (struct turn){
				.order = (uint64_t)(UINT16_MAX - people[i].times_left_out)
					<< 47 |
				    lot(making->order->seed, i),
				.person = i,
			};
	if (free_count <= payable)
		return;
	qsort(turns, free_count, sizeof *turns, compare_turns);
	for (uint32_t i = payable > 0 ? (uint32_t)payable : 0; i < free_count; i++) {
		people[turns[i].person].slots = 0;
		making->is_unpaid[turns[i].person] = true;
		making->out->unpaid++;
	}
}

static enum status
group(struct making *making, const atomic_bool *stop, struct err *err)
{
	const struct grouping_options options = { .stop = stop };
	enum status status = grouping_form(&making->input, &options, &making->arena,
	    &making->plan, err);

	if (status != OK)
		return status;
	if (grouping_check_plan(&making->input, &making->plan, err) != OK)
		return err_set(err, ERR_BUG, "the plan breaks a rule: %.180s", err->text);
	return OK;
}

static void
choose_prompts(struct making *making)
{
	const struct grouping_plan *plan = &making->plan;
	struct prompt_choice_gathering *gatherings = ARENA_NEW(&making->arena,
	    struct prompt_choice_gathering, plan->groups_count + 1);

	making->prompts = ARENA_NEW(&making->arena, uint32_t, plan->groups_count + 1);
	for (uint32_t i = 0; i < plan->groups_count; i++)
		gatherings[i] = (struct prompt_choice_gathering){
			.members = plan->groups[i].members,
			.size = plan->groups[i].size,
		};
	(void)prompt_choice_make(
	    &(struct prompt_choice_input){
		.gatherings = gatherings,
		.gatherings_count = plan->groups_count,
		.given = making->snapshot->given,
		.people_count = making->input.people_count,
		.prompts_count = making->snapshot->prompts_count,
	    },
	    making->prompts); /* who got none shows in the rows */
}

static void
add_costs(struct text *json, const int64_t costs[GROUPING_TERM_COUNT])
{
	bool is_first = true;

	text_add(json, "{");
	for (size_t term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (term_names[term] == NULL)
			continue;
		if (!is_first)
			text_add(json, ",");
		is_first = false;
		text_add_json(json, term_names[term]);
		text_add(json, ":");
		text_add_int(json, costs[term]);
	}
	text_add(json, "}");
}

static void
add_reasons(struct text *json, const struct grouping_group *group)
{
	text_clear(json);
	text_add(json, "{\"farthest_min\":");
	text_add_int(json, group->minutes_max);
	text_add(json, ",\"willing_hosts\":");
	text_add_int(json, group->hosts);
	text_add(json, ",\"repeats\":");
	text_add_int(json, group->repeats);
	text_add(json, ",\"specialties\":");
	text_add_int(json, group->distinct[ROUND_SPECIALTY]);
	text_add(json, ",\"sites\":");
	text_add_int(json, group->distinct[ROUND_SITE]);
	text_add(json, ",\"cost\":");
	add_costs(json, group->costs);
	text_add(json, "}");
}

static void
write_gatherings(struct making *making)
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
add_link(struct making *making, const char *purpose, const char *row, struct text *ids,
    struct text *digests)
{
	char token[IDS_TOKEN_SIZE], digest[IDS_SHA256_SIZE];

	ids_token(making->order->link_key, purpose, row, 1, token);
	ids_sha256(token, strlen(token), digest);
	array_add_text(ids, row);
	array_add_text(digests, digest);
}

static void
write_seat(struct making *making, uint32_t number, uint32_t person)
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
write_seats(struct making *making)
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
write_left(struct making *making)
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

static void
write_summary(struct making *making)
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
	text_add_int(json, plan->truncated);
	text_add(json, ",\"costs\":");
	add_costs(json, plan->costs);
	text_add(json, ",\"bounds\":");
	add_costs(json, plan->bounds);
	text_add(json, "}");
}

/* Why there is no table at all, in the words of the commonest reason. */
static enum status
explain_nobody(struct making *making)
{
	const struct grouping_plan *plan = &making->plan;
	const struct round_facts *facts = &making->snapshot->facts;
	uint32_t counts[GROUPING_LEFT_REASON_COUNT] = { 0 };
	const struct grouping_left *commonest = NULL;
	char words[GROUPING_REASON_TEXT_MAX], free_money[MONEY_TEXT_MAX],
	    cap[MONEY_TEXT_MAX];

	if (plan->left_count == 0)
		return err_set(&making->out->err, ERR_LIMIT,
		    "nobody is enrolled: convenectl enrolment import");
	if (making->out->unpaid > 0 &&
	    facts->free.cents / facts->cap.cents < facts->seats_min)
		return err_set(&making->out->err, ERR_LIMIT,
		    "fund %s has %s left, which pays %lld seats at %s; a table needs "
		    "%lld",
		    facts->fund, money_format(facts->free, free_money),
		    (long long)(facts->free.cents / facts->cap.cents),
		    money_format(facts->cap, cap), (long long)facts->seats_min);
	for (uint32_t i = 0; i < plan->left_count; i++)
		if (!making->is_unpaid[plan->left[i].person] &&
		    (++counts[plan->left[i].reason],
			commonest == NULL ||
			    counts[plan->left[i].reason] > counts[commonest->reason]))
			commonest = &plan->left[i];
	if (commonest ==
	    NULL) /* whoever is free is unpaid, and that would fill a table */
		return err_set(&making->out->err, ERR_LIMIT,
		    "fund %s pays too few of those who could sit together", facts->fund);
	return err_set(&making->out->err, ERR_LIMIT, "no table can be formed: %s",
	    grouping_reason_text(&making->input, commonest, words));
}

static void
write_digest(struct making *making)
{
	char text[64];
	int length = snprintf(text, sizeof text, "%016llx",
	    (unsigned long long)making->plan.digest);

	ids_sha256(text, (size_t)length, making->out->digest);
}

void
round_plan_make(const struct round_plan_order *order, const atomic_bool *stop,
    struct round_plan *ret_plan)
{
	struct making making = {
		.order = order,
		.snapshot = order->snapshot,
		.input = order->snapshot->input,
		.out = ret_plan,
	};

	*ret_plan = (struct round_plan){ .status = OK };
	making.input.weights = weights;
	making.input.seed = order->seed;
	making.input.effort = grouping_effort(making.input.people_count) / EFFORT_USUAL *
	    order->effort;
	choose_paid(&making);
	if (making.input.people_count > 0)
		ret_plan->status = group(&making, stop, &ret_plan->err);
	if (ret_plan->status == OK && making.plan.groups_count == 0)
		ret_plan->status = explain_nobody(&making);
	if (ret_plan->status == OK) {
		choose_prompts(&making);
		write_gatherings(&making);
		write_seats(&making);
		write_left(&making);
		write_summary(&making);
		write_digest(&making);
		ret_plan->gatherings = making.plan.groups_count;
		ret_plan->seated = (uint32_t)ret_plan->rows.seat_count;
		ret_plan->left_out = making.plan.left_count;
		ret_plan->cap = order->snapshot->facts.cap;
		snprintf(ret_plan->currency, sizeof ret_plan->currency, "%s",
		    order->snapshot->facts.currency);
		ret_plan->effort = making.input.effort;
		ret_plan->cost = making.plan.cost;
		ret_plan->bound = making.plan.bound;
	}
	arena_done(&making.arena);
}

void
round_plan_done(struct round_plan *plan)
{
	round_commit_rows_done(&plan->rows);
}
