/* Simulated annealing by exchange (Kirkpatrick et al. 1983; schedule in anneal.h): one
 * person is offered to another table, and all its people are looked at in exchange at
 * once. Every move keeps every table lawful. */
#include "grouping_search.h"

#include "anneal.h"
#include "grouping_bound.h"
#include "grouping_cost.h"
#include "grouping_lanes.h"
#include "grouping_rescue.h"
#include "grouping_step.h"
#include "grouping_write.h"

#define LISTS_AGES 16 /* listed anew so often, as tables change their venues */
#define WINDOW 128
#define BLOCKS 1024       /* offers between two looks at the stop flag */
#define LOOK_EVERY 131072 /* moves between two looks at the whole */
#define KEEP_MOVES 4      /* for each person, between two copies */
/* Temperatures, of the dearest thing that a pair may have in common. */
#define HOT 0.4
#define COLD 0.05

static void
find_bound(struct grouping_search *search)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	const struct grouping_state *state = search->state;
	struct grouping_plan plan = { .cost = 0 };

	if (search->bound_pool == state->pool.count &&
	    search->bound_tables == state->tables_count)
		return;
	grouping_write_plan(state, &scratch, false, &plan);
	grouping_bound_plan(state->input, &plan, &scratch);
	search->bound = plan.bound;
	search->frozen_cost = plan.cost - search->cost;
	search->bound_pool = state->pool.count;
	search->bound_tables = state->tables_count;
}

/* Tells of the best seating so far, which is what would come out now. */
static void
report(struct grouping_search *search, const struct grouping_options *options)
{
	const struct grouping_state *state = search->state;
	struct grouping_progress progress = { .moves = state->moves,
		.effort = state->input->effort,
		.left_out = search->best.left_out };

	progress.cost = search->best.cost + search->frozen_cost;
	progress.bound = search->bound;
	progress.has_bound = true;
	progress.gap_ppm = grouping_bound_gap(progress.cost, progress.bound);
	options->progress(&progress, options->arg);
}

/* One person's offer: who it is, where they sit, where they would go. */
struct offer {
	uint32_t table, to;
	const struct grouping_line *from_lines, *to_lines;
	uint32_t lane; /* of the person */
	uint32_t unit;
	uint8_t marks;
	const uint8_t *ways_from, *ways_to; /* minutes from each site */
	int64_t leaving; /* what the person's coming costs but for company, less what
	                  * their going saves */
	bool may_insert;
	uint32_t wanted;
	int32_t whole; /* what the person has in common with all of the other table */
	int32_t costs[GROUPING_LANES_MAX];
};

static const uint8_t *
ways_to(const struct grouping_desk *desk, const struct grouping_line *line)
{
	return &desk->minutes[(size_t)line->venue * desk->state->input->sites_count];
}

/* Travel and stay of the person of the lane at another table. */
static int64_t
cost_there(const struct grouping_search *search, const struct grouping_line *line,
    uint32_t lane, const uint8_t *ways, uint32_t table)
{
	const struct grouping_state *state = search->state;
	int64_t cost = search->desk.travel_cost[ways[line->sites[lane]]];

	if (state->stays != NULL)
		cost += grouping_cost_stay(state, state->unit_of[line->people[lane]],
		    table);
	return cost;
}

/* The lanes that may come in exchange: hosts on both sides, slot and way. */
static uint32_t
wanted_lanes(const struct offer *offer)
{
	const struct grouping_line *from = offer->from_lines, *to = offer->to_lines;
	bool hosts = (offer->marks & GROUPING_LANE_HOSTS) != 0;
	uint8_t need = hosts && from->hosts == 1 ? GROUPING_LANE_HOSTS : 0;
	uint8_t barred = GROUPING_LANE_GLUED |
	    (!hosts && to->hosts == 1 ? GROUPING_LANE_HOSTS : 0);
	uint32_t wanted = 0;

	for (uint32_t j = 0; j < to->size; j++) {
		const struct grouping_line *line = &to[j / 8];
		uint32_t lane = j % 8;
		bool may_come = (line->slots[lane] >> from->slot & 1) != 0 &&
		    offer->ways_from[line->sites[lane]] <= line->minutes_max[lane] &&
		    (line->marks[lane] & barred) == 0 &&
		    (line->marks[lane] & need) == need;

		wanted |= (uint32_t)may_come << j;
	}
	return wanted;
}

