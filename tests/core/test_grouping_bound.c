/* The bound against every plan of a few people: hosts and glue are let go, which
 * makes more plans and cheaper ones, and the bound must be under those as well. */
#include "grouping.h"

#include "dice.h"
#include "grouping_bound_place.h"
#include "grouping_bound_spread.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

#define PEOPLE 8
#define SLOTS 3

struct trial {
	const struct grouping_input *input;
	const struct grouping_plan *plan;
	uint32_t people[PEOPLE]; /* seated */
	uint32_t count;
	uint32_t groups[PEOPLE][PEOPLE], sizes[PEOPLE];
	uint32_t used[PEOPLE * SLOTS]; /* [venue * slots + slot] */
	int64_t costs[GROUPING_TERM_COUNT];
	int64_t least[GROUPING_TERM_COUNT], least_cost;
};

static int64_t
cost_of_pair(const struct trial *trial, uint32_t a, uint32_t b, int64_t *costs)
{
	const struct grouping_input *input = trial->input;
	int64_t forbidden = 0;

	for (int t = 0; t < GROUPING_ATTRIBUTES; t++)
		if (input->people[a].codes[t] == input->people[b].codes[t] &&
		    input->people[a].codes[t] != 0)
			costs[t] += input->weights.attributes[t];
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if ((pair->a != a || pair->b != b) && (pair->a != b || pair->b != a))
			continue;
		if (pair->kind == GROUPING_MET)
			costs[GROUPING_TERM_MET] += pair->cost;
		else if (pair->kind == GROUPING_WISH)
			costs[GROUPING_TERM_WISH] += pair->cost;
		else
			forbidden++;
	}
	return forbidden;
}

static bool
is_group(const struct trial *trial, uint32_t g, int64_t *costs)
{
	const struct grouping_person *people = trial->input->people;
	int64_t forbidden = 0;

	for (uint32_t i = 0; i < trial->sizes[g]; i++) {
		uint64_t alone = people[trial->groups[g][i]].minds_alone;

		for (uint32_t j = 0; j < trial->sizes[g]; j++) {
			if (j < i)
				forbidden += cost_of_pair(trial, trial->groups[g][i],
				    trial->groups[g][j], costs);
			if (j != i)
				alone &= ~people[trial->groups[g][j]].sections;
		}
		costs[GROUPING_TERM_ALONE] += trial->input->weights.alone *
		    __builtin_popcountll(alone);
	}
	return forbidden == 0 && trial->sizes[g] >= trial->input->size_min;
}

/* Travel of the group in this cell, or -1. */
static int64_t
way_of(const struct trial *trial, uint32_t g, uint32_t venue, uint32_t slot)
{
	const struct grouping_input *input = trial->input;
	int64_t cost = 0;

	if (trial->used[venue * SLOTS + slot] >= input->tables[venue * SLOTS + slot] ||
	    trial->sizes[g] > input->table_seats[venue])
		return -1;
	for (uint32_t i = 0; i < trial->sizes[g]; i++) {
		const struct grouping_person *person = &input
							    ->people[trial->groups[g][i]];
		uint32_t minutes =
		    input->minutes[person->site * input->venues_count + venue];

		if (minutes > person->travel_minutes_max ||
		    (person->slots >> slot & 1) == 0)
			return -1;
		cost += (int64_t)input->weights.travel * minutes / 5;
	}
	return cost;
}

static void
place_from(struct trial *trial, uint32_t g, int64_t travel)
{
	const struct grouping_input *input = trial->input;

	if (g == trial->plan->groups_count) {
		int64_t sum = 0;

		trial->costs[GROUPING_TERM_TRAVEL] = travel;
		for (int t = 0; t < GROUPING_TERM_COUNT; t++) {
			sum += trial->costs[t];
			if (trial->costs[t] < trial->least[t])
				trial->least[t] = trial->costs[t];
		}
		if (sum < trial->least_cost)
			trial->least_cost = sum;
		return;
	}
	for (uint32_t venue = 0; venue < input->venues_count; venue++) {
		for (uint32_t slot = 0; slot < SLOTS; slot++) {
			int64_t way = way_of(trial, g, venue, slot);

			if (way < 0)
				continue;
			trial->used[venue * SLOTS + slot]++;
			place_from(trial, g + 1, travel + way);
			trial->used[venue * SLOTS + slot]--;
		}
	}
}

