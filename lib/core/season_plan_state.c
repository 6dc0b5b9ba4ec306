#include "season_plan_state.h"

#define LANES 16 /* rows are whole cache lines */

static size_t
stride_of(uint32_t people_count)
{
	return ((size_t)people_count + LANES - 1) / LANES * LANES;
}

uint64_t
season_plan_state_size(const struct season_plan_input *input)
{
	uint64_t people = input->round->people_count;
	uint64_t tables = people / input->round->size_min + 1;

	return (people + tables * input->rounds_count) * stride_of((uint32_t)people) *
	    sizeof(int32_t);
}

static void
add_row(int32_t *restrict sums, const int32_t *restrict row, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sums[i] += row[i];
}

static void
subtract_row(int32_t *restrict sums, const int32_t *restrict row, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sums[i] -= row[i];
}

/* a and b meet once more (weight), or once less (-weight). Rows of those who have no
 * seat are changed too; nobody reads them. */
static void
meet(struct season_plan_state *state, uint32_t a, uint32_t b, int32_t weight)
{
	size_t stride = state->stride;

	state->cost[a * stride + b] += weight;
	state->cost[b * stride + a] += weight;
	for (uint32_t w = 0; w < state->rounds_count; w++) {
		const struct season_plan_state_week *week = &state->weeks[w];

		week->sums[week->table_of[a] * stride + b] += weight;
		week->sums[week->table_of[b] * stride + a] += weight;
	}
}

/* What the person costs the others of their week by having no seat. */
static int64_t
left_cost(const struct season_plan_state *state, uint32_t person, uint32_t times)
{
	const struct grouping_input *round = state->round;

	return (int64_t)round->weights.left_out *
	    (1 + round->people[person].times_left_out + times);
}

static void
take_out(struct season_plan_state *state, struct season_plan_state_week *week,
    uint32_t person)
{
	uint32_t t = week->table_of[person], at = 0;
	struct season_plan_table *table = &week->plan->tables[t];

	state->total -= season_plan_state_own(state, week, person);
	for (uint32_t i = 0; i < table->size; i++) {
		if (table->seats[i] == person)
			at = i;
		else
			meet(state, person, table->seats[i], -state->weight);
	}
	subtract_row(week->sums + t * state->stride, state->cost + person * state->stride,
	    state->stride);
	table->seats[at] = table->seats[--table->size];
	week->bases[t] -= state->weight;
	week->hosts[t] -= state->hosts[person];
	week->table_of[person] = week->plan->tables_count;
}

static void
put_in(struct season_plan_state *state, struct season_plan_state_week *week,
    uint32_t person, uint32_t t)
{
	struct season_plan_table *table = &week->plan->tables[t];

	add_row(week->sums + t * state->stride, state->cost + person * state->stride,
	    state->stride);
	week->table_of[person] = t;
	for (uint32_t i = 0; i < table->size; i++)
		meet(state, person, table->seats[i], state->weight);
	season_plan_draft_sit(table, person);
	week->bases[t] += state->weight;
	week->hosts[t] += state->hosts[person];
	state->total += season_plan_state_own(state, week, person);
}

static void
enter_pool(struct season_plan_state *state, struct season_plan_state_week *week,
    uint32_t person)
{
	week->pool[week->pool_count++] = person;
	state->total += left_cost(state, person, state->left[person]++);
	state->left_count++;
}

static uint32_t
leave_pool(struct season_plan_state *state, struct season_plan_state_week *week,
    uint32_t at)
{
	uint32_t person = week->pool[at];

	week->pool[at] = week->pool[--week->pool_count];
	state->total -= left_cost(state, person, --state->left[person]);
	state->left_count--;
	return person;
}

/* The tables of a week, emptied and filled again, so that all is counted. */
static void
fill_week(struct season_plan_state *state, uint32_t w, struct arena *arena)
{
	const struct grouping_input *round = state->round;
	struct season_plan_state_week *week = &state->weeks[w];
	struct season_plan_week *plan = &state->draft->weeks[w];
	size_t cells = (size_t)round->venues_count * round->slots_count;

	for (size_t i = 0; i < cells; i++)
		week->free_tables[i] = round->tables[i];
	for (uint32_t t = 0; t < plan->tables_count; t++) {
		struct season_plan_table *table = &plan->tables[t];
		uint32_t size = table->size;
		uint32_t *seats = ARENA_NEW(arena, uint32_t, size);

		for (uint32_t i = 0; i < size; i++)
			seats[i] = table->seats[i];
		table->size = 0;
		week->bases[t] = -state->weight;
		week->free_tables[table->venue * round->slots_count + table->slot]--;
		for (uint32_t i = 0; i < size; i++)
			put_in(state, week, seats[i], t);
	}
	for (uint32_t p = 0; p < state->people_count; p++)
		if (week->table_of[p] == plan->tables_count &&
		    season_plan_draft_comes(state->input, p, w) &&
		    round->people[p].slots != 0)
			enter_pool(state, week, p);
}

