#include "grouping_seats.h"

#include "grouping_people.h"

#include <check.h>

static struct grouping_people
random_people(struct dice *dice)
{
	uint32_t count = 4 + dice_below(dice, GROUPING_SEATS_PEOPLE_MAX - 3);
	uint32_t lo = 2 + dice_below(dice, 6);

	return (struct grouping_people){ .count = count,
		.sites = 1 + dice_below(dice, 8),
		.venues = 1 + dice_below(dice, 4),
		.slots = 1 + dice_below(dice, 4),
		.side_minutes = 1 + dice_below(dice, 60),
		.travel_minutes_max = 30 + dice_below(dice, 60),
		.free_percent = 50 + dice_below(dice, 51),
		.host_percent = 20 + dice_below(dice, 81),
		.glued_percent = dice_below(dice, 3) * 10,
		.apart = dice_below(dice, count),
		.managers = dice_below(dice, count),
		.met = dice_below(dice, 4 * count),
		.wishes = dice_below(dice, 2 * count),
		.tables = 1 + dice_below(dice, 4),
		.seats = 12,
		.size_min = lo,
		.size_max = lo + dice_below(dice, 4),
		.effort = 1000 };
}

struct grouping_seating *
grouping_seats_make(const struct grouping_input *input, struct arena *arena)
{
	struct grouping_seating *seating = NULL;
	struct grouping_plan plan;
	struct err err;

	ck_assert_int_eq(grouping_form(input, NULL, arena, &plan, &err), OK);
	ck_assert_msg(grouping_seating_new(input, &plan, arena, &seating, &err) == OK,
	    "%s", err.text);
	return seating;
}

struct grouping_seating *
grouping_seats_random(uint64_t seed, struct arena *arena)
{
	struct dice dice;

	dice_init(&dice, seed, 5);
	struct grouping_people people = random_people(&dice);

	return grouping_seats_make(grouping_people_make(&people, seed, arena), arena);
}

static uint32_t
random_place(const struct grouping_seating *seating, struct dice *dice)
{
	uint32_t place = dice_below(dice, seating->tables_count + 2);

	return place < seating->tables_count ? place : UINT32_MAX - place % 2;
}

uint32_t
grouping_seats_moves(const struct grouping_seating *seating, struct dice *dice,
    struct grouping_move moves[GROUPING_SEATS_MOVES_MAX])
{
	uint32_t count = 0, wanted = 1 + dice_below(dice, GROUPING_SEATS_MOVES_MAX);

	for (uint32_t tries = 0; count < wanted && tries < 100; tries++) {
		struct grouping_move move = {
			dice_below(dice, seating->input->people_count),
			random_place(seating, dice),
		};
		bool is_new = seating->place[move.person] != move.to;

		for (uint32_t i = 0; i < count; i++)
			is_new &= moves[i].person != move.person;
		if (is_new)
			moves[count++] = move;
	}
	return count;
}