static void
judge(struct trial *trial)
{
	memset(trial->costs, 0, sizeof(trial->costs));
	trial->costs[GROUPING_TERM_LEFT_OUT] = trial->plan->costs[GROUPING_TERM_LEFT_OUT];
	for (uint32_t g = 0; g < trial->plan->groups_count; g++)
		if (!is_group(trial, g, trial->costs))
			return;
	place_from(trial, 0, 0);
}

/* Each partition into as many groups as the plan has, once. */
static void
seat_from(struct trial *trial, uint32_t at, uint32_t groups)
{
	uint32_t most = trial->plan->groups_count;

	if (at == trial->count) {
		if (groups == most)
			judge(trial);
		return;
	}
	for (uint32_t g = 0; g <= groups && g < most; g++) {
		if (trial->sizes[g] == trial->input->size_max)
			continue;
		trial->groups[g][trial->sizes[g]++] = trial->people[at];
		seat_from(trial, at + 1, groups + (g == groups));
		trial->sizes[g]--;
	}
}

static struct grouping_people
eight_people(uint64_t seed)
{
	struct dice dice;

	dice_init(&dice, seed, 77);
	uint32_t low = 2 + dice_below(&dice, 2);

	return (struct grouping_people){ .count = PEOPLE,
		.sites = 2 + dice_below(&dice, 4),
		.venues = 1 + dice_below(&dice, 4),
		.slots = SLOTS,
		.side_minutes = 40 + dice_below(&dice, 60),
		.travel_minutes_max = 30 + dice_below(&dice, 30),
		.free_percent = 50 + dice_below(&dice, 51),
		.host_percent = 100,
		.apart = dice_below(&dice, 3),
		.met = dice_below(&dice, 20),
		.wishes = dice_below(&dice, 12),
		.tables = 1 + dice_below(&dice, 2),
		.seats = 4,
		.size_min = low,
		.size_max = low + dice_below(&dice, 2),
		.effort = 2000 };
}

/* Adds to reached when the cheapest plan is the bound, to sharper when the whole
 * says more than its terms. */
static void
compare(uint64_t seed, uint32_t *reached, uint32_t *sharper)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = eight_people(seed);
	struct grouping_input *input = grouping_people_make(&people, seed, &arena);
	struct grouping_plan plan;
	struct err err = { OK, "" };
	struct trial trial = { .input = input, .plan = &plan, .least_cost = INT64_MAX };
	int64_t sum = 0;

	input->weights.travel = 1 + (int32_t)(seed % 3) * 4;
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, &err), OK);
	ck_assert_msg(grouping_check_plan(input, &plan, &err) == OK, "%s", err.text);
	for (int t = 0; t < GROUPING_TERM_COUNT; t++)
		trial.least[t] = INT64_MAX;
	for (uint32_t g = 0; g < plan.groups_count; g++)
		for (uint32_t i = 0; i < plan.groups[g].size; i++)
			trial.people[trial.count++] = plan.groups[g].members[i];
	seat_from(&trial, 0, 0);
	for (int t = 0; t < GROUPING_TERM_COUNT; t++) {
		ck_assert_msg(plan.bounds[t] <= trial.least[t],
		    "seed %lu: term %d: bound %ld, least %ld", (unsigned long)seed, t,
		    (long)plan.bounds[t], (long)trial.least[t]);
		sum += plan.bounds[t];
	}
	ck_assert_msg(plan.bound <= trial.least_cost, "seed %lu: bound %ld, least %ld",
	    (unsigned long)seed, (long)plan.bound, (long)trial.least_cost);
	ck_assert_int_ge(plan.bound, sum);
	*reached += plan.bound == trial.least_cost;
	*sharper += plan.bound > sum;
}

