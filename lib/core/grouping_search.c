/* Threshold accepting (Dueck and Scheuer 1990): a move is taken when it costs no more
 * than a threshold that sinks to nothing. No logarithm and no fraction, hence the same
 * on every machine. Every move keeps every table lawful. */
#include "grouping_search.h"

#include "grouping_bound.h"
#include "grouping_cost.h"
#include "grouping_rescue.h"
#include "grouping_write.h"

#define LISTS_MAX 2000000 /* tables in all sites' lists together; beyond: any table */
#define LISTS_AGES 16     /* listed anew so often, as tables change their venues */
#define STOP_EVERY 1024
#define PROGRESS_EVERY 131072

struct search {
	struct grouping_state *state;
	uint32_t *first; /* [site]: into near; NULL when the lists would be too long */
	uint32_t *near;  /* tables within reach of a site, when they were listed */
	uint64_t near_max;
	int64_t cost;
	int64_t threshold;
	int64_t patience; /* the threshold of an exchange with one who waits */
	/* The bound is reckoned anew only when this many wait at this many tables. */
	uint32_t bound_pool, bound_tables;
	int64_t bound;
	int64_t frozen_cost;
};

static bool
has_way(const struct grouping_state *state, uint32_t site, uint32_t venue)
{
	return state->input->minutes[(size_t)site * state->input->venues_count + venue] <=
	    state->site_minutes[site];
}

/* Tables by venue, then for each site those of the venues it reaches. */
static void
list_near(struct search *search, uint32_t *counts, uint32_t *by_venue)
{
	struct grouping_state *state = search->state;
	uint32_t venues = state->input->venues_count, at = 0;

	for (uint32_t venue = 0; venue <= venues; venue++)
		counts[venue] = 0;
	for (uint32_t table = 0; table < state->tables_count; table++)
		counts[state->tables[table].venue + 1]++;
	for (uint32_t venue = 0; venue < venues; venue++)
		counts[venue + 1] += counts[venue];
	for (uint32_t table = 0; table < state->tables_count; table++)
		by_venue[counts[state->tables[table].venue]++] = table;
	for (uint32_t site = 0; site < state->input->sites_count; site++) {
		search->first[site] = at;
		for (uint32_t venue = 0; venue < venues; venue++) {
			uint32_t from = venue == 0 ? 0 : counts[venue - 1];

			if (!has_way(state, site, venue))
				continue;
			if (at + (counts[venue] - from) > search->near_max) {
				search->first = NULL;
				return;
			}
			for (uint32_t i = from; i < counts[venue]; i++)
				search->near[at++] = by_venue[i];
		}
	}
	search->first[state->input->sites_count] = at;
}

static uint32_t
some_table(const struct search *search, uint32_t unit)
{
	struct grouping_state *state = search->state;
	uint32_t site = state->guests[state->unit_people[state->units[unit].first]].site;

	if (search->first == NULL)
		return dice_below(&state->dice, state->tables_count);
	uint32_t first = search->first[site], count = search->first[site + 1] - first;

	if (count == 0)
		return GROUPING_NONE;
	return search->near[first + dice_below(&state->dice, count)];
}

/* Asks for pairs only when the rest is cheap enough for it to matter. */
static bool
is_welcome(const struct search *search, const struct grouping_change changes[2],
    int64_t threshold, int64_t *ret_cost)
{
	const struct grouping_state *state = search->state;
	struct grouping_rest rests[2];
	int64_t cost = *ret_cost, least = 0, pairs;

	for (int i = 0; i < 2 && changes[i].table != GROUPING_NONE; i++) {
		cost += grouping_cost_cheap(state, &changes[i], &rests[i]);
		if (changes[i].out != GROUPING_NONE)
			cost -= state->units[changes[i].out].pairs_cost;
		if (changes[i].in != GROUPING_NONE)
			least -= state->units[changes[i].in].wishes;
	}
	if (cost + least > threshold)
		return false;
	for (int i = 0; i < 2 && changes[i].table != GROUPING_NONE; i++) {
		if (changes[i].in == GROUPING_NONE)
			continue;
		if (!grouping_cost_pairs(state, changes[i].in, &rests[i], &pairs))
			return false;
		cost += pairs;
	}
	*ret_cost = cost;
	return cost <= threshold;
}

/* Out of the pool whatever it costs: only a pair that must not meet forbids it. */
static void
seat_waiting(struct search *search, const struct grouping_change *change)
{
	struct grouping_state *state = search->state;
	int64_t cost;

	if (!grouping_cost_change(state, change, &cost))
		return;
	search->cost += cost - state->units[change->in].left_cost;
	grouping_state_sit(state, change->in, change->table);
}

