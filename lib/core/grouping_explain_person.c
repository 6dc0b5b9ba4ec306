#include "grouping_explain_index.h"

#include <assert.h>

/* One person's look at all other tables. */
struct look {
	const struct grouping_explain *explain;
	struct grouping_explained_person *person;
	uint32_t closed[GROUPING_CLOSED_COUNT]; /* alone */
	bool has_apart;                         /* a confidential rule had a say */
};

static void
count_places(const struct look *look)
{
	const struct grouping_input *input = look->explain->input;
	const struct grouping_person *person = &input->people[look->person->person];
	uint64_t any = 0;

	for (uint32_t venue = 0; venue < input->venues_count; venue++) {
		uint32_t minutes = grouping_seating_minutes(look->explain->seating,
		    look->person->person, venue);

		for (uint32_t slot = 0; slot < input->slots_count; slot++)
			if (input->tables[(size_t)venue * input->slots_count + slot] > 0)
				any |= UINT64_C(1) << slot;
		look->person->venues += minutes <= person->travel_minutes_max;
	}
	look->person->slots = (uint32_t)__builtin_popcountll(any & person->slots);
}

static void
look_at_own(const struct look *look)
{
	const struct grouping_seating *seating = look->explain->seating;
	struct grouping_explained_person *person = look->person;
	const uint32_t *members;
	uint32_t hosts = 0;

	person->is_glued = seating->glue_next[person->person] != person->person;
	if (person->group == GROUPING_NONE)
		return;
	members = grouping_seating_people(seating, person->group);
	for (uint32_t i = 0; i < seating->tables[person->group].size; i++)
		hosts += grouping_seating_leads(seating, members[i]);
	person->is_last_host = hosts == 1 &&
	    grouping_seating_leads(seating, person->person);
	person->is_needed = seating->tables[person->group].size <=
	    look->explain->input->size_min;
	person->is_frozen = grouping_explain_is_frozen(look->explain, person->group);
}

static void
explain_cost(const struct look *look)
{
	const struct grouping_person *people = look->explain->input->people;
	struct grouping_explained_person *person = look->person;
	struct grouping_move move = { person->person, GROUPING_PLACE_OUTSIDE };
	struct grouping_difference difference;

	if (person->group == GROUPING_NONE) {
		person->costs[GROUPING_TERM_LEFT_OUT] = look->explain->input->weights
							    .left_out *
		    (INT64_C(1) + people[person->person].times_left_out);
		return;
	}
	if (grouping_change_ask(look->explain->seating, &move, 1, &difference, NULL) ==
	    OK)
		for (int term = 0; term < GROUPING_TERM_COUNT; term++)
			person->costs[term] = -difference.costs[term];
}

static void
keep_better(struct grouping_explained_move *best, uint32_t group, uint32_t swapped,
    const struct grouping_difference *difference)
{
	if (best->group != GROUPING_NONE && best->cost <= difference->cost)
		return;
	best->group = group;
	best->swapped = swapped;
	best->cost = difference->cost;
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		best->costs[term] = difference->costs[term];
}

/* Which rules keep the person from a free seat there; sizes are left to exchanges. */
static uint32_t
rules_of(const struct grouping_breaches *breaches, uint32_t own)
{
	uint32_t rules = 0;

	for (uint32_t i = 0; i < breaches->count; i++) {
		const struct grouping_breach *breach = &breaches->items[i];

		switch (breach->rule) {
		case GROUPING_BREACH_SLOT:
			rules |= 1u << GROUPING_CLOSED_SLOT;
			break;
		case GROUPING_BREACH_TRAVEL:
			rules |= 1u << GROUPING_CLOSED_TRAVEL;
			break;
		case GROUPING_BREACH_NO_HOST:
			if (breach->table == own)
				rules |= 1u << GROUPING_CLOSED_HOST;
			break;
		case GROUPING_BREACH_MANAGER:
			rules |= 1u << GROUPING_CLOSED_MANAGER;
			break;
		case GROUPING_BREACH_APART:
			rules |= 1u << GROUPING_CLOSED_APART;
			break;
		case GROUPING_BREACH_FROZEN: /* nobody there can change places */
			rules |= 1u << GROUPING_CLOSED_SIZE;
			break;
		case GROUPING_BREACH_TOO_FEW:
		case GROUPING_BREACH_TOO_MANY:
		case GROUPING_BREACH_GLUE:
		case GROUPING_BREACH_RULE_COUNT:
			break;
		}
	}
	return rules;
}

static bool
try_exchanges(const struct look *look, uint32_t group)
{
	const struct grouping_seating *seating = look->explain->seating;
	const uint32_t *members = grouping_seating_people(seating, group);
	struct grouping_difference difference;
	bool is_lawful = false;

	for (uint32_t i = 0; i < seating->tables[group].size; i++) {
		if (grouping_change_swap(seating, look->person->person, members[i],
			&difference, NULL) != OK ||
		    difference.breaches.count > 0)
			continue;
		is_lawful = true;
		keep_better(&look->person->best, group, members[i], &difference);
	}
	return is_lawful;
}

