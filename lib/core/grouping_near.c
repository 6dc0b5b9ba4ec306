#include "grouping_near.h"

#include <string.h>

#define TABLES_MAX 2000000 /* in all lists together */

#define SITES_LOOKED 64 /* of a venue, to find the next one */

/* How far it is from venue to venue by way of the site, for those not yet in turn. */
static void
look_from_site(const struct grouping_near *near, const struct grouping_state *state,
    uint32_t site, uint32_t venue, uint32_t *least, uint32_t *next)
{
	const uint8_t
	    *minutes = &state->input->minutes[(size_t)site * state->input->venues_count];

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t other = state->reach[i];
		uint32_t way = (uint32_t)minutes[venue] + minutes[other];

		if (near->turn[other] == GROUPING_NONE && way < *least) {
			*least = way;
			*next = other;
		}
	}
}

static uint32_t
next_venue(const struct grouping_near *near, const struct grouping_state *state,
    uint32_t venue)
{
	const struct grouping_input *input = state->input;
	uint32_t least = UINT32_MAX, next = GROUPING_NONE, looked = 0;

	for (uint32_t site = 0; site < input->sites_count && looked < SITES_LOOKED;
	     site++) {
		if (input->minutes[(size_t)site * input->venues_count + venue] >
		    state->site_minutes[site])
			continue;
		looked++;
		look_from_site(near, state, site, venue, &least, &next);
	}
	return next;
}

/* From each venue to the nearest that has no turn yet. */
static void
give_turns(struct grouping_near *near, const struct grouping_state *state)
{
	uint32_t venues = state->input->venues_count, venue = GROUPING_NONE, lowest = 0;

	memset(near->turn, 0xff, venues * sizeof(*near->turn)); /* GROUPING_NONE */
	for (uint32_t turn = 0; turn < venues; turn++) {
		if (venue != GROUPING_NONE)
			venue = next_venue(near, state, venue);
		while (venue == GROUPING_NONE && near->turn[lowest] != GROUPING_NONE)
			lowest++;
		if (venue == GROUPING_NONE)
			venue = lowest;
		near->turn[venue] = turn;
	}
}

static size_t
cell_of(const struct grouping_near *near, uint32_t venue, uint32_t slot)
{
	return (size_t)near->turn[venue] * near->slots_count + slot;
}

/* Tables by place: counts[place] is where those of the next one begin. */
static void
sort_by_cell(struct grouping_near *near, const struct grouping_state *state)
{
	size_t cells = (size_t)state->input->venues_count * state->input->slots_count;

	memset(near->counts, 0, (cells + 2) * sizeof(*near->counts));
	for (uint32_t table = 0; table < state->tables_count; table++)
		near->counts[cell_of(near, state->tables[table].venue,
				 state->tables[table].slot) +
		    2]++;
	for (size_t cell = 1; cell <= cells; cell++)
		near->counts[cell + 1] += near->counts[cell];
	for (uint32_t table = 0; table < state->tables_count; table++)
		near->by_cell[near->counts[cell_of(near, state->tables[table].venue,
					       state->tables[table].slot) +
		    1]++] = table;
}

static uint64_t
list_place(struct grouping_near *near, const struct grouping_state *state, uint32_t site,
    uint32_t slot, uint64_t at)
{
	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		size_t cell = cell_of(near, state->reach[i], slot);

		for (uint32_t t = near->counts[cell]; t < near->counts[cell + 1]; t++) {
			if (at < near->tables_max)
				near->tables[at] = near->by_cell[t];
			at++;
		}
	}
	return at;
}

/* How long the lists are together; fills in as much as there is room for. */
static uint64_t
list_all(struct grouping_near *near, const struct grouping_state *state)
{
	uint64_t at = 0;
	size_t place = 0;

	sort_by_cell(near, state);
	for (uint32_t site = 0; site < state->input->sites_count; site++) {
		for (uint32_t slot = 0; slot < near->slots_count; slot++) {
			near->first[place++] = (uint32_t)at;
			at = list_place(near, state, site, slot, at);
		}
	}
	near->first[place] = (uint32_t)at;
	return at;
}

void
grouping_near_init(struct grouping_near *near, struct grouping_state *state)
{
	const struct grouping_input *input = state->input;
	size_t cells = (size_t)input->venues_count * input->slots_count;
	uint64_t needed;

	*near = (struct grouping_near){
		.slots_count = input->slots_count,
		.first = ARENA_NEW(state->arena, uint32_t,
		    (size_t)input->sites_count * input->slots_count + 1),
		.counts = ARENA_NEW(state->arena, uint32_t, cells + 2),
		.turn = ARENA_NEW(state->arena, uint32_t, input->venues_count),
		.by_cell = ARENA_NEW(state->arena, uint32_t, state->tables_max),
	};
	give_turns(near, state);
	needed = list_all(near, state);
	needed += needed / 4 + state->tables_max; /* as tables move and come */
	near->tables_max = needed < TABLES_MAX ? needed : 0;
	near->tables = ARENA_NEW(state->arena, uint32_t, near->tables_max);
}

void
grouping_near_list(struct grouping_near *near, const struct grouping_state *state)
{
	near->tables_count = state->tables_count;
	if (near->tables_max > 0 && list_all(near, state) > near->tables_max)
		near->tables_max = 0;
}
