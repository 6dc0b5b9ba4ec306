#include "grouping_change.h"

#include "grouping_seats.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

/* Everything from scratch, pair by pair; shares no code with what is tested. */
static void
add_pairs(const struct grouping_seating *seating, int64_t costs[GROUPING_TERM_COUNT])
{
	const struct grouping_input *input = seating->input;

	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];
		uint32_t place = seating->place[pair->a];

		if (place != seating->place[pair->b] || place >= GROUPING_PLACE_LEFT)
			continue;
		if (pair->kind == GROUPING_MET)
			costs[GROUPING_TERM_MET] += pair->cost;
		if (pair->kind == GROUPING_WISH)
			costs[GROUPING_TERM_WISH] += pair->cost;
	}
}

static uint32_t
count_lonely(const struct grouping_seating *seating, uint32_t person)
{
	const struct grouping_person *people = seating->input->people;
	uint64_t minds = people[person].minds_alone;
	uint32_t count = 0;

	for (uint32_t i = 0; i < seating->input->people_count; i++)
		if (i != person && seating->place[i] == seating->place[person])
			minds &= ~people[i].sections;
	for (int bit = 0; bit < 64; bit++)
		count += (uint32_t)(minds >> bit & 1);
	return count;
}

static void
add_person(const struct grouping_seating *seating, uint32_t person,
    int64_t costs[GROUPING_TERM_COUNT])
{
	const struct grouping_input *input = seating->input;
	const struct grouping_person *p = &input->people[person];
	uint32_t place = seating->place[person];

	if (place == GROUPING_PLACE_LEFT)
		costs[GROUPING_TERM_LEFT_OUT] += input->weights.left_out *
		    (p->times_left_out + 1);
	if (place >= GROUPING_PLACE_LEFT)
		return;
	for (uint32_t j = 0; j < person; j++)
		for (int a = 0; seating->place[j] == place && a < GROUPING_ATTRIBUTES;
		     a++)
			if (p->codes[a] == input->people[j].codes[a] && p->codes[a] != 0)
				costs[a] += input->weights.attributes[a];
	uint32_t venue = seating->tables[place].venue;

	costs[GROUPING_TERM_TRAVEL] += input->weights.travel *
	    input->minutes[p->site * input->venues_count + venue] / 5;
	costs[GROUPING_TERM_ALONE] += (int64_t)input->weights.alone *
	    count_lonely(seating, person);
}

static void
cost_from_scratch(const struct grouping_seating *seating,
    int64_t costs[GROUPING_TERM_COUNT])
{
	memset(costs, 0, GROUPING_TERM_COUNT * sizeof(*costs));
	add_pairs(seating, costs);
	for (uint32_t i = 0; i < seating->input->people_count; i++)
		add_person(seating, i, costs);
}

static void
check_difference(struct grouping_seating *seating, struct dice *dice, uint64_t seed)
{
	struct grouping_move moves[GROUPING_SEATS_MOVES_MAX];
	uint32_t count = grouping_seats_moves(seating, dice, moves);
	int64_t before[GROUPING_TERM_COUNT], after[GROUPING_TERM_COUNT], sum = 0;
	struct grouping_difference difference;
	struct err err;

	cost_from_scratch(seating, before);
	ck_assert_int_eq(grouping_change_ask(seating, moves, count, &difference, &err),
	    OK);
	ck_assert_msg(grouping_seating_apply(seating, moves, count, &err) == OK, "%s",
	    err.text);
	cost_from_scratch(seating, after);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		ck_assert_msg(difference.costs[term] == after[term] - before[term],
		    "seed %u: term %d", (unsigned)seed, term);
		sum += difference.costs[term];
	}
	ck_assert_int_eq(difference.cost, sum);
}

#define PROBLEMS_PER_TEST 20
#define CHANGES 20

