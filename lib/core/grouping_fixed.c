#include "grouping_fixed.h"

#include "grouping_rescue.h"

static bool
has_stays(const struct grouping_input *input)
{
	for (uint32_t k = 0; k < input->fixed_count; k++)
		if (!input->fixed[k].is_frozen && input->fixed[k].stay_cost > 0)
			return true;
	return false;
}

void
grouping_fixed_read(struct grouping_state *state)
{
	const struct grouping_input *input = state->input;

	state->comers = input->people_count;
	state->unit_of = ARENA_NEW(state->arena, uint32_t, input->people_count);
	if (has_stays(input))
		state->stays = ARENA_NEW(state->arena, struct grouping_stay,
		    input->people_count);
	for (uint32_t k = 0; k < input->fixed_count; k++) {
		const struct grouping_fixed *fixed = &input->fixed[k];

		for (uint32_t i = 0; i < fixed->size; i++) {
			if (fixed->is_frozen)
				state->unit_of[fixed->members[i]] = GROUPING_NONE;
			else if (state->stays != NULL)
				state->stays[fixed->members[i]] = (struct grouping_stay){
					GROUPING_NONE, fixed->stay_cost
				};
		}
		state->comers -= fixed->is_frozen ? fixed->size : 0;
	}
}

/* A published table stays, also where the venue has none any more. */
void
grouping_fixed_take_tables(struct grouping_state *state)
{
	const struct grouping_input *input = state->input;

	for (uint32_t k = 0; k < input->fixed_count; k++) {
		const struct grouping_fixed *fixed = &input->fixed[k];
		size_t cell;

		if (!fixed->is_frozen)
			continue;
		cell = grouping_state_cell(state, fixed->venue, fixed->slot);
		if (state->free_tables[cell] > 0)
			state->free_tables[cell]--;
	}
}

struct company { /* members of a fixed table who wait */
	uint32_t units[GROUPING_SIZE_MAX];
	uint32_t count;
};

static struct company
company_of(const struct grouping_state *state, const struct grouping_fixed *fixed)
{
	struct company company = { .count = 0 };

	for (uint32_t i = 0; i < fixed->size; i++) {
		uint32_t unit = state->unit_of[fixed->members[i]];
		uint32_t at = 0;

		while (at < company.count && company.units[at] != unit)
			at++;
		if (at == company.count && state->units[unit].table == GROUPING_NONE)
			company.units[company.count++] = unit;
	}
	return company;
}

static uint32_t
count_fitting(const struct grouping_state *state, const struct company *company,
    uint32_t venue, uint32_t slot)
{
	uint32_t people = 0;

	for (uint32_t i = 0; i < company->count; i++)
		if (grouping_state_fits(state, company->units[i], venue, slot))
			people += state->units[company->units[i]].size;
	return people;
}

static void
look_around(const struct grouping_state *state, const struct company *company,
    uint32_t unit, uint32_t *most, struct grouping_fixed *fixed)
{
	uint32_t site = state->guests[state->unit_people[state->units[unit].first]].site;

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = state->units[unit].slots & state->venue_slots[venue];

		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			uint32_t people = count_fitting(state, company, venue, slot);

			if (people <= *most ||
			    state->free_tables[grouping_state_cell(state, venue, slot)] ==
				0)
				continue;
			*most = people;
			fixed->venue = venue;
			fixed->slot = slot;
		}
	}
}

/* Where most of them can come. */
static void
find_place(const struct grouping_state *state, const struct company *company,
    struct grouping_fixed *fixed)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < company->count; i++)
		look_around(state, company, company->units[i], &most, fixed);
}

/* Opens the table; false if its members, with or without the pool, make none there. */
static bool
open_fixed(struct grouping_state *state, uint32_t k, bool asks_pool)
{
	struct grouping_fixed fixed = state->input->fixed[k];
	struct company company = company_of(state, &fixed);
	uint32_t table = state->tables_count;

	if (company.count == 0)
		return false;
	if (fixed.venue == GROUPING_NONE)
		find_place(state, &company, &fixed);
	if (fixed.venue == GROUPING_NONE ||
	    !grouping_rescue_seat(state, company.units, company.count,
		&(struct grouping_place){ fixed.venue, fixed.slot }, asks_pool))
		return false;
	state->tables[table].fixed = k;
	for (uint32_t i = 0; state->stays != NULL && i < fixed.size; i++)
		state->stays[fixed.members[i]].table = table;
	return true;
}

void
grouping_fixed_seat(struct grouping_state *state)
{
	uint32_t count = state->input->fixed_count;
	bool *is_open = ARENA_NEW(state->arena, bool, count);

	for (int pass = 0; pass < 2; pass++)
		for (uint32_t k = 0; k < count; k++)
			if (!state->input->fixed[k].is_frozen && !is_open[k])
				is_open[k] = open_fixed(state, k, pass == 1);
}
