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
	uint32_t kinds;   /* two of each site */
	uint32_t *people; /* [kind] */
	int64_t *weights; /* [site]: of what two of the first kind have in common */
	int64_t *prices, *best_prices; /* [kind] */
	int64_t *surplus;              /* [kind]: people less seats used */
	int64_t *direction;            /* [kind]: surplus times 16, with momentum */
	struct table *tables;
	uint32_t *used;      /* [venue * size_max + i]: kinds at the cheapest table */
	uint8_t *used_count; /* [venue] */
	int64_t *worst;
	int64_t bound, best;
	double pace;
};

/* The code that most people of the site have, 0 if nothing is known of them. counts are 0
 * before and after. */
static uint32_t
usual_code(const struct grouping_bound_sites *sites, uint32_t site, int attribute,
    uint32_t *counts)
{
	const struct grouping_person *people = sites->input->people;
	uint32_t usual = 0, most = 0;

	for (uint32_t i = sites->first[site]; i < sites->first[site + 1]; i++) {
		uint32_t code = people[sites->people[i]].codes[attribute];

		if (code != 0 && ++counts[code] > most) {
			most = counts[code];
			usual = code;
		}
	}
	for (uint32_t i = sites->first[site]; i < sites->first[site + 1]; i++)
		counts[people[sites->people[i]].codes[attribute]] = 0;
	return usual;
}

/* Marks who does not have the usual code of their site; says how many do. */
static uint32_t
mark_others(const struct grouping_bound_sites *sites, int attribute, uint32_t *counts,
    bool *is_other)
{
	uint32_t same = 0;

	for (uint32_t s = 0; s < sites->input->sites_count; s++) {
		uint32_t usual = usual_code(sites, s, attribute, counts);

		for (uint32_t i = sites->first[s]; i < sites->first[s + 1]; i++) {
			uint32_t person = sites->people[i];
			uint32_t code = sites->input->people[person].codes[attribute];

			same += usual != 0 && code == usual;
			is_other[person] |= code != usual;
		}
	}
	return same;
}

/* An attribute is the place's when nine of ten share it with most of their site. */
static void
find_attributes(const struct grouping_bound_sites *sites, struct arena *scratch,
    struct grouping_bound_place *place)
{
	uint32_t *counts = ARENA_NEW(scratch, uint32_t, GROUPING_CODE_MAX + 1);
	bool *is_other = ARENA_NEW(scratch, bool, sites->input->people_count);

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		if (sites->input->weights.attributes[a] == 0)
			continue;
		memcpy(is_other, place->is_other, sites->input->people_count);
		uint64_t same = mark_others(sites, a, counts, is_other);

		if (same * 10 < (uint64_t)sites->people_count * 9)
			continue;
		memcpy(place->is_other, is_other, sites->input->people_count);
		place->attributes |= 1u << a;
	}
}

/* Both kinds of each site, and what two of the first kind have in common. */
static void
read_kinds(struct walk *walk, const struct grouping_bound_place *place, uint32_t *counts)
{
	const struct grouping_bound_sites *sites = walk->sites;
	const int32_t *weights = sites->input->weights.attributes;

	for (uint32_t i = 0; i < sites->people_count; i++) {
		uint32_t person = sites->people[i];

		walk->people[2 * sites->input->people[person].site +
		    place->is_other[person]]++;
	}
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		for (uint32_t s = 0;
		     (place->attributes >> a & 1) != 0 && s < sites->input->sites_count;
		     s++)
			if (usual_code(sites, s, a, counts) != 0)
				walk->weights[s] += (int64_t)weights[a] *
				    GROUPING_BOUND_UNIT;
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
start_prices(struct walk *walk)
{
	const struct grouping_bound_sites *sites = walk->sites;

	for (uint32_t s = 0; s < sites->input->sites_count; s++) {
		int64_t least = INT64_MAX;

		for (uint32_t i = sites->site_first[s]; i < sites->site_first[s + 1];
		     i++) {
			int64_t cost = cost_of_way(walk, &sites->site_ways[i]);

			least = cost < least ? cost : least;
		}
		if (least < INT64_MAX)
			walk->prices[2 * s] = walk->prices[2 * s + 1] = least;
	}
}

struct seats {
	int64_t costs[GROUPING_SIZE_MAX]; /* ascending */
	uint32_t kinds[GROUPING_SIZE_MAX];
	uint32_t count, most;
};

static bool
take_seat(struct seats *seats, int64_t cost, uint32_t kind)
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
		seats->kinds[at] = seats->kinds[at - 1];
	}
	seats->costs[at] = cost;
	seats->kinds[at] = kind;
	return true;
}

static void
take_site(const struct walk *walk, struct seats *seats,
    const struct grouping_bound_way *way)
{
	int64_t way_cost = cost_of_way(walk, way);

	for (uint32_t kind = 2 * way->other; kind <= 2 * way->other + 1; kind++) {
		int64_t cost = way_cost - walk->prices[kind];
		int64_t more = kind % 2 == 0 ? walk->weights[way->other] : 0;

		for (uint32_t i = 0;
		     i < walk->people[kind] && take_seat(seats, cost, kind); i++)
			cost += more;
	}
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
	memcpy(&walk->used[(size_t)venue * input->size_max], seats.kinds,
	    walk->used_count[venue] * sizeof(*seats.kinds));
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
	for (uint32_t kind = 0; kind < walk->kinds; kind++) {
		walk->surplus[kind] = walk->people[kind];
		walk->bound += walk->surplus[kind] * walk->prices[kind];
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
	uint32_t count = walk->kinds;
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
	size_t bytes = walk->kinds * sizeof(*walk->prices);
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
grouping_bound_place_new(const struct grouping_bound_sites *sites, struct arena *scratch)
{
	const struct grouping_input *input = sites->input;
	struct grouping_bound_place *place = ARENA_NEW(scratch,
	    struct grouping_bound_place, 1);
	uint64_t steps = WORK / ((uint64_t)sites->site_first[input->sites_count] + 1);
	size_t kinds = 2 * (size_t)input->sites_count;
	struct walk walk = { .sites = sites,
		.kinds = 2 * input->sites_count,
		.people = ARENA_NEW(scratch, uint32_t, kinds),
		.weights = ARENA_NEW(scratch, int64_t, input->sites_count),
		.prices = ARENA_NEW(scratch, int64_t, kinds),
		.best_prices = ARENA_NEW(scratch, int64_t, kinds),
		.surplus = ARENA_NEW(scratch, int64_t, kinds),
		.direction = ARENA_NEW(scratch, int64_t, kinds),
		.tables = ARENA_NEW(scratch, struct table, input->venues_count),
		.used = ARENA_NEW(scratch, uint32_t,
		    (size_t)input->venues_count * input->size_max),
		.used_count = ARENA_NEW(scratch, uint8_t, input->venues_count),
		.worst = ARENA_NEW(scratch, int64_t, input->venues_count) };

	steps = steps < STEPS_MIN ? STEPS_MIN : steps;
	place->prices = walk.prices;
	place->worst = walk.worst;
	place->is_other = ARENA_NEW(scratch, bool, input->people_count);
	find_attributes(sites, scratch, place);
	read_kinds(&walk, place, ARENA_NEW(scratch, uint32_t, GROUPING_CODE_MAX + 1));
	start_prices(&walk);
	if (is_countable(sites, place->attributes))
		walk_on(&walk, steps < STEPS_MAX ? (uint32_t)steps : STEPS_MAX);
	place->bound = walk.best > 0 ? walk.best : 0;
	return place;
}
