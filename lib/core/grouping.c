#include "grouping.h"

#include "grouping_bound.h"
#include "grouping_input.h"
#include "grouping_write.h"
#include "grouping_rescue.h"
#include "grouping_search.h"
#include "grouping_start.h"

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
static uint32_t
runs_of(const struct grouping_input *input)
{
	uint64_t runs = input->effort / (RUN_MOVES * (uint64_t)input->people_count);

	if (runs < 1)
		return 1;
	return runs < RUNS_MAX ? (uint32_t)runs : RUNS_MAX;
}

static bool
is_better(const struct grouping_plan *plan, const struct grouping_plan *best)
{
	if (plan->left_count != best->left_count)
		return plan->left_count < best->left_count;
	return plan->cost < best->cost;
}

/* Adds a plan of its own to the arena. */
static struct grouping_plan
run_once(const struct grouping_input *input, const struct grouping_options *options,
    uint32_t run, uint64_t moves_before, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan plan = { .seed = input->seed, .effort = input->effort };
	struct grouping_state *state = grouping_state_new(input, run, &scratch);

	state->moves_before = moves_before;
	state->effort = input->effort * (run + 1) / runs_of(input) - moves_before;
	grouping_start_tables(state);
	grouping_rescue_pool(state);
	plan.truncated = !grouping_search_run(state, options);
	grouping_rescue_pool(state);
	plan.moves = state->moves_before + state->moves;
	grouping_write_plan(state, arena, &plan);
	grouping_bound_plan(input, &plan, &scratch);
	return plan;
}

enum status
grouping_form(const struct grouping_input *input, const struct grouping_options *options,
    struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	static const struct grouping_options none = { .stop = NULL };
	enum status status = grouping_input_check(input, err);

	if (status != OK)
		return status;
	if (options == NULL)
		options = &none;
	struct grouping_plan best = run_once(input, options, 0, 0, arena);

	for (uint32_t run = 1; run < runs_of(input) && !best.truncated; run++) {
		struct grouping_plan plan = run_once(input, options, run, best.moves,
		    arena);
		struct grouping_plan *better = is_better(&plan, &best) ? &plan : &best;

		better->moves = plan.moves;
		better->truncated = plan.truncated;
		best = *better;
	}
	best.digest = grouping_input_digest(input);
	*ret_plan = best;
	return OK;
}
