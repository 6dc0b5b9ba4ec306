#include "grouping.h"

#include "grouping_bound.h"
#include "grouping_fixed.h"
#include "grouping_input.h"
#include "grouping_parts.h"
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

/* Adds a plan of its own to the arena, without a bound. */
static struct grouping_plan
search_once(const struct grouping_input *input, const struct grouping_options *options,
    uint64_t dice, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan plan = { .seed = input->seed, .effort = input->effort };
	struct grouping_state *state = grouping_state_new(input, dice, &scratch);

	state->effort = input->effort;
	grouping_fixed_seat(state);
	grouping_start_tables(state);
	grouping_rescue_pool(state);
	plan.truncated = !grouping_search_run(state,
	    options != NULL ? options : &no_options);
	grouping_rescue_pool(state);
	plan.moves = state->moves;
	grouping_write_plan(state, arena, true, &plan);
	return plan;
}

struct grouping_work {
	const struct grouping_input *input;
	const struct grouping_options *options;
	struct grouping_input share; /* with the effort of this run */
	uint32_t run;
	struct grouping_parts *parts;
	struct grouping_plan *plans; /* [part] */
};

struct grouping_work *
grouping_work_new(const struct grouping_input *input,
    const struct grouping_options *options, uint32_t run, struct arena *arena)
{
	struct grouping_work *work = ARENA_NEW(arena, struct grouping_work, 1);

	assert(run < grouping_runs(input));
	work->input = input;
	work->options = options;
	work->share = *input;
	work->share.effort = effort_of(input, run);
	work->run = run;
	work->parts = grouping_parts_new(&work->share, arena);
	work->plans = ARENA_NEW(arena, struct grouping_plan,
	    grouping_parts_count(work->parts));
	return work;
}

uint32_t
grouping_work_count(const struct grouping_work *work)
{
	return grouping_parts_count(work->parts);
}

/* Parts differ in their dice; runs begin with one for each part and a few to spare. */
void
grouping_work_do(struct grouping_work *work, uint32_t part, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_input input = grouping_parts_input(work->parts, part, &scratch);

	work->plans[part] = search_once(&input, work->options,
	    work->run + (uint64_t)RUNS_MAX * part, arena);
	grouping_parts_translate(work->parts, part, &work->plans[part]);
}

struct grouping_plan
grouping_work_join(const struct grouping_work *work, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan plan = grouping_parts_join(work->parts, work->plans, arena);

	plan.seed = work->input->seed;
	plan.effort = work->input->effort;
	plan.digest = grouping_input_digest(work->input);
	grouping_bound_plan(work->input, &plan, &scratch);
	return plan;
}

/* What the caller is told of a part includes those before it. */
struct part_relay {
	const struct grouping_options *options;
	const struct grouping_work *work;
	uint32_t part;
};

static void
relay_part(const struct grouping_progress *progress, void *arg)
{
	const struct part_relay *relay = arg;
	struct grouping_progress total = *progress;

	total.effort = relay->work->input->effort;
	for (uint32_t part = 0; part < relay->part; part++) {
		total.moves += relay->work->plans[part].moves;
		total.cost += relay->work->plans[part].cost;
		total.left_out += relay->work->plans[part].left_count;
	}
	relay->options->progress(&total, relay->options->arg);
}

static struct grouping_plan
run_once(const struct grouping_input *input, const struct grouping_options *options,
    uint32_t run, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_options relayed = options != NULL ? *options : no_options;
	struct grouping_work *work = grouping_work_new(input, &relayed, run, &scratch);
	struct part_relay relay = { options, work, 0 };

	if (relayed.progress != NULL && grouping_work_count(work) > 1) {
		relayed.arg = &relay;
		relayed.progress = relay_part;
	}
	for (; relay.part < grouping_work_count(work); relay.part++)
		grouping_work_do(work, relay.part, arena);
	return grouping_work_join(work, arena);
}

enum status
grouping_run(const struct grouping_input *input, const struct grouping_options *options,
    uint32_t run, struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	enum status status = grouping_input_check(input, err);

	if (status != OK)
		return status;
	*ret_plan = run_once(input, options, run, arena);
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
	*ret_plan = best;
	return OK;
}
