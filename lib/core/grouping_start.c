/* The units stand in line, those with the least choice first (glued, often left out, few
 * places and slots). The first one opens a table where enough others could come, a host
 * joins, then the line is walked until the table has its share; and so on. */
#include "grouping_start.h"

#include "grouping_cost.h"
#include "grouping_pulse.h"

#include <assert.h>

#define TRIES 4 /* places for one that opens a table, best first */

struct line {
	uint32_t *order; /* units */
	uint32_t *next; /* [i]: who waits behind order[i - 1]; [0]: the first one, as i */
	uint32_t *demand,
	    *hosts; /* [cell]: who of those that wait could come, and host */
	uint64_t steps_max;
};

struct ranked {
	uint64_t rank;
	uint32_t unit;
};

struct company { /* whom a table will have */
	uint32_t units[GROUPING_SIZE_MAX];
	uint32_t count, size, hosts;
	struct grouping_rest rest;
};

struct place {
	uint32_t venue, slot;
	int64_t worth;
};

uint32_t
grouping_start_groups(const struct grouping_input *input, uint32_t people_count)
{
	uint32_t middle = (input->size_min + input->size_max + 1) / 2;
	uint32_t groups = (people_count + middle / 2) / middle;
	uint32_t most = people_count / input->size_min;
	uint32_t fewest = (people_count + input->size_max - 1) / input->size_max;

	if (groups < fewest)
		groups = fewest;
	return groups < most ? groups : most;
}

static uint32_t
site_of(const struct grouping_state *state, uint32_t unit)
{
	return state->guests[state->unit_people[state->units[unit].first]].site;
}

static uint64_t
choices_of(const struct grouping_state *state, uint32_t unit)
{
	uint32_t site = site_of(state, unit);
	uint64_t choices = 0;

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i];
		uint64_t slots = state->units[unit].slots & state->venue_slots[venue];

		if (slots == 0 || !grouping_state_reaches(state, unit, venue))
			continue;
		while (grouping_state_next_slot(&slots) < GROUPING_SLOTS_MAX)
			choices++;
	}
	return choices;
}

/* Glued ones first, then by how often left out, then by choice, then by lot. */
static uint64_t
rank_of(struct grouping_state *state, uint32_t unit)
{
	const struct grouping_unit *u = &state->units[unit];
	uint64_t left = state->input->people[state->unit_people[u->first]].times_left_out;
	uint64_t choices = choices_of(state, unit);

	if (choices > 0xffffff)
		choices = 0xffffff;
	return (uint64_t)(u->size == 1) << 63 | (0xffff - left) << 47 | choices << 23 |
	    dice_below(&state->dice, 1 << 23);
}

static int
compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->unit < b->unit ? -1 : a->unit > b->unit;
}

static struct line
stand_in_line(struct grouping_state *state)
{
	uint32_t count = state->units_count;
	size_t cells = (size_t)state->input->venues_count * state->input->slots_count;
	struct ranked *ranked = ARENA_NEW(state->arena, struct ranked, count);
	struct line line = {
		.order = ARENA_NEW(state->arena, uint32_t, count),
		.next = ARENA_NEW(state->arena, uint32_t, (size_t)count + 1),
		.demand = ARENA_NEW(state->arena, uint32_t, cells),
		.hosts = ARENA_NEW(state->arena, uint32_t, cells),
		.steps_max = 50000000 + 2000 * (uint64_t)count,
	};

	for (uint32_t unit = 0; unit < count; unit++)
		ranked[unit] = (struct ranked){ rank_of(state, unit), unit };
	qsort(ranked, count, sizeof(*ranked), compare_ranked);
	for (uint32_t i = 0; i < count; i++) {
		line.order[i] = ranked[i].unit;
		line.next[i + 1] = i + 2;
	}
	line.next[0] = 1;
	for (size_t cell = 0; cell < cells; cell++) {
		line.demand[cell] = state->attending[cell];
		line.hosts[cell] = state->hosting[cell];
	}
	return line;
}

/* Counts the unit out of all places where it could have come. */
static void
leave_line(const struct grouping_state *state, struct line *line, uint32_t unit)
{
	const struct grouping_unit *u = &state->units[unit];
	uint32_t site = site_of(state, unit);

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = u->slots & state->venue_slots[venue];

		if (slots == 0 || !grouping_state_reaches(state, unit, venue))
			continue;
		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			size_t cell = grouping_state_cell(state, venue, slot);

			line->demand[cell] -= u->size;
			line->hosts[cell] -= u->hosts;
		}
	}
}

/* Enough people first, then the shorter way, then more tables left. */
static int64_t
worth_of(const struct grouping_state *state, const struct line *line, size_t cell,
    uint32_t minutes)
{
	int64_t enough = 3 * (int64_t)state->input->size_max;
	int64_t demand = line->demand[cell];
	int64_t tables = state->free_tables[cell];

	return (demand < enough ? demand : enough) << 24 |
	    (int64_t)(GROUPING_NO_WAY - minutes) << 16 | tables;
}

static void
rank_place(struct place places[TRIES], struct place place)
{
	for (int i = 0; i < TRIES; i++) {
		if (place.worth > places[i].worth) {
			struct place worse = places[i];

			places[i] = place;
			place = worse;
		}
	}
}

