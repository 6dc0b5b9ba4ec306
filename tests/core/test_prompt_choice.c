#include "prompt_choice.h"

#include "dice.h"
#include "run.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PROMPTS 70 /* more than a word has bits */

static bool
is_given(const uint64_t *given, uint32_t person, uint32_t prompt)
{
	return (given[person * PROMPT_CHOICE_WORDS(PROMPTS) + prompt / 64] >>
		       prompt % 64 &
		   1) != 0;
}

static void
give(uint64_t *given, uint32_t person, uint32_t prompt)
{
	given[person * PROMPT_CHOICE_WORDS(PROMPTS) + prompt / 64] |= UINT64_C(1)
	    << prompt % 64;
}

START_TEST(test_a_used_up_catalogue_is_said)
{
	uint32_t members[] = { 0, 1 }, prompts[2] = { 7, 7 };
	uint64_t given[2 * PROMPT_CHOICE_WORDS(PROMPTS)] = { 0 };
	struct prompt_choice_gathering gatherings[] = { { members, 2 }, { members, 1 } };
	struct prompt_choice_input input = { gatherings, 2, given, 2, PROMPTS };

	for (uint32_t p = 0; p < PROMPTS; p++)
		give(given, p < 40 ? 0 : 1, p);
	ck_assert_uint_eq(prompt_choice_make(&input, prompts), 1);
	ck_assert_uint_eq(prompts[0], PROMPT_CHOICE_NONE);
	ck_assert_uint_eq(prompts[1], 40);
	input.prompts_count = 0;
	ck_assert_uint_eq(prompt_choice_make(&input, prompts), 2);
}
END_TEST

/* The prompt that only this gathering may still take, not one that serves others too. */
START_TEST(test_the_rarest_goes_first)
{
	uint32_t members[] = { 0, 1, 2 }, prompts[3];
	uint64_t given[3] = { 0x3, 0x5, 0x0 };
	struct prompt_choice_gathering gatherings[] = { { &members[0], 1 },
		{ &members[1], 1 }, { &members[2], 1 } };
	struct prompt_choice_input input = { gatherings, 3, given, 3, 4 };

	ck_assert_uint_eq(prompt_choice_make(&input, prompts), 0);
	ck_assert_uint_eq(prompts[0], 2);
	ck_assert_uint_eq(prompts[1], 1);
	ck_assert_uint_eq(prompts[2], 0);
}
END_TEST

static void
deal(struct dice *dice, uint32_t *order, uint32_t count)
{
	for (uint32_t i = count - 1; i > 0; i--) {
		uint32_t j = dice_below(dice, i + 1), other = order[j];

		order[j] = order[i];
		order[i] = other;
	}
}

/* 24 rounds with other people each time and one in five absent: never twice the same. */
START_TEST(test_never_twice_and_lasting)
{
	enum { PEOPLE = 700, SIZE = 7 };
	static uint64_t given[PEOPLE * PROMPT_CHOICE_WORDS(PROMPTS)];
	static uint32_t order[PEOPLE], prompts[PEOPLE / SIZE];
	static struct prompt_choice_gathering gatherings[PEOPLE / SIZE];
	struct dice dice;

	printf("# seed %d\n", _i);
	memset(given, 0, sizeof given); /* seeds share a process with CK_FORK=no */
	dice_init(&dice, (uint64_t)_i, 0);
	for (uint32_t i = 0; i < PEOPLE; i++)
		order[i] = i;
	for (uint32_t g = 0; g < PEOPLE / SIZE; g++)
		gatherings[g] = (struct prompt_choice_gathering){ &order[g * SIZE],
			SIZE };
	struct prompt_choice_input input = { gatherings, PEOPLE / SIZE * 4 / 5, given,
		PEOPLE, PROMPTS };
	for (int round = 0; round < 24; round++) {
		deal(&dice, order, PEOPLE);
		ck_assert_uint_eq(prompt_choice_make(&input, prompts), 0);
		for (uint32_t i = 0; i < input.gatherings_count * SIZE; i++) {
			ck_assert(!is_given(given, order[i], prompts[i / SIZE]));
			give(given, order[i], prompts[i / SIZE]);
		}
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("prompt_choice");

	tcase_add_test(tests, test_a_used_up_catalogue_is_said);
	tcase_add_test(tests, test_the_rarest_goes_first);
	tcase_add_loop_test(tests, test_never_twice_and_lasting, 0, 5);
	return run_tests("prompt_choice", tests);
}
