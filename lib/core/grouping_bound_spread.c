/* People who have one code in common, spread evenly, make the fewest pairs; and the pairs
 * of a region are a convex function of its tables. So the best division of all tables
 * among the regions is found at one price of a table, where each region takes what is
 * cheapest for it: at any price the sum is a bound, at the right one it is the least. */
#include "grouping_bound_spread.h"

#include <string.h>

#define ENTRIES_MAX 400000 /* beyond: one region, so that it stays cheap */

struct entry { /* people of a region with one code; 1 makes no pair and is not here */
	uint32_t people;
	uint32_t attribute;
};

struct region {
	uint32_t first, end;           /* of entries */
	uint32_t people, people_first; /* in order */
	uint32_t groups_min, groups_max;
};

struct grouping_bound_spread {
	const struct grouping_bound_sites *sites;
	struct region *regions;
	uint32_t regions_count;
	struct entry *entries;
	uint32_t entries_count;
	uint32_t *order; /* people, region by region */
};

static uint32_t
root_of(uint32_t *parents, uint32_t i)
{
	while (parents[i] != i) {
		parents[i] = parents[parents[i]];
		i = parents[i];
	}
	return i;
}

/* Venues that share a site are of one region. Fills region_of per site. */
static uint32_t
divide(const struct grouping_bound_sites *sites, uint32_t *region_of,
    struct arena *scratch)
{
	const struct grouping_input *input = sites->input;
	uint32_t *parents = ARENA_NEW(scratch, uint32_t, input->venues_count);
	uint32_t *numbers = ARENA_NEW(scratch, uint32_t, input->venues_count);
	uint32_t count = 0;

	for (uint32_t v = 0; v < input->venues_count; v++)
		parents[v] = v;
	for (uint32_t s = 0; s < input->sites_count; s++)
		for (uint32_t i = sites->site_first[s] + 1; i < sites->site_first[s + 1];
		     i++)
			parents[root_of(parents, sites->site_ways[i].other)] =
			    root_of(parents, sites->site_ways[i - 1].other);
	for (uint32_t s = 0; s < input->sites_count; s++) {
		if (sites->first[s] == sites->first[s + 1])
			continue;
		if (sites->site_first[s] == sites->site_first[s + 1])
			return 0; /* seated, but nowhere: no division */
		uint32_t root = root_of(parents,
		    sites->site_ways[sites->site_first[s]].other);

		if (numbers[root] == 0)
			numbers[root] = ++count;
		region_of[s] = numbers[root] - 1;
	}
	return count;
}

/* Puts the people in order of their regions, and sets what the regions have of them. */
static void
order_people(struct grouping_bound_spread *spread, const uint32_t *region_of)
{
	const struct grouping_bound_sites *sites = spread->sites;
	const struct grouping_input *input = sites->input;
	uint32_t end = 0;

	for (uint32_t s = 0; s < input->sites_count; s++)
		spread->regions[region_of[s]].people += sites->first[s + 1] -
		    sites->first[s];
	for (uint32_t r = 0; r < spread->regions_count; r++) {
		struct region *region = &spread->regions[r];

		region->people_first = region->end = end;
		end += region->people;
		region->groups_min = (region->people + input->size_max - 1) /
		    input->size_max;
		region->groups_max = region->people / input->size_min;
	}
	for (uint32_t s = 0; s < input->sites_count; s++)
		for (uint32_t i = sites->first[s]; i < sites->first[s + 1]; i++)
			spread->order[spread->regions[region_of[s]].end++] =
			    sites->people[i];
}

/* Counts only while there is no memory for entries. */
static void
add_entries(struct grouping_bound_spread *spread, const struct region *region,
    int attribute, uint32_t *counts)
{
	const struct grouping_person *people = spread->sites->input->people;
	const uint32_t *order = &spread->order[region->people_first];

	for (uint32_t i = 0; i < region->people; i++)
		counts[people[order[i]].codes[attribute]]++;
	counts[0] = 0;
	for (uint32_t i = 0; i < region->people; i++) {
		uint32_t *count = &counts[people[order[i]].codes[attribute]];

		if (*count > 1) {
			if (spread->entries != NULL)
				spread->entries[spread->entries_count] = (struct entry){
					*count, (uint32_t)attribute
				};
			spread->entries_count++;
		}
		*count = 0;
	}
}

static void
read_entries(struct grouping_bound_spread *spread, uint32_t *counts)
{
	const struct grouping_weights *weights = &spread->sites->input->weights;

	spread->entries_count = 0;
	for (uint32_t r = 0; r < spread->regions_count; r++) {
		struct region *region = &spread->regions[r];

		region->first = spread->entries_count;
		for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
			if (weights->attributes[a] > 0)
				add_entries(spread, region, a, counts);
		region->end = spread->entries_count;
	}
}

static void
count_codes(struct grouping_bound_spread *spread, struct arena *scratch)
{
	uint32_t *counts = ARENA_NEW(scratch, uint32_t, GROUPING_CODE_MAX + 1);

	spread->entries = NULL;
	read_entries(spread, counts);
	spread->entries = ARENA_NEW(scratch, struct entry,
	    (size_t)spread->entries_count + 1);
	read_entries(spread, counts);
}

