#include "grouping_state.h"

#include "grouping_cost.h"
#include "grouping_fixed.h"

#include <assert.h>

static void
read_guests(struct grouping_state *state)
{
	const struct grouping_input *input = state->input;

	state->guests = ARENA_NEW(state->arena, struct grouping_guest,
	    input->people_count);
	for (uint32_t i = 0; i < input->people_count; i++) {
		const struct grouping_person *person = &input->people[i];

		state->guests[i].site = person->site;
		state->guests[i].minutes_max = person->travel_minutes_max;
		state->guests[i].hosts = person->may_host &&
		    person->host_load < person->host_quota;
	}
}

struct glued {
	uint32_t glue, person;
};

static int
compare_glued(const void *left, const void *right)
{
	const struct glued *a = left, *b = right;

	if (a->glue != b->glue)
		return a->glue < b->glue ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

static void
open_unit(struct grouping_state *state, uint32_t first)
{
	struct grouping_unit *unit = &state->units[state->units_count];

	unit->slots = UINT64_MAX;
	unit->first = first;
	unit->table = GROUPING_NONE;
	unit->pool_at = state->units_count;
	state->pool.items[state->pool.count++] = state->units_count++;
}

static void
join_unit(struct grouping_state *state, uint32_t person)
{
	const struct grouping_person *input = &state->input->people[person];
	struct grouping_unit *unit = &state->units[state->units_count - 1];

	state->unit_of[person] = state->units_count - 1;
	state->unit_people[unit->first + unit->size++] = person;
	unit->slots &= input->slots;
	unit->hosts = (uint16_t)(unit->hosts + state->guests[person].hosts);
	unit->left_cost += (int64_t)state->input->weights.left_out *
	    (1 + (int64_t)input->times_left_out);
}

/* The lone ones first, as they come, then the glued ones by their number. */
static void
read_units(struct grouping_state *state)
{
	uint32_t count = state->comers, at = 0;
	struct glued *glued = ARENA_NEW(state->arena, struct glued, count);

	state->units = ARENA_NEW(state->arena, struct grouping_unit, count);
	state->unit_people = ARENA_NEW(state->arena, uint32_t, count);
	state->pool.items = ARENA_NEW(state->arena, uint32_t, count);
	for (uint32_t i = 0; i < state->input->people_count; i++)
		if (state->unit_of[i] != GROUPING_NONE)
			glued[at++] = (struct glued){ state->input->people[i].glue, i };
	assert(at == count);
	qsort(glued, count, sizeof(*glued), compare_glued);
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || glued[i].glue == 0 || glued[i].glue != glued[i - 1].glue)
			open_unit(state, i);
		join_unit(state, glued[i].person);
	}
}

static void
judge_unit(struct grouping_state *state, uint32_t unit)
{
	struct grouping_unit *u = &state->units[unit];
	struct grouping_rest rest = { .count = 0 };
	int64_t cost;

	u->left_cost += grouping_cost_stay(state, unit, GROUPING_NONE);
	if (u->size > state->input->size_max) {
		u->is_torn = true;
		return;
	}
	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		uint32_t person = state->unit_people[i];

		for (uint32_t j = 0; j < rest.count; j++) {
			cost = grouping_pairs_cost(&state->pairs, person, rest.people[j]);
			if (cost >= GROUPING_PAIRS_FORBIDDEN) {
				u->is_torn = true;
				return;
			}
			u->inner_cost += cost;
		}
		u->inner_cost += grouping_cost_with(state, person, rest.codes,
		    rest.count);
		rest.codes[rest.count] = state->guests[person].codes;
		rest.people[rest.count++] = person;
	}
}

static void
read_wishes(struct grouping_state *state)
{
	for (size_t i = 0; i < state->input->pairs_count; i++) {
		const struct grouping_pair *pair = &state->input->pairs[i];

		if (pair->kind != GROUPING_WISH || pair->cost >= 0 ||
		    state->unit_of[pair->a] == GROUPING_NONE ||
		    state->unit_of[pair->b] == GROUPING_NONE)
			continue;
		state->units[state->unit_of[pair->a]].wishes -= pair->cost;
		state->units[state->unit_of[pair->b]].wishes -= pair->cost;
	}
}

