#include "grouping_bound.h"

#include "grouping_bound_pairs.h"
#include "grouping_bound_place.h"
#include "grouping_bound_sites.h"
#include "grouping_bound_spread.h"

#define ALL_ATTRIBUTES ((1u << GROUPING_ATTRIBUTES) - 1)
#define COUNTS_MAX 64 /* numbers of tables beyond which a proof would take too long */

/* The venue nearest to them that has a table in one of their slots. */
static uint32_t
least_minutes(const struct grouping_bound_sites *sites, uint32_t person)
{
	const struct grouping_person *p = &sites->input->people[person];
	uint32_t least = p->travel_minutes_max;

	for (uint32_t i = sites->site_first[p->site]; i < sites->site_first[p->site + 1];
	     i++) {
		const struct grouping_bound_way *way = &sites->site_ways[i];

		if (way->minutes < least &&
		    (sites->venue_slots[way->other] & p->slots) != 0)
			least = way->minutes;
	}
	return least;
}

static int64_t
bound_travel(const struct grouping_bound_sites *sites)
{
	int64_t cost = 0;

	for (uint32_t i = 0; sites->is_complete && i < sites->people_count; i++)
		cost += (int64_t)sites->input->weights.travel *
		    least_minutes(sites, sites->people[i]) / 5;
	return cost;
}

/* Travel, wishes and attributes together. */
static int64_t
bound_together(const struct grouping_bound_sites *sites,
    const struct grouping_bound_spread *spread, struct arena *scratch)
{
	const struct grouping_bound_place *place = grouping_bound_place_new(sites,
	    scratch);
	int64_t units = place->bound +
	    grouping_bound_pairs_wishes_of(sites, place, scratch);
	int64_t whole = units / GROUPING_BOUND_UNIT;

	if (whole * GROUPING_BOUND_UNIT < units)
		whole++; /* costs are whole */
	return whole +
	    grouping_bound_spread_of(spread, ALL_ATTRIBUTES & ~place->attributes);
}

static void
bound_seated(const struct grouping_bound_sites *sites, struct grouping_plan *plan,
    struct arena *scratch)
{
	struct grouping_bound_spread *spread = grouping_bound_spread_new(sites, scratch);
	int64_t *bounds = plan->bounds;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		bounds[a] = grouping_bound_spread_of(spread, 1u << a);
	bounds[GROUPING_TERM_TRAVEL] = bound_travel(sites);
	bounds[GROUPING_TERM_MET] = grouping_bound_pairs_met(sites, scratch);
	bounds[GROUPING_TERM_WISH] = grouping_bound_pairs_wishes(sites);
	bounds[GROUPING_TERM_ALONE] = grouping_bound_pairs_alone(sites, scratch);

	int64_t apart = grouping_bound_spread_of(spread, ALL_ATTRIBUTES) +
	    bounds[GROUPING_TERM_TRAVEL] + bounds[GROUPING_TERM_WISH];
	int64_t together = sites->is_complete ? bound_together(sites, spread, scratch)
					      : apart;

	plan->bound = (together > apart ? together : apart) + bounds[GROUPING_TERM_MET] +
	    bounds[GROUPING_TERM_ALONE];
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

/* Frozen tables cost what they cost. */
static void
add_frozen(const struct grouping_input *input, struct grouping_plan *plan)
{
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		if (!grouping_bound_sites_is_frozen(input, &plan->groups[g]))
			continue;
		for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
			plan->bounds[term] += plan->groups[g].costs[term];
			plan->bound += plan->groups[g].costs[term];
		}
	}
}

/* Of the seated at so many tables, the rest as in the plan. */
static int64_t
bound_at(struct grouping_bound_sites *sites, const struct grouping_plan *plan,
    uint32_t groups)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_plan other = { .groups = plan->groups,
		.groups_count = plan->groups_count };
	uint32_t kept = sites->groups_count;

	sites->groups_count = groups;
	bound_seated(sites, &other, &scratch);
	sites->groups_count = kept;
	add_frozen(sites->input, &other);
	return other.bound + plan->costs[GROUPING_TERM_LEFT_OUT];
}

/* More tables come first: they are what costs less, if any do. */
static bool
is_least_of_all(struct grouping_bound_sites *sites, const struct grouping_plan *plan)
{
	const struct grouping_input *input = sites->input;
	uint32_t most = sites->people_count / input->size_min;
	uint32_t fewest = (sites->people_count + input->size_max - 1) / input->size_max;

	if (most - fewest >= COUNTS_MAX)
		return false;
	for (uint32_t groups = most; groups >= fewest && groups > 0; groups--)
		if (groups != sites->groups_count &&
		    bound_at(sites, plan, groups) < plan->cost)
			return false;
	return true;
}

void
grouping_bound_plan(const struct grouping_input *input, struct grouping_plan *plan,
    struct arena *scratch)
{
	struct grouping_bound_sites *sites = grouping_bound_sites_new(input, plan,
	    scratch);

	if (sites->groups_count > 0)
		bound_seated(sites, plan, scratch);
	add_frozen(input, plan);
	plan->bounds[GROUPING_TERM_LEFT_OUT] = plan->costs[GROUPING_TERM_LEFT_OUT];
	plan->bound += plan->bounds[GROUPING_TERM_LEFT_OUT];
	plan->gap_ppm = grouping_bound_gap(plan->cost, plan->bound);
	plan->is_proved = plan->cost == plan->bound && is_least_of_all(sites, plan);
}
