#include "grouping_rescue.h"

#include "grouping_cost.h"
#include "grouping_pulse.h"

#include <string.h>

#define CHAIN_STEPS 60000000 /* looks in all: about half a second */
#define POOL_LOOKS 1000      /* for one new table */

struct rescue {
	struct grouping_state *state;
	uint32_t *roomy; /* tables with a free seat when the pass began */
	uint32_t roomy_count;
	uint64_t steps_max;
};

/* The cheapest table with room for the unit but `except`, or GROUPING_NONE. */
static uint32_t
best_table(struct rescue *rescue, uint32_t unit, uint32_t except)
{
	struct grouping_state *state = rescue->state;
	uint32_t best = GROUPING_NONE;
	int64_t best_cost = INT64_MAX, cost;

	state->steps += rescue->roomy_count;
	for (uint32_t i = 0; i < rescue->roomy_count; i++) {
		uint32_t table = rescue->roomy[i];
		struct grouping_change change = { table, unit, GROUPING_NONE };

		if (table == except || !grouping_cost_change(state, &change, &cost))
			continue;
		if (cost < best_cost) {
			best_cost = cost;
			best = table;
		}
	}
	return best;
}

/* Takes the seat of a unit of this table that finds another one. */
static bool
push_out(struct rescue *rescue, uint32_t unit, uint32_t table)
{
	struct grouping_state *state = rescue->state;
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];
	struct grouping_change change = { table, unit, GROUPING_NONE };
	int64_t cost;

	for (uint32_t i = 0; i < state->tables[table].size; i++) {
		change.out = state->unit_of[seats[i]];
		if (!grouping_cost_change(state, &change, &cost))
			continue;
		uint32_t other = best_table(rescue, change.out, table);

		if (other == GROUPING_NONE)
			continue;
		grouping_state_leave(state, change.out);
		grouping_state_sit(state, change.out, other);
		grouping_state_sit(state, unit, table);
		return true;
	}
	return false;
}

static bool
push_in(struct rescue *rescue, uint32_t unit)
{
	struct grouping_state *state = rescue->state;

	for (uint32_t table = 0; table < state->tables_count; table++) {
		if (state->steps > rescue->steps_max || grouping_pulse(state))
			return false;
		state->steps++;
		if (grouping_state_fits(state, unit, state->tables[table].venue,
			state->tables[table].slot) &&
		    push_out(rescue, unit, table))
			return true;
	}
	return false;
}

struct party { /* a table in the making */
	uint32_t venue, slot;
	uint32_t units[GROUPING_SIZE_MAX];
	uint32_t count, size, hosts;
	struct grouping_rest rest;
};

/* Its own table must stay lawful without it and without those who go already. */
static bool
can_be_spared(const struct grouping_state *state, const struct party *party,
    uint32_t unit)
{
	uint32_t table = state->units[unit].table;

	if (table == GROUPING_NONE)
		return true;
	uint32_t size = state->tables[table].size - state->units[unit].size;
	uint32_t hosts = state->tables[table].hosts - state->units[unit].hosts;

	for (uint32_t i = 0; i < party->count; i++) {
		if (state->units[party->units[i]].table == table) {
			size -= state->units[party->units[i]].size;
			hosts -= state->units[party->units[i]].hosts;
		}
	}
	return size <= GROUPING_SIZE_MAX && size >= state->input->size_min && hosts > 0 &&
	    hosts <= GROUPING_SIZE_MAX;
}

static bool
join_party(const struct grouping_state *state, struct party *party, uint32_t unit)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t cost;

	if (party->size + u->size > state->input->size_max ||
	    party->size + u->size > state->input->table_seats[party->venue] ||
	    !grouping_state_fits(state, unit, party->venue, party->slot))
		return false;
	for (uint32_t i = 0; i < party->count; i++)
		if (party->units[i] == unit)
			return false;
	if (!can_be_spared(state, party, unit) ||
	    !grouping_cost_pairs(state, unit, &party->rest, &cost))
		return false;
	for (uint32_t i = u->first; i < u->first + u->size; i++)
		party->rest.people[party->rest.count++] = state->unit_people[i];
	party->units[party->count++] = unit;
	party->size += u->size;
	party->hosts += u->hosts;
	return true;
}

static bool
is_complete(const struct grouping_state *state, const struct party *party)
{
	return party->size >= state->input->size_min && party->hosts > 0;
}

/* As many of the pool as will. */
static void
ask_pool(struct grouping_state *state, struct party *party, bool only_hosts)
{
	for (uint32_t i = 0; i < state->pool.count && i < POOL_LOOKS; i++) {
		if (party->size == state->input->size_max)
			return;
		if (!only_hosts || state->units[state->pool.items[i]].hosts > 0)
			(void)join_party(state, party, state->pool.items[i]); /* or not */
		state->steps++;
	}
}

/* From the tables no more than it takes. */
static void
ask_tables(struct grouping_state *state, struct party *party, bool only_hosts)
{
	for (uint32_t unit = 0; unit < state->units_count; unit++) {
		if (is_complete(state, party) || (only_hosts && party->hosts > 0))
			return;
		state->steps++;
		if (state->units[unit].table != GROUPING_NONE &&
		    (!only_hosts || state->units[unit].hosts > 0))
			(void)join_party(state, party, unit); /* or not */
	}
}

