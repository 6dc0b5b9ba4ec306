#include "grouping_parts.h"

#include <assert.h>
#include <string.h>

struct sorted { /* things by part: items[first[part]] .. items[first[part + 1]] */
	uint32_t *first, *items;
};

struct grouping_parts {
	const struct grouping_input *input;
	uint32_t count;
	uint32_t *site_part, *venue_part;
	struct sorted people, sites, venues, pairs, fixed;
	uint32_t *site_at, *venue_at, *person_at; /* place within its part */
};

/* Sites, then venues; each points to one of its region, the root to itself. */
static uint32_t
root_of(uint32_t *parent, uint32_t node)
{
	while (parent[node] != node) {
		parent[node] = parent[parent[node]];
		node = parent[node];
	}
	return node;
}

static void
unite(uint32_t *parent, uint32_t a, uint32_t b)
{
	uint32_t x = root_of(parent, a), y = root_of(parent, b);

	parent[x > y ? x : y] = x < y ? x : y;
}

static void
unite_ways(const struct grouping_input *input, uint32_t *parent)
{
	CLEANUP(free_ptr)
	uint8_t *longest = alloc_zero(input->sites_count, sizeof(*longest));

	for (uint32_t i = 0; i < input->people_count; i++) {
		const struct grouping_person *person = &input->people[i];

		if (longest[person->site] < person->travel_minutes_max)
			longest[person->site] = person->travel_minutes_max;
	}
	for (uint32_t site = 0; site < input->sites_count; site++) {
		const uint8_t
		    *minutes = &input->minutes[(size_t)site * input->venues_count];

		for (uint32_t venue = 0; venue < input->venues_count; venue++)
			if (minutes[venue] <= longest[site])
				unite(parent, site, input->sites_count + venue);
	}
}

struct glued {
	uint32_t glue, site;
};

static int
compare_glued(const void *left, const void *right)
{
	const struct glued *a = left, *b = right;

	return a->glue < b->glue ? -1 : a->glue > b->glue;
}

/* Glued people, and those who were at one table. */
static void
unite_company(const struct grouping_input *input, uint32_t *parent)
{
	const struct grouping_person *people = input->people;
	CLEANUP(free_ptr)
	struct glued *glued = alloc_zero(input->people_count, sizeof(*glued));
	uint32_t count = 0;

	for (uint32_t i = 0; i < input->people_count; i++)
		if (people[i].glue != 0)
			glued[count++] = (struct glued){ people[i].glue, people[i].site };
	qsort(glued, count, sizeof(*glued), compare_glued);
	for (uint32_t i = 1; i < count; i++)
		if (glued[i].glue == glued[i - 1].glue)
			unite(parent, glued[i].site, glued[i - 1].site);
	for (uint32_t k = 0; k < input->fixed_count; k++) {
		const struct grouping_fixed *fixed = &input->fixed[k];
		uint32_t site = people[fixed->members[0]].site;

		for (uint32_t i = 1; i < fixed->size; i++)
			unite(parent, site, people[fixed->members[i]].site);
		if (fixed->venue != GROUPING_NONE)
			unite(parent, site, input->sites_count + fixed->venue);
	}
}

/* Numbers the regions that somebody lives in. Venues that nobody reaches and sites that
 * reach none are in the first one. */
static void
number_parts(struct grouping_parts *parts, uint32_t *parent, struct arena *arena)
{
	const struct grouping_input *input = parts->input;
	uint32_t sites = input->sites_count, nodes = sites + input->venues_count;
	CLEANUP(free_ptr) uint32_t *part = alloc_zero(nodes, sizeof(*part));

	parts->site_part = ARENA_NEW(arena, uint32_t, sites);
	parts->venue_part = ARENA_NEW(arena, uint32_t, input->venues_count);
	for (uint32_t node = sites; node < nodes; node++) {
		uint32_t root = root_of(parent, node);

		if (root < sites && part[root] == 0)
			part[root] = ++parts->count;
		parts->venue_part[node - sites] = part[root] > 0 ? part[root] - 1 : 0;
	}
	for (uint32_t site = 0; site < sites; site++) {
		uint32_t root = root_of(parent, site);

		parts->site_part[site] = part[root] > 0 ? part[root] - 1 : 0;
	}
	if (parts->count == 0)
		parts->count = 1;
}