/* False: nobody may come in exchange, nor is there a free seat. */
static bool
look_at_table(const struct grouping_search *search, struct offer *offer)
{
	const struct grouping_line *from = &offer->from_lines[offer->lane / 8];
	uint32_t lane = offer->lane % 8;

	offer->wanted = wanted_lanes(offer);
	offer->may_insert = offer->to_lines->size < offer->to_lines->seats &&
	    offer->from_lines->size > search->state->input->size_min &&
	    offer->from_lines->hosts > (offer->marks & GROUPING_LANE_HOSTS);
	if (offer->wanted == 0 && !offer->may_insert)
		return false;
	search->desk.lanes->exchange(&search->desk.worth,
	    &(struct grouping_offer){
		.code = from->codes[lane],
		.known = from->known[lane],
		.from = offer->from_lines,
		.to = offer->to_lines,
		.wanted = offer->wanted,
	    },
	    &offer->whole, offer->costs);
	offer->leaving = cost_there(search, from, lane, offer->ways_to, offer->to) -
	    from->own[lane];
	return true;
}

/* Adds what is not cheap to know: pairs, and who would sit alone. False: a pair must not
 * meet. */
static bool
add_dear(const struct grouping_search *search, const struct offer *offer, uint32_t other,
    bool has_alone, int64_t *cost)
{
	const struct grouping_state *state = search->state;
	struct grouping_change changes[2] = { { offer->to, offer->unit, other },
		{ offer->table, other, offer->unit } };

	for (int i = 0; i < 2; i++) {
		struct grouping_rest rest;
		int64_t pairs = 0;

		if (changes[i].in == GROUPING_NONE && !has_alone)
			continue;
		grouping_cost_rest(state, &changes[i], &rest);
		if (changes[i].in != GROUPING_NONE &&
		    !grouping_cost_pairs(state, changes[i].in, &rest, &pairs))
			return false;
		*cost += pairs;
		if (has_alone)
			*cost += grouping_cost_alone(state, &rest, changes[i].in,
			    changes[i].out);
	}
	return true;
}

static void
take(struct grouping_search *search, const struct offer *offer, uint32_t other)
{
	struct grouping_state *state = search->state;

	grouping_state_leave(state, offer->unit);
	if (other != GROUPING_NONE)
		grouping_state_leave(state, other);
	grouping_state_sit(state, offer->unit, offer->to);
	if (other != GROUPING_NONE)
		grouping_state_sit(state, other, offer->table);
	grouping_desk_lay(&search->desk, offer->table);
	grouping_desk_lay(&search->desk, offer->to);
}

/* What those who come and go may save at both tables by no longer sitting alone. */
static int64_t
alone_to_gain(const struct grouping_state *state, uint32_t unit)
{
	uint32_t person = state->unit_people[state->units[unit].first];
	uint64_t sections = state->input->people[person].sections;
	int64_t gain = 0;

	while (grouping_state_next_slot(&sections) < GROUPING_SLOTS_MAX)
		gain += 2 * (int64_t)state->input->weights.alone;
	return gain;
}

/* What pairs and sitting alone may take off at most. */
static int64_t
most_to_gain(const struct grouping_search *search, const struct offer *offer,
    uint32_t other, uint8_t marks)
{
	const struct grouping_state *state = search->state;
	int64_t gain = 0;

	if ((marks & GROUPING_LANE_SECTIONS) != 0) {
		gain += alone_to_gain(state, offer->unit);
		if (other != GROUPING_NONE)
			gain += alone_to_gain(state, other);
	}
	if ((marks & GROUPING_LANE_WISHES) != 0) {
		gain += state->units[offer->unit].wishes;
		if (other != GROUPING_NONE)
			gain += state->units[other].wishes;
	}
	return gain;
}

