/* The engine against every possible grouping of a few people. */
#include "grouping.h"

#include "dice.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

#define PEOPLE 9
#define GROUPS 4

/* One venue and one slot, everybody within reach: a grouping is a label per person, 0 for
 * left out. */
struct trial {
	const struct grouping_input *input;
	int64_t between[PEOPLE][PEOPLE]; /* what a pair costs; INT64_MAX: must not meet */
	uint8_t label[PEOPLE];
	uint32_t left_least;                        /* with any number of groups */
	int64_t cost_least[GROUPS + 1][PEOPLE + 1]; /* [groups][left out] */
};

static void
read_pairs(struct trial *trial)
{
	const struct grouping_input *input = trial->input;

	for (uint32_t i = 0; i < PEOPLE; i++)
		for (uint32_t j = 0; j < PEOPLE; j++)
			for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
				if (input->people[i].codes[a] != 0 &&
				    input->people[i].codes[a] ==
					input->people[j].codes[a])
					trial->between[i][j] += input->weights
								    .attributes[a];
	for (size_t k = 0; k < input->pairs_count; k++) {
		const struct grouping_pair *pair = &input->pairs[k];
		int64_t *ab = &trial->between[pair->a][pair->b];
		int64_t *ba = &trial->between[pair->b][pair->a];

		if (pair->kind <= GROUPING_MANAGER)
			*ab = *ba = INT64_MAX;
		else if (*ab != INT64_MAX)
			*ba = *ab += pair->cost;
	}
}

/* What the group with this label costs, or INT64_MAX if it is unlawful. */
static int64_t
cost_of_label(const struct trial *trial, uint8_t label)
{
	const struct grouping_input *input = trial->input;
	uint32_t size = 0, hosts = 0;
	uint64_t once = 0, twice = 0, minding = 0;
	int64_t cost = 0;

	for (uint32_t i = 0; i < PEOPLE; i++) {
		const struct grouping_person *person = &input->people[i];

		if (trial->label[i] != label)
			continue;
		size++;
		hosts += person->may_host && person->host_load < person->host_quota;
		twice |= once & person->sections;
		once |= person->sections;
		minding |= person->minds_alone;
		cost += input->weights.travel * input->minutes[person->site] / 5;
		for (uint32_t j = 0; j < i; j++) {
			if (trial->label[j] != label)
				continue;
			if (trial->between[i][j] == INT64_MAX)
				return INT64_MAX;
			cost += trial->between[i][j];
		}
	}
	if (size < input->size_min || size > input->size_max || hosts == 0)
		return INT64_MAX;
	return cost +
	    input->weights.alone * (int64_t)__builtin_popcountll(once & ~twice & minding);
}

static void
judge(struct trial *trial, uint8_t groups)
{
	int64_t cost = 0;
	uint32_t left = 0;

	for (uint32_t i = 0; i < PEOPLE; i++) {
		if (trial->label[i] == 0) {
			left++;
			cost += trial->input->weights.left_out *
			    (INT64_C(1) + trial->input->people[i].times_left_out);
		}
	}
	for (uint8_t label = 1; label <= groups; label++) {
		int64_t more = cost_of_label(trial, label);

		if (more == INT64_MAX)
			return;
		cost += more;
	}
	if (left < trial->left_least)
		trial->left_least = left;
	if (cost < trial->cost_least[groups][left])
		trial->cost_least[groups][left] = cost;
}

/* Labels come in the order of their first bearer: each grouping is seen once. */
static void
label_from(struct trial *trial, uint32_t person, uint8_t groups)
{
	if (person == PEOPLE) {
		judge(trial, groups);
		return;
	}
	for (uint8_t label = 0; label <= groups + 1 && label <= GROUPS; label++) {
		trial->label[person] = label;
		label_from(trial, person + 1, label > groups ? label : groups);
	}
}

static struct trial
try_all(const struct grouping_input *input)
{
	struct trial trial = { .input = input, .left_least = PEOPLE };

	for (uint32_t groups = 0; groups <= GROUPS; groups++)
		for (uint32_t left = 0; left <= PEOPLE; left++)
			trial.cost_least[groups][left] = INT64_MAX;
	read_pairs(&trial);
	label_from(&trial, 0, 0);
	return trial;
}

static struct grouping_people
nine_people(uint64_t seed)
{
	struct dice dice;

	dice_init(&dice, seed, 99);
	uint32_t lo = 2 + dice_below(&dice, 3);

	return (struct grouping_people){ .count = PEOPLE,
		.sites = 5,
		.venues = 1,
		.slots = 1,
		.side_minutes = 20,
		.travel_minutes_max = 60,
		.free_percent = 100,
		.host_percent = 40 + dice_below(&dice, 61),
		.apart = dice_below(&dice, 8),
		.managers = dice_below(&dice, 4),
		.met = dice_below(&dice, 20),
		.wishes = dice_below(&dice, 6),
		.tables = 9,
		.seats = 9,
		.size_min = lo,
		.size_max = lo + dice_below(&dice, 2),
		.effort = 600000 };
}

#define PROBLEMS 200

struct found {
	uint32_t as_cheap;    /* nothing of as many tables is cheaper */
	uint32_t more_left;   /* fewer could be left out */
	uint32_t proved;      /* for any number of tables */
	uint32_t not_for_all; /* for its own number only */
};

