#include "grouping_explain.h"

#include "grouping_explain_index.h"

#include <assert.h>

static void
index_pairs(struct grouping_explain *explain, struct arena *arena)
{
	const struct grouping_input *input = explain->input;
	uint32_t *at;

	explain->pair_first = ARENA_NEW(arena, uint32_t, (size_t)input->people_count + 2);
	explain->pairs = ARENA_NEW(arena, uint32_t, input->pairs_count + 1);
	at = explain->pair_first + 1;
	for (size_t i = 0; i < input->pairs_count; i++)
		at[input->pairs[i].a + 1]++;
	for (uint32_t i = 0; i < input->people_count; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < input->pairs_count; i++)
		explain->pairs[at[input->pairs[i].a]++] = (uint32_t)i;
}

enum status
grouping_explain_new(const struct grouping_input *input, const struct grouping_plan *plan,
    struct arena *arena, struct grouping_explain **ret_explain, struct err *err)
{
	struct grouping_explain *explain = ARENA_NEW(arena, struct grouping_explain, 1);
	enum status status = grouping_seating_new(input, plan, arena, &explain->seating,
	    err);

	if (status != OK)
		return status;
	explain->input = input;
	explain->plan = plan;
	explain->left_at = ARENA_NEW(arena, uint32_t, input->people_count);
	for (uint32_t i = 0; i < plan->left_count; i++)
		explain->left_at[plan->left[i].person] = i;
	index_pairs(explain, arena);
	*ret_explain = explain;
	return OK;
}

static void
explain_ways(const struct grouping_explain *explain,
    struct grouping_explained_table *table)
{
	const uint32_t *people = grouping_seating_people(explain->seating, table->group);
	uint32_t sum = 0;

	table->slots_shared = UINT64_MAX;
	table->farthest = GROUPING_NONE;
	for (uint32_t i = 0; i < table->size; i++) {
		uint32_t minutes = grouping_seating_minutes(explain->seating, people[i],
		    table->venue);

		table->slots_shared &= explain->input->people[people[i]].slots;
		sum += minutes;
		if (table->farthest != GROUPING_NONE && minutes <= table->minutes_max)
			continue;
		table->minutes_max = minutes;
		table->farthest = people[i];
	}
	table->minutes_mean = table->size > 0 ? (sum + table->size / 2) / table->size : 0;
}

static void
explain_host(const struct grouping_explain *explain,
    struct grouping_explained_table *table)
{
	const struct grouping_person *people = explain->input->people;
	const uint32_t *members = grouping_seating_people(explain->seating, table->group);

	table->host_load_next = UINT32_MAX;
	for (uint32_t i = 0; i < table->size; i++) {
		if (!grouping_seating_leads(explain->seating, members[i]))
			continue;
		table->hosts++;
		if (members[i] != table->host &&
		    people[members[i]].host_load < table->host_load_next)
			table->host_load_next = people[members[i]].host_load;
	}
	if (table->host == GROUPING_NONE || table->hosts == 0) {
		table->host_why = GROUPING_HOST_NOBODY;
		return;
	}
	table->host_load = people[table->host].host_load;
	if (table->host_load_next == UINT32_MAX)
		table->host_why = GROUPING_HOST_ONLY;
	else if (table->host_load < table->host_load_next)
		table->host_why = GROUPING_HOST_LEAST;
	else if (table->host_load == table->host_load_next)
		table->host_why = GROUPING_HOST_EQUAL;
	else
		table->host_why = GROUPING_HOST_CHOSEN;
}

struct values { /* of one attribute, as many as a table could have */
	uint32_t codes[GROUPING_SIZE_MAX];
	uint32_t count, most;
};

static void
add_value(struct values *values, uint32_t code)
{
	if (code == 0 || values->count >= values->most)
		return;
	for (uint32_t i = 0; i < values->count; i++)
		if (values->codes[i] == code)
			return;
	values->codes[values->count++] = code;
}

static bool
could_come(const struct grouping_explain *explain, uint32_t person,
    const struct grouping_explained_table *table)
{
	const struct grouping_person *p = &explain->input->people[person];

	return grouping_seating_is_table(explain->seating,
		   explain->seating->place[person]) &&
	    (p->slots >> table->slot & 1) != 0 &&
	    grouping_seating_minutes(explain->seating, person, table->venue) <=
	    p->travel_minutes_max;
}