/* Lane `size` is the free seat. */
static bool
try_lane(struct grouping_search *search, const struct offer *offer, uint32_t lane,
    int64_t threshold)
{
	const struct grouping_line *line = &offer->to_lines[lane / 8];
	uint32_t other = GROUPING_NONE;
	uint8_t marks = offer->marks;
	int64_t cost = offer->leaving;

	if (lane < offer->to_lines->size) {
		marks |= line->marks[lane % 8];
		cost += offer->costs[lane] - line->own[lane % 8] +
		    cost_there(search, line, lane % 8, offer->ways_from, offer->table);
	} else {
		cost += offer->whole;
	}
	if ((marks & (GROUPING_LANE_SECTIONS | GROUPING_LANE_WISHES)) == 0 &&
	    cost > threshold)
		return false;
	if (lane < offer->to_lines->size)
		other = search->state->unit_of[line->people[lane % 8]];
	if (cost - most_to_gain(search, offer, other, marks) > threshold ||
	    !add_dear(search, offer, other, (marks & GROUPING_LANE_SECTIONS) != 0,
		&cost) ||
	    cost > threshold)
		return false;
	take(search, offer, other);
	search->cost += cost;
	return true;
}

/* The first that is taken wins, from a random one on. */
static void
try_lanes(struct grouping_search *search, const struct offer *offer, uint64_t deal)
{
	uint32_t size = offer->to_lines->size;
	uint32_t lane = (uint32_t)(((deal & 0xffff) * (size + 1)) >> 16);

	deal >>= 16;
	for (uint32_t i = 0; i <= size; i++, lane = lane == size ? 0 : lane + 1) {
		bool is_open = lane == size ? offer->may_insert
					    : (offer->wanted >> lane & 1) != 0;

		if (is_open &&
		    try_lane(search, offer, lane,
			grouping_step_threshold(search, (uint32_t)(deal + lane))))
			return;
	}
}

/* One person somewhere; returns how many moves were looked at. */
static uint32_t
try_offer(struct grouping_search *search)
{
	struct grouping_state *state = search->state;
	const struct grouping_desk *desk = &search->desk;
	uint64_t who = dice_next(&state->dice), where = dice_next(&state->dice);
	struct offer offer;
	const struct grouping_line *line;

	offer.table = search->near.by_cell[search->window +
	    (uint32_t)((who >> 32) * search->window_size >> 32)];
	offer.from_lines = grouping_desk_table(desk, offer.table);
	offer.lane = (uint32_t)((who & 0xffffffff) * offer.from_lines->size >> 32);
	line = &offer.from_lines[offer.lane / 8];
	offer.unit = state->unit_of[line->people[offer.lane % 8]];
	offer.marks = line->marks[offer.lane % 8];
	if ((offer.marks & GROUPING_LANE_GLUED) != 0) {
		grouping_step_unit(search, offer.unit);
		return 1;
	}
	offer.to = grouping_near_table(&search->near, line->sites[offer.lane % 8],
	    line->slots[offer.lane % 8], where);
	if (offer.to == GROUPING_NONE || offer.to == offer.table)
		return 1;
	offer.to_lines = grouping_desk_table(desk, offer.to);
	offer.ways_from = ways_to(desk, offer.from_lines);
	offer.ways_to = ways_to(desk, offer.to_lines);
	if ((line->slots[offer.lane % 8] >> offer.to_lines->slot & 1) == 0 ||
	    offer.ways_to[line->sites[offer.lane % 8]] >
		line->minutes_max[offer.lane % 8] ||
	    !look_at_table(search, &offer))
		return 1;
	try_lanes(search, &offer, where & 0xffffffff);
	return (uint32_t)__builtin_popcount(offer.wanted) + offer.may_insert;
}

/* Of 64 blocks one moves a table; while somebody waits, sixteen are for them. */
static uint32_t
try_block(struct grouping_search *search, uint64_t block)
{
	struct grouping_state *state = search->state;
	uint32_t waiting = state->pool.count;

	if (block % 64 == 0) {
		grouping_step_table(search);
		return 1;
	}
	if (waiting > 0 && block % 4 == 2) {
		grouping_step_unit(search,
		    state->pool.items[dice_below(&state->dice, waiting)]);
		return 1;
	}
	if (waiting >= state->input->size_min && block % 256 == 1) {
		grouping_step_open(search);
		return 1;
	}
	return try_offer(search);
}

