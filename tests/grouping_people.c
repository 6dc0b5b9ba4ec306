#include "grouping_people.h"

#include "dice.h"

#define SPECIALTIES 40

struct point {
	uint32_t x, y;
};

struct grouping_people
grouping_people_usual(uint32_t count)
{
	uint32_t venues = count < 400 ? 4 : count / 100, side = 1;

	while (side * side < venues * 400)
		side++;
	return (struct grouping_people){ .count = count,
		.sites = 4 * venues,
		.venues = venues,
		.slots = 12,
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
make_person(const struct grouping_people *people, struct dice *dice,
    struct grouping_person *person)
{
	person->codes[0] = zipf(dice);
	person->site = dice_below(dice, people->sites);
	person->codes[1] = person->site + 1;
	person->codes[2] = dice_below(dice, 5); /* some unknown */
	person->codes[3] = 1 + dice_below(dice, 3);
	person->codes[4] = 1 + dice_below(dice, 2);
	for (uint32_t slot = 0; slot < people->slots; slot++)
		if (happens(dice, people->free_percent))
			person->slots |= UINT64_C(1) << slot;
	if (person->slots == 0 && people->free_percent > 0)
		person->slots = UINT64_C(1) << dice_below(dice, people->slots);
	if (happens(dice, 5))
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
		make_person(people, dice, &made[i]);
		if (i > 0 && happens(dice, people->glued_percent)) {
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

static uint8_t *
make_minutes(const struct grouping_people *people, struct dice *dice, struct arena *arena)
{
	struct point *venues = ARENA_NEW(arena, struct point, people->venues);
	uint8_t *minutes = ARENA_NEW(arena, uint8_t,
	    (size_t)people->sites * people->venues);

	for (uint32_t v = 0; v < people->venues; v++)
		venues[v] = (struct point){ dice_below(dice, people->side_minutes),
			dice_below(dice, people->side_minutes) };
	for (uint32_t s = 0; s < people->sites; s++) {
		struct point site = { dice_below(dice, people->side_minutes),
			dice_below(dice, people->side_minutes) };

		for (uint32_t v = 0; v < people->venues; v++) {
			uint32_t way = apart(site.x, venues[v].x) +
			    apart(site.y, venues[v].y);

			minutes[(size_t)s * people->venues + v] = way < GROUPING_NO_WAY
			    ? (uint8_t)way
			    : GROUPING_NO_WAY;
		}
	}
	return minutes;
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
		for (uint32_t i = 0; i < end[kind] && people->count > 1; i++) {
			uint32_t a = dice_below(dice, people->count);
			uint32_t b = dice_below(dice, people->count - 1);

			pairs[input->pairs_count++] = (struct grouping_pair){ a,
				b + (b >= a), kind,
				kind == GROUPING_MET ? 60 - 7 * (int32_t)(i % 4)
						     : 20 - 10 * (int32_t)(i % 5) };
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
