#include "grouping_change.h"

#include "grouping_seats.h"
#include "run.h"

#include <stdio.h>

static void
check_difference(struct grouping_seating *seating, struct dice *dice, uint64_t seed)
{
	struct grouping_move moves[GROUPING_SEATS_MOVES_MAX];
	uint32_t count = grouping_seats_moves(seating, dice, moves);
	int64_t before[GROUPING_TERM_COUNT], after[GROUPING_TERM_COUNT], sum = 0;
	struct grouping_difference difference;
	struct err err;

	grouping_seats_costs(seating, before);
	ck_assert_int_eq(grouping_change_ask(seating, moves, count, &difference, &err),
	    OK);
	ck_assert_msg(grouping_seating_apply(seating, moves, count, &err) == OK, "%s",
	    err.text);
	grouping_seats_costs(seating, after);
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

START_TEST(test_the_usual_changes)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_difference d;

	ck_assert_int_eq(grouping_change_join(seating, 6, 0, &d, NULL), OK);
	ck_assert_int_eq(d.costs[0], 10);
	ck_assert_int_eq(d.costs[GROUPING_TERM_MET], 60);
	ck_assert_int_eq(d.costs[GROUPING_TERM_LEFT_OUT], -300);
	ck_assert_int_eq(d.cost, -230);
	ck_assert_uint_eq(d.breaches.count, 0);
	ck_assert_int_eq(grouping_change_swap(seating, 6, 1, &d, NULL), OK);
	ck_assert_int_eq(d.cost, 10); /* the left one is another one, met nobody */
	ck_assert_int_eq(grouping_change_move(seating, 5, 0, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_TOO_FEW);
	ck_assert_uint_eq(d.breaches.items[0].table, 1);
	ck_assert_uint_eq(d.breaches.items[0].value, 2);
	ck_assert_uint_eq(d.breaches.items[0].limit, 3);
	ck_assert_int_eq(grouping_change_leave(seating, 0, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 2);
	ck_assert_int_eq(d.breaches.items[1].rule, GROUPING_BREACH_NO_HOST);
	ck_assert_int_eq(d.cost, 0);
}
END_TEST

/* Who it is about is told of every rule but one. */
START_TEST(test_an_exclusion_stays_confidential)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_difference d;

	ck_assert_int_eq(grouping_change_swap(seating, 4, 1, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_APART);
	ck_assert_uint_eq(d.breaches.items[0].table, GROUPING_NONE);
	ck_assert_uint_eq(d.breaches.items[0].person, GROUPING_NONE);
	ck_assert_uint_eq(d.breaches.items[0].other, GROUPING_NONE);
	ck_assert_int_eq(grouping_change_join(seating, 6, 1, &d, NULL), OK);
	ck_assert_uint_eq(d.breaches.count, 1);
	ck_assert_int_eq(d.breaches.items[0].rule, GROUPING_BREACH_MANAGER);
	ck_assert_uint_eq(d.breaches.items[0].person, 6);
	ck_assert_uint_eq(d.breaches.items[0].other, 5);
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
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_difference d = { .cost = 42 };
	struct err err;

	ck_assert_int_eq(grouping_change_ask(seating, rows[_i].moves, rows[_i].count, &d,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, rows[_i].text);
	ck_assert_int_eq(d.cost, 42);
	ck_assert_int_eq(grouping_seating_apply(seating, rows[_i].moves, rows[_i].count,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, rows[_i].text);
}
END_TEST

START_TEST(test_who_has_no_seat_cannot_move)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_difference d;
	struct err err;

	ck_assert_int_eq(grouping_change_move(seating, 6, 0, &d, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "change: person 6 has no seat");
	ck_assert_int_eq(grouping_change_leave(seating, 6, &d, &err), ERR_INVALID);
	ck_assert_int_eq(grouping_change_join(seating, 1, 1, &d, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "change: person 1 has a seat already");
	ck_assert_int_eq(grouping_change_swap(seating, 1, 2, &d, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "change: people 1 and 2 are at the same place");
	ck_assert_int_eq(grouping_change_swap(seating, 1, 7, &d, &err), ERR_INVALID);
	ck_assert_int_eq(grouping_change_join(seating, 7, 1, &d, &err), ERR_INVALID);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_change");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_the_difference_is_that_from_scratch, 0, 5);
	tcase_add_test(tests, test_the_usual_changes);
	tcase_add_test(tests, test_an_exclusion_stays_confidential);
	tcase_add_loop_test(tests, test_a_change_that_cannot_be_is_named, 0, 5);
	tcase_add_test(tests, test_who_has_no_seat_cannot_move);
	return run_tests("grouping_change", tests);
}
