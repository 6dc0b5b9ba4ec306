/* A Lagrangian bound. Give each person of site s a price p[s] to be seated. Whatever the
 * tables, the cost is the sum of all prices plus, for each table, what its members cost
 * above their prices; and no table at venue v is cheaper than the best choice of size_min
 * to size_max seats there, where the second person of a site costs more by the weight
 * of what they have in common, the third by twice as much. So the prices plus the
 * cheapest groups_count tables are a bound, for any prices; good prices are found by
 * walking along the subgradient: up for sites that the cheapest tables use too little.
 *
 * Prices are whole numbers in 1/GROUPING_BOUND_UNIT. Only the length of a step is a
 * double; it is rounded before it is added, so that every machine walks the same way. */
#include "grouping_bound_place.h"

#include <string.h>

#define WORK 4000000 /* ways looked at, in all steps */
#define STEPS_MIN 100
#define STEPS_MAX 2000
#define PATIENCE 3                  /* steps without progress, then they get shorter */
#define COST_MAX (INT64_C(1) << 36) /* beyond that sums could overflow */

struct table { /* the cheapest at a venue */
	int64_t cost;
	uint32_t venue;
};

struct walk {
	const struct grouping_bound_sites *sites;
	int64_t *weights; /* [site]: of what two of its people have in common */
	int64_t *prices, *best_prices;
	int64_t *surplus;   /* [site]: people less seats used */
	int64_t *direction; /* [site]: surplus times 16, with momentum */
	struct table *tables;
	uint32_t *used;      /* [venue * size_max + i]: sites of the cheapest table */
	uint8_t *used_count; /* [venue] */
	int64_t *worst;
	int64_t bound, best;
	double pace;
};

static bool
is_alike(const struct grouping_bound_sites *sites, uint32_t site, int attribute)
{
	const struct grouping_person *people = sites->input->people;

	for (uint32_t i = sites->first[site] + 1; i < sites->first[site + 1]; i++)
		if (people[sites->people[i]].codes[attribute] !=
		    people[sites->people[i - 1]].codes[attribute])
			return false;
	return true;
}

uint32_t
grouping_bound_place_attributes(const struct grouping_bound_sites *sites)
{
	uint32_t attributes = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		bool is_of_place = sites->input->weights.attributes[a] > 0;

		for (uint32_t s = 0; is_of_place && s < sites->input->sites_count; s++)
			is_of_place = is_alike(sites, s, a);
		attributes |= (uint32_t)is_of_place << a;
	}
	return attributes;
}

static uint32_t
people_of(const struct grouping_bound_sites *sites, uint32_t site)
{
	return sites->first[site + 1] - sites->first[site];
}

static int64_t
cost_of_way(const struct walk *walk, const struct grouping_bound_way *way)
{
	return (int64_t)walk->sites->input->weights.travel * way->minutes / 5 *
	    GROUPING_BOUND_UNIT;
}

/* Everybody pays the shortest way: with these prices the bound is that of travel
 * alone. */
static void
start_prices(struct walk *walk, uint32_t attributes)
{
	const struct grouping_bound_sites *sites = walk->sites;
	const struct grouping_input *input = sites->input;

	for (uint32_t s = 0; s < input->sites_count; s++) {
		int64_t least = INT64_MAX;

		if (people_of(sites, s) == 0)
			continue;
		for (uint32_t i = sites->site_first[s]; i < sites->site_first[s + 1];
		     i++) {
			int64_t cost = cost_of_way(walk, &sites->site_ways[i]);

			least = cost < least ? cost : least;
		}
		walk->prices[s] = least == INT64_MAX ? 0 : least;
		for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
			if ((attributes >> a & 1) != 0 &&
			    input->people[sites->people[sites->first[s]]].codes[a] != 0)
				walk->weights[s] += (int64_t)
							input->weights.attributes[a] *
				    GROUPING_BOUND_UNIT;
	}
}

struct seats {
	int64_t costs[GROUPING_SIZE_MAX]; /* ascending */
	uint32_t sites[GROUPING_SIZE_MAX];
	uint32_t count, most;
};

static bool
take_seat(struct seats *seats, int64_t cost, uint32_t site)
{
	uint32_t at;

	if (seats->count < seats->most)
		at = seats->count++;
	else if (cost < seats->costs[seats->most - 1])
		at = seats->most - 1;
	else
		return false;
	for (; at > 0 && seats->costs[at - 1] > cost; at--) {
		seats->costs[at] = seats->costs[at - 1];
		seats->sites[at] = seats->sites[at - 1];
	}
	seats->costs[at] = cost;
	seats->sites[at] = site;
	return true;
}

static void
take_site(const struct walk *walk, struct seats *seats,
    const struct grouping_bound_way *way)
{
	uint32_t people = people_of(walk->sites, way->other);
	int64_t cost = cost_of_way(walk, way) - walk->prices[way->other];

	for (uint32_t i = 0; i < people && take_seat(seats, cost, way->other); i++)
		cost += walk->weights[way->other];
}

/* Without enough people for a table its cost is none: INT64_MAX. */
static void
find_table(struct walk *walk, uint32_t venue)
{
	const struct grouping_bound_sites *sites = walk->sites;
	const struct grouping_input *input = sites->input;
	uint32_t most = input->table_seats[venue];
	struct seats seats = { .most = most < input->size_max ? most : input->size_max };
	struct table *table = &walk->tables[venue];
	int64_t sum = 0;

	*table = (struct table){ INT64_MAX, venue };
	walk->used_count[venue] = 0;
	if (sites->venue_slots[venue] == 0)
		return;
	for (uint32_t i = sites->venue_first[venue]; i < sites->venue_first[venue + 1];
	     i++)
		take_site(walk, &seats, &sites->venue_ways[i]);
	for (uint32_t i = 0; i < seats.count; i++) {
		sum += seats.costs[i];
		if (i + 1 < input->size_min || sum >= table->cost)
			continue;
		table->cost = sum;
		walk->used_count[venue] = (uint8_t)(i + 1);
	}
	walk->worst[venue] = seats.count > 0 ? seats.costs[seats.count - 1] : 0;
	memcpy(&walk->used[(size_t)venue * input->size_max], seats.sites,
	    walk->used_count[venue] * sizeof(*seats.sites));
}

