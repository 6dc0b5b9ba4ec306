#include "grouping_bound.h"

#include <string.h>

/* The seated people of one code, spread as evenly as can be over the groups. */
static int64_t
fewest_pairs(int64_t people, int64_t groups)
{
	int64_t each = people / groups, more = people % groups;

	return more * (each + 1) * each / 2 + (groups - more) * each * (each - 1) / 2;
}

static int64_t
bound_attribute(const struct grouping_input *input, const struct grouping_plan *plan,
    int attribute, uint32_t *counts)
{
	int64_t pairs = 0;

	memset(counts, 0, (GROUPING_CODE_MAX + 1) * sizeof(*counts));
	for (uint32_t g = 0; g < plan->groups_count; g++)
		for (uint32_t i = 0; i < plan->groups[g].size; i++)
			counts[input->people[plan->groups[g].members[i]]
				   .codes[attribute]]++;
	for (uint32_t code = 1; code <= GROUPING_CODE_MAX; code++)
		pairs += fewest_pairs(counts[code], plan->groups_count);
	return pairs * input->weights.attributes[attribute];
}

static uint32_t
least_minutes(const struct grouping_input *input, const struct grouping_person *person,
    const uint64_t *venue_slots)
{
	const uint8_t
	    *minutes = &input->minutes[(size_t)person->site * input->venues_count];
	uint32_t least = person->travel_minutes_max;

	for (uint32_t venue = 0; venue < input->venues_count; venue++)
		if (minutes[venue] < least && (venue_slots[venue] & person->slots) != 0)
			least = minutes[venue];
	return least;
}

static int64_t
bound_travel(const struct grouping_input *input, const struct grouping_plan *plan,
    struct arena *scratch)
{
	uint64_t *venue_slots = ARENA_NEW(scratch, uint64_t, input->venues_count);
	int64_t cost = 0;

	for (uint32_t venue = 0; venue < input->venues_count; venue++)
		for (uint32_t slot = 0; slot < input->slots_count; slot++)
			if (input->tables[(size_t)venue * input->slots_count + slot] > 0)
				venue_slots[venue] |= UINT64_C(1) << slot;
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];

		if (group->fixed != GROUPING_NONE &&
		    input->fixed[group->fixed].is_frozen) {
			cost += group->costs[GROUPING_TERM_TRAVEL];
			continue;
		}
		for (uint32_t i = 0; i < group->size; i++)
			cost += (int64_t)input->weights.travel *
			    least_minutes(input, &input->people[group->members[i]],
				venue_slots) /
			    5;
	}
	return cost;
}

/* Every wish that takes something off comes true. */
static int64_t
bound_wishes(const struct grouping_input *input)
{
	int64_t cost = 0;

	for (size_t i = 0; i < input->pairs_count; i++)
		if (input->pairs[i].kind == GROUPING_WISH && input->pairs[i].cost < 0)
			cost += input->pairs[i].cost;
	return cost;
}

int64_t
grouping_bound_gap(int64_t cost, int64_t bound)
{
	int64_t most = INT64_MAX / 1000000, difference = cost - bound;

	if (difference <= 0)
		return 0;
	if (bound <= 0 || difference > most)
		return INT64_MAX;
	return difference * 1000000 / bound > 0 ? difference * 1000000 / bound : 1;
}

void
grouping_bound_plan(const struct grouping_input *input, struct grouping_plan *plan,
    struct arena *scratch)
{
	uint32_t *counts = ARENA_NEW(scratch, uint32_t, GROUPING_CODE_MAX + 1);

	if (plan->groups_count > 0) {
		for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
			if (input->weights.attributes[a] > 0)
				plan->bounds[a] = bound_attribute(input, plan, a, counts);
		plan->bounds[GROUPING_TERM_TRAVEL] = bound_travel(input, plan, scratch);
		plan->bounds[GROUPING_TERM_WISH] = bound_wishes(input);
	}
	plan->bounds[GROUPING_TERM_LEFT_OUT] = plan->costs[GROUPING_TERM_LEFT_OUT];
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		plan->bound += plan->bounds[term];
	plan->gap_ppm = grouping_bound_gap(plan->cost, plan->bound);
}
