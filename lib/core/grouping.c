#include "grouping.h"

#include "grouping_bound.h"
#include "grouping_fixed.h"
#include "grouping_input.h"
#include "grouping_rescue.h"
#include "grouping_search.h"
#include "grouping_start.h"
#include "grouping_write.h"

#include <assert.h>

#define RUNS_MAX 16
#define RUN_MOVES 4000 /* a person, before another run is worth more */

uint64_t
grouping_effort(uint32_t people_count)
{
	uint64_t effort = 1000 * (uint64_t)people_count;

	return effort < 4000000 ? 4000000 : effort;
}

int32_t
grouping_met_cost(int32_t weight, uint32_t rounds_ago)
{
	int64_t cost = (int64_t)weight << 16;

	for (; rounds_ago > 1 && cost > 0; rounds_ago--)
		cost -= cost / 8 + (cost < 8); /* down to 0, however long ago */
	return (int32_t)(cost >> 16);
}

/* A few long runs are better than one very long one, and each begins elsewhere. */
uint32_t
grouping_runs(const struct grouping_input *input)
{
	uint64_t runs = 0;

	if (input->people_count > 0)
		runs = input->effort / (RUN_MOVES * (uint64_t)input->people_count);
	if (runs < 1)
		return 1;
	return runs < RUNS_MAX ? (uint32_t)runs : RUNS_MAX;
}

bool
grouping_is_better(const struct grouping_plan *a, const struct grouping_plan *b)
{
	if (a->left_count != b->left_count)
		return a->left_count < b->left_count;
	return a->cost < b->cost;
}

static uint64_t
effort_of(const struct grouping_input *input, uint32_t run)
{
	uint32_t runs = grouping_runs(input);

	return input->effort * (run + 1) / runs - input->effort * run / runs;
}

static const struct grouping_options no_options = { .stop = NULL };

/* Adds a plan of its own to the arena. */
static struct grouping_plan
run_once(const struct grouping_input *input, const struct grouping_options *options,
    uint32_t run, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan plan = { .seed = input->seed, .effort = input->effort };
	struct grouping_state *state = grouping_state_new(input, run, &scratch);

	state->effort = effort_of(input, run);
	grouping_fixed_seat(state);
	grouping_start_tables(state);
	grouping_rescue_pool(state);
	plan.truncated = !grouping_search_run(state,
	    options != NULL ? options : &no_options);
	grouping_rescue_pool(state);
	plan.moves = state->moves;
	grouping_write_plan(state, arena, true, &plan);
	grouping_bound_plan(input, &plan, &scratch);
	return plan;
}

enum status
grouping_run(const struct grouping_input *input, const struct grouping_options *options,
    uint32_t run, struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	enum status status = grouping_input_check(input, err);

	if (status != OK)
		return status;
	assert(run < grouping_runs(input));
	*ret_plan = run_once(input, options, run, arena);
	ret_plan->digest = grouping_input_digest(input);
	return OK;
}

/* What the caller is told of a run includes those before it. */
struct relay {
	const struct grouping_options *options;
	const struct grouping_plan *best; /* of the runs before */
};

static void
relay_progress(const struct grouping_progress *progress, void *arg)
{
	const struct relay *relay = arg;
	const struct grouping_plan *best = relay->best;
	struct grouping_progress total = *progress;

	total.moves += best->moves;
	if (best->left_count < total.left_out ||
	    (best->left_count == total.left_out && best->cost < total.cost)) {
		total.cost = best->cost;
		total.bound = best->bound;
		total.gap_ppm = best->gap_ppm;
		total.left_out = best->left_count;
	}
	relay->options->progress(&total, relay->options->arg);
}

enum status
grouping_form(const struct grouping_input *input, const struct grouping_options *options,
    struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	enum status status = grouping_input_check(input, err);

	if (status != OK)
		return status;
	struct grouping_plan best = run_once(input, options, 0, arena);
	struct relay relay = { options, &best };
	struct grouping_options relayed = options != NULL ? *options : no_options;

	relayed.arg = &relay;
	if (relayed.progress != NULL)
		relayed.progress = relay_progress;
	for (uint32_t run = 1; run < grouping_runs(input) && !best.truncated; run++) {
		struct grouping_plan plan = run_once(input, &relayed, run, arena);
		uint64_t moves = best.moves + plan.moves;
		bool truncated = plan.truncated;

		if (grouping_is_better(&plan, &best))
			best = plan;
		best.moves = moves;
		best.truncated = truncated;
	}
	best.digest = grouping_input_digest(input);
	*ret_plan = best;
	return OK;
}