static void
make_changes(uint64_t seed)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct dice dice;

	dice_init(&dice, seed, 6);
	struct grouping_seating *seating = grouping_seats_random(seed, &arena);

	for (int i = 0; i < CHANGES; i++)
		check_difference(seating, &dice, seed);
}

START_TEST(test_the_difference_is_that_from_scratch)
{
	for (int i = 0; i < PROBLEMS_PER_TEST; i++)
		make_changes((uint64_t)(_i * PROBLEMS_PER_TEST + i));
	printf("# seeds from %d\n", _i * PROBLEMS_PER_TEST);
}
END_TEST

/* Seven people, two tables of three and one left out; one slot, one venue. */
struct seven {
	struct arena arena;
	struct grouping_person people[7];
	struct grouping_pair pairs[3];
	struct grouping_input input;
	struct grouping_group groups[2];
	struct grouping_left left;
	struct grouping_plan plan;
	struct grouping_seating *seating;
};

static const uint32_t ones[] = { 0, 1, 2 }, others[] = { 3, 4, 5 };
static const uint16_t tables[] = { 2 }, table_seats[] = { 4 };
static const uint8_t minutes[] = { 10 };

static void
set_up_seven(struct seven *seven)
{
	*seven = (struct seven){ .left = { .person = 6 } };
	for (uint32_t i = 0; i < 7; i++)
		seven->people[i] = (struct grouping_person){ .codes = { i % 3 + 1 },
			.slots = 1,
			.host_quota = 1,
			.travel_minutes_max = 20,
			.may_host = i % 3 == 0 };
	seven->pairs[0] = (struct grouping_pair){ 4, 0, GROUPING_APART, 0 };
	seven->pairs[1] = (struct grouping_pair){ 6, 5, GROUPING_MANAGER, 0 };
	seven->pairs[2] = (struct grouping_pair){ 6, 1, GROUPING_MET, 60 };
	seven->input = (struct grouping_input){ .people = seven->people,
		.people_count = 7,
		.pairs = seven->pairs,
		.pairs_count = 3,
		.slots_count = 1,
		.venues_count = 1,
		.tables = tables,
		.table_seats = table_seats,
		.sites_count = 1,
		.minutes = minutes,
		.size_min = 3,
		.size_max = 4,
		.weights = { .attributes = { 10 }, .left_out = 300 } };
	seven->groups[0] = (struct grouping_group){ .members = ones, .size = 3 };
	seven->groups[1] = (struct grouping_group){ .members = others,
		.size = 3,
		.host = 3 };
	seven->plan = (struct grouping_plan){ .groups = seven->groups,
		.groups_count = 2,
		.left = &seven->left,
		.left_count = 1 };
	ck_assert_int_eq(grouping_seating_new(&seven->input, &seven->plan, &seven->arena,
			     &seven->seating, NULL),
	    OK);
}