static void
insert(struct search *search, uint32_t unit, uint32_t table)
{
	struct grouping_state *state = search->state;
	uint32_t from = state->units[unit].table;
	struct grouping_change changes[2] = {
		{ table, unit, GROUPING_NONE },
		{ from, GROUPING_NONE, unit },
	};
	int64_t cost = 0;

	if (from == GROUPING_NONE) {
		seat_waiting(search, &changes[0]);
		return;
	}
	if (!grouping_cost_allows(state, &changes[1]) ||
	    !is_welcome(search, changes, search->threshold, &cost))
		return;
	grouping_state_leave(state, unit);
	grouping_state_sit(state, unit, table);
	search->cost += cost;
}

/* One who waits may take the seat of one who sits, never of more people than come. */
static void
swap(struct search *search, uint32_t unit, uint32_t other)
{
	struct grouping_state *state = search->state;
	uint32_t from = state->units[unit].table, to = state->units[other].table;
	struct grouping_change changes[2] = { { to, unit, other },
		{ from, other, unit } };
	int64_t cost = 0;

	if (from == GROUPING_NONE) {
		if (state->units[unit].size < state->units[other].size)
			return;
		cost = state->units[other].left_cost - state->units[unit].left_cost;
	} else if (!grouping_cost_allows(state, &changes[1])) {
		return;
	}
	if (!is_welcome(search, changes,
		from == GROUPING_NONE ? search->patience : search->threshold, &cost))
		return;
	if (from != GROUPING_NONE)
		grouping_state_leave(state, unit);
	grouping_state_leave(state, other);
	grouping_state_sit(state, unit, to);
	if (from != GROUPING_NONE)
		grouping_state_sit(state, other, from);
	search->cost += cost;
}

static void
try_seat(struct search *search)
{
	struct grouping_state *state = search->state;
	uint32_t waiting = state->pool.count, table, unit;

	if (waiting > 0 && dice_below(&state->dice, 16) == 0)
		unit = state->pool.items[dice_below(&state->dice, waiting)];
	else
		unit = dice_below(&state->dice, state->units_count);
	table = some_table(search, unit);
	if (table == GROUPING_NONE || table == state->units[unit].table ||
	    !grouping_state_fits(state, unit, state->tables[table].venue,
		state->tables[table].slot))
		return;
	uint32_t at = dice_below(&state->dice, state->tables[table].seats);
	uint32_t size = state->tables[table].size;
	struct grouping_change change = { table, unit, GROUPING_NONE };

	if (at < size)
		change.out =
		    state->unit_of[state->seats[(size_t)table * state->input->size_max +
			at]];
	if (!grouping_cost_allows(state, &change))
		return;
	if (at < size)
		swap(search, unit, change.out);
	else
		insert(search, unit, table);
}

static bool
can_move(const struct grouping_state *state, uint32_t table, uint32_t venue,
    uint32_t slot)
{
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];
	uint32_t size = state->tables[table].size;

	if (state->free_tables[grouping_state_cell(state, venue, slot)] == 0 ||
	    size > state->input->table_seats[venue])
		return false;
	for (uint32_t i = 0; i < size; i++)
		if (!grouping_state_fits(state, state->unit_of[seats[i]], venue, slot))
			return false;
	return true;
}

/* People were told to come here, and would have to be told again. */
static bool
is_bound(const struct grouping_state *state, uint32_t table)
{
	const struct grouping_fixed *fixed;

	if (state->tables[table].fixed == GROUPING_NONE)
		return false;
	fixed = &state->input->fixed[state->tables[table].fixed];
	return fixed->stay_cost > 0 && fixed->venue != GROUPING_NONE;
}

static bool
is_somewhere_else(const struct grouping_state *state, uint32_t table)
{
	const struct grouping_table *t = &state->tables[table];

	if (t->fixed == GROUPING_NONE ||
	    state->input->fixed[t->fixed].venue == GROUPING_NONE)
		return false;
	return t->venue != state->input->fixed[t->fixed].venue ||
	    t->slot != state->input->fixed[t->fixed].slot;
}

/* A whole table to another slot or venue. */
static void
try_place(struct search *search)
{
	struct grouping_state *state = search->state;
	uint32_t table = dice_below(&state->dice, state->tables_count);
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];
	uint32_t site = state->guests[seats[0]].site;
	uint32_t first = state->reach_first[site];
	uint32_t count = state->reach_first[site + 1] - first;
	uint32_t venue = state->reach[first + dice_below(&state->dice, count)];
	uint32_t slot = dice_below(&state->dice, state->input->slots_count);
	uint32_t last = GROUPING_NONE;
	int64_t cost = 0;

	if (!can_move(state, table, venue, slot) || is_bound(state, table))
		return;
	for (uint32_t i = 0; i < state->tables[table].size; i++) {
		uint32_t unit = state->unit_of[seats[i]];

		if (unit != last) /* its people sit side by side */
			cost += grouping_cost_travel(state, unit, venue) -
			    grouping_cost_travel(state, unit, state->tables[table].venue);
		last = unit;
	}
	if (cost > search->threshold)
		return;
	grouping_state_move(state, table, venue, slot);
	if (is_somewhere_else(state, table))
		state->tables[table].fixed = GROUPING_NONE;
	search->cost += cost;
}