/* Each region could have its share of the tables. */
static bool
is_divisible(const struct grouping_bound_spread *spread)
{
	uint64_t least = 0, most = 0;

	for (uint32_t r = 0; r < spread->regions_count; r++) {
		const struct region *region = &spread->regions[r];

		if (region->groups_max < region->groups_min)
			return false;
		least += region->groups_min;
		most += region->groups_max;
	}
	return spread->regions_count > 0 && least <= spread->sites->groups_count &&
	    most >= spread->sites->groups_count;
}

/* One region of everybody: never wrong, only less sharp. */
static void
read_as_one(struct grouping_bound_spread *spread, struct arena *scratch)
{
	spread->regions_count = 1;
	spread->regions[0] = (struct region){ .people = spread->sites->people_count };
	memcpy(spread->order, spread->sites->people,
	    spread->sites->people_count * sizeof(*spread->order));
	count_codes(spread, scratch);
	spread->regions[0].groups_min = spread->sites->groups_count;
	spread->regions[0].groups_max = spread->sites->groups_count;
}

struct grouping_bound_spread *
grouping_bound_spread_new(const struct grouping_bound_sites *sites, struct arena *scratch)
{
	struct grouping_bound_spread *spread = ARENA_NEW(scratch,
	    struct grouping_bound_spread, 1);
	uint32_t *region_of = ARENA_NEW(scratch, uint32_t, sites->input->sites_count);

	spread->sites = sites;
	if (sites->is_complete)
		spread->regions_count = divide(sites, region_of, scratch);
	spread->regions = ARENA_NEW(scratch, struct region,
	    (size_t)spread->regions_count + 1);
	spread->order = ARENA_NEW(scratch, uint32_t, sites->people_count);
	if (spread->regions_count > 1) {
		order_people(spread, region_of);
		if (is_divisible(spread)) {
			count_codes(spread, scratch);
			if (spread->entries_count <= ENTRIES_MAX)
				return spread;
		}
	}
	read_as_one(spread, scratch);
	return spread;
}

static int64_t
fewest_pairs(int64_t people, int64_t groups)
{
	int64_t each = people / groups, more = people % groups;

	return more * (each + 1) * each / 2 + (groups - more) * each * (each - 1) / 2;
}

static int64_t
cost_of(const struct grouping_bound_spread *spread, const struct region *region,
    uint32_t attributes, uint32_t groups)
{
	const int32_t *weights = spread->sites->input->weights.attributes;
	int64_t cost = 0;

	for (uint32_t i = region->first; i < region->end; i++) {
		const struct entry *entry = &spread->entries[i];

		if ((attributes >> entry->attribute & 1) != 0)
			cost += weights[entry->attribute] *
			    fewest_pairs(entry->people, groups);
	}
	return cost;
}

/* Tables that are cheapest for the region when each costs price: convex, so halving finds
 * the first one after which another saves less than it costs. */
static uint32_t
choose_groups(const struct grouping_bound_spread *spread, const struct region *region,
    uint32_t attributes, int64_t price)
{
	uint32_t low = region->groups_min, high = region->groups_max;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int64_t saved = cost_of(spread, region, attributes, middle) -
		    cost_of(spread, region, attributes, middle + 1);

		if (saved <= price)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

struct offer {
	int64_t bound;
	uint64_t groups;
};

static struct offer
offer_at(const struct grouping_bound_spread *spread, uint32_t attributes, int64_t price)
{
	struct offer offer = { 0 };

	for (uint32_t r = 0; r < spread->regions_count; r++) {
		const struct region *region = &spread->regions[r];
		uint32_t groups = choose_groups(spread, region, attributes, price);

		offer.groups += groups;
		offer.bound += cost_of(spread, region, attributes, groups) +
		    price * groups;
	}
	offer.bound -= price * spread->sites->groups_count;
	return offer;
}

/* Convex: the first table more saves the most. */
static int64_t
highest_price(const struct grouping_bound_spread *spread, uint32_t attributes)
{
	int64_t highest = 0;

	for (uint32_t r = 0; r < spread->regions_count; r++) {
		const struct region *region = &spread->regions[r];
		uint32_t least = region->groups_min;
		int64_t saved = cost_of(spread, region, attributes, least) -
		    cost_of(spread, region, attributes, least + 1);

		highest = saved > highest ? saved : highest;
	}
	return highest;
}

int64_t
grouping_bound_spread_of(const struct grouping_bound_spread *spread, uint32_t attributes)
{
	uint32_t groups = spread->sites->groups_count;
	int64_t best, low = 0, high;

	if (spread->regions_count == 1)
		return cost_of(spread, &spread->regions[0], attributes, groups);
	high = highest_price(spread, attributes);
	best = offer_at(spread, attributes, 0).bound;
	while (low < high) { /* the first price at which no more tables are wanted */
		int64_t middle = low + (high - low) / 2;
		struct offer offer = offer_at(spread, attributes, middle);

		best = offer.bound > best ? offer.bound : best;
		if (offer.groups <= groups)
			high = middle;
		else
			low = middle + 1;
	}
	struct offer last = offer_at(spread, attributes, low);

	return last.bound > best ? last.bound : best;
}