static void
find_places(const struct grouping_state *state, const struct line *line, uint32_t unit,
    struct place places[TRIES])
{
	const struct grouping_unit *u = &state->units[unit];
	uint32_t site = site_of(state, unit);

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = u->slots & state->venue_slots[venue];
		uint32_t minutes = grouping_state_minutes(state,
		    state->unit_people[u->first], venue);

		if (slots == 0 || !grouping_state_reaches(state, unit, venue))
			continue;
		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			size_t cell = grouping_state_cell(state, venue, slot);

			if (state->free_tables[cell] == 0 || line->hosts[cell] == 0 ||
			    line->demand[cell] < state->input->size_min)
				continue;
			rank_place(places,
			    (struct place){ venue, slot,
				worth_of(state, line, cell, minutes) });
		}
	}
}

/* The company if the unit may sit with it at this place and there is room. */
static bool
invite(const struct grouping_state *state, struct company *company, uint32_t unit,
    const struct place *place, uint32_t size_max)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t cost;

	if (company->size + u->size > size_max ||
	    !grouping_state_fits(state, unit, place->venue, place->slot))
		return false;
	for (uint32_t i = 0; i < company->count; i++)
		if (company->units[i] == unit)
			return false;
	if (!grouping_cost_pairs(state, unit, &company->rest, &cost))
		return false;
	for (uint32_t i = u->first; i < u->first + u->size; i++)
		company->rest.people[company->rest.count++] = state->unit_people[i];
	company->units[company->count++] = unit;
	company->size += u->size;
	company->hosts += u->hosts;
	return true;
}

enum who { ONE_HOST, GUESTS };

/* Walks the line once, dropping those who sit by now. */
static void
walk(struct grouping_state *state, struct line *line, struct company *company,
    const struct place *place, uint32_t share, enum who who)
{
	uint32_t before = 0, at = line->next[0];

	while (at <= state->units_count && company->size < share) {
		uint32_t unit = line->order[at - 1];
		bool hosts = state->units[unit].hosts > 0;

		state->steps++;
		if (state->units[unit].table != GROUPING_NONE) {
			line->next[before] = line->next[at];
			at = line->next[before];
			continue;
		}
		if (hosts == (who == ONE_HOST) &&
		    invite(state, company, unit, place, share) && who == ONE_HOST)
			return;
		before = at;
		at = line->next[at];
	}
}

/* Whom the place would have: the first one, a host, then along the line. Where hosts are
 * scarce they are kept for other tables while guests can fill this one. */
static bool
gather(struct grouping_state *state, struct line *line, uint32_t first,
    const struct place *place, uint32_t share, struct company *ret_company)
{
	uint32_t seats = state->input->table_seats[place->venue];

	*ret_company = (struct company){ .rest = { .count = 0 } };
	if (share > seats)
		share = seats;
	if (!invite(state, ret_company, first, place, state->input->size_max))
		return false;
	if (ret_company->hosts == 0)
		walk(state, line, ret_company, place, state->input->size_max, ONE_HOST);
	if (ret_company->hosts == 0)
		return false;
	walk(state, line, ret_company, place, share, GUESTS);
	while (ret_company->size < share) {
		uint32_t size = ret_company->size;

		walk(state, line, ret_company, place, share, ONE_HOST);
		if (ret_company->size == size)
			break;
	}
	return ret_company->size >= state->input->size_min && ret_company->size <= seats;
}

static void
seat(struct grouping_state *state, struct line *line, const struct company *company,
    const struct place *place)
{
	uint32_t table = grouping_state_open(state, place->venue, place->slot);

	for (uint32_t i = 0; i < company->count; i++) {
		leave_line(state, line, company->units[i]);
		grouping_state_sit(state, company->units[i], table);
	}
}

/* What each of the tables still to come would have, if they were alike. */
static uint32_t
share_of(const struct grouping_state *state, uint32_t groups, uint32_t waiting)
{
	uint32_t open = groups > state->tables_count ? groups - state->tables_count : 1;
	uint32_t share = (waiting + open - 1) / open;

	if (share < state->input->size_min)
		share = state->input->size_min;
	return share < state->input->size_max ? share : state->input->size_max;
}

void
grouping_start_tables(struct grouping_state *state)
{
	struct line line = stand_in_line(state);
	uint32_t groups = grouping_start_groups(state->input, state->comers);
	uint32_t waiting = 0;
	struct company company;

	for (uint32_t unit = 0; unit < state->units_count; unit++) {
		if (state->units[unit].table != GROUPING_NONE)
			leave_line(state, &line, unit);
		else
			waiting += state->units[unit].size;
	}
	for (uint32_t i = 0; i < state->units_count && state->steps < line.steps_max &&
	     !grouping_pulse(state);
	     i++) {
		struct place places[TRIES] = { 0 };
		uint32_t unit = line.order[i];

		if (state->units[unit].table != GROUPING_NONE ||
		    state->units[unit].is_torn)
			continue;
		find_places(state, &line, unit, places);
		for (int t = 0; t < TRIES && places[t].worth > 0; t++) {
			if (!gather(state, &line, unit, &places[t],
				share_of(state, groups, waiting), &company))
				continue;
			seat(state, &line, &company, &places[t]);
			waiting -= company.size;
			break;
		}
	}
}
