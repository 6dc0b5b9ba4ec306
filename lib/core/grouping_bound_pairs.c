#include "grouping_bound_pairs.h"

#include <string.h>

#define ALONE_LOOKS_MAX 1000000 /* whoever is not looked at by then costs nothing */

static bool
is_wish(const struct grouping_bound_sites *sites, const struct grouping_pair *pair)
{
	return pair->kind == GROUPING_WISH && pair->cost < 0 &&
	    sites->is_seated[pair->a] && sites->is_seated[pair->b];
}

int64_t
grouping_bound_pairs_wishes(const struct grouping_bound_sites *sites)
{
	int64_t cost = 0;

	for (size_t i = 0; i < sites->input->pairs_count; i++) {
		const struct grouping_pair *pair = &sites->input->pairs[i];

		if (is_wish(sites, pair) &&
		    grouping_bound_sites_share(sites, pair->a, pair->b))
			cost += pair->cost;
	}
	return cost;
}

/* What a person's seat at the venue costs above the dearest one that the bound counted
 * for its table: each of their wishes may claim one part of that. */
static int64_t
detour(const struct grouping_bound_sites *sites, const struct grouping_bound_place *place,
    uint32_t person, uint32_t venue, uint32_t parts)
{
	int64_t minutes = grouping_bound_sites_minutes(sites, person, venue);
	int64_t cost = sites->input->weights.travel * minutes / 5 * GROUPING_BOUND_UNIT;
	int64_t above = cost - grouping_bound_place_price(place, sites->input, person) -
	    place->worst[venue];

	return above > 0 ? above / parts : 0;
}

/* The least that the wish can cost: at the venue that suits both best. */
static int64_t
least_of_wish(const struct grouping_bound_sites *sites,
    const struct grouping_bound_place *place, const struct grouping_pair *pair,
    const uint32_t *parts)
{
	const struct grouping_person *people = sites->input->people;
	uint64_t slots = people[pair->a].slots & people[pair->b].slots;
	uint32_t site = people[pair->a].site;
	int64_t least = 0;

	for (uint32_t i = sites->site_first[site]; i < sites->site_first[site + 1]; i++) {
		uint32_t venue = sites->site_ways[i].other;
		int64_t cost = (int64_t)pair->cost * GROUPING_BOUND_UNIT;

		if ((sites->venue_slots[venue] & slots) == 0 ||
		    grouping_bound_sites_minutes(sites, pair->a, venue) ==
			GROUPING_NO_WAY ||
		    grouping_bound_sites_minutes(sites, pair->b, venue) ==
			GROUPING_NO_WAY)
			continue;
		cost += detour(sites, place, pair->a, venue, parts[pair->a]);
		cost += detour(sites, place, pair->b, venue, parts[pair->b]);
		least = cost < least ? cost : least;
	}
	return least;
}

int64_t
grouping_bound_pairs_wishes_of(const struct grouping_bound_sites *sites,
    const struct grouping_bound_place *place, struct arena *scratch)
{
	const struct grouping_input *input = sites->input;
	uint32_t *parts = ARENA_NEW(scratch, uint32_t, input->people_count);
	int64_t cost = 0;

	for (size_t i = 0; i < input->pairs_count; i++) {
		parts[input->pairs[i].a] += is_wish(sites, &input->pairs[i]);
		parts[input->pairs[i].b] += is_wish(sites, &input->pairs[i]);
	}
	for (size_t i = 0; i < input->pairs_count; i++)
		if (is_wish(sites, &input->pairs[i]))
			cost += least_of_wish(sites, place, &input->pairs[i], parts);
	return cost;
}

/* What pairs say of each person, person by person. */
struct tie {
	uint32_t other;
	bool is_forbidden;
	int32_t cost;
};

struct ties {
	uint32_t *first; /* [person]: into items; one more at the end */
	struct tie *items;
};

static bool
is_tie(const struct grouping_pair *pair)
{
	return pair->kind != GROUPING_WISH &&
	    (pair->kind != GROUPING_MET || pair->cost > 0);
}

