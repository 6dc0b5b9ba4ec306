#include "grouping_desk.h"

#include "grouping_cost.h"
#include "grouping_lanes.h"

#include <assert.h>

_Static_assert(sizeof(struct grouping_line) % 8 == 0,
    "a table's lines stand side by side");

static void
read_minutes(struct grouping_desk *desk)
{
	const struct grouping_input *input = desk->state->input;
	size_t sites = input->sites_count, venues = input->venues_count;

	desk->minutes = ARENA_NEW(desk->state->arena, uint8_t, sites * venues);
	for (size_t site = 0; site < sites; site++)
		for (size_t venue = 0; venue < venues; venue++)
			desk->minutes[venue * sites + site] =
			    input->minutes[site * venues + venue];
	for (int32_t minutes = 0; minutes < 256; minutes++)
		desk->travel_cost[minutes] = input->weights.travel * minutes / 5;
}

void
grouping_desk_init(struct grouping_desk *desk, struct grouping_state *state,
    const struct grouping_lanes *lanes)
{
	uint32_t stride = (state->input->size_max + 7) / 8;

	*desk = (struct grouping_desk){ .state = state,
		.lanes = lanes,
		.stride = stride,
		.lines = ARENA_NEW(state->arena, struct grouping_line,
		    (size_t)state->tables_max * stride) };
	grouping_cost_worth(state, &desk->worth);
	read_minutes(desk);
	for (uint32_t i = 0; i < state->tables_max * stride; i++)
		for (uint32_t lane = 0; lane < 8; lane++)
			desk->lines[i].people[lane] = GROUPING_NONE;
	for (uint32_t table = 0; table < state->tables_count; table++)
		grouping_desk_lay(desk, table);
}

static uint8_t
marks_of(const struct grouping_state *state, uint32_t person)
{
	const struct grouping_unit *unit = &state->units[state->unit_of[person]];
	uint8_t marks = state->guests[person].hosts ? GROUPING_LANE_HOSTS : 0;

	if (unit->size > 1)
		marks |= GROUPING_LANE_GLUED;
	if (unit->wishes != 0)
		marks |= GROUPING_LANE_WISHES;
	if (state->has_alone && state->input->people[person].sections != 0)
		marks |= GROUPING_LANE_SECTIONS;
	return marks;
}

static void
lay_person(const struct grouping_desk *desk, struct grouping_line *line, uint32_t lane,
    uint32_t person)
{
	const struct grouping_state *state = desk->state;
	const struct grouping_guest *guest = &state->guests[person];

	line->people[lane] = person;
	line->codes[lane] = guest->codes;
	line->slots[lane] = state->units[state->unit_of[person]].slots;
	line->sites[lane] = guest->site;
	line->known[lane] = guest->known;
	line->minutes_max[lane] = guest->minutes_max;
	line->marks[lane] = marks_of(state, person);
}

static int64_t
own_cost(const struct grouping_desk *desk, uint32_t table, uint32_t person)
{
	const struct grouping_state *state = desk->state;
	const struct grouping_table *t = &state->tables[table];
	const struct grouping_guest *guest = &state->guests[person];
	uint32_t unit = state->unit_of[person];
	int64_t cost = state->units[unit].pairs_cost;

	cost +=
	    desk->travel_cost[desk->minutes[(size_t)t->venue * state->input->sites_count +
		guest->site]];
	if (state->stays != NULL)
		cost += grouping_cost_stay(state, unit, table);
	return cost;
}

void
grouping_desk_lay(struct grouping_desk *desk, uint32_t table)
{
	const struct grouping_state *state = desk->state;
	const struct grouping_table *t = &state->tables[table];
	struct grouping_line *lines = grouping_desk_table(desk, table);
	size_t first = (size_t)table * state->input->size_max;
	int32_t alike[GROUPING_LANES_MAX];

	lines->venue = t->venue;
	lines->slot = t->slot;
	lines->size = t->size;
	lines->seats = t->seats;
	lines->hosts = t->hosts;
	for (uint32_t i = 0; i < t->size; i++) {
		uint32_t person = state->seats[first + i];

		if (lines[i / 8].people[i % 8] != person)
			lay_person(desk, &lines[i / 8], i % 8, person);
		lines[i / 8].own[i % 8] = own_cost(desk, table, person);
	}
	desk->lanes->company(&desk->worth, lines, alike);
	for (uint32_t i = 0; i < t->size; i++)
		lines[i / 8].own[i % 8] += alike[i];
}
