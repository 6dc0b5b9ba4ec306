#include "grouping_write.h"

#include "grouping_cost.h"
#include "grouping_left.h"

#include <string.h>

static int
compare_people(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static int
compare_groups(const void *left, const void *right)
{
	const struct grouping_group *a = left, *b = right;

	return a->members[0] < b->members[0] ? -1 : a->members[0] > b->members[0];
}

static int
compare_left(const void *left, const void *right)
{
	const struct grouping_left *a = left, *b = right;

	return a->person < b->person ? -1 : a->person > b->person;
}

/* The willing member who led least; the first of several. */
static void
choose_host(const struct grouping_state *state, struct grouping_group *group)
{
	const struct grouping_person *people = state->input->people;

	group->host = GROUPING_NONE;
	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t person = group->members[i];

		if (!state->guests[person].hosts)
			continue;
		group->hosts++;
		if (group->host == GROUPING_NONE ||
		    people[person].host_load < people[group->host].host_load)
			group->host = person;
	}
}

static void
count_codes(const struct grouping_state *state, struct grouping_group *group,
    int attribute)
{
	const struct grouping_person *people = state->input->people;
	int64_t pairs = 0;

	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t code = people[group->members[i]].codes[attribute];
		uint32_t equal = 0;

		for (uint32_t j = 0; code != 0 && j < i; j++)
			equal += people[group->members[j]].codes[attribute] == code;
		if (code != 0 && equal == 0)
			group->distinct[attribute]++;
		pairs += equal;
	}
	group->costs[attribute] = pairs * state->input->weights.attributes[attribute];
}

static void
count_travel(const struct grouping_state *state, struct grouping_group *group)
{
	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t minutes = grouping_state_minutes(state, group->members[i],
		    group->venue);

		if (minutes > group->minutes_max)
			group->minutes_max = minutes;
		group->costs[GROUPING_TERM_TRAVEL] += (int64_t)
							  state->input->weights.travel *
		    minutes / 5;
	}
}

static void
count_alone(const struct grouping_state *state, struct grouping_group *group)
{
	const struct grouping_person *people = state->input->people;

	for (uint32_t i = 0; i < group->size; i++) {
		uint64_t alone = people[group->members[i]].minds_alone;

		for (uint32_t j = 0; j < group->size; j++)
			if (j != i)
				alone &= ~people[group->members[j]].sections;
		while (grouping_state_next_slot(&alone) < GROUPING_SLOTS_MAX)
			group->costs[GROUPING_TERM_ALONE] += state->input->weights.alone;
	}
}

/* Fills in what follows from members, slot and venue. */
static void
write_facts(const struct grouping_state *state, const uint32_t *seats,
    struct grouping_group *group, uint32_t *members)
{
	memcpy(members, seats, group->size * sizeof(*members));
	qsort(members, group->size, sizeof(*members), compare_people);
	group->members = members;
	group->slots_shared = UINT64_MAX;
	for (uint32_t i = 0; i < group->size; i++)
		group->slots_shared &= state->input->people[members[i]].slots;
	choose_host(state, group);
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		count_codes(state, group, a);
	count_travel(state, group);
	count_alone(state, group);
}

static struct grouping_group
write_group(const struct grouping_state *state, uint32_t table, uint32_t *members)
{
	const struct grouping_table *t = &state->tables[table];
	const uint32_t *seats = &state->seats[(size_t)table * state->input->size_max];
	struct grouping_group group = { .size = t->size,
		.slot = t->slot,
		.venue = t->venue,
		.fixed = t->fixed };

	write_facts(state, seats, &group, members);
	for (uint32_t i = 0; state->stays != NULL && i < group.size; i++)
		if (state->stays[group.members[i]].table != table)
			group.costs[GROUPING_TERM_STAY] += state->stays[group.members[i]]
							       .cost;
	return group;
}

static struct grouping_group
write_frozen(const struct grouping_state *state, uint32_t k, uint32_t *members)
{
	const struct grouping_fixed *fixed = &state->input->fixed[k];
	struct grouping_group group = { .size = fixed->size,
		.slot = fixed->slot,
		.venue = fixed->venue,
		.fixed = k };

	write_facts(state, fixed->members, &group, members);
	return group;
}

static bool
is_frozen(const struct grouping_state *state, const struct grouping_group *group)
{
	return group->fixed != GROUPING_NONE &&
	    state->input->fixed[group->fixed].is_frozen;
}