static struct ties
read_ties(const struct grouping_input *input, struct arena *scratch)
{
	struct ties ties = { .first = ARENA_NEW(scratch, uint32_t,
				 (size_t)input->people_count + 2),
		.items = ARENA_NEW(scratch, struct tie, 2 * input->pairs_count + 1) };
	uint32_t *at = ties.first + 1;

	for (size_t i = 0; i < input->pairs_count; i++) {
		at[input->pairs[i].a + 1] += is_tie(&input->pairs[i]);
		at[input->pairs[i].b + 1] += is_tie(&input->pairs[i]);
	}
	for (uint32_t i = 0; i < input->people_count; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];
		bool is_forbidden = pair->kind <= GROUPING_MANAGER;

		if (!is_tie(pair))
			continue;
		ties.items[at[pair->a]++] = (struct tie){ pair->b, is_forbidden,
			pair->cost };
		ties.items[at[pair->b]++] = (struct tie){ pair->a, is_forbidden,
			pair->cost };
	}
	return ties;
}

/* The cheapest `missing` of the people met before, whom they could meet again. A
 * pair that met twice counts at the cheaper one: less than it is. */
static int64_t
cheapest_met(const struct grouping_bound_sites *sites, const struct ties *ties,
    uint32_t person, uint32_t missing)
{
	int32_t costs[GROUPING_SIZE_MAX];
	uint32_t count = 0;
	int64_t sum = 0;

	for (uint32_t i = ties->first[person]; i < ties->first[person + 1]; i++) {
		const struct tie *tie = &ties->items[i];
		uint32_t at = count;

		if (tie->is_forbidden || !sites->is_seated[tie->other] ||
		    !grouping_bound_sites_share(sites, person, tie->other))
			continue;
		if (count < missing)
			count++;
		else if (tie->cost >= costs[--at])
			continue;
		for (; at > 0 && costs[at - 1] > tie->cost; at--)
			costs[at] = costs[at - 1];
		costs[at] = tie->cost;
	}
	for (uint32_t i = 0; i < count; i++)
		sum += costs[i];
	return sum;
}

/* marks[other] == person + 1: not a stranger. */
static int64_t
met_by(const struct grouping_bound_sites *sites, const struct ties *ties, uint32_t person,
    uint32_t *marks)
{
	uint32_t missing = sites->input->size_min - 1;

	marks[person] = person + 1;
	for (uint32_t i = ties->first[person]; i < ties->first[person + 1]; i++)
		marks[ties->items[i].other] = person + 1;
	for (uint32_t i = 0; missing > 0 && i < sites->people_count; i++) {
		uint32_t other = sites->people[i];

		if (marks[other] != person + 1 &&
		    grouping_bound_sites_share(sites, person, other))
			missing--;
	}
	return missing == 0 ? 0 : cheapest_met(sites, ties, person, missing);
}

int64_t
grouping_bound_pairs_met(const struct grouping_bound_sites *sites, struct arena *scratch)
{
	int64_t cost = 0;

	if (sites->people_count > GROUPING_BOUND_MET_MAX)
		return 0;
	struct ties ties = read_ties(sites->input, scratch);
	uint32_t *marks = ARENA_NEW(scratch, uint32_t, sites->input->people_count);

	for (uint32_t i = 0; i < sites->people_count; i++)
		if (ties.first[sites->people[i]] < ties.first[sites->people[i] + 1])
			cost += met_by(sites, &ties, sites->people[i], marks);
	return (cost + 1) / 2; /* each pair was counted by both, and costs are whole */
}

static bool
has_company(const struct grouping_bound_sites *sites, const uint32_t *bearers,
    uint32_t count, uint32_t person, uint64_t *looks)
{
	for (uint32_t i = 0; i < count; i++)
		if (bearers[i] != person &&
		    (++*looks > ALONE_LOOKS_MAX ||
			grouping_bound_sites_share(sites, person, bearers[i])))
			return true;
	return false;
}

int64_t
grouping_bound_pairs_alone(const struct grouping_bound_sites *sites,
    struct arena *scratch)
{
	const struct grouping_person *people = sites->input->people;
	uint32_t *bearers = ARENA_NEW(scratch, uint32_t, sites->people_count);
	uint64_t all = 0, looks = 0;
	int64_t alone = 0;

	for (uint32_t i = 0; i < sites->people_count; i++)
		all |= people[sites->people[i]].minds_alone;
	for (; all != 0 && sites->input->weights.alone > 0; all &= all - 1) {
		uint64_t section = all & -all;
		uint32_t count = 0;

		for (uint32_t i = 0; i < sites->people_count; i++)
			if ((people[sites->people[i]].sections & section) != 0)
				bearers[count++] = sites->people[i];
		for (uint32_t i = 0; i < count; i++)
			alone += (people[bearers[i]].minds_alone & section) != 0 &&
			    !has_company(sites, bearers, count, bearers[i], &looks);
	}
	return alone * sites->input->weights.alone;
}
