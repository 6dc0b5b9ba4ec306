#include "grouping_circle.h"

#include <assert.h>

static void
init(struct grouping_circle *circle, const struct grouping_seating *seating,
    uint32_t table)
{
	circle->seating = seating;
	circle->table = table;
	circle->count = circle->hosts = 0;
	circle->once = circle->twice = circle->minding = 0;
}

void
grouping_circle_init(struct grouping_circle *circle,
    const struct grouping_seating *seating, uint32_t table, uint32_t except)
{
	const uint32_t *people = grouping_seating_people(seating, table);

	init(circle, seating, table);
	for (uint32_t i = 0; i < seating->tables[table].size; i++)
		if (people[i] != except)
			grouping_circle_add(circle, people[i]);
}

void
grouping_circle_without(const struct grouping_circle *circle, uint32_t person,
    struct grouping_circle *ret_circle)
{
	init(ret_circle, circle->seating, circle->table);
	for (uint32_t i = 0; i < circle->count; i++)
		if (circle->people[i] != person)
			grouping_circle_add(ret_circle, circle->people[i]);
}

void
grouping_circle_add(struct grouping_circle *circle, uint32_t person)
{
	const struct grouping_person *p = &circle->seating->input->people[person];

	assert(circle->count < GROUPING_SIZE_MAX);
	circle->people[circle->count++] = person;
	circle->hosts += grouping_seating_leads(circle->seating, person);
	circle->twice |= circle->once & p->sections;
	circle->once |= p->sections;
	circle->minding |= p->minds_alone;
}

bool
grouping_circle_fits(const struct grouping_circle *circle, uint32_t person)
{
	const struct grouping_seating *seating = circle->seating;
	const struct grouping_person *p = &seating->input->people[person];
	const struct grouping_seated *table = &seating->tables[circle->table];

	return circle->count < table->seats && (p->slots >> table->slot & 1) != 0 &&
	    grouping_seating_minutes(seating, person, table->venue) <=
	    p->travel_minutes_max;
}

/* Without branches, so that the compiler compares all eight at once: half of the time
 * that a chain takes is spent here. */
static int64_t
cost_of_attributes(const struct grouping_circle *circle, uint32_t person)
{
	const struct grouping_input *input = circle->seating->input;
	const uint32_t *own = input->people[person].codes;
	int32_t worth[GROUPING_ATTRIBUTES], cost[GROUPING_ATTRIBUTES] = { 0 };
	int64_t sum = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		worth[a] = own[a] != 0 ? input->weights.attributes[a] : 0;
	for (uint32_t i = 0; i < circle->count; i++) {
		const uint32_t *codes = input->people[circle->people[i]].codes;

		for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
			cost[a] += own[a] == codes[a] ? worth[a] : 0;
	}
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		sum += cost[a];
	return sum;
}

static bool
is_in(const struct grouping_circle *circle, uint32_t person)
{
	for (uint32_t i = 0; i < circle->count; i++)
		if (circle->people[i] == person)
			return true;
	return false;
}

static bool
add_ties(const struct grouping_circle *circle, uint32_t person, int64_t *cost)
{
	const struct grouping_seating *seating = circle->seating;

	for (uint32_t i = seating->tie_first[person]; i < seating->tie_first[person + 1];
	     i++) {
		const struct grouping_tie *tie = &seating->ties[i];

		if (!is_in(circle, tie->other))
			continue;
		if (tie->kind < GROUPING_MET)
			return false;
		*cost += tie->cost;
	}
	return true;
}

bool
grouping_circle_cost(const struct grouping_circle *circle, uint32_t person,
    int64_t *ret_cost)
{
	const struct grouping_seating *seating = circle->seating;
	const struct grouping_weights *weights = &seating->input->weights;
	const struct grouping_person *p = &seating->input->people[person];
	int64_t minutes = grouping_seating_minutes(seating, person,
	    seating->tables[circle->table].venue);
	int64_t cost = cost_of_attributes(circle, person) + weights->travel * minutes / 5;

	if (!add_ties(circle, person, &cost))
		return false;
	int64_t alone = grouping_seating_alone(circle->once | p->sections,
	    circle->twice | (circle->once & p->sections),
	    circle->minding | p->minds_alone);

	alone -= grouping_seating_alone(circle->once, circle->twice, circle->minding);
	cost += weights->alone * alone;
	*ret_cost = cost;
	return true;
}
