/* Tables that are there before the search. */
#include "grouping.h"

#include "dice.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

struct world {
	struct arena arena;
	struct grouping_input *input;
	struct grouping_person *people;
	struct grouping_fixed *fixed;
	struct grouping_plan before, plan;
};

static void
form(struct world *world, struct grouping_plan *ret_plan)
{
	struct err err = { OK, "" };

	ck_assert_msg(grouping_form(world->input, NULL, &world->arena, ret_plan, &err) ==
		OK,
	    "%s", err.text);
	ck_assert_msg(grouping_check_plan(world->input, ret_plan, &err) == OK, "%s",
	    err.text);
}

/* A usual round, and its tables as those that the next one begins with. */
static struct world
make_world(uint64_t seed)
{
	struct world world = { .arena = { 0 } };
	struct grouping_people people = grouping_people_usual(120);
	uint32_t count;

	printf("# seed %u\n", (unsigned)seed);
	people.effort = 30000;
	world.input = grouping_people_make(&people, seed, &world.arena);
	/* Written by the arena's owner, hence not really const. */
	world.people = (struct grouping_person *)(uintptr_t)world.input->people;
	form(&world, &world.before);
	count = world.before.groups_count;
	world.fixed = ARENA_NEW(&world.arena, struct grouping_fixed, count);
	for (uint32_t g = 0; g < count; g++)
		world.fixed[g] = (struct grouping_fixed){
			.members = world.before.groups[g].members,
			.size = world.before.groups[g].size,
			.slot = world.before.groups[g].slot,
			.venue = world.before.groups[g].venue,
		};
	world.input->fixed = world.fixed;
	world.input->fixed_count = count;
	return world;
}

static const struct grouping_group *
group_of(const struct grouping_plan *plan, uint32_t person)
{
	for (uint32_t g = 0; g < plan->groups_count; g++)
		for (uint32_t i = 0; i < plan->groups[g].size; i++)
			if (plan->groups[g].members[i] == person)
				return &plan->groups[g];
	return NULL;
}

/* Whatever becomes of its members' evenings, hosts and exclusions. */
START_TEST(test_a_frozen_table_stays_as_it_is)
{
	struct world world = make_world((uint64_t)_i);
	struct grouping_pair pair = { world.fixed[1].members[0],
		world.fixed[1].members[1], GROUPING_APART, 0 };

	for (uint32_t g = 0; g < 3; g++)
		world.fixed[g].is_frozen = true;
	world.people[world.fixed[0].members[2]].slots = 0;
	for (uint32_t i = 0; i < world.fixed[0].size; i++)
		world.people[world.fixed[0].members[i]].may_host = false;
	*(struct grouping_pair *)(uintptr_t)world.input->pairs = pair;
	world.people[world.fixed[2].members[0]].glue = 4711; /* and a free one */
	world.people[world.fixed[4].members[0]].glue = 4711;
	world.fixed[2].size = 2;   /* the others of that table must look elsewhere */
	form(&world, &world.plan); /* and the checker finds the three in it */
	ck_assert_uint_eq(group_of(&world.plan, world.fixed[2].members[0])->size, 2);
	ck_assert_uint_eq(group_of(&world.plan, world.fixed[0].members[0])->host,
	    GROUPING_NONE);
	ck_assert_uint_eq(world.plan.violations, 0);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_frozen_tables_take_their_venues_tables)
{
	struct world world = make_world((uint64_t)_i);
	uint16_t *tables = (uint16_t *)(uintptr_t)world.input->tables;
	uint32_t cell = world.fixed[0].venue * world.input->slots_count +
	    world.fixed[0].slot;

	world.fixed[0].is_frozen = true;
	tables[cell] = 1;
	form(&world, &world.plan);
	for (uint32_t g = 0; g < world.plan.groups_count; g++)
		ck_assert(world.plan.groups[g].fixed == 0 ||
		    world.plan.groups[g].venue != world.fixed[0].venue ||
		    world.plan.groups[g].slot != world.fixed[0].slot);
	tables[cell] = 0; /* published, and the venue has closed since */
	form(&world, &world.plan);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_everything_frozen)
{
	struct world world = make_world(3);

	for (uint32_t g = 0; g < world.input->fixed_count; g++)
		world.fixed[g].is_frozen = true;
	form(&world, &world.plan);
	ck_assert_int_eq(world.plan.cost, world.before.cost);
	ck_assert_uint_eq(world.plan.groups_count, world.before.groups_count);
	arena_done(&world.arena);
}
END_TEST

