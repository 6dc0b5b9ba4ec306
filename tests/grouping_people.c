#include "grouping_people.h"

#include "dice.h"

#include <string.h>

#define SPECIALTIES 40

struct point {
	uint32_t x, y;
};

struct grouping_people
grouping_people_regions(uint32_t count, uint32_t regions)
{
	uint32_t here = count / regions, venues = here < 400 ? 4 : here / 100, side = 1;

	while (side * side < venues * 400)
		side++;
	return (struct grouping_people){ .count = count,
		.sites = 4 * venues * regions,
		.venues = venues * regions,
		.slots = 12,
		.regions = regions,
		.side_minutes = side,
		.travel_minutes_max = 45,
		.free_percent = 35,
		.host_percent = 25,
		.glued_percent = 1,
		.apart = count / 4,
		.managers = count / 4,
		.met = 3 * count,
		.wishes = count / 20,
		.tables = 3,
		.seats = 8,
		.size_min = 6,
		.size_max = 8,
		.effort = grouping_effort(count) };
}

struct grouping_people
grouping_people_usual(uint32_t count)
{
	return grouping_people_regions(count, 1);
}

struct grouping_people
grouping_people_plain(uint32_t count)
{
	struct grouping_people usual = grouping_people_usual(count);

	return (struct grouping_people){ .count = count,
		.sites = usual.sites,
		.venues = 1,
		.slots = 1,
		.side_minutes = 1,
		.travel_minutes_max = 45,
		.free_percent = 100,
		.host_percent = 100,
		.tables = count / 6 + 1,
		.seats = 8,
		.size_min = 6,
		.size_max = 8,
		.has_no_sections = true,
		.effort = usual.effort };
}

/* People of a region have numbers side by side, and so have its sites and venues. */
static uint32_t
region_of(const struct grouping_people *people, uint32_t person)
{
	uint32_t regions = people->regions > 1 ? people->regions : 1;

	return (uint32_t)((uint64_t)person * regions / people->count);
}

/* The first of those (people, sites, venues) that a region has its share of. */
static uint32_t
region_first(const struct grouping_people *people, uint32_t region, uint32_t count)
{
	uint64_t regions = people->regions > 1 ? people->regions : 1;

	return (uint32_t)((region * (uint64_t)count + regions - 1) / regions);
}

static bool
happens(struct dice *dice, uint32_t percent)
{
	return dice_below(dice, 100) < percent;
}

/* 1 to SPECIALTIES, the k-th with a share of 1/k. */
static uint32_t
zipf(struct dice *dice)
{
	uint32_t total = 0, at;

	for (uint32_t k = 1; k <= SPECIALTIES; k++)
		total += 100000 / k;
	at = dice_below(dice, total);
	for (uint32_t k = 1; k < SPECIALTIES; k++) {
		if (at < 100000 / k)
			return k;
		at -= 100000 / k;
	}
	return SPECIALTIES;
}

static void
make_person(const struct grouping_people *people, uint32_t region, struct dice *dice,
    struct grouping_person *person)
{
	uint32_t first = region_first(people, region, people->sites);

	person->codes[0] = zipf(dice);
	person->site = first +
	    dice_below(dice, region_first(people, region + 1, people->sites) - first);
	person->codes[1] = person->site + 1;
	person->codes[2] = dice_below(dice, 5); /* some unknown */
	person->codes[3] = 1 + dice_below(dice, 3);
	person->codes[4] = 1 + dice_below(dice, 2);
	for (uint32_t slot = 0; slot < people->slots; slot++)
		if (happens(dice, people->free_percent))
			person->slots |= UINT64_C(1) << slot;
	if (person->slots == 0 && people->free_percent > 0)
		person->slots = UINT64_C(1) << dice_below(dice, people->slots);
	if (!people->has_no_sections && happens(dice, 5))
		person->sections = 1u << dice_below(dice, 4);
	person->minds_alone = happens(dice, 80) ? person->sections : 0;
	person->times_left_out = happens(dice, 10) ? 1 : 0;
	person->may_host = happens(dice, people->host_percent);
	person->host_quota = 4;
	person->host_load = (uint16_t)dice_below(dice, 4);
	person->travel_minutes_max = (uint8_t)people->travel_minutes_max;
}

static struct grouping_person *
make_people(const struct grouping_people *people, struct dice *dice, struct arena *arena)
{
	struct grouping_person *made = ARENA_NEW(arena, struct grouping_person,
	    people->count);

	for (uint32_t i = 0; i < people->count; i++) {
		make_person(people, region_of(people, i), dice, &made[i]);
		if (i > 0 && happens(dice, people->glued_percent) &&
		    region_of(people, i) == region_of(people, i - 1)) {
			if (made[i - 1].glue == 0)
				made[i - 1].glue = i;
			made[i].glue = made[i - 1].glue;
			made[i].slots = made[i - 1].slots;
			made[i].site = made[i - 1].site;
		}
	}
	return made;
}

