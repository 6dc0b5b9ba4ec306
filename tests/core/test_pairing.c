#include "pairing.h"

#include "dice.h"
#include "run.h"

#define TRIALS 400

static struct pairing_input
made(uint32_t mentees, uint32_t mentors, uint32_t scores, uint32_t never_percent,
    struct dice *dice, struct arena *arena)
{
	int32_t *score = ARENA_NEW(arena, int32_t, (size_t)mentees * mentors + 1);
	uint32_t *capacity = ARENA_NEW(arena, uint32_t, mentors + 1);

	for (size_t k = 0; k < (size_t)mentees * mentors; k++)
		score[k] = dice_below(dice, 100) < never_percent
		    ? PAIRING_NEVER
		    : (int32_t)dice_below(dice, scores) - (int32_t)(scores / 3);
	for (uint32_t mentor = 0; mentor < mentors; mentor++)
		capacity[mentor] = dice_below(dice, 3);
	return (struct pairing_input){ mentees, mentors, score, capacity };
}

/* The most pairs, then the highest score, of all that can be: mentee by mentee. */
static void
try_all(const struct pairing_input *input, uint32_t mentee, uint32_t *room,
    uint32_t pairs, int64_t score, uint32_t *most, int64_t *best)
{
	if (mentee == input->mentees_count) {
		if (pairs > *most || (pairs == *most && score > *best)) {
			*most = pairs;
			*best = score;
		}
		return;
	}
	try_all(input, mentee + 1, room, pairs, score, most, best);
	for (uint32_t mentor = 0; mentor < input->mentors_count; mentor++) {
		int32_t own = input->scores[mentee * input->mentors_count + mentor];

		if (room[mentor] == 0 || own == PAIRING_NEVER)
			continue;
		room[mentor]--;
		try_all(input, mentee + 1, room, pairs + 1, score + own, most, best);
		room[mentor]++;
	}
}

START_TEST(test_small_ones_equal_all_choices)
{
	for (uint64_t seed = 1; seed <= TRIALS; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct dice dice;
		struct pairing_plan plan;
		struct err err = { 0 };
		uint32_t most = 0, room[6];
		int64_t best = 0;

		dice_init(&dice, seed, 0);
		struct pairing_input input = made(dice_below(&dice, 7),
		    dice_below(&dice, 7), 1 + dice_below(&dice, 9), dice_below(&dice, 90),
		    &dice, &arena);

		ck_assert_int_eq(pairing_plan_make(&input, &arena, &plan, &err), OK);
		ck_assert_msg(pairing_check(&input, &plan, &err) == OK, "seed %lu: %s",
		    (unsigned long)seed, err.text);
		for (uint32_t mentor = 0; mentor < input.mentors_count; mentor++)
			room[mentor] = input.capacities[mentor];
		try_all(&input, 0, room, 0, 0, &most, &best);
		ck_assert_msg(plan.pairs_count == most && plan.score == best, "seed %lu",
		    (unsigned long)seed);
	}
}
END_TEST

START_TEST(test_large_ones_are_proved)
{
	static const struct {
		uint32_t mentees, mentors, scores, never;
	} shapes[] = { { 300, 200, 1000000, 0 }, { 200, 300, 3, 50 }, { 250, 250, 1, 0 },
		{ 300, 10, 100, 95 }, { 1, 400, 10, 0 }, { 400, 1, 10, 0 } };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct dice dice;
	struct pairing_plan plan;
	struct err err = { 0 };

	dice_init(&dice, 7, (uint64_t)_i);
	struct pairing_input input = made(shapes[_i].mentees, shapes[_i].mentors,
	    shapes[_i].scores, shapes[_i].never, &dice, &arena);
	ck_assert_int_eq(pairing_plan_make(&input, &arena, &plan, &err), OK);
	ck_assert_msg(pairing_check(&input, &plan, &err) == OK, "%s", err.text);
}
END_TEST

/* Whatever is spoilt in a plan is found. */
START_TEST(test_check_finds_what_is_wrong)
{
	static const int32_t scores[] = { 9, 5, 1, 8 };
	static const uint32_t capacities[] = { 1, 1 };
	struct pairing_input input = { 2, 2, scores, capacities };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct pairing_plan plan;
	struct err err;

	ck_assert_int_eq(pairing_plan_make(&input, &arena, &plan, &err), OK);
	switch (_i) {
	case 0:
		plan.score++;
		break;
	case 1:
		plan.mentor_of[0] = 1;
		break;
	case 2:
		plan.mentor_of[0] = PAIRING_NOBODY;
		break;
	case 3:
		plan.price[1]++;
		break;
	case 4:
		plan.worth[1]++;
		break;
	case 5:
		plan.worth[0]--;
		break;
	default:
		plan.cost_of_none = 1;
		break;
	}
	ck_assert_int_eq(pairing_check(&input, &plan, &err), ERR_FINDINGS);
}
END_TEST

START_TEST(test_too_much_is_refused)
{
	static const int32_t score = PAIRING_SCORE_MAX + 1;
	static const uint32_t capacity = 1;
	struct pairing_input input = { 1, 1, &score, &capacity };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct pairing_plan plan;
	struct err err;

	ck_assert_int_eq(pairing_plan_make(&input, &arena, &plan, &err), ERR_INVALID);
	input.mentees_count = PAIRING_COUNT_MAX + 1;
	ck_assert_int_eq(pairing_plan_make(&input, &arena, &plan, &err), ERR_LIMIT);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("pairing");

	tcase_add_test(tests, test_small_ones_equal_all_choices);
	tcase_add_loop_test(tests, test_large_ones_are_proved, 0, 6);
	tcase_add_loop_test(tests, test_check_finds_what_is_wrong, 0, 7);
	tcase_add_test(tests, test_too_much_is_refused);
	return run_tests("pairing", tests);
}
