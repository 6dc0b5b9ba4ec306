/* What is told of a plan, against the plan's own figures and against trying it out. */
#include "grouping_explain.h"

#include "grouping_change.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <string.h>

/* Two tables of three (0, 1, 2 and 3, 4, 5), one venue, two evenings, 6 is left out. */
struct world {
	struct grouping_person people[7];
	struct grouping_pair pairs[8];
	struct grouping_group groups[2];
	struct grouping_left left;
	uint32_t members[6];
	uint16_t tables[2], seats[1];
	uint8_t minutes[2];
	struct grouping_input input;
	struct grouping_plan plan;
	struct grouping_explain *explain;
	struct arena arena;
};

static void
make_world(struct world *world)
{
	*world = (struct world){ .tables = { 2, 2 },
		.seats = { 3 },
		.minutes = { 10, 25 },
		.members = { 0, 1, 2, 3, 4, 5 } };
	for (uint32_t i = 0; i < 7; i++)
		world->people[i] = (struct grouping_person){ .codes = { 1 + i % 3 },
			.slots = 3,
			.site = i == 2,
			.host_quota = 9,
			.host_load = (uint16_t)i,
			.may_host = true,
			.travel_minutes_max = 30 };
	for (uint32_t g = 0; g < 2; g++)
		world->groups[g] = (struct grouping_group){
			.members = &world->members[3 * g],
			.size = 3,
			.slot = g,
			.host = 3 * g,
			.fixed = GROUPING_NONE
		};
	world->left = (struct grouping_left){ .person = 6, .reason = GROUPING_LEFT_FULL };
	world->input = (struct grouping_input){ .people = world->people,
		.people_count = 7,
		.pairs = world->pairs,
		.slots_count = 2,
		.venues_count = 1,
		.tables = world->tables,
		.table_seats = world->seats,
		.sites_count = 2,
		.minutes = world->minutes,
		.size_min = 3,
		.size_max = 3,
		.weights = { .attributes = { 10 },
		    .travel = 1,
		    .alone = 15,
		    .left_out = 300 } };
	world->plan = (struct grouping_plan){ .groups = world->groups,
		.groups_count = 2,
		.left = &world->left,
		.left_count = 1 };
}

static void
add_pair(struct world *world, uint32_t a, uint32_t b, enum grouping_pair_kind kind,
    int32_t cost)
{
	world->pairs[world->input.pairs_count++] = (struct grouping_pair){ a, b, kind,
		cost };
}

static struct grouping_explained_table
table_of(struct world *world, uint32_t group)
{
	struct grouping_explained_table table;

	ck_assert_int_eq(grouping_explain_new(&world->input, &world->plan, &world->arena,
			     &world->explain, NULL),
	    OK);
	grouping_explain_table(world->explain, group, &world->arena, &table);
	return table;
}

static struct grouping_explained_person
person_of(struct world *world, uint32_t person)
{
	struct grouping_explained_person explained;

	ck_assert_int_eq(grouping_explain_new(&world->input, &world->plan, &world->arena,
			     &world->explain, NULL),
	    OK);
	grouping_explain_person(world->explain, person, &explained);
	return explained;
}

START_TEST(test_a_table_tells_its_ways_and_costs)
{
	struct world world;

	make_world(&world);
	add_pair(&world, 0, 2, GROUPING_MET, 30);
	add_pair(&world, 2, 1, GROUPING_MET, 60);
	add_pair(&world, 0, 3, GROUPING_MET, 60); /* not at one table */
	add_pair(&world, 1, 0, GROUPING_WISH, -20);
	add_pair(&world, 0, 1, GROUPING_WISH, 5);
	world.people[1].sections = world.people[1].minds_alone = 1;
	struct grouping_explained_table table = table_of(&world, 0);

	ck_assert_uint_eq(table.minutes_max, 25);
	ck_assert_uint_eq(table.farthest, 2);
	ck_assert_uint_eq(table.minutes_mean, 15);
	ck_assert_uint_eq(table.slots_shared, 3);
	ck_assert_uint_eq(table.repeats_count, 2);
	ck_assert_uint_eq(table.repeats[0].pair, 1); /* the costliest */
	ck_assert_uint_eq(table.wishes_met, 1);
	ck_assert_uint_eq(table.wishes_against, 1);
	ck_assert_uint_eq(table.alone, 1);
	ck_assert_int_eq(table.costs[GROUPING_TERM_TRAVEL], 2 + 2 + 5);
	ck_assert_int_eq(table.costs[GROUPING_TERM_MET], 90);
	ck_assert_int_eq(table.costs[GROUPING_TERM_WISH], -15);
	ck_assert_int_eq(table.cost, 9 + 90 - 15 + 15);
	arena_done(&world.arena);
}
END_TEST

