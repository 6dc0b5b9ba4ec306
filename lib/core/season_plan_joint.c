#include "season_plan_joint.h"

#include "anneal.h"
#include "dice.h"
#include "season_plan_state.h"

#define BYTES_MAX (UINT64_C(256) << 20)
/* Of the weight of a repeat: where a run begins and ends, when repeats are all there is.
 * 20 tables of 7 come down to 0 repeats only below 0.17; small seasons (6 tables of 3 in
 * 8 rounds) are found above 0.2 or not at all: so runs end at either in turn. */
#define HOT 0.3
#define COLD 0.15
#define COLD_SMALL 0.2
#define SOFT_COLD 0.5 /* what people have in common costs some 10 */
/* Of those who meet nobody again, one in so many is tried nevertheless: 20 tables of 7
 * in 12 rounds took 2.0e9 moves without, 0.2e9 with it. */
#define CALM_SHARE 8
#define RUN_MOVES 20000 /* of the first run, for a person and a round */
#define RUNS_AS_LONG 4  /* then twice as many */
#define STEPS_PER_LOOK 1024
#define MOVES_PER_REPORT 16000000

struct search {
	struct season_plan_state *state;
	const struct grouping_options *options;
	struct season_plan_draft *best;
	int64_t best_total;
	uint64_t best_left;
	bool is_saved; /* the best is in `best`, not only in the state */
	struct dice dice;
	const float *lns;
	double temperature;
	uint64_t moves, effort, moves_before, report_at;
	bool can_shift, has_places;
};

bool
season_plan_joint_fits(const struct season_plan_input *input)
{
	return input->round->people_count <= SEASON_PLAN_JOINT_MAX &&
	    season_plan_state_size(input) <= BYTES_MAX;
}

static void
save_best(struct search *search)
{
	season_plan_draft_copy(search->best, search->state->draft);
	search->is_saved = true;
}

/* Before a move that makes it worse. */
static void
leave_best(struct search *search)
{
	if (!search->is_saved)
		save_best(search);
}

static void
note_best(struct search *search)
{
	const struct season_plan_state *state = search->state;

	if (state->left_count > search->best_left ||
	    (state->left_count == search->best_left &&
		state->total >= search->best_total))
		return;
	search->best_left = state->left_count;
	search->best_total = state->total;
	search->is_saved = false;
}

/* How much worse the next move may be: -T ln u. */
static int32_t
draw_allowance(struct search *search)
{
	uint32_t at = dice_below(&search->dice, ANNEAL_LNS);

	return (int32_t)(search->temperature * (double)search->lns[at]);
}

/* What it changes when the two swap seats. That they meet each other is counted in both
 * sums, and they do not in the new tables. */
static inline int32_t
swap_change(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t a, uint32_t b)
{
	const int32_t *sums_a = week->sums + week->table_of[a] * state->stride;
	const int32_t *sums_b = week->sums + week->table_of[b] * state->stride;

	return sums_a[b] + sums_b[a] - 2 * season_plan_state_cost(state, a, b) -
	    season_plan_state_own(state, week, a) - season_plan_state_own(state, week, b);
}

static bool
may_swap(const struct season_plan_state *state, const struct season_plan_state_week *week,
    uint32_t a, uint32_t b)
{
	return week->table_of[a] != week->table_of[b] && !state->stays[b] &&
	    season_plan_state_may_join(state, week, week->table_of[a], b, a) &&
	    season_plan_state_may_join(state, week, week->table_of[b], a, b);
}

/* The first from `from` to `to` whose seat is worth the change; or `to`. This loop is
 * where the time goes: swap_change() with what belongs to `a` taken out. */