/* Offers come from neighbouring tables for a while: what they read stays in the cache.
 * WINDOW tables and those around them take some 200 KB. */
static void
next_window(struct grouping_search *search)
{
	uint32_t count = search->near.tables_count;

	search->window += search->window_size;
	if (search->window >= count)
		search->window = 0;
	search->window_size = count - search->window;
	if (search->window_size >= 2 * WINDOW)
		search->window_size = WINDOW;
}

static double
scale_of(const struct grouping_input *input)
{
	const struct grouping_weights *weights = &input->weights;
	int32_t high = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		if (weights->attributes[a] > high)
			high = weights->attributes[a];
	if (high == 0)
		high = weights->travel > weights->alone ? weights->travel
							: weights->alone;
	return high > 0 ? high : 1;
}

/* At the end nothing dearer is taken: the plan ends where no move that was tried makes it
 * better. Those who wait change more freely for a while: it takes the right ones together
 * to open another table. */
static void
cool(struct grouping_search *search, const struct anneal *anneal)
{
	const struct grouping_state *state = search->state;
	uint64_t sinking = state->effort - state->effort / 4, left = 0;

	search->temperature = anneal_temperature(anneal, state->moves);
	if (state->moves >= anneal->moves)
		search->temperature = 0;
	if (state->moves < sinking)
		left = 1024 * (sinking - state->moves) / sinking;
	search->patience = (int64_t)((uint64_t)state->input->weights.left_out * left *
		left * left >>
	    30);
}

static void
init(struct grouping_search *search, const struct grouping_options *options)
{
	enum cpu_path path = options->path != NULL ? *options->path : cpu_best();
	struct grouping_state *state = search->state;

	grouping_near_init(&search->near, state);
	grouping_best_init(&search->best, state);
	search->cost = grouping_cost_total(state);
	search->lns = anneal_lns(state->arena);
	grouping_desk_init(&search->desk, state, grouping_lanes_path(path));
}

/* Copying the seats of so many people takes as long as some moves: it is not done each
 * time. */
static void
look(struct grouping_search *search, const struct grouping_options *options)
{
	const struct grouping_state *state = search->state;
	bool is_best = false;

	if (state->moves >= search->keep_at) {
		is_best = grouping_best_keep(&search->best, state, search->cost);
		search->keep_at = state->moves +
		    KEEP_MOVES * (uint64_t)state->input->people_count;
	}
	if (options->progress == NULL)
		return;
	if (is_best)
		find_bound(search);
	report(search, options);
}

/* True unless the stop flag ended it. */
static bool
anneal_tables(struct grouping_search *search, const struct grouping_options *options)
{
	struct grouping_state *state = search->state;
	uint64_t effort = state->effort, listed = 0, looked = 0;
	struct anneal anneal;

	anneal_init(&anneal, HOT * scale_of(state->input), COLD * scale_of(state->input),
	    effort - effort / 16 + 1);
	while (state->moves < effort) {
		if (state->moves >= looked) {
			look(search, options);
			looked += LOOK_EVERY;
		}
		if (options->stop != NULL && atomic_load(options->stop))
			return false;
		cool(search, &anneal);
		if (state->moves >= listed) {
			grouping_near_list(&search->near, state);
			listed += effort / LISTS_AGES + 1;
		}
		next_window(search);
		for (uint64_t block = 0; block < BLOCKS && state->moves < effort; block++)
			state->moves += try_block(search, block);
	}
	if (state->moves > effort)
		state->moves = effort;
	return true;
}

bool
grouping_search_run(struct grouping_state *state, const struct grouping_options *options)
{
	struct grouping_search search = { .state = state, .bound_tables = GROUPING_NONE };
	bool is_whole;

	if (state->tables_count == 0)
		return true;
	init(&search, options);
	is_whole = anneal_tables(&search, options);
	(void)grouping_best_restore(&search.best, state, search.cost); /* or it is best */
	return is_whole;
}