static int
compare_tables(const void *left, const void *right)
{
	const struct table *a = left, *b = right;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return a->venue < b->venue ? -1 : a->venue > b->venue;
}

static void
use_tables(struct walk *walk, uint32_t venue, int64_t count)
{
	const uint32_t *used = &walk->used[(size_t)venue * walk->sites->input->size_max];

	for (uint32_t i = 0; i < walk->used_count[venue]; i++)
		walk->surplus[used[i]] -= count;
}

/* The bound at these prices, or false: there are fewer tables than the plan has. */
static bool
look(struct walk *walk)
{
	const struct grouping_bound_sites *sites = walk->sites;
	const struct grouping_input *input = sites->input;
	int64_t left = sites->groups_count;

	walk->bound = 0;
	for (uint32_t s = 0; s < input->sites_count; s++) {
		walk->surplus[s] = people_of(sites, s);
		walk->bound += walk->surplus[s] * walk->prices[s];
	}
	for (uint32_t venue = 0; venue < input->venues_count; venue++)
		find_table(walk, venue);
	qsort(walk->tables, input->venues_count, sizeof(*walk->tables), compare_tables);
	for (uint32_t i = 0; left > 0 && i < input->venues_count; i++) {
		uint32_t venue = walk->tables[i].venue;
		int64_t count = sites->venue_tables[venue];

		if (walk->tables[i].cost == INT64_MAX)
			return false;
		count = count < left ? count : left;
		left -= count;
		walk->bound += count * walk->tables[i].cost;
		use_tables(walk, venue, count);
	}
	return left == 0;
}

/* 0.85 of the last direction stays; a step is as long as its pace, of the bound. */
static bool
step(struct walk *walk)
{
	uint32_t count = walk->sites->input->sites_count;
	int64_t distance = walk->best / 16 + GROUPING_BOUND_UNIT;
	double square = 0;

	for (uint32_t s = 0; s < count; s++) {
		int64_t *direction = &walk->direction[s];

		*direction = walk->surplus[s] * 16 + *direction * 218 / 256;
		square += (double)(*direction * *direction);
	}
	if (square == 0)
		return false;
	double length = walk->pace * (double)distance * 16 / square;

	for (uint32_t s = 0; s < count; s++)
		walk->prices[s] += (int64_t)(length * (double)walk->direction[s]);
	return true;
}

static void
walk_on(struct walk *walk, uint32_t steps)
{
	size_t bytes = walk->sites->input->sites_count * sizeof(*walk->prices);
	uint32_t waited = 0;

	walk->best = INT64_MIN;
	walk->pace = 1;
	for (uint32_t i = 0; i < steps && look(walk); i++) {
		if (walk->bound > walk->best) {
			walk->best = walk->bound;
			memcpy(walk->best_prices, walk->prices, bytes);
			waited = 0;
		} else if (++waited == PATIENCE) {
			walk->pace *= 0.9;
			memcpy(walk->prices, walk->best_prices, bytes);
			waited = 0;
		}
		if (!step(walk))
			break;
	}
	memcpy(walk->prices, walk->best_prices, bytes);
	(void)look(walk); /* worst[] is to fit the prices; it worked before */
}

static bool
is_countable(const struct grouping_bound_sites *sites, uint32_t attributes)
{
	const struct grouping_weights *weights = &sites->input->weights;
	int64_t most = INT64_C(51) * weights->travel;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		if ((attributes >> a & 1) != 0)
			most += (int64_t)GROUPING_SIZE_MAX * weights->attributes[a];
	return most * sites->people_count <= COST_MAX;
}

struct grouping_bound_place *
grouping_bound_place_new(const struct grouping_bound_sites *sites, uint32_t attributes,
    struct arena *scratch)
{
	const struct grouping_input *input = sites->input;
	struct grouping_bound_place *place = ARENA_NEW(scratch,
	    struct grouping_bound_place, 1);
	uint64_t steps = WORK / ((uint64_t)sites->site_first[input->sites_count] + 1);
	struct walk walk = { .sites = sites,
		.weights = ARENA_NEW(scratch, int64_t, input->sites_count),
		.prices = ARENA_NEW(scratch, int64_t, input->sites_count),
		.best_prices = ARENA_NEW(scratch, int64_t, input->sites_count),
		.surplus = ARENA_NEW(scratch, int64_t, input->sites_count),
		.direction = ARENA_NEW(scratch, int64_t, input->sites_count),
		.tables = ARENA_NEW(scratch, struct table, input->venues_count),
		.used = ARENA_NEW(scratch, uint32_t,
		    (size_t)input->venues_count * input->size_max),
		.used_count = ARENA_NEW(scratch, uint8_t, input->venues_count),
		.worst = ARENA_NEW(scratch, int64_t, input->venues_count) };

	steps = steps < STEPS_MIN ? STEPS_MIN : steps;
	place->prices = walk.prices;
	place->worst = walk.worst;
	start_prices(&walk, attributes);
	if (is_countable(sites, attributes))
		walk_on(&walk, steps < STEPS_MAX ? (uint32_t)steps : STEPS_MAX);
	place->bound = walk.best > 0 ? walk.best : 0;
	return place;
}