START_TEST(test_the_usual_changes)
{
	struct seven seven;
	struct grouping_difference d;

	set_up_seven(&seven);
	ck_assert_int_eq(grouping_change_join(seven.seating, 6, 0, &d, NULL), OK);
	ck_assert_int_eq(d.costs[0], 10);
	ck_assert_int_eq(d.costs[GROUPING_TERM_MET], 60);
	ck_assert_int_eq(d.costs[GROUPING_TERM_LEFT_OUT], -300);
	ck_assert_int_eq(d.cost, -230);
	ck_assert_uint_eq(d.breaches.count, 0);
	ck_assert_int_eq(grouping_change_swap(seven.seating, 6, 1, &d, NULL), OK);
	ck_assert_int_eq(d.cost, 10); /* the left one is another one, met nobody */
	ck_assert_int_eq(grouping_change_move(seven.seating, 5, 0, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_TOO_FEW);
	ck_assert_uint_eq(d.breaches.items[0].table, 1);
	ck_assert_uint_eq(d.breaches.items[0].value, 2);
	ck_assert_uint_eq(d.breaches.items[0].limit, 3);
	ck_assert_int_eq(grouping_change_leave(seven.seating, 0, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 2);
	ck_assert_int_eq(d.breaches.items[1].rule, GROUPING_BREACH_NO_HOST);
	ck_assert_int_eq(d.cost, 0);
	arena_done(&seven.arena);
}
END_TEST

/* Who it is about is told of every rule but one. */
START_TEST(test_an_exclusion_stays_confidential)
{
	struct seven seven;
	struct grouping_difference d;

	set_up_seven(&seven);
	ck_assert_int_eq(grouping_change_swap(seven.seating, 4, 1, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_APART);
	ck_assert_uint_eq(d.breaches.items[0].table, GROUPING_NONE);
	ck_assert_uint_eq(d.breaches.items[0].person, GROUPING_NONE);
	ck_assert_uint_eq(d.breaches.items[0].other, GROUPING_NONE);
	ck_assert_int_eq(grouping_change_join(seven.seating, 6, 1, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_MANAGER);
	ck_assert_uint_eq(d.breaches.items[0].person, 6);
	ck_assert_uint_eq(d.breaches.items[0].other, 5);
	arena_done(&seven.arena);
}
END_TEST

START_TEST(test_a_change_that_cannot_be_is_named)
{
	static const struct {
		struct grouping_move moves[2];
		uint32_t count;
		const char *text;
	} rows[] = {
		{ { { 7, 0 } }, 1, "change: person 7 of 7" },
		{ { { 0, 2 } }, 1, "change: table 2 of 2" },
		{ { { 0, 0 } }, 1, "change: person 0 is there already" },
		{ { { 0, 1 }, { 0, GROUPING_PLACE_LEFT } }, 2,
		    "change: person 0 comes twice" },
		{ { { 0, 1 } }, GROUPING_MOVES_MAX + 1,
		    "change: 513 moves, 512 is the most" },
	};
	struct seven seven;
	struct grouping_difference d = { .cost = 42 };
	struct err err;

	set_up_seven(&seven);
	ck_assert_int_eq(grouping_change_ask(seven.seating, rows[_i].moves,
			     rows[_i].count, &d, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, rows[_i].text);
	ck_assert_int_eq(d.cost, 42);
	ck_assert_int_eq(grouping_seating_apply(seven.seating, rows[_i].moves,
			     rows[_i].count, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, rows[_i].text);
	arena_done(&seven.arena);
}
END_TEST

START_TEST(test_who_has_no_seat_cannot_move)
{
	struct seven seven;
	struct grouping_difference d;
	struct err err;

	set_up_seven(&seven);
	ck_assert_int_eq(grouping_change_move(seven.seating, 6, 0, &d, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "change: person 6 has no seat");
	ck_assert_int_eq(grouping_change_leave(seven.seating, 6, &d, &err), ERR_INVALID);
	ck_assert_int_eq(grouping_change_join(seven.seating, 1, 1, &d, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "change: person 1 has a seat already");
	ck_assert_int_eq(grouping_change_swap(seven.seating, 1, 2, &d, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "change: people 1 and 2 are at the same place");
	ck_assert_int_eq(grouping_change_swap(seven.seating, 1, 7, &d, &err),
	    ERR_INVALID);
	ck_assert_int_eq(grouping_change_join(seven.seating, 7, 1, &d, &err),
	    ERR_INVALID);
	arena_done(&seven.arena);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_change");

	tcase_add_loop_test(tests, test_the_difference_is_that_from_scratch, 0, 5);
	tcase_add_test(tests, test_the_usual_changes);
	tcase_add_test(tests, test_an_exclusion_stays_confidential);
	tcase_add_loop_test(tests, test_a_change_that_cannot_be_is_named, 0, 5);
	tcase_add_test(tests, test_who_has_no_seat_cannot_move);
	return run_tests("grouping_change", tests);
}