static uint32_t
find_partner(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t a, int32_t limit, uint32_t from,
    uint32_t to)
{
	const int32_t *sums_a = week->sums + week->table_of[a] * state->stride;
	const int32_t *cost_a = state->cost + a * state->stride;

	for (uint32_t b = from; b < to; b++) {
		uint32_t table = week->table_of[b];
		const int32_t *sums_b = week->sums + table * state->stride;
		int32_t change = sums_a[b] + sums_b[a] - 2 * cost_a[b] - sums_b[b] +
		    week->bases[table];

		if (change <= limit && may_swap(state, week, a, b))
			return b;
	}
	return to;
}

static void
swap_step(struct search *search, struct season_plan_state_week *week)
{
	struct season_plan_state *state = search->state;
	uint32_t people = state->people_count, a = dice_below(&search->dice, people);

	search->moves++;
	if (week->table_of[a] == week->plan->tables_count || state->stays[a])
		return;
	int32_t own = season_plan_state_own(state, week, a);

	if (own < state->weight && dice_below(&search->dice, CALM_SHARE) != 0)
		return;
	uint32_t from = dice_below(&search->dice, people);
	int32_t limit = draw_allowance(search) + own;
	uint32_t b = find_partner(state, week, a, limit, from, people);

	search->moves += b - from;
	if (b == people) {
		b = find_partner(state, week, a, limit, 0, from);
		search->moves += b;
		if (b == from)
			return;
	}
	if (swap_change(state, week, a, b) > 0)
		leave_best(search);
	season_plan_state_swap(state, week, a, b);
	note_best(search);
}

/* Somebody goes over to a smaller table. */
static void
shift_step(struct search *search, struct season_plan_state_week *week)
{
	struct season_plan_state *state = search->state;
	const struct grouping_input *round = state->round;
	uint32_t person = dice_below(&search->dice, state->people_count);
	uint32_t tables = week->plan->tables_count, own_table = week->table_of[person];

	search->moves++;
	if (own_table == tables || state->stays[person] ||
	    week->plan->tables[own_table].size <= round->size_min ||
	    week->hosts[own_table] <= state->hosts[person])
		return;
	int32_t limit = draw_allowance(search) +
	    season_plan_state_own(state, week, person);
	uint32_t first = dice_below(&search->dice, tables);

	for (uint32_t i = 0; i < tables; i++) {
		uint32_t t = first + i < tables ? first + i : first + i - tables;
		int32_t cost = week->sums[t * state->stride + person];

		search->moves++;
		if (t == own_table || cost > limit ||
		    !season_plan_state_has_room(state, week, t) ||
		    !season_plan_state_may_join(state, week, t, person, GROUPING_NONE))
			continue;
		if (cost > season_plan_state_own(state, week, person))
			leave_best(search);
		season_plan_state_move(state, week, person, t);
		note_best(search);
		return;
	}
}

/* Somebody without a seat takes a free one, whatever it costs, or that of another. */
static void
pool_step(struct search *search, struct season_plan_state_week *week)
{
	struct season_plan_state *state = search->state;
	uint32_t at = dice_below(&search->dice, week->pool_count),
		 person = week->pool[at];
	uint32_t tables = week->plan->tables_count;
	int32_t allowance = draw_allowance(search);

	search->moves += 1 + tables;
	if (state->stays[person])
		return;
	for (uint32_t t = 0; t < tables; t++) {
		if (season_plan_state_has_room(state, week, t) &&
		    season_plan_state_may_join(state, week, t, person, GROUPING_NONE)) {
			leave_best(search);
			season_plan_state_sit(state, week, at, t, GROUPING_NONE);
			note_best(search);
			return;
		}
	}
	uint32_t other = dice_below(&search->dice, state->people_count);
	uint32_t t = week->table_of[other];

	if (t == tables || state->stays[other])
		return;
	int64_t change = season_plan_state_change(state, week, person, other);

	if (change > allowance ||
	    !season_plan_state_may_join(state, week, t, person, other))
		return;
	if (change > 0)
		leave_best(search);
	season_plan_state_sit(state, week, at, t, other);
	note_best(search);
}