/* A table of those who wait, once exchanges have brought the right ones together. */
static void
try_open(struct search *search)
{
	struct grouping_state *state = search->state;
	uint32_t unit = state->pool.items[dice_below(&state->dice, state->pool.count)];
	uint32_t site = state->guests[state->unit_people[state->units[unit].first]].site;
	uint32_t first = state->reach_first[site];
	uint32_t count = state->reach_first[site + 1] - first;

	if (count == 0 || state->tables_count == state->tables_max)
		return;
	uint32_t venue = state->reach[first + dice_below(&state->dice, count)];
	uint32_t slot = dice_below(&state->dice, state->input->slots_count);

	if (grouping_rescue_open(state, unit, venue, slot))
		search->cost = grouping_cost_total(state);
}

static void
find_bound(struct search *search)
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

static void
report(struct search *search, const struct grouping_options *options)
{
	const struct grouping_state *state = search->state;
	struct grouping_progress progress = { .moves = state->moves,
		.effort = state->input->effort };

	find_bound(search);
	progress.cost = search->cost + search->frozen_cost;
	progress.bound = search->bound;
	progress.gap_ppm = grouping_bound_gap(progress.cost, progress.bound);

	for (uint32_t i = 0; i < state->pool.count; i++)
		progress.left_out += state->units[state->pool.items[i]].size;
	options->progress(&progress, options->arg);
}

/* The threshold sinks, ever more slowly, from twice the dearest thing that a pair may
 * have in common, and is nothing in the last quarter: the plan ends where no move that
 * was tried makes it better. Of lines, squares and cubes with 0.5 to 8 times the
 * weight, cubes with 1 or 2 were best or close to it at 140, 3,000 and 25,000 people.
 * Those who wait change more freely: it takes the right ones together to open another
 * table. */
static void
sink(struct search *search)
{
	const struct grouping_state *state = search->state;
	const struct grouping_weights *weights = &state->input->weights;
	uint64_t sinking = state->effort - state->effort / 4;
	int64_t high = 0, left = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		if (weights->attributes[a] > high)
			high = weights->attributes[a];
	if (state->moves < sinking)
		left = (int64_t)(1024 * (sinking - state->moves) / sinking);
	search->threshold = 2 * high * left * left * left >> 30;
	search->patience = weights->left_out * left * left * left >> 30;
}

/* Room for the lists as they are, and a quarter more as tables move. */
static uint64_t
near_max(const struct grouping_state *state)
{
	uint64_t needed = 0;

	for (uint32_t table = 0; table < state->tables_count; table++)
		for (uint32_t site = 0; site < state->input->sites_count; site++)
			needed += has_way(state, site, state->tables[table].venue);
	needed += needed / 4;
	return needed < LISTS_MAX ? needed : LISTS_MAX;
}

bool
grouping_search_run(struct grouping_state *state, const struct grouping_options *options)
{
	const struct grouping_input *input = state->input;
	uint64_t effort = state->effort, listed = 0, age = effort / LISTS_AGES + 1;
	struct search search = { .state = state, .bound_tables = GROUPING_NONE };

	if (state->tables_count == 0)
		return true;
	search.near_max = near_max(state);
	search.near = ARENA_NEW(state->arena, uint32_t, search.near_max);
	search.cost = grouping_cost_total(state);
	uint32_t *first = ARENA_NEW(state->arena, uint32_t,
	    (size_t)input->sites_count + 1);
	uint32_t *counts = ARENA_NEW(state->arena, uint32_t,
	    (size_t)input->venues_count + 1);
	uint32_t *by_venue = ARENA_NEW(state->arena, uint32_t, state->tables_count);

	for (; state->moves < effort; state->moves++) {
		if (options->progress != NULL && state->moves % PROGRESS_EVERY == 0)
			report(&search, options);
		if (state->moves % STOP_EVERY == 0) {
			if (options->stop != NULL && atomic_load(options->stop))
				return false;
			sink(&search);
		}
		if (state->moves >= listed) {
			search.first = first;
			list_near(&search, counts, by_venue);
			listed += age;
		}
		uint32_t kind = dice_below(&state->dice, 256);

		if (kind == 0 && state->pool.count >= input->size_min)
			try_open(&search);
		else if (kind <= 4)
			try_place(&search);
		else
			try_seat(&search);
	}
	return true;
}
