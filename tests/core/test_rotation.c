#include "rotation.h"

#include "dice.h"
#include "run.h"

#define TRIALS 300

/* Each team at each table with so much luck of a hundred, in any order. */
static struct rotation_input
made(uint32_t teams, uint32_t tables, uint32_t percent, struct dice *dice,
    struct arena *arena)
{
	struct rotation_visit *visits = ARENA_NEW(arena, struct rotation_visit,
	    (size_t)teams * tables + 1);
	uint32_t count = 0;

	for (uint32_t team = 0; team < teams; team++) {
		for (uint32_t table = 0; table < tables; table++) {
			if (dice_below(dice, 100) >= percent)
				continue;
			uint32_t place = dice_below(dice, count + 1);

			visits[count++] = visits[place];
			visits[place] = (struct rotation_visit){ team, table };
		}
	}
	return (struct rotation_input){ teams, tables, count, visits, 0 };
}

static void
assert_planned(const struct rotation_input *input, struct arena *arena, uint64_t seed)
{
	struct rotation_plan plan;
	struct err err = { 0 };

	ck_assert_msg(rotation_plan_make(input, arena, &plan, &err) == OK, "seed %lu: %s",
	    (unsigned long)seed, err.text);
	ck_assert_msg(rotation_check(input, &plan, &err) == OK, "seed %lu: %s",
	    (unsigned long)seed, err.text);
}

START_TEST(test_random_ones_need_the_largest_degree)
{
	for (uint64_t seed = 1; seed <= TRIALS; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct dice dice;

		dice_init(&dice, seed, 0);
		struct rotation_input input = made(dice_below(&dice, 30),
		    dice_below(&dice, 30), dice_below(&dice, 101), &dice, &arena);

		input.rounds_least = dice_below(&dice, 3) == 0 ? dice_below(&dice, 40)
							       : 0;
		assert_planned(&input, &arena, seed);
	}
}
END_TEST

/* More than 64 rounds, and one table that all want. */
START_TEST(test_large_ones)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct dice dice;

	dice_init(&dice, 5, 0);
	struct rotation_input input = made(140, 60, 80, &dice, &arena);

	assert_planned(&input, &arena, 5);
	input = made(500, 1, 100, &dice, &arena);
	assert_planned(&input, &arena, 5);
}
END_TEST

static const struct rotation_visit visits[] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 0, 2 } };

START_TEST(test_busiest_is_named)
{
	struct rotation_input input = { 2, 3, 4, visits, 0 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct rotation_plan plan;
	struct err err;

	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), OK);
	ck_assert_uint_eq(plan.rounds_count, 3);
	ck_assert_uint_eq(plan.busiest, 0);
	input.rounds_least = 4;
	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), OK);
	ck_assert_uint_eq(plan.rounds_count, 4);
	for (uint32_t round = 0; round < 4; round++)
		ck_assert_uint_eq(plan.visits_count[round], 1);
}
END_TEST

START_TEST(test_bad_visits_are_refused)
{
	static const struct rotation_visit twice[] = { { 0, 1 }, { 1, 1 }, { 0, 1 } };
	struct rotation_input input = { 2, 2, 3, twice, 0 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct rotation_plan plan;
	struct err err;

	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "team 0 is to visit table 1 twice");
	input.teams_count = 1;
	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), ERR_INVALID);
	input = (struct rotation_input){ UINT32_MAX, 1, 0, NULL, 0 };
	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), ERR_LIMIT);
	input = (struct rotation_input){ 2, 2, 0, NULL, UINT32_MAX };
	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), ERR_LIMIT);
}
END_TEST

START_TEST(test_check_finds_what_is_wrong)
{
	struct rotation_input input = { 2, 3, 4, visits, 0 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct rotation_plan plan;
	struct err err;

	ck_assert_int_eq(rotation_plan_make(&input, &arena, &plan, &err), OK);
	switch (_i) {
	case 0:
		plan.round_of[0] = plan.round_of[1];
		break;
	case 1:
		plan.round_of[0] = plan.round_of[2];
		break;
	case 2:
		plan.round_of[3] = 3;
		break;
	case 3:
		plan.visits_count[0]++;
		break;
	case 4:
		plan.rounds_count--;
		break;
	default:
		plan.busiest = 1;
		break;
	}
	ck_assert_int_eq(rotation_check(&input, &plan, &err), ERR_FINDINGS);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("rotation");

	tcase_add_test(tests, test_random_ones_need_the_largest_degree);
	tcase_add_test(tests, test_large_ones);
	tcase_add_test(tests, test_busiest_is_named);
	tcase_add_test(tests, test_bad_visits_are_refused);
	tcase_add_loop_test(tests, test_check_finds_what_is_wrong, 0, 6);
	return run_tests("rotation", tests);
}
