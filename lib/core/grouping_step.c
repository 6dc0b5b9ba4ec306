#include "grouping_step.h"

#include "grouping_cost.h"
#include "grouping_rescue.h"

static int64_t
threshold_of(const struct grouping_search *search)
{
	return grouping_step_threshold(search, (uint32_t)dice_next(&search->state->dice));
}

static void
lay(struct grouping_search *search, uint32_t table)
{
	if (table != GROUPING_NONE)
		grouping_desk_lay(&search->desk, table);
}

/* Asks for pairs only when the rest is cheap enough for it to matter. */
static bool
is_welcome(const struct grouping_search *search, const struct grouping_change changes[2],
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
seat_waiting(struct grouping_search *search, const struct grouping_change *change)
{
	struct grouping_state *state = search->state;
	int64_t cost;

	if (!grouping_cost_change(state, change, &cost))
		return;
	search->cost += cost - state->units[change->in].left_cost;
	grouping_state_sit(state, change->in, change->table);
	lay(search, change->table);
}

static void
insert(struct grouping_search *search, uint32_t unit, uint32_t table)
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
	    !is_welcome(search, changes, threshold_of(search), &cost))
		return;
	grouping_state_leave(state, unit);
	grouping_state_sit(state, unit, table);
	lay(search, from);
	lay(search, table);
	search->cost += cost;
}

/* One who waits may take the seat of one who sits, never of more people than come. */
static void
swap(struct grouping_search *search, uint32_t unit, uint32_t other)
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
		from == GROUPING_NONE ? search->patience : threshold_of(search), &cost))
		return;
	if (from != GROUPING_NONE)
		grouping_state_leave(state, unit);
	grouping_state_leave(state, other);
	grouping_state_sit(state, unit, to);
	if (from != GROUPING_NONE)
		grouping_state_sit(state, other, from);
	lay(search, from);
	lay(search, to);
	search->cost += cost;
}

void
grouping_step_unit(struct grouping_search *search, uint32_t unit)
{
	struct grouping_state *state = search->state;
	uint32_t site = state->guests[state->unit_people[state->units[unit].first]].site;
	uint32_t table = grouping_near_table(&search->near, site,
	    state->units[unit].slots, dice_next(&state->dice));

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

void
grouping_step_table(struct grouping_search *search)
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
	if (cost > threshold_of(search))
		return;
	grouping_state_move(state, table, venue, slot);
	if (is_somewhere_else(state, table))
		state->tables[table].fixed = GROUPING_NONE;
	lay(search, table);
	search->cost += cost;
}

void
grouping_step_open(struct grouping_search *search)
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

	if (!grouping_rescue_open(state, unit, venue, slot))
		return;
	lay(search, state->tables_count - 1);
	search->cost = grouping_cost_total(state);
}