static void
solve(uint64_t seed, struct found *found)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = nine_people(seed);
	struct grouping_plan plan;
	struct err err;

	const struct grouping_input *input = grouping_people_make(&people, seed, &arena);
	struct trial trial = try_all(input);

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, &err), OK);
	ck_assert_msg(grouping_check_plan(input, &plan, &err) == OK, "%s", err.text);
	int64_t least = trial.cost_least[plan.groups_count][plan.left_count];

	ck_assert_int_ge(plan.cost, least);
	if (plan.left_count == 0) { /* else others might have been left out */
		ck_assert_int_le(plan.bound, least);
		for (uint32_t groups = 1; groups <= GROUPS && plan.is_proved; groups++)
			ck_assert_int_le(plan.cost, trial.cost_least[groups][0]);
	}
	found->as_cheap += plan.cost == least;
	found->more_left += plan.left_count > trial.left_least;
	found->proved += plan.is_proved && plan.left_count == 0;
	found->not_for_all += plan.cost == plan.bound && !plan.is_proved;
}

START_TEST(test_never_better_than_trying_everything)
{
	struct found found = { 0 };

	solve((uint64_t)_i, &found);
}
END_TEST

START_TEST(test_as_good_as_trying_everything)
{
	struct found found = { 0 };

	for (uint64_t seed = 0; seed < PROBLEMS; seed++)
		solve(seed, &found);
	printf("# of %d: %u as cheap as can be, %u with more people left out than must "
	       "be, %u proved, %u more for their number of tables\n",
	    PROBLEMS, found.as_cheap, found.more_left, found.proved, found.not_for_all);
	fflush(stdout);
	/* Tight problems: pairs apart, few hosts. This method is no proof of the best. */
	ck_assert_uint_ge(found.as_cheap, PROBLEMS * 95 / 100);
	ck_assert_uint_le(found.more_left, PROBLEMS / 100);
	ck_assert_uint_gt(found.proved, 0);
}
END_TEST

/* A rule more, that two people are apart: of the plans only some are left. */
START_TEST(test_a_rule_more_is_never_cheaper)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	uint64_t seed = 1000 + (uint64_t)_i;
	struct grouping_people people = nine_people(seed);
	struct grouping_input *input = grouping_people_make(&people, seed, &arena);
	struct grouping_pair *pairs = ARENA_NEW(&arena, struct grouping_pair,
	    input->pairs_count + 1);
	struct trial before = try_all(input), after;
	struct grouping_plan plan;

	printf("# seed %d\n", _i);
	memcpy(pairs, input->pairs, input->pairs_count * sizeof(*pairs));
	pairs[input->pairs_count++] = (struct grouping_pair){ (uint32_t)_i % PEOPLE,
		(uint32_t)(_i + 1) % PEOPLE, GROUPING_APART, 0 };
	input->pairs = pairs;
	after = try_all(input);
	for (uint32_t groups = 0; groups <= GROUPS; groups++)
		for (uint32_t left = 0; left <= PEOPLE; left++)
			ck_assert_int_ge(after.cost_least[groups][left],
			    before.cost_least[groups][left]);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_int_ge(plan.cost, after.cost_least[plan.groups_count][plan.left_count]);
}
END_TEST

static int64_t
cost_in_order(const struct grouping_input *input, const uint32_t *place,
    struct arena *arena)
{
	struct grouping_input other = *input;
	struct grouping_person *people = ARENA_NEW(arena, struct grouping_person,
	    input->people_count);
	struct grouping_pair *pairs = ARENA_NEW(arena, struct grouping_pair,
	    input->pairs_count);
	struct grouping_plan plan;

	for (uint32_t i = 0; i < input->people_count; i++)
		people[place[i]] = input->people[i];
	for (size_t i = 0; i < input->pairs_count; i++) {
		pairs[i] = input->pairs[i];
		pairs[i].a = place[pairs[i].a];
		pairs[i].b = place[pairs[i].b];
	}
	other.people = people;
	other.pairs = pairs;
	ck_assert_int_eq(grouping_form(&other, NULL, arena, &plan, NULL), OK);
	return plan.cost;
}

#define ORDERS 20

/* Who comes first in the list has no advantage: seeds as they come, and in other orders,
 * give plans that cost the same on average. */
START_TEST(test_order_of_people_does_not_matter)
{
	struct grouping_people people = grouping_people_usual(60);
	int64_t straight = 0, shuffled = 0;

	people.effort = 60000;
	for (uint64_t seed = 0; seed < ORDERS; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct grouping_input *input = grouping_people_make(&people, 4, &arena);
		uint32_t place[60];
		struct dice dice;

		dice_init(&dice, seed, 7);
		input->seed = seed;
		for (uint32_t i = 0; i < 60; i++)
			place[i] = i;
		straight += cost_in_order(input, place, &arena);
		for (uint32_t i = 59; i > 0; i--) {
			uint32_t other = dice_below(&dice, i + 1), kept = place[i];

			place[i] = place[other];
			place[other] = kept;
		}
		shuffled += cost_in_order(input, place, &arena);
	}
	printf("# on average %d, in other orders %d\n", (int)(straight / ORDERS),
	    (int)(shuffled / ORDERS));
	ck_assert_int_lt(100 * straight, 105 * shuffled);
	ck_assert_int_lt(100 * shuffled, 105 * straight);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_optimum");
	TCase *slow = slow_tests("many problems", 120);

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_never_better_than_trying_everything, 0, 3);
	tcase_add_loop_test(tests, test_a_rule_more_is_never_cheaper, 0, 4);
	tcase_add_test(tests, test_order_of_people_does_not_matter);
	tcase_add_test(slow, test_as_good_as_trying_everything);
	return run_cases("grouping_optimum", (TCase *[]){ tests, slow }, 2);
}
