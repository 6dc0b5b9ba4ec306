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
 * several: so the ones that were given stay the same for many people, and the catalogue
 * lasts (with prompts dealt at random, seven people of six rounds share hardly any). */
uint32_t prompt_choice_make(const struct prompt_choice_input *input,
    uint32_t *ret_prompts);
#endif
