#include "matrix.h"

#include "matrix_search.h"

#include <assert.h>

/* A run is worth its start, and several elements' anneals; see matrix_search.c. */
#define RUN_MIN 50000000
#define RUN_PER_CUBE 100
#define RUNS_MAX 1024

static const struct matrix_options no_options;

uint32_t
matrix_runs(const struct matrix_input *input)
{
	uint64_t n = input->matrix->count, one = RUN_PER_CUBE * n * n * n;
	uint64_t runs = input->effort / (one > RUN_MIN ? one : RUN_MIN);

	if (input->matrix->groups_count == 1 || runs == 0)
		return 1;
	return runs < RUNS_MAX ? (uint32_t)runs : RUNS_MAX;
}

void
matrix_run(const struct matrix_input *input, const struct matrix_options *options,
    uint32_t run, struct arena *arena, struct matrix_plan *ret_plan)
{
	struct matrix_state *state = matrix_state_new(input->matrix, arena);
	struct matrix_plan plan = { .run = run };

	assert(input->effort <= MATRIX_EFFORT_MAX && run < matrix_runs(input));
	plan.group_of = ARENA_NEW(arena, uint32_t, input->matrix->count);
	plan.is_truncated = !matrix_search_run(input,
	    options == NULL ? &no_options : options, run,
	    input->effort / matrix_runs(input), state, arena, &plan.evaluations);
	plan.objective = state->objective;
	matrix_state_read(state, plan.group_of);
	*ret_plan = plan;
}

bool
matrix_is_better(const struct matrix_plan *a, const struct matrix_plan *b)
{
	if (a->objective != b->objective)
		return a->objective > b->objective;
	return a->run < b->run;
}

void
matrix_form(const struct matrix_input *input, const struct matrix_options *options,
    struct arena *arena, struct matrix_plan *ret_plan)
{
	uint32_t runs = matrix_runs(input), count = input->matrix->count;
	uint32_t *group_of = ARENA_NEW(arena, uint32_t, count);
	struct matrix_plan best = { .objective = -1 };
	uint64_t evaluations = 0;
	bool is_truncated = false;

	for (uint32_t run = 0; run < runs && !is_truncated; run++) {
		CLEANUP(arena_done) struct arena own = { 0 };
		struct matrix_plan plan;

		matrix_run(input, options, run, &own, &plan);
		evaluations += plan.evaluations;
		is_truncated = plan.is_truncated;
		if (!matrix_is_better(&plan, &best))
			continue;
		best = plan;
		best.group_of = group_of;
		for (uint32_t i = 0; i < count; i++)
			group_of[i] = plan.group_of[i];
	}
	best.evaluations = evaluations;
	best.is_truncated = is_truncated;
	*ret_plan = best;
}
