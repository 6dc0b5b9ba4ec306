#include "grouping.h"

#include "grouping_input.h"
#include "grouping_work.h"

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
	return runs < GROUPING_RUNS_MAX ? (uint32_t)runs : GROUPING_RUNS_MAX;
}

bool
grouping_is_better(const struct grouping_plan *a, const struct grouping_plan *b)
{
	if (a->left_count != b->left_count)
		return a->left_count < b->left_count;
	return a->cost < b->cost;
}

/* What a piece tells becomes what the whole does. */
struct relay {
	const struct grouping_options *options; /* of the caller */
	struct grouping_work *work;
	uint32_t piece;
};

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	const struct relay *relay = arg;
	struct grouping_progress whole;

	grouping_work_tell(relay->work, relay->piece, progress, &whole);
	relay->options->progress(&whole, relay->options->arg);
}

enum status
grouping_form(const struct grouping_input *input, const struct grouping_options *options,
    struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	CLEANUP(grouping_work_free) struct grouping_work *work = NULL;
	struct grouping_options relayed = { .stop = NULL };
	struct relay relay = { .options = options };
	enum status status = grouping_input_check(input, err);

	if (status != OK)
		return status;
	work = relay.work = grouping_work_new(input);
	if (options != NULL)
		relayed = *options;
	relayed.arg = &relay;
	if (relayed.progress != NULL)
		relayed.progress = on_progress;
	for (; relay.piece < grouping_work_count(work); relay.piece++)
		grouping_work_do(work, relay.piece, &relayed);
	*ret_plan = grouping_work_join(work, arena);
	return OK;
}