static const struct {
	uint16_t loads[3];
	bool may_host[3];
	uint32_t host;
	enum grouping_host_why why;
	uint32_t next;
} hosts[] = {
	{ { 0, 1, 2 }, { true, true, true }, 0, GROUPING_HOST_LEAST, 1 },
	{ { 1, 1, 2 }, { true, true, true }, 0, GROUPING_HOST_EQUAL, 1 },
	{ { 1, 0, 2 }, { true, true, true }, 0, GROUPING_HOST_CHOSEN, 0 },
	{ { 1, 0, 2 }, { true, false, false }, 0, GROUPING_HOST_ONLY, UINT32_MAX },
	{ { 0, 0, 0 }, { false, false, false }, GROUPING_NONE, GROUPING_HOST_NOBODY,
	    UINT32_MAX },
};

START_TEST(test_the_host_has_a_reason)
{
	struct world world;

	make_world(&world);
	for (uint32_t i = 0; i < 3; i++) {
		world.people[i].host_load = hosts[_i].loads[i];
		world.people[i].may_host = hosts[_i].may_host[i];
	}
	world.groups[0].host = hosts[_i].host;
	struct grouping_explained_table table = table_of(&world, 0);

	ck_assert_int_eq(table.host_why, hosts[_i].why);
	ck_assert_uint_eq(table.host_load_next, hosts[_i].next);
	arena_done(&world.arena);
}
END_TEST

/* Three people could show three values; two is all that can come on that evening. */
START_TEST(test_possible_is_what_could_come)
{
	struct world world;

	make_world(&world);
	world.people[1].codes[0] = 1;
	world.people[2].codes[0] = 0;
	ck_assert_uint_eq(table_of(&world, 0).spreads[0].distinct, 1);
	ck_assert_uint_eq(table_of(&world, 0).spreads[0].known, 2);
	ck_assert_uint_eq(table_of(&world, 0).spreads[0].possible, 2);
	for (uint32_t i = 3; i < 7; i++)
		world.people[i].slots = 2; /* not the table's evening */
	ck_assert_uint_eq(table_of(&world, 0).spreads[0].possible, 1);
	for (uint32_t i = 0; i < 6; i++) {
		world.people[i].codes[0] = 1 + (i < 3);
		world.people[i].slots = i < 3 ? 1 : 2;
	}
	ck_assert_uint_eq(table_of(&world, 1).spreads[0].possible, 1);
	arena_done(&world.arena);
}
END_TEST

/* Persons 0 and 3 have the same value as each other: 0 for 4 would save nothing. */
START_TEST(test_the_best_exchange_is_found)
{
	struct world world;

	make_world(&world);
	add_pair(&world, 0, 1, GROUPING_MET, 50);
	add_pair(&world, 0, 4, GROUPING_WISH, -40);
	struct grouping_explained_person person = person_of(&world, 0);

	ck_assert_uint_eq(person.best.group, 1);
	ck_assert_uint_eq(person.best.swapped, 3); /* of the same value: costs no pair */
	ck_assert_int_eq(person.best.cost, -90);
	ck_assert_int_eq(person.best.costs[GROUPING_TERM_MET], -50);
	ck_assert_uint_eq(person.lawful, 1);
	ck_assert_int_eq(person.costs[GROUPING_TERM_MET], 50);
	arena_done(&world.arena);
}
END_TEST

static void
not_that_evening(struct world *world)
{
	world->people[0].slots = 1;
}

static void
nobody_else_this_evening(struct world *world)
{
	for (uint32_t i = 3; i < 6; i++)
		world->people[i].slots = 2;
}