static void
read_venues(struct grouping_state *state)
{
	const struct grouping_input *input = state->input;
	size_t cells = (size_t)input->venues_count * input->slots_count;

	state->free_tables = ARENA_NEW(state->arena, uint16_t, cells);
	state->venue_slots = ARENA_NEW(state->arena, uint64_t, input->venues_count);
	for (uint32_t venue = 0; venue < input->venues_count; venue++) {
		if (input->table_seats[venue] < input->size_min)
			continue;
		for (uint32_t slot = 0; slot < input->slots_count; slot++) {
			size_t cell = grouping_state_cell(state, venue, slot);

			state->free_tables[cell] = input->tables[cell];
			if (input->tables[cell] > 0)
				state->venue_slots[venue] |= UINT64_C(1) << slot;
		}
	}
}

/* Venues of a site, nearest first: a count per minute puts them in order. */
static uint32_t
read_site(struct grouping_state *state, uint32_t site, uint32_t first)
{
	const struct grouping_input *input = state->input;
	const uint8_t *minutes = &input->minutes[(size_t)site * input->venues_count];
	uint32_t at[GROUPING_NO_WAY + 1] = { 0 };

	for (uint32_t venue = 0; venue < input->venues_count; venue++)
		if (minutes[venue] <= state->site_minutes[site] &&
		    state->venue_slots[venue] != 0)
			at[minutes[venue] + 1]++;
	for (uint32_t minute = 0; minute < GROUPING_NO_WAY; minute++)
		at[minute + 1] += at[minute];
	for (uint32_t venue = 0; state->reach != NULL && venue < input->venues_count;
	     venue++)
		if (minutes[venue] <= state->site_minutes[site] &&
		    state->venue_slots[venue] != 0)
			state->reach[first + at[minutes[venue]]++] = venue;
	return first + at[GROUPING_NO_WAY];
}

static void
read_sites(struct grouping_state *state)
{
	uint32_t count = state->input->sites_count, end = 0;

	state->site_minutes = ARENA_NEW(state->arena, uint8_t, count);
	for (uint32_t i = 0; i < state->input->people_count; i++) {
		const struct grouping_guest *guest = &state->guests[i];

		if (state->site_minutes[guest->site] < guest->minutes_max)
			state->site_minutes[guest->site] = guest->minutes_max;
	}
	state->reach_first = ARENA_NEW(state->arena, uint32_t, (size_t)count + 1);
	for (uint32_t site = 0; site < count; site++)
		end = state->reach_first[site + 1] = read_site(state, site, end);
	state->reach = ARENA_NEW(state->arena, uint32_t, (size_t)end + 1);
	for (uint32_t site = 0; site < count; site++)
		(void)read_site(state, site, state->reach_first[site]); /* known by now */
}

static void
count_attending(struct grouping_state *state, uint32_t unit)
{
	const struct grouping_unit *u = &state->units[unit];
	uint32_t site = state->guests[state->unit_people[u->first]].site;

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = u->slots & state->venue_slots[venue];

		if (slots == 0 || u->is_torn ||
		    !grouping_state_reaches(state, unit, venue))
			continue;
		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			size_t cell = grouping_state_cell(state, venue, slot);

			state->attending[cell] += u->size;
			state->hosting[cell] += u->hosts;
		}
	}
}

static void
read_attending(struct grouping_state *state)
{
	size_t cells = (size_t)state->input->venues_count * state->input->slots_count;

	state->attending = ARENA_NEW(state->arena, uint32_t, cells);
	state->hosting = ARENA_NEW(state->arena, uint32_t, cells);
	for (uint32_t unit = 0; unit < state->units_count; unit++)
		count_attending(state, unit);
}

struct grouping_state *
grouping_state_new(const struct grouping_input *input, uint64_t run, struct arena *arena)
{
	struct grouping_state *state = ARENA_NEW(arena, struct grouping_state, 1);

	state->input = input;
	state->arena = arena;
	state->tables_max = input->people_count / input->size_min;
	dice_init(&state->dice, input->seed, run);
	grouping_pairs_init(&state->pairs, input, arena);
	read_guests(state);
	grouping_cost_init(state);
	grouping_fixed_read(state);
	read_units(state);
	for (uint32_t unit = 0; unit < state->units_count; unit++)
		judge_unit(state, unit);
	read_wishes(state);
	read_venues(state);
	grouping_fixed_take_tables(state);
	read_sites(state);
	read_attending(state);
	state->tables = ARENA_NEW(arena, struct grouping_table, state->tables_max);
	state->seats = ARENA_NEW(arena, uint32_t,
	    (size_t)state->tables_max * input->size_max);
	state->codes = ARENA_NEW(arena, uint64_t,
	    (size_t)state->tables_max * input->size_max);
	for (uint32_t i = 0; input->weights.alone > 0 && i < input->people_count; i++)
		state->has_alone |= input->people[i].minds_alone != 0;
	return state;
}