static void
open_week(struct season_plan_state *state, uint32_t w, struct arena *arena)
{
	const struct grouping_input *round = state->round;
	struct season_plan_state_week *week = &state->weeks[w];
	uint32_t tables = state->draft->weeks[w].tables_count;

	week->plan = &state->draft->weeks[w];
	week->table_of = ARENA_NEW(arena, uint32_t, state->people_count);
	for (uint32_t p = 0; p < state->people_count; p++)
		week->table_of[p] = tables;
	week->sums = ARENA_NEW(arena, int32_t, (tables + 1) * state->stride);
	week->bases = ARENA_NEW(arena, int32_t, tables + 1);
	week->bases[tables] = SEASON_PLAN_STATE_NEVER;
	week->hosts = ARENA_NEW(arena, uint32_t, tables + 1);
	week->pool = ARENA_NEW(arena, uint32_t, state->people_count);
	week->free_tables = ARENA_NEW(arena, int32_t,
	    (size_t)round->venues_count * round->slots_count);
}

static void
mark_people(struct season_plan_state *state)
{
	const struct grouping_input *round = state->round;

	for (uint32_t p = 0; p < state->people_count; p++) {
		const struct grouping_person *person = &round->people[p];

		state->stays[p] = person->glue != 0;
		state->hosts[p] = person->may_host &&
		    person->host_load < person->host_quota;
	}
}

struct season_plan_state *
season_plan_state_new(struct season_plan_draft *draft, struct arena *arena)
{
	const struct season_plan_input *input = draft->input;
	struct season_plan_state *state = ARENA_NEW(arena, struct season_plan_state, 1);
	uint32_t people = input->round->people_count;

	*state = (struct season_plan_state){ .input = input,
		.round = input->round,
		.draft = draft,
		.people_count = people,
		.rounds_count = input->rounds_count,
		.stride = stride_of(people),
		.weight = input->met_weight,
		.stays = ARENA_NEW(arena, bool, people),
		.hosts = ARENA_NEW(arena, bool, people),
		.left = ARENA_NEW(arena, uint32_t, people),
		.weeks = ARENA_NEW(arena, struct season_plan_state_week,
		    input->rounds_count) };
	state->cost = season_plan_pairs_costs(input->round, state->stride, arena,
	    &state->has_soft);
	mark_people(state);
	for (uint32_t w = 0; w < state->rounds_count; w++)
		open_week(state, w, arena);
	for (uint32_t w = 0; w < state->rounds_count; w++)
		fill_week(state, w, arena);
	return state;
}

bool
season_plan_state_may_join(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t table, uint32_t person,
    uint32_t instead)
{
	const struct season_plan_table *at = &week->plan->tables[table];
	uint32_t hosts = week->hosts[table] + state->hosts[person];

	if (instead != GROUPING_NONE)
		hosts -= state->hosts[instead];
	if (hosts == 0 ||
	    !season_plan_draft_reaches(state->round, person, at->venue, at->slot))
		return false;
	for (uint32_t i = 0; i < at->size; i++)
		if (at->seats[i] != instead &&
		    season_plan_state_cost(state, person, at->seats[i]) >=
			SEASON_PLAN_PAIRS_APART / 2)
			return false;
	return true;
}

int64_t
season_plan_state_change(const struct season_plan_state *state,
    const struct season_plan_state_week *week, uint32_t person, uint32_t other)
{
	size_t row = week->table_of[other] * state->stride;

	return (int64_t)week->sums[row + person] -
	    season_plan_state_cost(state, person, other) -
	    season_plan_state_own(state, week, other) +
	    left_cost(state, other, state->left[other]) -
	    left_cost(state, person, state->left[person] - 1);
}

void
season_plan_state_swap(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t a, uint32_t b)
{
	uint32_t table_a = week->table_of[a], table_b = week->table_of[b];

	take_out(state, week, a);
	take_out(state, week, b);
	put_in(state, week, a, table_b);
	put_in(state, week, b, table_a);
}

void
season_plan_state_move(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t person, uint32_t table)
{
	take_out(state, week, person);
	put_in(state, week, person, table);
}

void
season_plan_state_sit(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t pool_at, uint32_t table,
    uint32_t instead)
{
	uint32_t person = leave_pool(state, week, pool_at);

	if (instead != GROUPING_NONE) {
		take_out(state, week, instead);
		enter_pool(state, week, instead);
	}
	put_in(state, week, person, table);
}

bool
season_plan_state_replace(struct season_plan_state *state,
    struct season_plan_state_week *week, uint32_t table, uint32_t venue, uint32_t slot)
{
	struct season_plan_table *at = &week->plan->tables[table];
	uint32_t slots = state->round->slots_count;

	if (week->free_tables[venue * slots + slot] <= 0 ||
	    at->size > state->round->table_seats[venue])
		return false;
	for (uint32_t i = 0; i < at->size; i++)
		if (state->stays[at->seats[i]] ||
		    !season_plan_draft_reaches(state->round, at->seats[i], venue, slot))
			return false;
	week->free_tables[at->venue * slots + at->slot]++;
	week->free_tables[venue * slots + slot]--;
	at->venue = venue;
	at->slot = slot;
	return true;
}