static bool
seat_party(struct grouping_state *state, const struct party *party)
{
	if (!is_complete(state, party))
		return false;
	for (uint32_t i = 0; i < party->count; i++)
		if (state->units[party->units[i]].table != GROUPING_NONE)
			grouping_state_leave(state, party->units[i]);
	uint32_t table = grouping_state_open(state, party->venue, party->slot);

	for (uint32_t i = 0; i < party->count; i++)
		grouping_state_sit(state, party->units[i], table);
	return true;
}

/* A seat is kept for the host while there is none. */
static bool
open_at(struct grouping_state *state, uint32_t unit, uint32_t venue, uint32_t slot)
{
	struct party party = { .venue = venue, .slot = slot };

	if (!join_party(state, &party, unit))
		return false;
	if (party.hosts == 0)
		ask_pool(state, &party, true);
	if (party.hosts == 0)
		ask_tables(state, &party, true);
	if (party.hosts == 0)
		return false;
	ask_pool(state, &party, false);
	ask_tables(state, &party, false);
	return seat_party(state, &party);
}

bool
grouping_rescue_seat(struct grouping_state *state, const uint32_t *units, uint32_t count,
    const struct grouping_place *place, bool asks_pool)
{
	struct party party = { .venue = place->venue, .slot = place->slot };

	if (state->free_tables[grouping_state_cell(state, place->venue, place->slot)] ==
		0 ||
	    state->tables_count == state->tables_max)
		return false;
	for (uint32_t i = 0; i < count; i++)
		(void)join_party(state, &party, units[i]); /* or not */
	if (asks_pool && party.hosts == 0)
		ask_pool(state, &party, true);
	if (asks_pool && party.size < state->input->size_min)
		ask_pool(state, &party, false);
	return seat_party(state, &party);
}

bool
grouping_rescue_open(struct grouping_state *state, uint32_t unit, uint32_t venue,
    uint32_t slot)
{
	struct party party = { .venue = venue, .slot = slot };

	if (state->free_tables[grouping_state_cell(state, venue, slot)] == 0 ||
	    !join_party(state, &party, unit))
		return false;
	if (party.hosts == 0)
		ask_pool(state, &party, true);
	ask_pool(state, &party, false);
	return seat_party(state, &party);
}

static bool
open_new(struct rescue *rescue, uint32_t unit)
{
	struct grouping_state *state = rescue->state;
	uint32_t site = state->guests[state->unit_people[state->units[unit].first]].site;

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = state->units[unit].slots & state->venue_slots[venue];

		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			size_t cell = grouping_state_cell(state, venue, slot);

			if (state->free_tables[cell] == 0 || state->hosting[cell] == 0 ||
			    state->attending[cell] < state->input->size_min)
				continue;
			if (state->steps > rescue->steps_max || grouping_pulse(state))
				return false;
			if (open_at(state, unit, venue, slot))
				return true;
		}
	}
	return false;
}

static void
list_roomy(struct rescue *rescue)
{
	struct grouping_state *state = rescue->state;

	rescue->roomy_count = 0;
	for (uint32_t table = 0; table < state->tables_count; table++)
		if (state->tables[table].size < state->tables[table].seats)
			rescue->roomy[rescue->roomy_count++] = table;
}

static bool
seat_by_insertion(struct rescue *rescue, uint32_t unit)
{
	uint32_t table = best_table(rescue, unit, GROUPING_NONE);

	if (table == GROUPING_NONE)
		return false;
	grouping_state_sit(rescue->state, unit, table);
	return true;
}

static bool
seat_by_chain(struct rescue *rescue, uint32_t unit)
{
	return rescue->roomy_count > 0 && push_in(rescue, unit);
}

/* Offers one way to everybody who was in the pool; says whether it helped anyone. */
static bool
offer(struct rescue *rescue, bool (*way)(struct rescue *, uint32_t), uint32_t *waiting)
{
	struct grouping_state *state = rescue->state;
	uint32_t count = state->pool.count;
	bool has_helped = false;

	list_roomy(rescue);
	memcpy(waiting, state->pool.items, count * sizeof(*waiting));
	for (uint32_t i = 0; i < count && !grouping_pulse(state); i++) {
		uint32_t unit = waiting[i];

		if (state->units[unit].table == GROUPING_NONE &&
		    !state->units[unit].is_torn && way(rescue, unit))
			has_helped = true;
	}
	return has_helped;
}

void
grouping_rescue_pool(struct grouping_state *state)
{
	uint32_t tables_max = state->input->people_count / state->input->size_min;
	struct rescue rescue = {
		.state = state,
		.roomy = ARENA_NEW(state->arena, uint32_t, tables_max),
		.steps_max = state->steps + CHAIN_STEPS,
	};
	uint32_t *waiting = ARENA_NEW(state->arena, uint32_t, state->units_count);

	do
		(void)offer(&rescue, seat_by_insertion,
		    waiting); /* the rest is tried too */
	while (
	    offer(&rescue, open_new, waiting) || offer(&rescue, seat_by_chain, waiting));
}
