#include "matrix_search.h"

#include "anneal.h"

#include <math.h>

#define SCANS_PER_LOOK 32 /* at the stop flag and the temperature */
#define PROGRESS_EVERY 67108864
#define PILOT_SHARE 40 /* of the effort */
#define HIGHEST 30     /* sigma, where the pilot begins */
/* Shares of candidates that are taken, times elements: 2e-3 and 3e-5 at 480, and more
 * where there are few. A start at half of that share cost 0.2 % on random distances. */
#define HOT 0.96
#define COLD 0.015
#define PER_CUBE 100 /* evaluations of one anneal, by the cube of the elements */

struct search {
	const struct matrix_options *options;
	const struct matrix_path *path;
	struct matrix_state *state;
	struct matrix_scan scan;
	uint32_t run;
	uint64_t effort, reported;
	uint64_t taken; /* swaps that change the objective, by the pilot's rung */
	int64_t best;
	uint32_t *group_of; /* of the best */
};

static void
apply(struct search *search, const struct matrix_move *move)
{
	matrix_scan_apply(search->state, search->path, move);
}

/* All candidates of two different groups at random. */
static void
scan_once(struct search *search)
{
	struct matrix_state *state = search->state;
	uint64_t random = dice_next(&search->scan.dice), count = state->groups_count;
	uint32_t from = (uint32_t)((random >> 32) * count >> 32);
	uint32_t to = (uint32_t)((random & UINT32_MAX) * (count - 1) >> 32);
	struct matrix_move move;

	to += to >= from;
	if (search->path->find(state, &search->scan, from, to, &move)) {
		search->taken += move.gain != 0 &&
		    (uint32_t)state->elements[move.to] != state->matrix->count;
		apply(search, &move);
	}
}

/* False once the stop flag is up. */
static bool
scan_some(struct search *search)
{
	const struct matrix_options *options = search->options;

	for (int i = 0; i < SCANS_PER_LOOK; i++)
		scan_once(search);
	if (options->progress != NULL &&
	    search->scan.evaluations - search->reported >= PROGRESS_EVERY) {
		struct matrix_progress progress = { search->run, search->scan.evaluations,
			search->effort, search->state->objective };

		search->reported = search->scan.evaluations;
		options->progress(&progress, options->arg);
	}
	return options->stop == NULL || !atomic_load(options->stop);
}

/* Standard deviation of the distances, in their unit; 1 at least. Sums in one order. */
static double
sigma_of(const struct matrix *matrix)
{
	double sum = 0, squares = 0, count = 0;

	for (uint32_t i = 0; i < matrix->count; i++) {
		for (uint32_t j = 0; j < i; j++) {
			double d = matrix->distances[(size_t)i * matrix->stride + j];

			sum += d;
			squares += d * d;
			count++;
		}
	}
	double variance = count > 0 ? squares / count - sum / count * (sum / count) : 0;

	return variance > 1 ? sqrt(variance) : 1;
}

static bool
fly_pilot(struct search *search, struct anneal_pilot *ret_pilot)
{
	double n = search->state->matrix->count;

	anneal_pilot_init(ret_pilot, HIGHEST * sigma_of(search->state->matrix),
	    search->effort / PILOT_SHARE, HOT / n, COLD / n);
	do {
		uint64_t until = search->scan.evaluations + ret_pilot->moves_per_rung;

		search->scan.temperature = (float)ret_pilot->temperature;
		search->taken = 0;
		search->scan.decided = 0;
		do
			if (!scan_some(search))
				return false;
		while (search->scan.evaluations < until);
	} while (anneal_pilot_next(ret_pilot, search->scan.decided + 1, search->taken));
	return true;
}

/* From pilot.start to pilot.end by the evaluation search->scan counts up to until. */
static bool
cool(struct search *search, const struct anneal_pilot *pilot, uint64_t until)
{
	uint64_t first = search->scan.evaluations;
	struct anneal anneal;

	if (first >= until)
		return true;
	anneal_init(&anneal, pilot->start, pilot->end, until - first);
	while (search->scan.evaluations < until) {
		uint64_t done = search->scan.evaluations - first;

		search->scan.temperature = (float)anneal_temperature(&anneal, done);
		if (!scan_some(search))
			return false;
	}
	return true;
}

/* Each move is for the better, hence this ends. */
static void
descend(struct search *search)
{
	uint32_t count = search->state->groups_count;
	struct matrix_move move;
	bool is_better;

	search->scan.temperature = 0;
	do {
		is_better = false;
		for (uint32_t pair = 0; pair < count * count; pair++) {
			if (pair / count == pair % count ||
			    !search->path->find(search->state, &search->scan,
				pair / count, pair % count, &move))
				continue;
			apply(search, &move);
			is_better = true;
		}
	} while (is_better);
}

static void
keep_best(struct search *search)
{
	if (search->state->objective <= search->best)
		return;
	search->best = search->state->objective;
	matrix_state_read(search->state, search->group_of);
}

/* As many as the effort pays for. */
static bool
anneal_all(struct search *search)
{
	uint64_t n = search->state->matrix->count, one = PER_CUBE * n * n * n;
	uint64_t anneals = search->effort / one + (search->effort < one);
	struct anneal_pilot pilot;
	bool is_whole = fly_pilot(search, &pilot);

	for (uint64_t left = anneals; is_whole && left > 0; left--) {
		uint64_t done = search->scan.evaluations;

		if (done >= search->effort)
			break;
		matrix_state_deal(search->state, &search->scan.dice);
		is_whole = cool(search, &pilot, done + (search->effort - done) / left);
		descend(search);
		keep_best(search);
	}
	return is_whole;
}

bool
matrix_search_run(const struct matrix_input *input, const struct matrix_options *options,
    uint32_t run, uint64_t effort, struct matrix_state *state, struct arena *arena,
    uint64_t *ret_evaluations)
{
	struct search search = { .options = options,
		.path = matrix_scan_path(input->path),
		.state = state,
		.scan = { .lns = anneal_lns(arena) },
		.run = run,
		.effort = effort,
		.best = -1,
		.group_of = ARENA_NEW(arena, uint32_t, state->matrix->count) };
	bool is_whole = true;

	dice_init(&search.scan.dice, input->seed, run);
	matrix_state_deal(state, &search.scan.dice);
	if (state->groups_count > 1 && effort > 0)
		is_whole = anneal_all(&search);
	descend(&search);
	keep_best(&search);
	matrix_state_seat(state, search.group_of);
	*ret_evaluations = search.scan.evaluations;
	return is_whole;
}