static void
count_closed(struct look *look, uint32_t rules)
{
	look->person->closed++;
	look->has_apart |= (rules >> GROUPING_CLOSED_APART & 1) != 0;
	if (rules == 0) /* there is only no seat */
		rules = 1u << GROUPING_CLOSED_SIZE;
	for (int rule = 0; rule < GROUPING_CLOSED_COUNT; rule++)
		look->closed[rule] += rules == 1u << rule;
}

/* Two rules at once need no closer look: most tables are far away and another evening. */
static bool
is_out_of_reach(const struct look *look, uint32_t group)
{
	const struct grouping_seating *seating = look->explain->seating;
	const struct grouping_seated *table = &seating->tables[group];
	uint32_t who = look->person->person;
	const struct grouping_person *person = &look->explain->input->people[who];

	return (person->slots >> table->slot & 1) == 0 &&
	    grouping_seating_minutes(seating, who, table->venue) >
	    person->travel_minutes_max;
}

static void
look_at_table(struct look *look, uint32_t group)
{
	struct grouping_explained_person *person = look->person;
	uint32_t far = 1u << GROUPING_CLOSED_SLOT | 1u << GROUPING_CLOSED_TRAVEL;
	struct grouping_move move = { person->person, group };
	struct grouping_difference difference;

	if (is_out_of_reach(look, group)) {
		count_closed(look, far);
		return;
	}
	if (grouping_change_ask(look->explain->seating, &move, 1, &difference, NULL) !=
	    OK)
		return;
	uint32_t rules = rules_of(&difference.breaches, person->group);
	bool is_lawful = difference.breaches.count == 0;

	if (is_lawful)
		keep_better(&person->best, group, GROUPING_NONE, &difference);
	if ((rules & far) == 0 && person->group != GROUPING_NONE)
		is_lawful |= try_exchanges(look, group);
	if (is_lawful) {
		person->lawful++;
		look->has_apart |= (rules >> GROUPING_CLOSED_APART & 1) != 0;
	} else
		count_closed(look, rules);
}

/* A multiple of five near the count; which one depends on the whole plan: whoever
 * compares the answers before and after an exchange learns nothing from a difference. */
static uint32_t
blur(const struct look *look, uint32_t count, uint32_t salt)
{
	const struct grouping_explain *explain = look->explain;
	uint64_t hash = look->person->person + ((uint64_t)salt << 32);

	for (uint32_t t = 0; t < explain->seating->tables_count; t++) {
		const struct grouping_seated *table = &explain->seating->tables[t];
		const uint32_t *members = grouping_seating_people(explain->seating, t);

		for (uint32_t i = 0; i < table->size; i++)
			hash = (hash ^ members[i] ^ ((uint64_t)t << 32)) *
			    UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 29;
	}
	return (count + (uint32_t)((hash >> 32) % 5)) / 5 * 5;
}

static void
write_counts(struct look *look)
{
	struct grouping_explained_person *person = look->person;

	for (uint32_t rule = 0; rule < GROUPING_CLOSED_COUNT; rule++)
		person->closed_alone[rule] = look->has_apart
		    ? blur(look, look->closed[rule], rule)
		    : look->closed[rule];
	if (!look->has_apart)
		return;
	person->lawful = person->best.group == GROUPING_NONE
	    ? 0
	    : blur(look, person->lawful, GROUPING_CLOSED_COUNT);
	person->closed = blur(look, person->closed, GROUPING_CLOSED_COUNT + 1);
}

void
grouping_explain_person(const struct grouping_explain *explain, uint32_t person,
    struct grouping_explained_person *ret_person)
{
	assert(person < explain->input->people_count);
	const struct grouping_seating *seating = explain->seating;
	uint32_t place = seating->place[person];
	bool is_seated = grouping_seating_is_table(seating, place);
	struct look look = { .explain = explain, .person = ret_person };

	*ret_person = (struct grouping_explained_person){ .person = person,
		.group = is_seated ? place : GROUPING_NONE,
		.best = { .group = GROUPING_NONE, .swapped = GROUPING_NONE } };
	if (place == GROUPING_PLACE_LEFT)
		ret_person->reason = explain->plan->left[explain->left_at[person]].reason;
	count_places(&look);
	look_at_own(&look);
	explain_cost(&look);
	if (ret_person->is_glued || ret_person->is_frozen)
		return;
	for (uint32_t group = 0; group < seating->tables_count; group++)
		if (group != place && !grouping_explain_is_frozen(explain, group))
			look_at_table(&look, group);
	write_counts(&look);
}