static bool
is_lawful(const struct grouping_state *state, const struct grouping_group *group)
{
	const struct grouping_input *input = state->input;

	if (is_frozen(state, group))
		return true;
	for (uint32_t i = 0; i < group->size; i++)
		if (grouping_state_minutes(state, group->members[i], group->venue) >
		    input->people[group->members[i]].travel_minutes_max)
			return false;
	return group->size >= input->size_min && group->size <= input->size_max &&
	    group->size <= input->table_seats[group->venue] && group->hosts > 0 &&
	    (group->slots_shared >> group->slot & 1) != 0;
}

/* Pairs come from the list as it was given, not from the hash that the search used. */
static void
count_pairs(const struct grouping_state *state, struct grouping_group *groups,
    const uint32_t *group_of, struct grouping_plan *plan)
{
	for (size_t i = 0; i < state->input->pairs_count; i++) {
		const struct grouping_pair *pair = &state->input->pairs[i];
		uint32_t group = group_of[pair->a];

		if (group == GROUPING_NONE || group != group_of[pair->b])
			continue;
		switch (pair->kind) {
		case GROUPING_MET:
			groups[group].repeats++;
			groups[group].costs[GROUPING_TERM_MET] += pair->cost;
			break;
		case GROUPING_WISH:
			groups[group].costs[GROUPING_TERM_WISH] += pair->cost;
			break;
		case GROUPING_APART:
		case GROUPING_MANAGER:
		case GROUPING_PAIR_KIND_COUNT:
			plan->violations += !is_frozen(state, &groups[group]);
			break;
		}
	}
}

static void
write_left(const struct grouping_state *state, struct arena *arena, bool with_reasons,
    struct grouping_plan *plan)
{
	struct grouping_left *left;
	uint32_t count = 0;

	for (uint32_t i = 0; i < state->pool.count; i++)
		count += state->units[state->pool.items[i]].size;
	left = ARENA_NEW(arena, struct grouping_left, count);
	for (uint32_t i = 0; i < state->pool.count; i++) {
		uint32_t unit = state->pool.items[i];
		const struct grouping_unit *u = &state->units[unit];
		struct grouping_left reason = { .people = 0 };

		int64_t stay = grouping_cost_stay(state, unit, GROUPING_NONE);

		if (with_reasons)
			reason = grouping_left_of(state, unit);
		plan->costs[GROUPING_TERM_STAY] += stay;
		plan->costs[GROUPING_TERM_LEFT_OUT] += u->left_cost - stay;
		for (uint32_t j = u->first; j < u->first + u->size; j++) {
			left[plan->left_count] = reason;
			left[plan->left_count++].person = state->unit_people[j];
		}
	}
	qsort(left, count, sizeof(*left), compare_left);
	plan->left = left;
}

void
grouping_write_plan(const struct grouping_state *state, struct arena *arena,
    bool with_reasons, struct grouping_plan *ret_plan)
{
	const struct grouping_input *input = state->input;
	uint32_t people = input->people_count, count = state->tables_count;
	struct grouping_group *groups = ARENA_NEW(arena, struct grouping_group,
	    (size_t)count + input->fixed_count);
	uint32_t *members = ARENA_NEW(arena, uint32_t, people);
	CLEANUP(free_ptr) uint32_t *group_of = alloc_zero(people, sizeof(*group_of));

	memset(group_of, 0xff, people * sizeof(*group_of)); /* GROUPING_NONE */
	for (uint32_t table = 0; table < count; table++) {
		groups[table] = write_group(state, table, members);
		members += groups[table].size;
	}
	for (uint32_t k = 0; k < input->fixed_count; k++) {
		if (!input->fixed[k].is_frozen)
			continue;
		groups[count] = write_frozen(state, k, members);
		members += groups[count++].size;
	}
	qsort(groups, count, sizeof(*groups), compare_groups);
	for (uint32_t g = 0; g < count; g++)
		for (uint32_t i = 0; i < groups[g].size; i++)
			group_of[groups[g].members[i]] = g;
	count_pairs(state, groups, group_of, ret_plan);
	for (uint32_t g = 0; g < count; g++) {
		ret_plan->violations += !is_lawful(state, &groups[g]);
		for (int term = 0; term < GROUPING_TERM_COUNT; term++)
			ret_plan->costs[term] += groups[g].costs[term];
	}
	ret_plan->groups = groups;
	ret_plan->groups_count = count;
	write_left(state, arena, with_reasons, ret_plan);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		ret_plan->cost += ret_plan->costs[term];
}
