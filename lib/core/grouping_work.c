#include "grouping_work.h"

#include "grouping_bound.h"
#include "grouping_input.h"
#include "grouping_once.h"
#include "grouping_parts.h"
#include "grouping_write.h"

#include <assert.h>
#include <string.h>

struct piece {
	struct arena arena; /* of the plan */
	struct grouping_plan plan;
	bool is_done;
	struct grouping_progress told;
};

struct run {
	atomic_uint pieces_left;
	bool has_told;
	/* Of all its pieces, once they are done; groups and left are not there. */
	struct grouping_plan sum;
};

struct grouping_work {
	const struct grouping_input *input;
	struct arena arena;
	struct grouping_parts *parts;
	uint32_t parts_count, runs_count;
	struct piece *pieces; /* [run * parts_count + part] */
	struct run *runs;
	atomic_uint best; /* run + 1; 0: none is done */
	bool is_told;
};

static const struct grouping_options no_options = { .stop = NULL };

struct grouping_work *
grouping_work_new(const struct grouping_input *input)
{
	struct grouping_work *work = alloc_zero(1, sizeof *work);

	work->input = input;
	work->parts = grouping_parts_new(input, &work->arena);
	work->parts_count = grouping_parts_count(work->parts);
	work->runs_count = grouping_runs(input);
	work->pieces = ARENA_NEW(&work->arena, struct piece, grouping_work_count(work));
	work->runs = ARENA_NEW(&work->arena, struct run, work->runs_count);
	for (uint32_t run = 0; run < work->runs_count; run++)
		atomic_init(&work->runs[run].pieces_left, work->parts_count);
	atomic_init(&work->best, 0);
	return work;
}

/* The plans of a run that has lost, or of all. */
static void
drop_plans(struct grouping_work *work, uint32_t run)
{
	for (uint32_t part = 0; part < work->parts_count; part++)
		arena_done(&work->pieces[run * work->parts_count + part].arena);
}

void
grouping_work_free(struct grouping_work **workp)
{
	struct grouping_work *work = TAKE(*workp);

	if (work == NULL)
		return;
	for (uint32_t run = 0; run < work->runs_count; run++)
		drop_plans(work, run);
	arena_done(&work->arena);
	free(work);
}

uint32_t
grouping_work_count(const struct grouping_work *work)
{
	return work->runs_count * work->parts_count;
}

static struct grouping_input
input_of(const struct grouping_work *work, uint32_t piece, struct arena *arena)
{
	uint64_t effort = work->input->effort, runs = work->runs_count;
	uint64_t run = piece / work->parts_count;

	return grouping_parts_input(work->parts, piece % work->parts_count,
	    effort * (run + 1) / runs - effort * run / runs, arena);
}

/* The last word of a piece is what came out. */
static void
tell_plan(const struct grouping_plan *plan, const struct grouping_options *options)
{
	const struct grouping_progress progress = { .moves = plan->moves,
		.effort = plan->effort,
		.cost = plan->cost,
		.bound = plan->bound,
		.gap_ppm = plan->gap_ppm,
		.has_bound = true,
		.left_out = plan->left_count,
		.violations = plan->violations };

	options->progress(&progress, options->arg);
}

static struct grouping_plan
sum_of(const struct grouping_work *work, uint32_t run)
{
	struct grouping_plan sum = { .cost = 0 };

	for (uint32_t part = 0; part < work->parts_count; part++) {
		const struct grouping_plan
		    *plan = &work->pieces[run * work->parts_count + part].plan;

		sum.cost += plan->cost;
		sum.left_count += plan->left_count;
	}
	return sum;
}

static bool
wins(const struct grouping_work *work, uint32_t run, uint32_t other)
{
	const struct grouping_plan *sum = &work->runs[run].sum;
	const struct grouping_plan *others = &work->runs[other].sum;

	return grouping_is_better(sum, others) ||
	    (!grouping_is_better(others, sum) && run < other);
}

/* Only the winner's plans are kept. */
static void
finish_run(struct grouping_work *work, uint32_t run)
{
	unsigned best = atomic_load(&work->best);

	work->runs[run].sum = sum_of(work, run);
	do {
		if (best > 0 && !wins(work, run, best - 1)) {
			drop_plans(work, run);
			return;
		}
	} while (!atomic_compare_exchange_weak(&work->best, &best, run + 1));
	if (best > 0)
		drop_plans(work, best - 1);
}

/* Pieces differ in their dice; runs begin with one for each part and a few to spare. A
 * region's own bound is asked for only where somebody watches, but with one region it is
 * that of the whole. */
