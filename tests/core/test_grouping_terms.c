/* Each term of the engine's cost beside a count of it from the input alone, after random
 * moves: a term with a wrong sign, or an attribute that is skipped, is caught. */
#include "grouping_cost.h"

#include "grouping_people.h"
#include "grouping_start.h"
#include "run.h"

#include <stdio.h>

#define PEOPLE 90
#define MOVES 3000

static int64_t
pair_cost(const struct grouping_input *input, uint32_t a, uint32_t b)
{
	int64_t cost = 0;

	for (int t = 0; t < GROUPING_ATTRIBUTES; t++)
		if (input->people[a].codes[t] != 0 &&
		    input->people[a].codes[t] == input->people[b].codes[t])
			cost += input->weights.attributes[t];
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a))
			cost += pair->cost;
	}
	return cost;
}

static bool
is_alone(const struct grouping_state *state, uint32_t person, uint64_t section)
{
	const struct grouping_person *people = state->input->people;

	for (uint32_t i = 0; i < PEOPLE; i++)
		if (i != person && (people[i].sections & section) != 0 &&
		    state->units[state->unit_of[i]].table ==
			state->units[state->unit_of[person]].table)
			return false;
	return true;
}

static int64_t
cost_of_seat(const struct grouping_state *state, uint32_t person, uint32_t table)
{
	const struct grouping_input *input = state->input;
	const struct grouping_person *p = &input->people[person];
	size_t row = (size_t)p->site * input->venues_count;
	int64_t minutes = input->minutes[row + state->tables[table].venue];
	int64_t cost = input->weights.travel * minutes / 5;

	for (int bit = 0; bit < 64; bit++)
		if ((p->minds_alone >> bit & 1) != 0 &&
		    is_alone(state, person, UINT64_C(1) << bit))
			cost += input->weights.alone;
	for (uint32_t other = 0; other < person; other++)
		if (state->units[state->unit_of[other]].table == table)
			cost += pair_cost(input, person, other);
	return cost;
}

static int64_t
naive_cost(const struct grouping_state *state)
{
	const struct grouping_input *input = state->input;
	int64_t cost = 0;

	for (uint32_t i = 0; i < PEOPLE; i++) {
		uint32_t table = state->units[state->unit_of[i]].table;

		if (table == GROUPING_NONE)
			cost += (int64_t)input->weights.left_out *
			    (1 + input->people[i].times_left_out);
		else
			cost += cost_of_seat(state, i, table);
	}
	return cost;
}

/* Leaves nothing but this term to cost something. */
static void
keep_term(struct grouping_input *input, int term)
{
	struct grouping_pair *pairs = (struct grouping_pair *)(uintptr_t)input->pairs;
	struct grouping_weights *weights = &input->weights;

	for (int t = 0; t < GROUPING_ATTRIBUTES; t++)
		weights->attributes[t] = t == term ? 7 + t : 0;
	weights->travel = term == GROUPING_TERM_TRAVEL ? 3 : 0;
	weights->alone = term == GROUPING_TERM_ALONE ? 15 : 0;
	weights->left_out = term == GROUPING_TERM_LEFT_OUT ? 300 : 0;
	for (size_t i = 0; i < input->pairs_count; i++)
		if ((pairs[i].kind == GROUPING_MET && term != GROUPING_TERM_MET) ||
		    (pairs[i].kind == GROUPING_WISH && term != GROUPING_TERM_WISH))
			pairs[i].cost = 0;
		else if (pairs[i].kind <= GROUPING_MANAGER)
			pairs[i].cost = 0;
}

/* A lawful move of one unit into a table, in exchange for another or not; to the pool and
 * from it as well. Returns what it is said to cost. */
static int64_t
move_somebody(struct grouping_state *state, struct dice *dice)
{
	uint32_t unit = dice_below(dice, state->units_count), out = GROUPING_NONE;
	uint32_t table = dice_below(dice, state->tables_count);
	uint32_t from = state->units[unit].table;
	uint32_t seat = dice_below(dice, state->tables[table].seats);
	int64_t cost, back = 0;

	if (seat < state->tables[table].size)
		out = state->unit_of[state->seats[table * state->input->size_max + seat]];
	if (from == table ||
	    !grouping_cost_change(state, &(struct grouping_change){ table, unit, out },
		&cost))
		return 0;
	if (from != GROUPING_NONE &&
	    !grouping_cost_change(state, &(struct grouping_change){ from, out, unit },
		&back))
		return 0;
	if (from != GROUPING_NONE)
		grouping_state_leave(state, unit);
	else
		cost -= state->units[unit].left_cost;
	if (out != GROUPING_NONE)
		grouping_state_leave(state, out);
	grouping_state_sit(state, unit, table);
	if (out != GROUPING_NONE && from != GROUPING_NONE)
		grouping_state_sit(state, out, from);
	else if (out != GROUPING_NONE)
		cost += state->units[out].left_cost;
	return cost + back;
}

START_TEST(test_each_term_is_what_it_says)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(PEOPLE);
	struct dice dice;
	int64_t said;
	bool has_changed = false;

	printf("# term %d\n", _i);
	dice_init(&dice, 9, (uint64_t)_i);
	people.met = people.wishes = 1500;
	people.free_percent = 15; /* not everybody has a seat */
	struct grouping_input *input = grouping_people_make(&people, 3, &arena);
	struct grouping_person *made = (struct grouping_person *)(uintptr_t)input->people;

	for (uint32_t i = 0; i < PEOPLE; i++) {
		made[i].sections = made[i].minds_alone = 1u << dice_below(&dice, 20);
		for (int t = 5; t < GROUPING_ATTRIBUTES; t++)
			made[i].codes[t] = dice_below(&dice, 4);
	}
	keep_term(input, _i);
	struct grouping_state *state = grouping_state_new(input, 0, &arena);

	grouping_start_tables(state);
	ck_assert_uint_gt(state->tables_count, 3);
	said = naive_cost(state);
	ck_assert_int_ne(said, 0);
	for (int move = 1; move <= MOVES; move++) {
		int64_t more = move_somebody(state, &dice);

		said += more;
		has_changed |= more != 0;
		if (move % 100 != 0)
			continue;
		ck_assert_int_eq(said, naive_cost(state));
		ck_assert_int_eq(said, grouping_cost_total(state));
	}
	ck_assert(has_changed);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_terms");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_each_term_is_what_it_says, 0, GROUPING_TERM_STAY);
	return run_cases("grouping_terms", &tests, 1);
}