/* One declines; the others were told and moving them is dear. */
START_TEST(test_who_was_told_stays)
{
	struct world world = make_world((uint64_t)_i);
	uint32_t gone = world.fixed[5].members[1];

	for (uint32_t g = 0; g < world.input->fixed_count; g++)
		world.fixed[g].stay_cost = 100000;
	world.people[gone].slots = 0;
	world.people[gone].may_host = false;
	form(&world, &world.plan);
	ck_assert_ptr_null(group_of(&world.plan, gone));
	ck_assert_int_ge(world.plan.costs[GROUPING_TERM_STAY], 100000);
	ck_assert_int_le(world.plan.costs[GROUPING_TERM_STAY], 300000);
	arena_done(&world.arena);
}
END_TEST

/* The dearer it is to move, the fewer do. */
START_TEST(test_staying_has_its_price)
{
	static const int32_t costs[] = { 0, 3, 30, 1000 };
	struct world world = make_world((uint64_t)_i);
	int64_t moved_before = INT64_MAX;

	world.input->weights.attributes[0] = 40; /* much to gain */
	for (size_t c = 0; c < COUNT_OF(costs); c++) {
		int64_t moved = 0;

		for (uint32_t g = 0; g < world.input->fixed_count; g++)
			world.fixed[g].stay_cost = costs[c];
		form(&world, &world.plan);
		ck_assert_int_ge(costs[c], 0);
		if (costs[c] > 0)
			moved = world.plan.costs[GROUPING_TERM_STAY] / costs[c];
		if (costs[c] > 0)
			ck_assert_int_le(moved, moved_before);
		moved_before = costs[c] > 0 ? moved : moved_before;
	}
	ck_assert_int_eq(moved_before, 0);
	arena_done(&world.arena);
}
END_TEST

/* A season's intention names company, not places. */
START_TEST(test_company_without_a_place)
{
	struct world world = make_world((uint64_t)_i);

	for (uint32_t g = 0; g < world.input->fixed_count; g++) {
		world.fixed[g].venue = world.fixed[g].slot = GROUPING_NONE;
		world.fixed[g].stay_cost = 1000;
	}
	form(&world, &world.plan);
	/* A venue may be full that was not before: most are together again. */
	ck_assert_int_le(world.plan.costs[GROUPING_TERM_STAY], 10000);
	arena_done(&world.arena);
}
END_TEST

static const struct grouping_group *
first_group(const struct grouping_plan *plan, uint32_t fixed)
{
	for (uint32_t g = 0; g < plan->groups_count; g++)
		if (plan->groups[g].fixed == fixed)
			return &plan->groups[g];
	return NULL;
}

static void
frozen_member_left(struct world *world)
{
	struct grouping_group *group = (struct grouping_group *)(uintptr_t)
	    first_group(&world->plan, 0);

	group->size--;
	((struct grouping_left *)(uintptr_t)world->plan.left)[0]
	    .person = group->members[group->size];
}

static void
frozen_moved(struct world *world)
{
	world->fixed[0].slot = (world->fixed[0].slot + 1) % world->input->slots_count;
}

static void
frozen_missing(struct world *world)
{
	((struct grouping_group *)(uintptr_t)first_group(&world->plan, 0))
	    ->fixed = GROUPING_NONE;
}

static void
twice_the_same(struct world *world)
{
	((struct grouping_group *)(uintptr_t)first_group(&world->plan, 1))->fixed = 0;
}

static void
no_such_table(struct world *world)
{
	((struct grouping_group *)(uintptr_t)first_group(&world->plan, 1))->fixed = 999;
}

static void
wrong_price(struct world *world)
{
	world->fixed[0].is_frozen = false;
	for (uint32_t g = 0; g < world->input->fixed_count; g++)
		world->fixed[g].stay_cost += 1;
}

