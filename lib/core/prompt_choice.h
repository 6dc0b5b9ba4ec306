/* prompt_choice.h - one prompt for each gathering that none of its members has had. */
#ifndef CONVENE_PROMPT_CHOICE_H
#define CONVENE_PROMPT_CHOICE_H

#include "base.h"

#include <stdint.h>

#define PROMPT_CHOICE_NONE UINT32_MAX
#define PROMPT_CHOICE_WORDS(prompts_count) (((size_t)(prompts_count) + 63) / 64)

struct prompt_choice_gathering {
	const uint32_t *members;
	uint32_t size;
};

struct prompt_choice_input {
	const struct prompt_choice_gathering *gatherings;
	uint32_t gatherings_count;
	/* Bit p of person i, had before: given[i * PROMPT_CHOICE_WORDS(prompts_count)
	 * + p / 64] >> p % 64. */
	const uint64_t *given;
	uint32_t people_count;
	uint32_t prompts_count;
};

/* Fills ret_prompts[gathering]; PROMPT_CHOICE_NONE where the members have had them all.
 * Returns how many those are. A prompt may serve many gatherings of a round. Each takes
 * the prompt that the fewest of them may still take, the first in the catalogue of
 * several: so people have had the same ones, and the catalogue lasts. (Dealt at random,
 * seven people who had 24 of 48 each would find 48 / 2^7 = 0.4 that is new to all.) */
uint32_t prompt_choice_make(const struct prompt_choice_input *input,
    uint32_t *ret_prompts);
#endif
