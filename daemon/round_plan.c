/* round_plan.c - whom the fund pays, the engine, a second opinion on its plan, prompts,
 * and the rows: all that a commit needs, made where it may take its time. */
#include "round_making.h"

#include "grouping_check.h"
#include "grouping_reason.h"
#include "prompt_choice.h"
#include "round_writing.h"

#include <stdio.h>
#include <string.h>

#define EFFORT_USUAL 20

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
choose_paid(struct round_making *making)
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
				    lot(making->order.seed, i),
				.person = i,
			};
	if (free_count <= payable)
		return;
	qsort(turns, free_count, sizeof *turns, compare_turns);
	for (uint32_t i = payable > 0 ? (uint32_t)payable : 0; i < free_count; i++) {
		people[turns[i].person].slots = 0;
		making->is_unpaid[turns[i].person] = true;
		making->unpaid++;
	}
}

static enum status
take(struct round_making *making, struct err *err)
{
	enum status status = round_search_take(&making->search, &making->plan, err);

	if (status != OK)
		return status;
	if (grouping_check_plan(&making->input, &making->plan, err) != OK)
		return err_set(err, ERR_BUG, "the plan breaks a rule: %.180s", err->text);
	return OK;
}

static void
choose_prompts(struct round_making *making)
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

/* Why there is no table at all, in the words of the commonest reason. */
static enum status
explain_nobody(struct round_making *making)
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
	if (making->unpaid > 0 && facts->free.cents / facts->cap.cents < facts->seats_min)
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

struct round_making *
round_plan_begin(const struct round_plan_order *order)
{
	struct round_making *making = alloc_zero(1, sizeof *making);

	making->order = *order;
	making->snapshot = order->snapshot;
	making->input = order->snapshot->input;
	return making;
}

void
round_plan_end(struct round_making **makingp)
{
	struct round_making *making = TAKE(*makingp);

	if (making == NULL)
		return;
	round_search_done(&making->search);
	arena_done(&making->arena);
	free(making);
}

void
round_plan_prepare(struct round_making *making)
{
	making->input.seed = making->order.seed;
	making->input.effort = grouping_effort(making->input.people_count) /
	    EFFORT_USUAL * making->order.effort;
	choose_paid(making);
	if (making->input.people_count > 0)
		round_search_init(&making->search, &making->input, making->order.threads);
}

struct round_search *
round_plan_search(struct round_making *making)
{
	return making->search.input != NULL ? &making->search : NULL;
}

void
round_plan_finish(struct round_making *making, struct round_plan *ret_plan)
{
	*ret_plan = (struct round_plan){ .status = OK, .unpaid = making->unpaid };
	making->out = ret_plan;
	if (making->search.input != NULL)
		ret_plan->status = take(making, &ret_plan->err);
	if (ret_plan->status == OK && making->plan.groups_count == 0)
		ret_plan->status = explain_nobody(making);
	if (ret_plan->status != OK)
		return;
	choose_prompts(making);
	round_writing_make(making);
}

void
round_plan_done(struct round_plan *plan)
{
	round_commit_rows_done(&plan->rows);
}