static void (*const wrongs[])(struct world *) = { frozen_member_left, frozen_moved,
	frozen_missing, twice_the_same, no_such_table, wrong_price };

START_TEST(test_the_checker_knows_fixed_tables)
{
	struct world world = make_world(7);
	struct err err = { OK, "" };

	world.fixed[0].is_frozen = true;
	for (uint32_t g = 1; g < world.input->fixed_count; g++)
		world.fixed[g].stay_cost = 2;
	world.people[world.fixed[4].members[0]].slots = 0; /* moves or is left out */
	form(&world, &world.plan);
	ck_assert_uint_gt(world.plan.left_count, 0);
	wrongs[_i](&world);
	ck_assert_msg(grouping_check_plan(world.input, &world.plan, &err) == ERR_FINDINGS,
	    "wrong %d was not found", _i);
	arena_done(&world.arena);
}
END_TEST

static void
size_zero(struct grouping_fixed *fixed)
{
	fixed->size = 0;
}

static void
slot_beyond(struct grouping_fixed *fixed)
{
	fixed->slot = 12;
}

static void
frozen_nowhere(struct grouping_fixed *fixed)
{
	fixed->slot = fixed->venue = GROUPING_NONE;
	fixed->is_frozen = true;
}

static void
venue_beyond(struct grouping_fixed *fixed)
{
	fixed->venue = 4;
}

static void
stay_negative(struct grouping_fixed *fixed)
{
	fixed->stay_cost = -1;
}

static void
stay_huge(struct grouping_fixed *fixed)
{
	fixed->stay_cost = GROUPING_PAIR_MAX + 1;
}

static void
nobody(struct grouping_fixed *fixed)
{
	static const uint32_t members[] = { 120 };

	fixed->members = members;
	fixed->size = 1;
}

static void
twice(struct grouping_fixed *fixed)
{
	fixed->members = fixed[-1].members;
	fixed->size = 1;
}

static const struct {
	void (*change)(struct grouping_fixed *fixed);
	const char *text;
} mistakes[] = {
	{ size_zero, "fixed table 1: 0 people" },
	{ slot_beyond, "fixed table 1: slot 12 of 12" },
	{ frozen_nowhere, "fixed table 1: slot 4294967295 of 12" },
	{ venue_beyond, "fixed table 1: venue 4 of 4" },
	{ stay_negative, "fixed table 1: staying costs 0 to 1000000, not -1" },
	{ stay_huge, "fixed table 1: staying costs 0 to 1000000, not 1000001" },
	{ nobody, "fixed table 1: person 120 of 120" },
};

START_TEST(test_bad_fixed_tables_are_named)
{
	struct world world = make_world(1);
	struct err err = { OK, "" };

	mistakes[_i].change(&world.fixed[1]);
	ck_assert_int_eq(grouping_form(world.input, NULL, &world.arena, &world.plan,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, mistakes[_i].text);
	arena_done(&world.arena);
}
END_TEST

START_TEST(test_nobody_is_at_two_fixed_tables)
{
	struct world world = make_world(1);
	struct err err = { OK, "" };

	twice(&world.fixed[1]);
	ck_assert_int_eq(grouping_form(world.input, NULL, &world.arena, &world.plan,
			     &err),
	    ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "is at a table before"));
	arena_done(&world.arena);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_fixed");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_a_frozen_table_stays_as_it_is, 0, 4);
	tcase_add_loop_test(tests, test_frozen_tables_take_their_venues_tables, 0, 4);
	tcase_add_test(tests, test_everything_frozen);
	tcase_add_loop_test(tests, test_who_was_told_stays, 0, 4);
	tcase_add_loop_test(tests, test_staying_has_its_price, 0, 4);
	tcase_add_loop_test(tests, test_company_without_a_place, 0, 4);
	tcase_add_loop_test(tests, test_the_checker_knows_fixed_tables, 0,
	    COUNT_OF(wrongs));
	tcase_add_loop_test(tests, test_bad_fixed_tables_are_named, 0,
	    COUNT_OF(mistakes));
	tcase_add_test(tests, test_nobody_is_at_two_fixed_tables);
	return run_tests("grouping_fixed", tests);
}
