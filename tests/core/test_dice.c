#include "dice.h"

#include "run.h"

/* xoshiro256** from the state that splitmix64 makes of 0, as its authors publish it. */
START_TEST(test_same_numbers_everywhere)
{
	struct dice dice = { { 1, 2, 3, 4 } };
	uint64_t expected[] = { 11520, 0, 1509978240, UINT64_C(1215971899390074240) };

	for (size_t i = 0; i < 4; i++)
		ck_assert_uint_eq(dice_next(&dice), expected[i]);
}
END_TEST

START_TEST(test_seed_and_run_are_told_apart)
{
	struct dice dice[4];

	for (uint64_t i = 0; i < 4; i++)
		dice_init(&dice[i], i / 2, i % 2);
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++)
			ck_assert_uint_ne(dice[i].words[0], dice[j].words[0]);
	dice_init(&dice[1], 0, 0);
	ck_assert_uint_eq(dice_next(&dice[0]), dice_next(&dice[1]));
}
END_TEST

START_TEST(test_below_is_even_and_below)
{
	struct dice dice;
	int counts[6] = { 0 };

	dice_init(&dice, 7, 0);
	for (int i = 0; i < 60000; i++) {
		uint32_t number = dice_below(&dice, 6);

		ck_assert_uint_lt(number, 6);
		counts[number]++;
	}
	for (int i = 0; i < 6; i++)
		ck_assert_int_lt(abs(counts[i] - 10000), 500);
	ck_assert_uint_eq(dice_below(&dice, 0), 0);
	ck_assert_uint_eq(dice_below(&dice, 1), 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("dice");

	tcase_add_test(tests, test_same_numbers_everywhere);
	tcase_add_test(tests, test_seed_and_run_are_told_apart);
	tcase_add_test(tests, test_below_is_even_and_below);
	return run_tests("dice", tests);
}
