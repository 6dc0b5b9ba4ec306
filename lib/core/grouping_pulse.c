#include "grouping_pulse.h"

#include "grouping_cost.h"

#define PULSE_STEPS 2000000

static void
tell(const struct grouping_state *state)
{
	struct grouping_progress progress = { .effort = state->effort,
		.cost = grouping_cost_total(state),
		.gap_ppm = INT64_MAX };

	for (uint32_t i = 0; i < state->pool.count; i++)
		progress.left_out += state->units[state->pool.items[i]].size;
	state->options->progress(&progress, state->options->arg);
}

bool
grouping_pulse(struct grouping_state *state)
{
	const struct grouping_options *options = state->options;

	if (options == NULL ||
	    (state->has_pulse && state->steps < state->pulsed + PULSE_STEPS))
		return state->is_stopped;
	if (options->progress != NULL)
		tell(state);
	state->pulsed = state->steps;
	if (!state->has_pulse)
		state->has_pulse = true;
	else if (options->stop != NULL && atomic_load(options->stop))
		state->is_stopped = true;
	return state->is_stopped;
}