static void
reports_sit_there(struct world *world)
{
	for (uint32_t i = 3; i < 6; i++)
		add_pair(world, 0, i, GROUPING_MANAGER, 0);
}

static void
is_the_last_host(struct world *world)
{
	for (uint32_t i = 1; i < 6; i++)
		world->people[i].may_host = i == 3;
	world->people[3].slots = 2;
	world->input.size_min = 2;
	world->input.size_max = world->seats[0] = 4;
}

static const struct {
	void (*change)(struct world *world);
	enum grouping_closed rule;
} closed[] = {
	{ not_that_evening, GROUPING_CLOSED_SLOT },
	{ nobody_else_this_evening, GROUPING_CLOSED_SIZE },
	{ reports_sit_there, GROUPING_CLOSED_MANAGER },
	{ is_the_last_host, GROUPING_CLOSED_HOST },
};

START_TEST(test_the_rule_that_closes_a_table)
{
	struct world world;

	make_world(&world);
	closed[_i].change(&world);
	struct grouping_explained_person person = person_of(&world, 0);

	ck_assert_uint_eq(person.best.group, GROUPING_NONE);
	ck_assert_uint_eq(person.lawful, 0);
	ck_assert_uint_eq(person.closed, 1);
	for (enum grouping_closed rule = 0; rule < GROUPING_CLOSED_COUNT; rule++)
		ck_assert_uint_eq(person.closed_alone[rule], rule == closed[_i].rule);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_a_confidential_rule_has_no_exact_numbers)
{
	struct world world;

	make_world(&world);
	for (uint32_t i = 3; i < 6; i++)
		add_pair(&world, 0, i, GROUPING_APART, 0);
	struct grouping_explained_person person = person_of(&world, 0);

	ck_assert_uint_eq(person.best.group, GROUPING_NONE);
	ck_assert_uint_eq(person.closed % 5, 0);
	for (int rule = 0; rule < GROUPING_CLOSED_COUNT; rule++)
		ck_assert_uint_eq(person.closed_alone[rule] % 5, 0);
	ck_assert_uint_eq(person_of(&world, 0).closed, person.closed);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_who_is_left_out_has_a_reason)
{
	struct world world;

	make_world(&world);
	struct grouping_explained_person person = person_of(&world, 6);

	ck_assert_uint_eq(person.group, GROUPING_NONE);
	ck_assert_int_eq(person.reason, GROUPING_LEFT_FULL);
	ck_assert_int_eq(person.costs[GROUPING_TERM_LEFT_OUT], 300);
	ck_assert_uint_eq(person.closed_alone[GROUPING_CLOSED_SIZE], 2);
	ck_assert_uint_eq(person.slots, 2);
	ck_assert_uint_eq(person.venues, 1);
	world.input.size_max = world.seats[0] = 4;
	ck_assert_uint_eq(person_of(&world, 6).lawful, 2);
	ck_assert_int_eq(person_of(&world, 6).best.costs[GROUPING_TERM_LEFT_OUT], -300);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_a_round_counts_what_is_broken)
{
	struct world world;
	struct grouping_explained_round round;

	make_world(&world);
	(void)person_of(&world, 0); /* makes world.explain */
	grouping_explain_round(world.explain, &round);
	for (int rule = 0; rule < GROUPING_HARD_COUNT; rule++)
		ck_assert_uint_eq(round.broken[rule], 0);
	ck_assert_uint_eq(round.left[GROUPING_LEFT_FULL], 1);
	world.input.size_min = world.input.size_max = 4;
	world.people[0].slots = 2;
	world.people[3].travel_minutes_max = 9;
	for (uint32_t i = 3; i < 6; i++)
		world.people[i].may_host = false;
	world.tables[1] = 0;
	add_pair(&world, 0, 1, GROUPING_APART, 0);
	add_pair(&world, 1, 2, GROUPING_MANAGER, 0);
	world.people[0].glue = world.people[3].glue = 9;
	(void)person_of(&world, 0);
	grouping_explain_round(world.explain, &round);
	const uint32_t broken[GROUPING_HARD_COUNT] = { [GROUPING_HARD_SIZE] = 2,
		[GROUPING_HARD_SLOT] = 1,
		[GROUPING_HARD_HOST] = 1,
		[GROUPING_HARD_TRAVEL] = 1,
		[GROUPING_HARD_VENUE] = 1,
		[GROUPING_HARD_MANAGER] = 1,
		[GROUPING_HARD_APART] = 1,
		[GROUPING_HARD_GLUE] = 1 };

	for (int rule = 0; rule < GROUPING_HARD_COUNT; rule++)
		ck_assert_uint_eq(round.broken[rule], broken[rule]);
	arena_done(&world.arena);
}
END_TEST

