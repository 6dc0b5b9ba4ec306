#include "season_plan_start.h"

#include "run.h"

#define PEOPLE 48

struct setup {
	struct arena arena;
	struct grouping_input *round;
	struct season_plan plan;
	uint32_t person_now[PEOPLE];
	struct season_plan_start start;
};

/* Eight tables of six, of the season's second round; everybody comes. */
static void
set_up(struct setup *setup)
{
	*setup = (struct setup){ .arena = { 0 } };
	setup->round = season_plan_people(PEOPLE, 6, 6, 1, &setup->arena);
	struct season_plan_input input = { .round = setup->round,
		.rounds_count = 2,
		.met_weight = 60 };

	ck_assert_int_eq(season_plan_make(&input, NULL, &setup->arena, &setup->plan,
			     NULL),
	    OK);
	for (uint32_t p = 0; p < PEOPLE; p++)
		setup->person_now[p] = p;
	setup->start = (struct season_plan_start){ &setup->plan.rounds[1], setup->round,
		setup->person_now, true, 20 };
}

START_TEST(test_forming_keeps_a_plan_that_all_come_to)
{
	struct setup setup;
	struct grouping_plan plan;

	set_up(&setup);
	struct grouping_input *now = setup.round;
	now->effort = 10000;
	now->fixed_count = season_plan_start_tables(&setup.start, &setup.arena,
	    &now->fixed);
	ck_assert_uint_eq(now->fixed_count, 8);
	ck_assert_int_eq(grouping_form(now, NULL, &setup.arena, &plan, NULL), OK);
	for (uint32_t g = 0; g < 8; g++)
		ck_assert_mem_eq(plan.groups[g].members,
		    setup.plan.rounds[1].groups[g].members, 6 * sizeof(uint32_t));
	arena_done(&setup.arena);
}
END_TEST

/* Who comes is numbered anew, and who does not come is not at a table. */
START_TEST(test_only_those_who_come_are_at_tables)
{
	struct setup setup;
	uint32_t seen[PEOPLE] = { 0 }, seated = 0;

	set_up(&setup);
	const struct season_plan_group *first = &setup.plan.rounds[1].groups[0];
	for (uint32_t p = 0; p < PEOPLE; p++)
		setup.person_now[p] = PEOPLE - 1 - p;
	for (uint32_t i = 0; i < 5; i++)
		setup.person_now[first->members[i]] = GROUPING_NONE;
	setup.person_now[setup.plan.rounds[1].groups[1].members[0]] = GROUPING_NONE;
	const struct grouping_fixed *fixed;
	uint32_t count = season_plan_start_tables(&setup.start, &setup.arena, &fixed);

	ck_assert_uint_eq(count, 7);
	for (uint32_t k = 0; k < count; k++) {
		ck_assert(!fixed[k].is_frozen);
		ck_assert_int_eq(fixed[k].stay_cost, 20);
		for (uint32_t i = 0; i < fixed[k].size; i++)
			ck_assert_uint_eq(seen[fixed[k].members[i]]++, 0);
		seated += fixed[k].size;
	}
	ck_assert_uint_eq(seated, PEOPLE - 7);
	ck_assert_uint_eq(fixed[0].size, 5);
	arena_done(&setup.arena);
}
END_TEST

START_TEST(test_a_place_is_kept_if_all_can_come)
{
	struct setup setup;
	const struct grouping_fixed *fixed;

	set_up(&setup);
	struct grouping_person *people = ARENA_NEW(&setup.arena, struct grouping_person,
	    PEOPLE);
	for (uint32_t p = 0; p < PEOPLE; p++)
		people[p] = setup.round->people[p];
	people[setup.plan.rounds[1].groups[3].members[2]].slots = 0;
	setup.round->people = people;
	ck_assert_uint_eq(season_plan_start_tables(&setup.start, &setup.arena, &fixed),
	    8);
	for (uint32_t k = 0; k < 8; k++) {
		ck_assert_uint_eq(fixed[k].slot, k == 3 ? GROUPING_NONE : 0);
		ck_assert_uint_eq(fixed[k].venue, k == 3 ? GROUPING_NONE : 0);
	}
	setup.start.has_same_places = false;
	ck_assert_uint_eq(season_plan_start_tables(&setup.start, &setup.arena, &fixed),
	    8);
	for (uint32_t k = 0; k < 8; k++)
		ck_assert_uint_eq(fixed[k].venue, GROUPING_NONE);
	arena_done(&setup.arena);
}
END_TEST

START_TEST(test_rounds_most)
{
	ck_assert_uint_eq(season_plan_rounds_most(34, 6, 8), 5);
	ck_assert_uint_eq(season_plan_rounds_most(32, 4, 4), 10);
	ck_assert_uint_eq(season_plan_rounds_most(9, 3, 3), 4);
	ck_assert_uint_eq(season_plan_rounds_most(5, 6, 8), 0);
	ck_assert_uint_eq(season_plan_rounds_most(140, 7, 7), 23);
	ck_assert_uint_eq(season_plan_rounds_most(5, 1, 1), SEASON_PLAN_ROUNDS_MAX);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("season_plan_start");

	tcase_add_test(tests, test_forming_keeps_a_plan_that_all_come_to);
	tcase_add_test(tests, test_only_those_who_come_are_at_tables);
	tcase_add_test(tests, test_a_place_is_kept_if_all_can_come);
	tcase_add_test(tests, test_rounds_most);
	return run_tests("season_plan_start", tests);
}
