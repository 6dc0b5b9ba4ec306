#include "grouping_relax_part.h"

#include <string.h>

#define TABLES_MAX 24
#define VENUES_MAX 64
#define OTHER_SLOT 60 /* minutes that an evening which was not offered is worth */

struct choice {
	uint32_t worth; /* less is nearer */
	uint32_t index;
};

struct builder {
	const struct grouping_input *whole;
	const struct grouping_plan *plan;
	struct grouping_relax_part *part;
	struct arena *arena;
	uint32_t *people;                         /* [person of the part]: of the whole */
	uint32_t *person_at, *site_at, *venue_at; /* of the whole: of the part, or NONE */
	uint32_t *venues, *sites;                 /* of the part: of the whole */
	bool *is_inside;                          /* [group] */
};

static uint32_t *
numbers_new(struct arena *arena, uint32_t count)
{
	uint32_t *numbers = ARENA_NEW(arena, uint32_t, (size_t)count + 1);

	memset(numbers, 0xff, count * sizeof(*numbers)); /* GROUPING_NONE */
	return numbers;
}

static void
add_person(struct builder *builder, uint32_t person)
{
	struct grouping_input *input = &builder->part->input;
	uint32_t site = builder->whole->people[person].site;

	if (builder->person_at[person] != GROUPING_NONE)
		return;
	if (builder->site_at[site] == GROUPING_NONE) {
		builder->sites[input->sites_count] = site;
		builder->site_at[site] = input->sites_count++;
	}
	builder->people[input->people_count] = person;
	builder->person_at[person] = input->people_count;
	builder->part->people[input->people_count] = builder->whole->people[person];
	builder->part->people[input->people_count++].site = builder->site_at[site];
}

static int
compare_choices(const void *left, const void *right)
{
	const struct choice *a = left, *b = right;

	if (a->worth != b->worth)
		return a->worth < b->worth ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static uint32_t
minutes_to(const struct builder *builder, uint32_t person, uint32_t venue)
{
	const struct grouping_input *whole = builder->whole;

	return whole
	    ->minutes[(size_t)whole->people[person].site * whole->venues_count + venue];
}

/* How far the place is from the nearest of those asked about. */
static uint32_t
distance(const struct builder *builder, uint32_t venue, uint64_t slots)
{
	uint32_t least = UINT32_MAX;

	for (uint32_t i = 0; i < builder->part->asked; i++) {
		uint32_t person = builder->people[i];
		uint32_t minutes = minutes_to(builder, person, venue);

		if ((builder->whole->people[person].slots & slots) == 0)
			minutes += OTHER_SLOT;
		least = minutes < least ? minutes : least;
	}
	return least;
}

static bool
is_frozen(const struct builder *builder, const struct grouping_group *group)
{
	return group->fixed < builder->whole->fixed_count &&
	    builder->whole->fixed[group->fixed].is_frozen;
}

static void
add_tables(struct builder *builder)
{
	const struct grouping_plan *plan = builder->plan;
	struct choice *choices = ARENA_NEW(builder->arena, struct choice,
	    (size_t)plan->groups_count + 1);
	uint32_t count = 0;

	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];

		if (is_frozen(builder, group))
			continue;
		choices[count++] = (struct choice){
			distance(builder, group->venue, UINT64_C(1) << group->slot), g
		};
	}
	qsort(choices, count, sizeof(*choices), compare_choices);
	for (uint32_t i = 0; i < count && i < TABLES_MAX; i++) {
		const struct grouping_group *group = &plan->groups[choices[i].index];

		builder->is_inside[choices[i].index] = true;
		for (uint32_t j = 0; j < group->size; j++)
			add_person(builder, group->members[j]);
	}
}

static void
add_venue(struct builder *builder, uint32_t venue)
{
	struct grouping_input *input = &builder->part->input;

	if (builder->venue_at[venue] != GROUPING_NONE)
		return;
	builder->venues[input->venues_count] = venue;
	builder->venue_at[venue] = input->venues_count++;
}

/* Those of the tables, then the nearest. */
static void
add_venues(struct builder *builder)
{
	const struct grouping_input *whole = builder->whole;
	struct choice *choices = ARENA_NEW(builder->arena, struct choice,
	    (size_t)whole->venues_count + 1);

	for (uint32_t g = 0; g < builder->plan->groups_count; g++)
		if (builder->is_inside[g])
			add_venue(builder, builder->plan->groups[g].venue);
	for (uint32_t venue = 0; venue < whole->venues_count; venue++)
		choices[venue] = (struct choice){ distance(builder, venue, UINT64_MAX),
			venue };
	qsort(choices, whole->venues_count, sizeof(*choices), compare_choices);
	for (uint32_t i = 0;
	     i < whole->venues_count && builder->part->input.venues_count < VENUES_MAX;
	     i++)
		add_venue(builder, choices[i].index);
}

