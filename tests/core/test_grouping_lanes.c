/* Every way through the inner loop against pairs counted one by one. */
#include "grouping_lanes.h"

#include "dice.h"
#include "grouping_cost.h"
#include "grouping_people.h"
#include "run.h"

#include <stdio.h>

static int64_t
between(const struct grouping_state *state, uint32_t a, uint32_t b)
{
	return grouping_cost_with(state, a, &state->guests[b].codes, 1);
}

/* A table with these people, as far as the lanes know. */
static struct grouping_line *
make_table(const struct grouping_state *state, struct arena *arena, uint32_t first,
    uint8_t size)
{
	struct grouping_line *lines = ARENA_NEW(arena, struct grouping_line, 4);

	for (uint32_t i = 0; i < 32; i++) { /* also where nobody sits */
		uint32_t person = first + i;

		lines[i / 8].people[i % 8] = person;
		lines[i / 8].codes[i % 8] = state->guests[person].codes;
		lines[i / 8].known[i % 8] = state->guests[person].known;
	}
	lines->size = size;
	return lines;
}

static void
check_company(const struct grouping_state *state, const struct grouping_lanes *lanes,
    const struct grouping_worth *worth, const struct grouping_line *lines)
{
	int32_t costs[GROUPING_LANES_MAX];

	lanes->company(worth, lines, costs);
	for (uint32_t j = 0; j < lines->size; j++) {
		int64_t cost = 0;

		for (uint32_t i = 0; i < lines->size; i++)
			if (i != j)
				cost += between(state, lines[j / 8].people[j % 8],
				    lines[i / 8].people[i % 8]);
		ck_assert_int_eq(costs[j], cost);
	}
}

static void
check_exchange(const struct grouping_state *state, const struct grouping_lanes *lanes,
    const struct grouping_worth *worth, const struct grouping_offer *offer)
{
	int32_t costs[GROUPING_LANES_MAX], whole;
	uint32_t one = offer->from->people[0];
	int64_t sum = 0;

	lanes->exchange(worth, offer, &whole, costs);
	for (uint32_t j = 0; j < offer->to->size; j++)
		sum += between(state, one, offer->to[j / 8].people[j % 8]);
	ck_assert_int_eq(whole, sum);
	for (uint32_t j = 0; j < offer->to->size; j++) {
		uint32_t other = offer->to[j / 8].people[j % 8];
		int64_t cost = sum - between(state, one, other);

		if ((offer->wanted >> j & 1) == 0)
			continue;
		for (uint32_t i = 1; i < offer->from->size; i++)
			cost += between(state, other, offer->from[i / 8].people[i % 8]);
		ck_assert_int_eq(costs[j], cost);
	}
}

START_TEST(test_lanes_count_what_pairs_count)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(400);
	struct grouping_worth worth;
	struct dice dice;

	printf("# seed %d\n", _i);
	people.sites = _i % 2 == 0 ? 16 : 600; /* codes of one byte, and of two */
	dice_init(&dice, (uint64_t)_i, 6);
	const struct grouping_input *input = grouping_people_make(&people, (uint64_t)_i,
	    &arena);
	struct grouping_state *state = grouping_state_new(input, 0, &arena);

	grouping_cost_worth(state, &worth);
	for (int round = 0; round < 200; round++) {
		uint8_t size = (uint8_t)(1 + dice_below(&dice, 32));
		struct grouping_line *from = make_table(state, &arena,
		    dice_below(&dice, 150), size);
		struct grouping_line *to = make_table(state, &arena,
		    200 + dice_below(&dice, 150), (uint8_t)(1 + dice_below(&dice, 32)));
		struct grouping_offer offer = { .code = from->codes[0],
			.known = from->known[0],
			.from = from,
			.to = to,
			.wanted = (uint32_t)dice_next(&dice) &
			    (uint32_t)((UINT64_C(1) << to->size) - 1) };

		for (enum cpu_path path = CPU_SCALAR; path < CPU_PATH_COUNT; path++) {
			if (!cpu_has(path))
				continue;
			check_company(state, grouping_lanes_path(path), &worth, from);
			check_exchange(state, grouping_lanes_path(path), &worth, &offer);
		}
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_lanes");

	tcase_add_loop_test(tests, test_lanes_count_what_pairs_count, 0, 4);
	return run_tests("grouping_lanes", tests);
}
