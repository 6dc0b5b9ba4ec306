#include "grouping_left.h"

#include "grouping_cost.h"

#define WAITING_LOOKS 1000 /* so that a pool of thousands costs no square */

/* The places of a unit: those that have, had or could fill a table. */
struct places {
	bool has_slot, has_way, has_host, has_free;
	uint32_t people;
	uint32_t venue, slot; /* of has_free: where the most people could come */
	uint32_t free_people;
};

static void
see_free(struct places *places, uint32_t venue, uint32_t slot, uint32_t people)
{
	places->has_free = true;
	if (people <= places->free_people)
		return;
	places->free_people = people;
	places->venue = venue;
	places->slot = slot;
}

static void
look_at_place(const struct grouping_state *state, uint32_t unit, uint32_t venue,
    struct places *places)
{
	uint64_t slots = state->units[unit].slots & state->venue_slots[venue];
	uint32_t slot;

	if (slots == 0)
		return;
	places->has_slot = true;
	if (!grouping_state_reaches(state, unit, venue))
		return;
	places->has_way = true;
	while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
		size_t cell = grouping_state_cell(state, venue, slot);

		if (state->attending[cell] > places->people)
			places->people = state->attending[cell];
		if (state->attending[cell] < state->input->size_min)
			continue;
		places->has_host |= state->hosting[cell] > 0;
		if (state->hosting[cell] > 0 && state->free_tables[cell] > 0)
			see_free(places, venue, slot, state->attending[cell]);
	}
}

struct tables { /* those of the plan, by what closes them */
	uint32_t within_reach;
	bool has_manager, has_apart;
};

static int64_t
worst_pair(const struct grouping_state *state, uint32_t unit, uint32_t table)
{
	const struct grouping_unit *u = &state->units[unit];
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];
	int64_t worst = 0;

	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		for (uint32_t j = 0; j < state->tables[table].size; j++) {
			int64_t cost = grouping_pairs_cost(&state->pairs,
			    state->unit_people[i], seats[j]);

			if (cost > worst)
				worst = cost;
		}
	}
	return worst;
}

static void
look_at_table(const struct grouping_state *state, uint32_t unit, uint32_t table,
    struct tables *tables, struct grouping_left *left)
{
	const struct grouping_unit *u = &state->units[unit];
	const struct grouping_table *t = &state->tables[table];
	int64_t worst = worst_pair(state, unit, table);
	bool closed[GROUPING_RULE_COUNT] = {
		[GROUPING_RULE_SLOT] = (u->slots >> t->slot & 1) == 0,
		[GROUPING_RULE_TRAVEL] = !grouping_state_reaches(state, unit, t->venue),
		[GROUPING_RULE_SIZE] = t->size + u->size > t->seats,
		[GROUPING_RULE_APART] = worst >= GROUPING_PAIRS_FORBIDDEN,
	};
	int count = 0;

	for (int rule = 0; rule < GROUPING_RULE_COUNT; rule++)
		count += closed[rule];
	for (int rule = 0; count == 1 && rule < GROUPING_RULE_COUNT; rule++)
		left->closed_alone[rule] += closed[rule];
	if (closed[GROUPING_RULE_SLOT] || closed[GROUPING_RULE_TRAVEL])
		return;
	tables->within_reach++;
	if (!closed[GROUPING_RULE_SIZE]) {
		tables->has_apart |= worst == GROUPING_PAIRS_APART;
		tables->has_manager |= worst == GROUPING_PAIRS_MANAGER;
	}
}

/* Who else waits and could come where the most people could, at a table still free. */
struct waiting {
	uint32_t people, hosts;
	uint32_t allowed; /* with those that the unit may meet */
};

static struct waiting
look_at_waiting(const struct grouping_state *state, uint32_t unit,
    const struct places *places)
{
	struct waiting waiting = { .allowed = state->units[unit].size };
	struct grouping_rest others = { .count = 1 };
	int64_t cost;

	for (uint32_t i = 0; i < state->pool.count && i < WAITING_LOOKS; i++) {
		uint32_t other = state->pool.items[i];

		if (!grouping_state_fits(state, other, places->venue, places->slot))
			continue;
		waiting.people += state->units[other].size;
		waiting.hosts += state->units[other].hosts;
		others.people[0] = state->unit_people[state->units[other].first];
		if (other != unit && grouping_cost_pairs(state, unit, &others, &cost))
			waiting.allowed += state->units[other].size;
	}
	return waiting;
}

static enum grouping_left_reason
judge(const struct grouping_state *state, uint32_t unit, const struct places *places,
    const struct tables *tables)
{
	bool is_glued = state->units[unit].size > 1;

	if (state->units[unit].is_torn || (is_glued && !places->has_way))
		return GROUPING_LEFT_GLUED;
	if (!places->has_slot)
		return GROUPING_LEFT_NO_SLOT;
	if (!places->has_way)
		return GROUPING_LEFT_TOO_FAR;
	if (places->people < state->input->size_min)
		return GROUPING_LEFT_TOO_FEW;
	if (!places->has_host)
		return GROUPING_LEFT_NO_HOST;
	if (tables->has_apart)
		return GROUPING_LEFT_APART;
	if (tables->has_manager)
		return GROUPING_LEFT_MANAGER;
	if (places->has_free) {
		struct waiting waiting = look_at_waiting(state, unit, places);

		if (waiting.people >= state->input->size_min && waiting.hosts == 0)
			return GROUPING_LEFT_NO_HOST;
		if (waiting.people >= state->input->size_min &&
		    waiting.allowed < state->input->size_min)
			return GROUPING_LEFT_APART;
	}
	if (tables->within_reach > 0)
		return GROUPING_LEFT_FULL;
	return places->has_free ? GROUPING_LEFT_NO_SHARED : GROUPING_LEFT_NO_TABLE;
}

struct grouping_left
grouping_left_of(const struct grouping_state *state, uint32_t unit)
{
	struct grouping_left left = { .person = GROUPING_NONE };
	struct places places = { .people = 0 };
	struct tables tables = { .within_reach = 0 };

	for (uint32_t venue = 0; venue < state->input->venues_count; venue++)
		look_at_place(state, unit, venue, &places);
	for (uint32_t table = 0; table < state->tables_count; table++)
		look_at_table(state, unit, table, &tables, &left);
	left.people = places.people;
	left.reason = judge(state, unit, &places, &tables);
	return left;
}