static struct grouping_spread
spread_of(const struct grouping_explain *explain,
    const struct grouping_explained_table *table, int attribute)
{
	const struct grouping_person *people = explain->input->people;
	const uint32_t *members = grouping_seating_people(explain->seating, table->group);
	struct values values = { .most = GROUPING_SIZE_MAX };
	struct grouping_spread spread = { .known = 0 };

	for (uint32_t i = 0; i < table->size; i++) {
		spread.known += people[members[i]].codes[attribute] != 0;
		add_value(&values, people[members[i]].codes[attribute]);
	}
	spread.distinct = values.count;
	values.most = spread.known;
	for (uint32_t i = 0;
	     values.count < values.most && i < explain->input->people_count; i++)
		if (could_come(explain, i, table))
			add_value(&values, people[i].codes[attribute]);
	spread.possible = values.count;
	return spread;
}

static int
compare_repeats(const void *left, const void *right)
{
	const struct grouping_repeat *a = left, *b = right;

	if (a->cost != b->cost)
		return a->cost > b->cost ? -1 : 1;
	return a->pair < b->pair ? -1 : a->pair > b->pair;
}

static void
count_pair(const struct grouping_explain *explain, uint32_t pair,
    struct grouping_explained_table *table, struct grouping_repeat *repeats)
{
	const struct grouping_pair *p = &explain->input->pairs[pair];

	if (!grouping_explain_sits(explain, p, table->group))
		return;
	if (p->kind == GROUPING_MET) {
		if (repeats != NULL)
			repeats[table->repeats_count] = (struct grouping_repeat){ p->a,
				p->b, pair, p->cost };
		table->repeats_count++;
	} else if (p->kind == GROUPING_WISH && repeats != NULL) {
		table->wishes_met += p->cost < 0;
		table->wishes_against += p->cost > 0;
	}
}

/* Counts repeats first; then, with room for them, all. */
static void
count_pairs(const struct grouping_explain *explain,
    struct grouping_explained_table *table, struct grouping_repeat *repeats)
{
	const uint32_t *members = grouping_seating_people(explain->seating, table->group);

	table->repeats_count = 0;
	for (uint32_t i = 0; i < table->size; i++)
		for (uint32_t j = explain->pair_first[members[i]];
		     j < explain->pair_first[members[i] + 1]; j++)
			count_pair(explain, explain->pairs[j], table, repeats);
}

void
grouping_explain_costs(const struct grouping_explain *explain, uint32_t group,
    int64_t costs[static GROUPING_TERM_COUNT])
{
	const uint32_t *members = grouping_seating_people(explain->seating, group);
	uint32_t size = explain->seating->tables[group].size;
	struct grouping_difference difference = { .cost = 0 };
	struct grouping_move moves[GROUPING_SIZE_MAX];

	for (uint32_t i = 0; i < size; i++)
		moves[i] = (struct grouping_move){ members[i], GROUPING_PLACE_OUTSIDE };
	enum status status = grouping_change_ask(explain->seating, moves, size,
	    &difference, NULL);

	assert(status == OK); /* they exist, and sit there */
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		costs[term] = -difference.costs[term];
}

static void
explain_costs(const struct grouping_explain *explain,
    struct grouping_explained_table *table)
{
	int32_t alone = explain->input->weights.alone;

	grouping_explain_costs(explain, table->group, table->costs);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		table->cost += table->costs[term];
	if (alone > 0)
		table->alone = (uint32_t)(table->costs[GROUPING_TERM_ALONE] / alone);
}

void
grouping_explain_table(const struct grouping_explain *explain, uint32_t group,
    struct arena *arena, struct grouping_explained_table *ret_table)
{
	assert(group < explain->seating->tables_count);
	const struct grouping_seated *seated = &explain->seating->tables[group];
	struct grouping_explained_table table = { .group = group,
		.size = seated->size,
		.slot = seated->slot,
		.venue = seated->venue,
		.host = seated->host };
	struct grouping_repeat *repeats;

	explain_ways(explain, &table);
	explain_host(explain, &table);
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		if (explain->input->weights.attributes[a] > 0)
			table.spreads[a] = spread_of(explain, &table, a);
	count_pairs(explain, &table, NULL);
	repeats = ARENA_NEW(arena, struct grouping_repeat, table.repeats_count);
	count_pairs(explain, &table, repeats);
	if (table.repeats_count > 1)
		qsort(repeats, table.repeats_count, sizeof(*repeats), compare_repeats);
	table.repeats = repeats;
	explain_costs(explain, &table);
	*ret_table = table;
}