/* Adds sign times what the unit has to do with those at the table, on both sides. */
static void
couple(struct grouping_state *state, uint32_t unit, uint32_t table, int sign)
{
	const struct grouping_unit *u = &state->units[unit];
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];

	for (uint32_t i = 0; i < state->tables[table].size; i++) {
		for (uint32_t j = u->first; j < u->first + u->size; j++) {
			int64_t cost = grouping_pairs_cost(&state->pairs, seats[i],
			    state->unit_people[j]);

			assert(cost < GROUPING_PAIRS_FORBIDDEN);
			state->units[unit].pairs_cost += sign * cost;
			state->units[state->unit_of[seats[i]]].pairs_cost += sign * cost;
		}
	}
}

void
grouping_state_sit(struct grouping_state *state, uint32_t unit, uint32_t table)
{
	struct grouping_unit *u = &state->units[unit];
	struct grouping_table *t = &state->tables[table];
	size_t first = (size_t)table * state->input->size_max;
	uint32_t last = state->pool.items[--state->pool.count];

	assert(u->table == GROUPING_NONE && t->size + u->size <= t->seats);
	state->pool.items[u->pool_at] = last;
	state->units[last].pool_at = u->pool_at;
	couple(state, unit, table, 1);
	u->table = table;
	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		state->seats[first + t->size] = state->unit_people[i];
		state->codes[first + t->size++] = state->guests[state->unit_people[i]]
						      .codes;
	}
	t->hosts = (uint8_t)(t->hosts + u->hosts);
}

void
grouping_state_leave(struct grouping_state *state, uint32_t unit)
{
	struct grouping_unit *u = &state->units[unit];
	struct grouping_table *t = &state->tables[u->table];
	size_t first = (size_t)u->table * state->input->size_max;
	uint8_t kept = 0;

	for (uint8_t i = 0; i < t->size; i++) {
		uint32_t person = state->seats[first + i];

		if (state->unit_of[person] == unit)
			continue;
		state->seats[first + kept] = person;
		state->codes[first + kept++] = state->codes[first + i];
	}
	assert(kept + u->size == t->size);
	t->size = kept;
	t->hosts = (uint8_t)(t->hosts - u->hosts);
	couple(state, unit, u->table, -1);
	assert(u->pairs_cost == 0);
	u->table = GROUPING_NONE;
	u->pool_at = state->pool.count;
	state->pool.items[state->pool.count++] = unit;
}

uint32_t
grouping_state_open(struct grouping_state *state, uint32_t venue, uint32_t slot)
{
	const struct grouping_input *input = state->input;
	uint32_t seats = input->table_seats[venue];
	size_t cell = grouping_state_cell(state, venue, slot);

	assert(state->free_tables[cell] > 0);
	assert(state->tables_count < state->tables_max);
	state->free_tables[cell]--;
	state->tables[state->tables_count] = (struct grouping_table){
		.venue = venue,
		.fixed = GROUPING_NONE,
		.slot = (uint8_t)slot,
		.seats = (uint8_t)(seats < input->size_max ? seats : input->size_max),
	};
	return state->tables_count++;
}

void
grouping_state_move(struct grouping_state *state, uint32_t table, uint32_t venue,
    uint32_t slot)
{
	struct grouping_table *t = &state->tables[table];
	uint32_t seats = state->input->table_seats[venue];

	assert(state->free_tables[grouping_state_cell(state, venue, slot)] > 0);
	state->free_tables[grouping_state_cell(state, t->venue, t->slot)]++;
	state->free_tables[grouping_state_cell(state, venue, slot)]--;
	t->venue = venue;
	t->slot = (uint8_t)slot;
	t->seats = (uint8_t)(seats < state->input->size_max ? seats
							    : state->input->size_max);
}