typedef uint32_t part_fn(const struct grouping_parts *parts, uint32_t item);

static uint32_t
part_of_site(const struct grouping_parts *parts, uint32_t site)
{
	return parts->site_part[site];
}

static uint32_t
part_of_venue(const struct grouping_parts *parts, uint32_t venue)
{
	return parts->venue_part[venue];
}

static uint32_t
part_of_person(const struct grouping_parts *parts, uint32_t person)
{
	return parts->site_part[parts->input->people[person].site];
}

static uint32_t
part_of_fixed(const struct grouping_parts *parts, uint32_t k)
{
	return part_of_person(parts, parts->input->fixed[k].members[0]);
}

/* Pairs between two regions never meet: they are sorted away, behind the last part. */
static uint32_t
part_of_pair(const struct grouping_parts *parts, uint32_t i)
{
	uint32_t part = part_of_person(parts, parts->input->pairs[i].a);

	return part == part_of_person(parts, parts->input->pairs[i].b) ? part
								       : parts->count;
}

/* Keeps the order within each part. at: the place of each item there, or NULL. */
static struct sorted
sort_by_part(const struct grouping_parts *parts, uint32_t count, part_fn *part_of,
    uint32_t *at, struct arena *arena)
{
	struct sorted sorted = {
		.first = ARENA_NEW(arena, uint32_t, (size_t)parts->count + 3),
		.items = ARENA_NEW(arena, uint32_t, count),
	};
	uint32_t *next = &sorted.first[1];

	for (uint32_t i = 0; i < count; i++)
		next[part_of(parts, i) + 1]++;
	for (uint32_t part = 0; part <= parts->count; part++)
		next[part + 1] += next[part];
	for (uint32_t i = 0; i < count; i++)
		sorted.items[next[part_of(parts, i)]++] = i;
	for (uint32_t part = 0; at != NULL && part < parts->count; part++)
		for (uint32_t i = sorted.first[part]; i < sorted.first[part + 1]; i++)
			at[sorted.items[i]] = i - sorted.first[part];
	return sorted;
}

struct grouping_parts *
grouping_parts_new(const struct grouping_input *input, struct arena *arena)
{
	struct grouping_parts *parts = ARENA_NEW(arena, struct grouping_parts, 1);
	uint32_t nodes = input->sites_count + input->venues_count;
	CLEANUP(free_ptr) uint32_t *parent = alloc_zero(nodes, sizeof(*parent));

	parts->input = input;
	for (uint32_t node = 0; node < nodes; node++)
		parent[node] = node;
	unite_ways(input, parent);
	unite_company(input, parent);
	number_parts(parts, parent, arena);
	if (parts->count == 1)
		return parts;
	parts->site_at = ARENA_NEW(arena, uint32_t, input->sites_count);
	parts->venue_at = ARENA_NEW(arena, uint32_t, input->venues_count);
	parts->person_at = ARENA_NEW(arena, uint32_t, input->people_count);
	parts->sites = sort_by_part(parts, input->sites_count, part_of_site,
	    parts->site_at, arena);
	parts->venues = sort_by_part(parts, input->venues_count, part_of_venue,
	    parts->venue_at, arena);
	parts->people = sort_by_part(parts, input->people_count, part_of_person,
	    parts->person_at, arena);
	parts->pairs = sort_by_part(parts, (uint32_t)input->pairs_count, part_of_pair,
	    NULL, arena);
	parts->fixed = sort_by_part(parts, input->fixed_count, part_of_fixed, NULL,
	    arena);
	return parts;
}

uint32_t
grouping_parts_count(const struct grouping_parts *parts)
{
	return parts->count;
}