/* On a formed plan: the round's costs are the plan's, the tables' sum is the round's, and
 * the best other seat of a person costs what the change says. */
START_TEST(test_figures_are_those_of_the_plan)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(200);
	struct grouping_explained_round round;
	struct grouping_explained_table table;
	struct grouping_explained_person person;
	struct grouping_explain *explain;
	struct grouping_plan plan;
	int64_t sums[GROUPING_TERM_COUNT] = { 0 };

	people.effort = 20000;
	const struct grouping_input *input = grouping_people_make(&people, 3, &arena);

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_int_eq(grouping_explain_new(input, &plan, &arena, &explain, NULL), OK);
	grouping_explain_round(explain, &round);
	for (uint32_t g = 0; g < plan.groups_count; g++) {
		grouping_explain_table(explain, g, &arena, &table);
		ck_assert_uint_eq(table.host_why <= GROUPING_HOST_EQUAL, 1);
		ck_assert_uint_eq(table.repeats_count, plan.groups[g].repeats);
		for (int term = 0; term < GROUPING_TERM_COUNT; term++)
			sums[term] += table.costs[term];
	}
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		ck_assert_int_eq(round.terms[term].cost, plan.costs[term]);
		if (term != GROUPING_TERM_LEFT_OUT)
			ck_assert_int_eq(sums[term], plan.costs[term]);
	}
	ck_assert_int_eq(round.gap_ppm, plan.gap_ppm);
	for (uint32_t i = 0; i < 200; i += 20) {
		struct grouping_seating *seating;
		struct grouping_difference difference;
		struct grouping_move moves[2] = { { i, 0 }, { 0, 0 } };

		grouping_explain_person(explain, i, &person);
		if (person.best.group == GROUPING_NONE)
			continue;
		ck_assert_int_eq(grouping_seating_new(input, &plan, &arena, &seating,
				     NULL),
		    OK);
		moves[0].to = person.best.group;
		moves[1] = (struct grouping_move){ person.best.swapped, person.group };
		ck_assert_int_eq(grouping_change_ask(seating, moves,
				     person.best.swapped == GROUPING_NONE ? 1 : 2,
				     &difference, NULL),
		    OK);
		ck_assert_int_eq(difference.cost, person.best.cost);
		ck_assert_uint_eq(difference.breaches.count, 0);
	}
}
END_TEST

START_TEST(test_a_plan_of_other_people_is_refused)
{
	struct world world;
	struct err err = { OK, "" };

	make_world(&world);
	world.members[5] = 70;
	ck_assert_int_eq(grouping_explain_new(&world.input, &world.plan, &world.arena,
			     &world.explain, &err),
	    ERR_INVALID);
	ck_assert_ptr_null(world.explain);
	arena_done(&world.arena);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_explain");

	tcase_add_test(tests, test_a_table_tells_its_ways_and_costs);
	tcase_add_loop_test(tests, test_the_host_has_a_reason, 0, COUNT_OF(hosts));
	tcase_add_test(tests, test_possible_is_what_could_come);
	tcase_add_test(tests, test_the_best_exchange_is_found);
	tcase_add_loop_test(tests, test_the_rule_that_closes_a_table, 0,
	    COUNT_OF(closed));
	tcase_add_test(tests, test_a_confidential_rule_has_no_exact_numbers);
	tcase_add_test(tests, test_who_is_left_out_has_a_reason);
	tcase_add_test(tests, test_a_round_counts_what_is_broken);
	tcase_add_test(tests, test_figures_are_those_of_the_plan);
	tcase_add_test(tests, test_a_plan_of_other_people_is_refused);
	return run_tests("grouping_explain", tests);
}