static void
read_venues(struct builder *builder)
{
	const struct grouping_input *whole = builder->whole;
	struct grouping_relax_part *part = builder->part;
	uint32_t slots = whole->slots_count, venues = part->input.venues_count;
	uint8_t *minutes = ARENA_NEW(builder->arena, uint8_t,
	    (size_t)part->input.sites_count * venues);

	part->tables = ARENA_NEW(builder->arena, uint16_t, (size_t)venues * slots);
	part->table_seats = ARENA_NEW(builder->arena, uint16_t, venues);
	for (uint32_t v = 0; v < venues; v++) {
		memcpy(&part->tables[(size_t)v * slots],
		    &whole->tables[(size_t)builder->venues[v] * slots],
		    slots * sizeof(*part->tables));
		part->table_seats[v] = whole->table_seats[builder->venues[v]];
		for (uint32_t s = 0; s < part->input.sites_count; s++)
			minutes[(size_t)s * venues + v] =
			    whole->minutes[(size_t)builder->sites[s] *
				    whole->venues_count +
				builder->venues[v]];
	}
	for (uint32_t g = 0; g < builder->plan->groups_count; g++) {
		const struct grouping_group *group = &builder->plan->groups[g];
		uint32_t venue = builder->venue_at[group->venue];
		uint16_t *tables;

		if (builder->is_inside[g] || venue == GROUPING_NONE)
			continue;
		tables = &part->tables[(size_t)venue * slots + group->slot];
		*tables = (uint16_t)(*tables - (*tables > 0));
	}
	part->input.minutes = minutes;
}

static void
read_pairs(struct builder *builder)
{
	const struct grouping_input *whole = builder->whole;
	struct grouping_input *input = &builder->part->input;
	size_t count = 0;

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			builder->part->pairs = ARENA_NEW(builder->arena,
			    struct grouping_pair, count + 1);
		for (size_t i = 0; i < whole->pairs_count; i++) {
			struct grouping_pair pair = whole->pairs[i];

			pair.a = builder->person_at[pair.a];
			pair.b = builder->person_at[pair.b];
			if (pair.a == GROUPING_NONE || pair.b == GROUPING_NONE)
				continue;
			if (pass == 1)
				builder->part->pairs[input->pairs_count++] = pair;
			count++;
		}
	}
}

static void
point(struct grouping_relax_part *part)
{
	part->input.people = part->people;
	part->input.pairs = part->pairs;
	part->input.tables = part->tables;
	part->input.table_seats = part->table_seats;
}

struct grouping_relax_part *
grouping_relax_part_new(const struct grouping_input *input,
    const struct grouping_plan *plan, const uint32_t *people, uint32_t count,
    struct arena *arena)
{
	uint32_t most = count + TABLES_MAX * GROUPING_SIZE_MAX;
	uint32_t venues = VENUES_MAX + TABLES_MAX;
	struct grouping_relax_part *part = ARENA_NEW(arena, struct grouping_relax_part,
	    1);
	struct builder builder = { .whole = input,
		.plan = plan,
		.part = part,
		.arena = arena,
		.people = ARENA_NEW(arena, uint32_t, most),
		.person_at = numbers_new(arena, input->people_count),
		.site_at = numbers_new(arena, input->sites_count),
		.venue_at = numbers_new(arena, input->venues_count),
		.venues = ARENA_NEW(arena, uint32_t, venues),
		.sites = ARENA_NEW(arena, uint32_t, most),
		.is_inside = ARENA_NEW(arena, bool, (size_t)plan->groups_count + 1) };

	part->input = *input;
	part->input.people_count = part->input.sites_count = part->input.venues_count = 0;
	part->input.pairs_count = 0;
	part->input.fixed = NULL;
	part->input.fixed_count = 0;
	part->people = ARENA_NEW(arena, struct grouping_person, most);
	for (uint32_t i = 0; i < count; i++)
		add_person(&builder, people[i]);
	part->asked = part->input.people_count;
	add_tables(&builder);
	add_venues(&builder);
	read_venues(&builder);
	read_pairs(&builder);
	part->sites = builder.sites;
	point(part);
	return part;
}

static void *
copy_of(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_alloc(arena, count + 1, size);

	if (count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

struct grouping_relax_part *
grouping_relax_part_copy(const struct grouping_relax_part *part, struct arena *arena)
{
	const struct grouping_input *input = &part->input;
	struct grouping_relax_part *copy = copy_of(arena, part, 1, sizeof(*part));
	size_t cells = (size_t)input->venues_count * input->slots_count;

	copy->people = copy_of(arena, part->people, input->people_count,
	    sizeof(*copy->people));
	copy->pairs = copy_of(arena, part->pairs, input->pairs_count,
	    sizeof(*copy->pairs));
	copy->tables = copy_of(arena, part->tables, cells, sizeof(*copy->tables));
	copy->table_seats = copy_of(arena, part->table_seats, input->venues_count,
	    sizeof(*copy->table_seats));
	point(copy);
	return copy;
}