void
grouping_work_do(struct grouping_work *work, uint32_t index,
    const struct grouping_options *options)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct piece *piece = &work->pieces[index];
	uint32_t run = index / work->parts_count, part = index % work->parts_count;

	assert(!piece->is_done);
	if (options == NULL)
		options = &no_options;
	if (run > 0 && options->stop != NULL && atomic_load(options->stop))
		return;
	struct grouping_input input = input_of(work, index, &scratch);

	piece->plan = grouping_once(&input, options,
	    run + (uint64_t)GROUPING_RUNS_MAX * part, &piece->arena);
	if (work->parts_count == 1 || options->progress != NULL)
		grouping_bound_plan(&input, &piece->plan, &scratch);
	if (options->progress != NULL)
		tell_plan(&piece->plan, options);
	grouping_parts_translate(work->parts, part, &piece->plan);
	piece->is_done = true;
	if (atomic_fetch_sub(&work->runs[run].pieces_left, 1) == 1)
		finish_run(work, run);
}

/* Where nothing has begun nobody sits, but at tables that are frozen. */
static void
tell_beginning(struct grouping_work *work)
{
	for (uint32_t part = 0; part < work->parts_count; part++) {
		CLEANUP(arena_done) struct arena scratch = { 0 };
		struct grouping_input input = input_of(work, part, &scratch);
		struct grouping_state *state = grouping_state_new(&input, 0, &scratch);
		struct grouping_plan plan = { .cost = 0 };

		grouping_write_plan(state, &scratch, false, &plan);
		for (uint32_t run = 0; run < work->runs_count; run++)
			work->pieces[run * work->parts_count + part]
			    .told = (struct grouping_progress){ .cost = plan.cost,
				.left_out = plan.left_count };
	}
	work->is_told = true;
}

static struct grouping_progress
progress_of(const struct grouping_work *work, uint32_t run)
{
	struct grouping_progress sum = { .has_bound = true };

	for (uint32_t part = 0; part < work->parts_count; part++) {
		const struct grouping_progress
		    *told = &work->pieces[run * work->parts_count + part].told;

		sum.moves += told->moves;
		sum.cost += told->cost;
		sum.left_out += told->left_out;
		sum.violations += told->violations;
		sum.bound += told->bound;
		sum.has_bound = sum.has_bound && told->has_bound;
	}
	if (!sum.has_bound)
		sum.bound = 0;
	return sum;
}

static bool
is_better(const struct grouping_progress *a, const struct grouping_progress *b)
{
	if (a->left_out != b->left_out)
		return a->left_out < b->left_out;
	return a->cost < b->cost;
}

void
grouping_work_tell(struct grouping_work *work, uint32_t piece,
    const struct grouping_progress *progress, struct grouping_progress *ret_whole)
{
	struct grouping_progress whole = { .has_bound = false };
	uint64_t moves = 0;
	bool has_any = false;

	if (!work->is_told)
		tell_beginning(work);
	work->pieces[piece].told = *progress;
	work->runs[piece / work->parts_count].has_told = true;
	for (uint32_t run = 0; run < work->runs_count; run++) {
		struct grouping_progress sum;

		if (!work->runs[run].has_told)
			continue;
		sum = progress_of(work, run);
		moves += sum.moves;
		if (!has_any || is_better(&sum, &whole))
			whole = sum;
		has_any = true;
	}
	whole.moves = moves;
	whole.effort = work->input->effort;
	whole.gap_ppm = whole.has_bound ? grouping_bound_gap(whole.cost, whole.bound)
					: INT64_MAX;
	*ret_whole = whole;
}

bool
grouping_work_has_plan(const struct grouping_work *work)
{
	return atomic_load(&work->best) > 0;
}

static void
take_bounds(struct grouping_plan *plan, const struct grouping_plan *from)
{
	memcpy(plan->bounds, from->bounds, sizeof(plan->bounds));
	plan->bound = from->bound;
	plan->gap_ppm = from->gap_ppm;
	plan->is_proved = from->is_proved;
}

struct grouping_plan
grouping_work_join(const struct grouping_work *work, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan *plans = ARENA_NEW(&scratch, struct grouping_plan,
	    work->parts_count);
	unsigned best = atomic_load(&work->best);
	struct grouping_plan plan;

	assert(best > 0);
	for (uint32_t part = 0; part < work->parts_count; part++)
		plans[part] = work->pieces[(best - 1) * work->parts_count + part].plan;
	plan = grouping_parts_join(work->parts, plans, arena);
	plan.seed = work->input->seed;
	plan.effort = work->input->effort;
	plan.digest = grouping_input_digest(work->input);
	if (work->parts_count > 1)
		grouping_bound_plan(work->input, &plan, &scratch);
	else
		take_bounds(&plan, &plans[0]);
	plan.moves = 0;
	for (uint32_t i = 0; i < grouping_work_count(work); i++) {
		plan.moves += work->pieces[i].plan.moves;
		plan.truncated |= !work->pieces[i].is_done ||
		    work->pieces[i].plan.truncated;
	}
	return plan;
}
