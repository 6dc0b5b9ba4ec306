#include "prompt_choice.h"

#include <assert.h>
#include <stdbool.h>

static bool
is_fresh(const struct prompt_choice_input *input,
    const struct prompt_choice_gathering *gathering, uint32_t prompt)
{
	size_t words = PROMPT_CHOICE_WORDS(input->prompts_count);

	for (uint32_t i = 0; i < gathering->size; i++) {
		assert(gathering->members[i] < input->people_count);
		if (input->given[gathering->members[i] * words + prompt / 64] >>
			(prompt % 64) &
		    1)
			return false;
	}
	return true;
}

uint32_t
prompt_choice_make(const struct prompt_choice_input *input, uint32_t *ret_prompts)
{
	CLEANUP(free_ptr)
	uint32_t *open = alloc_zero((size_t)input->prompts_count + 1, sizeof(*open));
	uint32_t without = 0;

	for (uint32_t g = 0; g < input->gatherings_count; g++)
		for (uint32_t p = 0; p < input->prompts_count; p++)
			open[p] += is_fresh(input, &input->gatherings[g], p);
	for (uint32_t g = 0; g < input->gatherings_count; g++) {
		uint32_t best = PROMPT_CHOICE_NONE;

		for (uint32_t p = 0; p < input->prompts_count; p++)
			if (is_fresh(input, &input->gatherings[g], p) &&
			    (best == PROMPT_CHOICE_NONE || open[p] < open[best]))
				best = p;
		ret_prompts[g] = best;
		without += best == PROMPT_CHOICE_NONE;
	}
	return without;
}
