#include "grouping_best.h"

#include <string.h>

void
grouping_best_init(struct grouping_best *best, const struct grouping_state *state)
{
	*best = (struct grouping_best){
		.tables = ARENA_NEW(state->arena, struct grouping_table,
		    state->tables_max),
		.seats = ARENA_NEW(state->arena, uint32_t,
		    (size_t)state->tables_max * state->input->size_max),
	};
}

static uint32_t
count_left_out(const struct grouping_state *state)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < state->pool.count; i++)
		count += state->units[state->pool.items[i]].size;
	return count;
}

bool
grouping_best_keep(struct grouping_best *best, const struct grouping_state *state,
    int64_t cost)
{
	uint32_t left_out = count_left_out(state);

	if (best->is_there &&
	    (left_out > best->left_out ||
		(left_out == best->left_out && cost >= best->cost)))
		return false;
	memcpy(best->tables, state->tables, state->tables_count * sizeof(*best->tables));
	memcpy(best->seats, state->seats,
	    (size_t)state->tables_count * state->input->size_max * sizeof(*best->seats));
	best->tables_count = state->tables_count;
	best->left_out = left_out;
	best->cost = cost;
	best->is_there = true;
	return true;
}

/* Everybody into the pool, every table given back. */
static void
clear(struct grouping_state *state)
{
	for (uint32_t table = 0; table < state->tables_count; table++) {
		const struct grouping_table *t = &state->tables[table];
		const uint32_t
		    *seats = &state->seats[(size_t)table * state->input->size_max];

		while (t->size > 0)
			grouping_state_leave(state, state->unit_of[seats[0]]);
		state->free_tables[grouping_state_cell(state, t->venue, t->slot)]++;
	}
	state->tables_count = 0;
}

/* Tables keep their numbers: stays know them by these. */
bool
grouping_best_restore(const struct grouping_best *best, struct grouping_state *state,
    int64_t cost)
{
	uint32_t left_out = count_left_out(state);

	if (!best->is_there || best->left_out > left_out ||
	    (best->left_out == left_out && best->cost >= cost))
		return false;
	clear(state);
	for (uint32_t i = 0; i < best->tables_count; i++) {
		const struct grouping_table *kept = &best->tables[i];
		const uint32_t *seats = &best->seats[(size_t)i * state->input->size_max];
		uint32_t table = grouping_state_open(state, kept->venue, kept->slot);

		state->tables[table].fixed = kept->fixed;
		for (uint32_t s = 0; s < kept->size; s++) {
			uint32_t unit = state->unit_of[seats[s]];

			if (state->units[unit].table == GROUPING_NONE)
				grouping_state_sit(state, unit, table);
		}
	}
	return true;
}
