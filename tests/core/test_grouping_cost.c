#include "grouping_cost.h"

#include "grouping_people.h"
#include "grouping_start.h"
#include "run.h"

#include <inttypes.h>
#include <stdio.h>

/* The difference that a change is said to make is the one it makes, for the whole plan
 * counted from scratch. */
static void
apply_and_compare(struct grouping_state *state, uint32_t unit, uint32_t table,
    uint32_t out)
{
	struct grouping_change in = { table, unit, out };
	uint32_t from = state->units[unit].table;
	struct grouping_change back = { from, out, unit };
	int64_t before = grouping_cost_total(state), cost, cost_back = 0;

	if (!grouping_cost_change(state, &in, &cost) ||
	    (from != GROUPING_NONE && !grouping_cost_change(state, &back, &cost_back)))
		return;
	if (from == GROUPING_NONE)
		cost -= state->units[unit].left_cost;
	if (from == GROUPING_NONE && out != GROUPING_NONE)
		cost += state->units[out].left_cost;
	if (from != GROUPING_NONE)
		grouping_state_leave(state, unit);
	if (out != GROUPING_NONE)
		grouping_state_leave(state, out);
	grouping_state_sit(state, unit, table);
	if (out != GROUPING_NONE && from != GROUPING_NONE)
		grouping_state_sit(state, out, from);
	ck_assert_int_eq(grouping_cost_total(state) - before, cost + cost_back);
}

START_TEST(test_a_difference_is_the_difference)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(90);
	struct dice dice;

	printf("# seed %d\n", _i);
	dice_init(&dice, (uint64_t)_i, 5);
	people.sites = _i % 2 == 0 ? 16 : 600; /* codes of one byte, and of two */
	people.apart = people.managers = 10;
	people.met = people.wishes = 1500;
	people.glued_percent = (uint32_t)_i * 5;
	struct grouping_input *input = grouping_people_make(&people, (uint64_t)_i,
	    &arena);
	struct grouping_state *state = grouping_state_new(input, 0, &arena);

	grouping_start_tables(state);
	for (int i = 0; i < 20000 && state->tables_count > 0; i++) {
		uint32_t unit = dice_below(&dice, state->units_count);
		uint32_t table = dice_below(&dice, state->tables_count);
		uint32_t seat = dice_below(&dice, state->tables[table].seats);
		uint32_t out = seat < state->tables[table].size
		    ? state->unit_of[state->seats[table * input->size_max + seat]]
		    : GROUPING_NONE;

		if (state->units[unit].table != table)
			apply_and_compare(state, unit, table, out);
	}
}
END_TEST

static const struct {
	uint32_t people, lo, hi, groups;
} size_cases[] = {
	{ 29, 6, 8, 4 },
	{ 140, 6, 8, 20 },
	{ 25000, 6, 8, 3571 },
	{ 11, 6, 8, 1 },
	{ 5, 6, 8, 0 },
	{ 6, 6, 6, 1 },
	{ 17, 6, 8, 2 },
	{ 3, 1, 1, 3 },
};

START_TEST(test_how_many_groups)
{
	struct grouping_input input = { .size_min = size_cases[_i].lo,
		.size_max = size_cases[_i].hi };

	ck_assert_uint_eq(grouping_start_groups(&input, size_cases[_i].people),
	    size_cases[_i].groups);
}
END_TEST

static const struct {
	uint32_t a, b;
	int64_t cost;
} code_cases[] = {
	{ 257, 257, 6 },
	{ 257, 1, 0 },   /* the low bytes are equal */
	{ 257, 258, 0 }, /* the high ones are */
	{ 0, 0, 0 },     /* unknown */
	{ 256, 0, 0 },
	{ 1, 1, 6 },
};

START_TEST(test_equal_codes_cost)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people usual = grouping_people_usual(3);
	struct grouping_input *input = grouping_people_make(&usual, 1, &arena);
	struct grouping_person people[3] = {
		{ .codes = { [1] = code_cases[_i].a } },
		{ .codes = { [1] = code_cases[_i].b } },
		{ .codes = { [1] = 65535 } }, /* so that it takes two bytes */
	};

	input->people = people;
	struct grouping_state *state = grouping_state_new(input, 0, &arena);

	ck_assert_int_eq(grouping_cost_with(state, 0, &state->guests[1].codes, 1),
	    code_cases[_i].cost);
	ck_assert_int_eq(grouping_cost_with(state, 1, &state->guests[0].codes, 1),
	    code_cases[_i].cost);
}
END_TEST

START_TEST(test_meetings_fade)
{
	ck_assert_int_eq(grouping_met_cost(60, 1), 60);
	ck_assert_int_eq(grouping_met_cost(60, 2), 52);
	ck_assert_int_eq(grouping_met_cost(60, 12), 13);
	ck_assert_int_eq(grouping_met_cost(60, UINT32_MAX), 0);
	ck_assert_int_eq(grouping_met_cost(GROUPING_WEIGHT_MAX, 1), GROUPING_WEIGHT_MAX);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_cost");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_a_difference_is_the_difference, 0, 8);
	tcase_add_loop_test(tests, test_how_many_groups, 0, COUNT_OF(size_cases));
	tcase_add_loop_test(tests, test_equal_codes_cost, 0, COUNT_OF(code_cases));
	tcase_add_test(tests, test_meetings_fade);
	return run_tests("grouping_cost", tests);
}