static uint32_t
count_of(const struct sorted *sorted, uint32_t part)
{
	return sorted->first[part + 1] - sorted->first[part];
}

static const uint32_t *
items_of(const struct sorted *sorted, uint32_t part)
{
	return &sorted->items[sorted->first[part]];
}

static void
copy_people(const struct grouping_parts *parts, uint32_t part, struct arena *arena,
    struct grouping_input *input)
{
	const uint32_t *from = items_of(&parts->people, part);
	struct grouping_person *people;

	input->people_count = count_of(&parts->people, part);
	people = ARENA_NEW(arena, struct grouping_person, input->people_count);
	for (uint32_t i = 0; i < input->people_count; i++) {
		people[i] = parts->input->people[from[i]];
		people[i].site = parts->site_at[people[i].site];
	}
	input->people = people;
}

static void
copy_pairs(const struct grouping_parts *parts, uint32_t part, struct arena *arena,
    struct grouping_input *input)
{
	const uint32_t *from = items_of(&parts->pairs, part);
	struct grouping_pair *pairs;

	input->pairs_count = count_of(&parts->pairs, part);
	pairs = ARENA_NEW(arena, struct grouping_pair, input->pairs_count);
	for (uint32_t i = 0; i < input->pairs_count; i++) {
		pairs[i] = parts->input->pairs[from[i]];
		pairs[i].a = parts->person_at[pairs[i].a];
		pairs[i].b = parts->person_at[pairs[i].b];
	}
	input->pairs = pairs;
}

static void
copy_places(const struct grouping_parts *parts, uint32_t part, struct arena *arena,
    struct grouping_input *input)
{
	const struct grouping_input *whole = parts->input;
	const uint32_t *venues = items_of(&parts->venues, part);
	const uint32_t *sites = items_of(&parts->sites, part);
	uint32_t slots = whole->slots_count, count = count_of(&parts->venues, part);
	uint16_t *tables = ARENA_NEW(arena, uint16_t, (size_t)count * slots);
	uint16_t *seats = ARENA_NEW(arena, uint16_t, count);
	uint8_t *minutes;

	input->venues_count = count;
	input->sites_count = count_of(&parts->sites, part);
	minutes = ARENA_NEW(arena, uint8_t, (size_t)input->sites_count * count);
	for (uint32_t v = 0; v < count; v++) {
		memcpy(&tables[(size_t)v * slots],
		    &whole->tables[(size_t)venues[v] * slots], slots * sizeof(*tables));
		seats[v] = whole->table_seats[venues[v]];
		for (uint32_t s = 0; s < input->sites_count; s++)
			minutes[(size_t)s * count + v] =
			    whole->minutes[(size_t)sites[s] * whole->venues_count +
				venues[v]];
	}
	input->tables = tables;
	input->table_seats = seats;
	input->minutes = minutes;
}

static void
copy_fixed(const struct grouping_parts *parts, uint32_t part, struct arena *arena,
    struct grouping_input *input)
{
	const uint32_t *from = items_of(&parts->fixed, part);
	struct grouping_fixed *fixed;

	input->fixed_count = count_of(&parts->fixed, part);
	fixed = ARENA_NEW(arena, struct grouping_fixed, input->fixed_count);
	for (uint32_t k = 0; k < input->fixed_count; k++) {
		uint32_t *members;

		fixed[k] = parts->input->fixed[from[k]];
		members = ARENA_NEW(arena, uint32_t, fixed[k].size);
		for (uint32_t i = 0; i < fixed[k].size; i++)
			members[i] = parts->person_at[fixed[k].members[i]];
		fixed[k].members = members;
		if (fixed[k].venue != GROUPING_NONE)
			fixed[k].venue = parts->venue_at[fixed[k].venue];
	}
	input->fixed = fixed;
}

struct grouping_input
grouping_parts_input(const struct grouping_parts *parts, uint32_t part, uint64_t effort,
    struct arena *arena)
{
	struct grouping_input input = *parts->input;
	uint64_t before, people = input.people_count;