#define PROBLEMS 250

START_TEST(test_no_plan_is_below_the_bound)
{
	uint32_t reached = 0, sharper = 0;

	for (uint64_t seed = 0; seed < PROBLEMS; seed++)
		compare(seed, &reached, &sharper);
	printf("# of %d: bound reached %u, above the sum of its terms %u\n", PROBLEMS,
	    reached, sharper);
	fflush(stdout);
	ck_assert_uint_ge(reached, PROBLEMS / 5);
	ck_assert_uint_ge(sharper, PROBLEMS / 4);
}
END_TEST

/* Two towns of 14 of one code each and 14 of many, far apart: two tables each.
 * Together the 28 alike would fill 4 tables with 7 each, which is the same; but 21
 * and 7 are not. */
START_TEST(test_regions_do_not_lend_people)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_person people[28] = { { .slots = 1 } };
	uint16_t tables[] = { 4, 4 }, seats[] = { 7, 7 };
	uint8_t minutes[] = { 5, GROUPING_NO_WAY, GROUPING_NO_WAY, 5 };
	struct grouping_plan plan;

	for (uint32_t i = 0; i < 28; i++)
		people[i] = (struct grouping_person){ .codes = { i < 14 ? 1 : 2 + i },
			.slots = 1,
			.site = i / 14,
			.host_quota = 1,
			.may_host = true,
			.travel_minutes_max = 30 };
	struct grouping_input input = { .people = people,
		.people_count = 28,
		.slots_count = 1,
		.venues_count = 2,
		.tables = tables,
		.table_seats = seats,
		.sites_count = 2,
		.minutes = minutes,
		.size_min = 6,
		.size_max = 7,
		.weights = { .attributes = { 10 }, .travel = 1 },
		.effort = 1000 };

	ck_assert_int_eq(grouping_form(&input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.groups_count, 4);
	/* 14 alike at 2 tables of 7: 2 * 21 pairs; at 4 tables it would be 20 pairs. */
	ck_assert_int_eq(plan.bounds[0], 420);
	ck_assert_int_eq(plan.gap_ppm, 0);
}
END_TEST

/* Ten at home in each of two sites with a venue at the door, twenty minutes between.
 * Tables of five of one site cost 100 a table; crossing costs 4 a person. Alone,
 * travel is 0 and the sites are mixed evenly: only together they show that somebody
 * must pay. */
START_TEST(test_travel_and_site_are_bounded_together)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_person people[20];
	uint16_t tables[] = { 4, 4 }, seats[] = { 5, 5 };
	uint8_t minutes[] = { 0, 20, 20, 0 };
	struct grouping_plan plan;

	for (uint32_t i = 0; i < 20; i++)
		people[i] = (struct grouping_person){ .codes = { 1 + i / 10 },
			.slots = 1,
			.site = i / 10,
			.host_quota = 1,
			.may_host = true,
			.travel_minutes_max = 30 };
	struct grouping_input input = { .people = people,
		.people_count = 20,
		.slots_count = 1,
		.venues_count = 2,
		.tables = tables,
		.table_seats = seats,
		.sites_count = 2,
		.minutes = minutes,
		.size_min = 5,
		.size_max = 5,
		.weights = { .attributes = { 10 }, .travel = 1 },
		.effort = 20000 };

	ck_assert_int_eq(grouping_form(&input, NULL, &arena, &plan, NULL), OK);
	/* The best: 3 and 2 at each table (4 pairs), and the two strangers of each
	 * came. */
	ck_assert_int_eq(plan.cost, 4 * (40 + 8));
	ck_assert_int_eq(plan.bounds[0] + plan.bounds[GROUPING_TERM_TRAVEL], 160);
	ck_assert_int_eq(plan.bound, plan.cost);
	/* One of ten with another code: the other nine are still of one site. */
	people[9].codes[0] = 7;
	ck_assert_int_eq(grouping_form(&input, NULL, &arena, &plan, NULL), OK);
	ck_assert_int_ge(plan.bound,
	    plan.bounds[0] + plan.bounds[GROUPING_TERM_TRAVEL] + 20);
}
END_TEST