static uint32_t
apart(uint32_t a, uint32_t b)
{
	return a < b ? b - a : a - b;
}

static struct point
some_point(const struct grouping_people *people, struct dice *dice)
{
	uint32_t x = dice_below(dice, people->side_minutes);

	return (struct point){ x, dice_below(dice, people->side_minutes) };
}

static uint8_t
minutes_between(struct point a, struct point b)
{
	uint32_t way = apart(a.x, b.x) + apart(a.y, b.y);

	return way < GROUPING_NO_WAY ? (uint8_t)way : GROUPING_NO_WAY;
}

static uint8_t *
make_minutes(const struct grouping_people *people, struct dice *dice, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct point *venues = ARENA_NEW(&scratch, struct point, people->venues);
	size_t cells = (size_t)people->sites * people->venues;
	uint8_t *minutes = ARENA_NEW(arena, uint8_t, cells);
	uint32_t region = 0;

	for (uint32_t v = 0; v < people->venues; v++)
		venues[v] = some_point(people, dice);
	memset(minutes, GROUPING_NO_WAY, cells);
	for (uint32_t s = 0; s < people->sites; s++) {
		struct point site = some_point(people, dice);

		if (s == region_first(people, region + 1, people->sites))
			region++;
		for (uint32_t v = region_first(people, region, people->venues);
		     v < region_first(people, region + 1, people->venues); v++)
			minutes[(size_t)s * people->venues + v] = minutes_between(site,
			    venues[v]);
	}
	return minutes;
}

/* Two people of one region; false if it has only one. */
static bool
some_pair(const struct grouping_people *people, struct dice *dice,
    struct grouping_pair *pair)
{
	uint32_t a = dice_below(dice, people->count), region = region_of(people, a);
	uint32_t first = region_first(people, region, people->count);
	uint32_t count = region_first(people, region + 1, people->count) - first;

	if (count < 2)
		return false;
	pair->a = a;
	pair->b = first + dice_below(dice, count - 1);
	pair->b += pair->b >= a;
	return true;
}

static void
make_pairs(const struct grouping_people *people, struct dice *dice,
    struct grouping_input *input, struct arena *arena)
{
	uint32_t end[] = { people->apart, people->managers, people->met, people->wishes };
	size_t count = 0;
	struct grouping_pair *pairs;

	for (size_t i = 0; i < COUNT_OF(end); i++)
		count += end[i];
	pairs = ARENA_NEW(arena, struct grouping_pair, count);
	input->pairs = pairs;
	for (enum grouping_pair_kind kind = 0; kind < GROUPING_PAIR_KIND_COUNT; kind++) {
		for (uint32_t i = 0; i < end[kind]; i++) {
			struct grouping_pair *pair = &pairs[input->pairs_count];

			input->pairs_count += some_pair(people, dice, pair);
			pair->kind = kind;
			pair->cost = kind == GROUPING_MET ? 60 - 7 * (int32_t)(i % 4)
							  : 20 - 10 * (int32_t)(i % 5);
		}
	}
}

struct grouping_input *
grouping_people_make(const struct grouping_people *people, uint64_t seed,
    struct arena *arena)
{
	struct grouping_input *input = ARENA_NEW(arena, struct grouping_input, 1);
	size_t cells = (size_t)people->venues * people->slots;
	uint16_t *tables = ARENA_NEW(arena, uint16_t, cells);
	uint16_t *seats = ARENA_NEW(arena, uint16_t, people->venues);
	struct dice dice;

	dice_init(&dice, seed, 1000);
	for (size_t i = 0; i < cells; i++)
		tables[i] = (uint16_t)people->tables;
	for (uint32_t i = 0; i < people->venues; i++)
		seats[i] = (uint16_t)people->seats;
	*input = (struct grouping_input){ .people_count = people->count,
		.slots_count = people->slots,
		.venues_count = people->venues,
		.tables = tables,
		.table_seats = seats,
		.sites_count = people->sites,
		.size_min = people->size_min,
		.size_max = people->size_max,
		.weights = { .attributes = { 10, 6, 4, 4, 2 },
		    .travel = 1,
		    .alone = 15,
		    .left_out = 300 },
		.seed = seed,
		.effort = people->effort };
	input->people = make_people(people, &dice, arena);
	input->minutes = make_minutes(people, &dice, arena);
	make_pairs(people, &dice, input, arena);
	return input;
}