	assert(part < parts->count);
	input.effort = effort;
	if (parts->count == 1)
		return input;
	copy_people(parts, part, arena, &input);
	copy_pairs(parts, part, arena, &input);
	copy_places(parts, part, arena, &input);
	copy_fixed(parts, part, arena, &input);
	before = parts->people.first[part];
	input.effort = effort / people * input.people_count +
	    effort % people * (before + input.people_count) / people -
	    effort % people * before / people;
	return input;
}

/* Within a part the order of people is that of the whole: ascending stays ascending. */
void
grouping_parts_translate(const struct grouping_parts *parts, uint32_t part,
    struct grouping_plan *plan)
{
	struct grouping_group *groups = (struct grouping_group *)(uintptr_t)plan->groups;
	struct grouping_left *left = (struct grouping_left *)(uintptr_t)plan->left;

	if (parts->count == 1)
		return;
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		uint32_t *members = (uint32_t *)(uintptr_t)groups[g].members;

		for (uint32_t i = 0; i < groups[g].size; i++)
			members[i] = items_of(&parts->people, part)[members[i]];
		groups[g].venue = items_of(&parts->venues, part)[groups[g].venue];
		if (groups[g].fixed != GROUPING_NONE)
			groups[g].fixed = items_of(&parts->fixed, part)[groups[g].fixed];
		if (groups[g].host != GROUPING_NONE)
			groups[g].host = items_of(&parts->people, part)[groups[g].host];
	}
	for (uint32_t i = 0; i < plan->left_count; i++)
		left[i].person = items_of(&parts->people, part)[left[i].person];
}

static int
compare_groups(const void *left, const void *right)
{
	const struct grouping_group *a = left, *b = right;

	return a->members[0] < b->members[0] ? -1 : a->members[0] > b->members[0];
}

static int
compare_left(const void *left, const void *right)
{
	const struct grouping_left *a = left, *b = right;

	return a->person < b->person ? -1 : a->person > b->person;
}

static void
add_plan(struct grouping_plan *whole, const struct grouping_plan *plan,
    struct grouping_group *groups, struct grouping_left *left, struct arena *arena)
{
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		struct grouping_group *group = &groups[whole->groups_count + g];
		uint32_t *members = ARENA_NEW(arena, uint32_t, plan->groups[g].size);

		*group = plan->groups[g];
		memcpy(members, plan->groups[g].members, group->size * sizeof(*members));
		group->members = members;
	}
	if (plan->left_count > 0)
		memcpy(&left[whole->left_count], plan->left,
		    plan->left_count * sizeof(*left));
	whole->groups_count += plan->groups_count;
	whole->left_count += plan->left_count;
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		whole->costs[term] += plan->costs[term];
	whole->cost += plan->cost;
	whole->violations += plan->violations;
	whole->moves += plan->moves;
	whole->truncated |= plan->truncated;
}

struct grouping_plan
grouping_parts_join(const struct grouping_parts *parts, const struct grouping_plan *plans,
    struct arena *arena)
{
	struct grouping_plan whole = { .seed = parts->input->seed,
		.effort = parts->input->effort };
	uint32_t groups_count = 0, left_count = 0;

	for (uint32_t part = 0; part < parts->count; part++) {
		groups_count += plans[part].groups_count;
		left_count += plans[part].left_count;
	}
	struct grouping_group *groups = ARENA_NEW(arena, struct grouping_group,
	    groups_count);
	struct grouping_left *left = ARENA_NEW(arena, struct grouping_left, left_count);

	for (uint32_t part = 0; part < parts->count; part++)
		add_plan(&whole, &plans[part], groups, left, arena);
	qsort(groups, groups_count, sizeof(*groups), compare_groups);
	qsort(left, left_count, sizeof(*left), compare_left);
	whole.groups = groups;
	whole.left = left;
	return whole;
}