START_TEST(test_whoever_met_everybody_meets_some_again)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = { .count = 8,
		.sites = 1,
		.venues = 1,
		.slots = 1,
		.side_minutes = 1,
		.travel_minutes_max = 30,
		.free_percent = 100,
		.host_percent = 100,
		.tables = 2,
		.seats = 4,
		.size_min = 4,
		.size_max = 4,
		.effort = 1000 };
	struct grouping_input *input = grouping_people_make(&people, 1, &arena);
	struct grouping_pair pairs[28];
	struct grouping_plan plan;

	input->pairs = pairs;
	for (uint32_t i = 0; i < 8; i++)
		for (uint32_t j = 0; j < i; j++)
			pairs[input->pairs_count++] = (struct grouping_pair){ i, j,
				GROUPING_MET, 60 };
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_int_eq(plan.bounds[GROUPING_TERM_MET], 12 * 60);
	ck_assert_int_eq(plan.costs[GROUPING_TERM_MET], 12 * 60);
}
END_TEST

/* As at 1,000,000: many regions, most codes everywhere. Halving finds what trying every
 * division of the tables finds. */
START_TEST(test_tables_are_divided_at_best)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_person people[54];
	uint32_t members[54];
	uint16_t tables[] = { 99, 99 }, seats[] = { 8, 8 };
	uint8_t minutes[] = { 5, GROUPING_NO_WAY, GROUPING_NO_WAY, 5 };
	struct grouping_group group = { .members = members,
		.size = 54,
		.fixed = GROUPING_NONE };
	struct grouping_plan plan = { .groups = &group };

	for (uint32_t i = 0; i < 54; i++) {
		people[i] = (struct grouping_person){ .codes = { i < 36 ? 1 : 1 + i % 9 },
			.slots = 1,
			.site = i / 27,
			.travel_minutes_max = 30 };
		members[i] = i;
	}
	struct grouping_input input = { .people = people,
		.people_count = 54,
		.slots_count = 1,
		.venues_count = 2,
		.tables = tables,
		.table_seats = seats,
		.sites_count = 2,
		.minutes = minutes,
		.size_min = 3,
		.size_max = 8,
		.weights = { .attributes = { 1 } } };

	plan.groups_count = 1;
	struct grouping_bound_sites *sites = grouping_bound_sites_new(&input, &plan,
	    &arena);

	sites->groups_count = 12;
	/* 27 alike; 9 alike and two each of 8: 9 tables and 3, or 8 and 4 ... */
	int64_t least = INT64_MAX;

	for (int64_t a = 4; a <= 8; a++) {
		int64_t b = 12 - a, cost = 0, each = 27 / a, more = 27 % a;

		cost += more * (each + 1) * each / 2 + (a - more) * each * (each - 1) / 2;
		each = 11 / b, more = 11 % b;
		cost += more * (each + 1) * each / 2 + (b - more) * each * (each - 1) / 2;
		least = cost < least ? cost : least;
	}
	ck_assert_int_eq(grouping_bound_spread_of(grouping_bound_spread_new(sites,
						      &arena),
			     1),
	    least);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_bound");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, test_no_plan_is_below_the_bound);
	tcase_add_test(tests, test_regions_do_not_lend_people);
	tcase_add_test(tests, test_travel_and_site_are_bounded_together);
	tcase_add_test(tests, test_whoever_met_everybody_meets_some_again);
	tcase_add_test(tests, test_tables_are_divided_at_best);
	return run_tests("grouping_bound", tests);
}