/* Costs nothing here, but others can then come to the table. */
static void
place_step(struct search *search, struct season_plan_state_week *week)
{
	const struct grouping_input *round = search->state->round;
	uint32_t table = dice_below(&search->dice, week->plan->tables_count);
	uint32_t venue = dice_below(&search->dice, round->venues_count);
	uint32_t slot = dice_below(&search->dice, round->slots_count);

	search->moves++;
	(void)season_plan_state_replace(search->state, week, table, venue, slot);
}

static void
take_step(struct search *search)
{
	struct season_plan_state *state = search->state;
	uint32_t w = dice_below(&search->dice, state->rounds_count);
	uint32_t kind = dice_below(&search->dice, 64);
	struct season_plan_state_week *week = &state->weeks[w];

	if (week->plan->tables_count == 0)
		search->moves++;
	else if (kind < 8 && week->pool_count > 0)
		pool_step(search, week);
	else if (kind >= 8 && kind < 16 && search->can_shift)
		shift_step(search, week);
	else if (kind >= 16 && kind < 24 && search->has_places)
		place_step(search, week);
	else
		swap_step(search, week);
}

static void
report(struct search *search)
{
	const struct grouping_options *options = search->options;
	struct grouping_progress progress = { .moves = search->moves_before +
		    search->moves,
		.effort = search->state->input->effort,
		.cost = search->best_total,
		.left_out = (uint32_t)search->best_left };

	if (options->progress == NULL || search->moves < search->report_at)
		return;
	search->report_at = search->moves + MOVES_PER_REPORT;
	options->progress(&progress, options->arg);
}

static bool
is_over(struct search *search)
{
	struct season_plan_draft *draft = search->state->draft;

	report(search);
	if (search->options->stop != NULL && atomic_load(search->options->stop))
		draft->truncated = true;
	return draft->truncated || search->moves >= search->effort ||
	    (search->best_total == 0 && !search->state->has_soft);
}

/* One cooling. */
static void
run_once(struct search *search, double cold, uint64_t moves)
{
	double hot = HOT * search->state->weight;
	uint64_t begun = search->moves;
	struct anneal anneal;

	anneal_init(&anneal, hot, cold < hot ? cold : hot, moves);
	while (search->moves - begun < moves && !is_over(search)) {
		search->temperature = anneal_temperature(&anneal, search->moves - begun);
		for (int step = 0;
		     step < STEPS_PER_LOOK && search->moves < search->effort; step++)
			take_step(search);
	}
}

static bool
has_tables(const struct season_plan_draft *draft)
{
	for (uint32_t w = 0; w < draft->input->rounds_count; w++)
		if (draft->weeks[w].tables_count > 0)
			return true;
	return false;
}

void
season_plan_joint_search(struct season_plan_draft *draft, uint64_t effort,
    const struct grouping_options *options, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct season_plan_state *state = season_plan_state_new(draft, &scratch);
	const struct grouping_input *round = state->round;
	struct search search = { .state = state,
		.options = options,
		.best = season_plan_draft_twin(draft, arena),
		.best_total = state->total,
		.best_left = state->left_count,
		.lns = anneal_lns(&scratch),
		.effort = effort,
		.moves_before = draft->moves,
		.can_shift = round->size_min<round->size_max,
		    .has_places = round->venues_count * round->slots_count> 1 };
	uint64_t moves = RUN_MOVES * (uint64_t)state->people_count * state->rounds_count;

	dice_init(&search.dice, round->seed, 1);
	for (uint32_t run = 1; has_tables(draft) && !is_over(&search); run++) {
		double cold = run % 2 == 0 ? COLD_SMALL : COLD;

		run_once(&search, state->has_soft ? SOFT_COLD : cold * state->weight,
		    moves);
		if (run % RUNS_AS_LONG == 0)
			moves *= 2;
	}
	leave_best(&search);
	search.best->method = SEASON_PLAN_JOINT;
	search.best->moves = draft->moves + search.moves;
	search.best->truncated = draft->truncated;
	*draft = *search.best;
}
