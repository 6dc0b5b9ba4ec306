#include "grouping_once.h"

#include "grouping_fixed.h"
#include "grouping_pulse.h"
#include "grouping_rescue.h"
#include "grouping_search.h"
#include "grouping_start.h"
#include "grouping_write.h"

struct grouping_plan
grouping_once(const struct grouping_input *input, const struct grouping_options *options,
    uint64_t dice, struct arena *arena)
{
	static const struct grouping_options none = { .stop = NULL };
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan plan = { .seed = input->seed, .effort = input->effort };
	struct grouping_state *state = grouping_state_new(input, dice, &scratch);

	if (options == NULL)
		options = &none;
	const struct grouping_options rest = { .stop = options->stop };

	state->effort = input->effort;
	state->options = options;
	(void)grouping_pulse(state); /* nobody sits yet */
	grouping_fixed_seat(state);
	grouping_start_tables(state);
	grouping_rescue_pool(state);
	plan.truncated = !grouping_search_run(state, options);
	state->options = &rest; /* the best has been told */
	grouping_rescue_pool(state);
	plan.truncated |= state->is_stopped;
	plan.moves = state->moves;
	grouping_write_plan(state, arena, true, &plan);
	return plan;
}
