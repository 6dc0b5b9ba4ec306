#include "grouping_bound_sites.h"

static void
count_group(struct grouping_bound_sites *sites, const struct grouping_group *group,
    uint32_t *at)
{
	const struct grouping_input *input = sites->input;

	for (uint32_t i = 0; i < group->size; i++) {
		const struct grouping_person *person = &input->people[group->members[i]];

		at[person->site + 1]++;
		sites->is_seated[group->members[i]] = true;
		sites->slots[person->site] |= person->slots;
		if (sites->limits[person->site] < person->travel_minutes_max)
			sites->limits[person->site] = person->travel_minutes_max;
	}
	sites->people_count += group->size;
	sites->groups_count++;
}

/* Seated people by site: counted, then placed. */
static void
read_people(struct grouping_bound_sites *sites, const struct grouping_plan *plan,
    struct arena *scratch)
{
	const struct grouping_input *input = sites->input;
	uint32_t *people = ARENA_NEW(scratch, uint32_t, input->people_count), *at;

	sites->first = ARENA_NEW(scratch, uint32_t, (size_t)input->sites_count + 2);
	sites->slots = ARENA_NEW(scratch, uint64_t, input->sites_count);
	sites->limits = ARENA_NEW(scratch, uint8_t, input->sites_count);
	sites->is_seated = ARENA_NEW(scratch, bool, input->people_count);
	at = sites->first + 1;
	for (uint32_t g = 0; g < plan->groups_count; g++)
		if (!grouping_bound_sites_is_frozen(input, &plan->groups[g]))
			count_group(sites, &plan->groups[g], at);
	for (uint32_t site = 0; site < input->sites_count; site++)
		at[site + 1] += at[site];
	for (uint32_t i = 0; i < input->people_count; i++)
		if (sites->is_seated[i])
			people[at[input->people[i].site]++] = i;
	sites->people = people;
}

static void
read_venues(struct grouping_bound_sites *sites, struct arena *scratch)
{
	const struct grouping_input *input = sites->input;

	sites->venue_slots = ARENA_NEW(scratch, uint64_t, input->venues_count);
	sites->venue_tables = ARENA_NEW(scratch, uint32_t, input->venues_count);
	for (uint32_t venue = 0; venue < input->venues_count; venue++) {
		if (input->table_seats[venue] < input->size_min)
			continue;
		for (uint32_t slot = 0; slot < input->slots_count; slot++) {
			size_t cell = (size_t)venue * input->slots_count + slot;

			sites->venue_tables[venue] += input->tables[cell];
			if (input->tables[cell] > 0)
				sites->venue_slots[venue] |= UINT64_C(1) << slot;
		}
	}
}

/* The ways of a site; counts only while site_ways is NULL. */
static uint32_t
read_site(const struct grouping_bound_sites *sites, uint32_t site, uint32_t end)
{
	const struct grouping_input *input = sites->input;
	const uint8_t *minutes = &input->minutes[(size_t)site * input->venues_count];

	if (sites->first[site] == sites->first[site + 1])
		return end;
	for (uint32_t venue = 0; venue < input->venues_count; venue++) {
		if (minutes[venue] > sites->limits[site] ||
		    (sites->venue_slots[venue] & sites->slots[site]) == 0)
			continue;
		if (sites->site_ways != NULL)
			sites->site_ways[end] = (struct grouping_bound_way){ venue,
				minutes[venue] };
		if (++end > GROUPING_BOUND_WAYS_MAX)
			break;
	}
	return end;
}

static void
turn_ways(struct grouping_bound_sites *sites, struct arena *scratch)
{
	uint32_t venues = sites->input->venues_count, count = sites->input->sites_count;
	uint32_t ways = sites->site_first[count], *at;

	sites->venue_first = ARENA_NEW(scratch, uint32_t, (size_t)venues + 2);
	sites->venue_ways = ARENA_NEW(scratch, struct grouping_bound_way,
	    (size_t)ways + 1);
	at = sites->venue_first + 1;
	for (uint32_t i = 0; i < ways; i++)
		at[sites->site_ways[i].other + 1]++;
	for (uint32_t venue = 0; venue < venues; venue++)
		at[venue + 1] += at[venue];
	for (uint32_t site = 0; site < count; site++)
		for (uint32_t i = sites->site_first[site];
		     i < sites->site_first[site + 1]; i++)
			sites->venue_ways[at[sites->site_ways[i].other]++] =
			    (struct grouping_bound_way){ site,
				    sites->site_ways[i].minutes };
}

static void
read_ways(struct grouping_bound_sites *sites, struct arena *scratch)
{
	uint32_t count = sites->input->sites_count, end = 0;

	sites->site_first = ARENA_NEW(scratch, uint32_t, (size_t)count + 1);
	for (uint32_t site = 0; site < count; site++) {
		end = sites->site_first[site + 1] = read_site(sites, site, end);
		if (end > GROUPING_BOUND_WAYS_MAX)
			return;
	}
	sites->site_ways = ARENA_NEW(scratch, struct grouping_bound_way, (size_t)end + 1);
	for (uint32_t site = 0; site < count; site++)
		(void)read_site(sites, site, sites->site_first[site]); /* known by now */
	turn_ways(sites, scratch);
	sites->is_complete = true;
}

struct grouping_bound_sites *
grouping_bound_sites_new(const struct grouping_input *input,
    const struct grouping_plan *plan, struct arena *scratch)
{
	struct grouping_bound_sites *sites = ARENA_NEW(scratch,
	    struct grouping_bound_sites, 1);

	sites->input = input;
	read_people(sites, plan, scratch);
	read_venues(sites, scratch);
	read_ways(sites, scratch);
	return sites;
}

bool
grouping_bound_sites_share(const struct grouping_bound_sites *sites, uint32_t a,
    uint32_t b)
{
	const struct grouping_person *people = sites->input->people;
	uint64_t slots = people[a].slots & people[b].slots;
	uint32_t site = people[a].site;

	if (!sites->is_complete || slots == 0)
		return slots != 0;
	for (uint32_t i = sites->site_first[site]; i < sites->site_first[site + 1]; i++) {
		const struct grouping_bound_way *way = &sites->site_ways[i];

		if (way->minutes <= people[a].travel_minutes_max &&
		    (sites->venue_slots[way->other] & slots) != 0 &&
		    grouping_bound_sites_minutes(sites, b, way->other) < GROUPING_NO_WAY)
			return true;
	}
	return false;
}
