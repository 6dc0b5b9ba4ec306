#include "grouping_seats.h"

#include "grouping_check.h"
#include "grouping_people.h"

#include <check.h>
#include <string.h>

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

/* Everything from scratch, pair by pair; shares no code with what is tested. */
static void
add_pairs(const struct grouping_seating *seating, int64_t costs[GROUPING_TERM_COUNT])
{
	const struct grouping_input *input = seating->input;

	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];
		uint32_t place = seating->place[pair->a];

		if (place != seating->place[pair->b] || place >= GROUPING_PLACE_LEFT)
			continue;
		if (pair->kind == GROUPING_MET)
			costs[GROUPING_TERM_MET] += pair->cost;
		if (pair->kind == GROUPING_WISH)
			costs[GROUPING_TERM_WISH] += pair->cost;
	}
}

static uint32_t
count_lonely(const struct grouping_seating *seating, uint32_t person)
{
	const struct grouping_person *people = seating->input->people;
	uint64_t minds = people[person].minds_alone;
	uint32_t count = 0;

	for (uint32_t i = 0; i < seating->input->people_count; i++)
		if (i != person && seating->place[i] == seating->place[person])
			minds &= ~people[i].sections;
	for (int bit = 0; bit < 64; bit++)
		count += (uint32_t)(minds >> bit & 1);
	return count;
}

static int64_t
stay_of(const struct grouping_seating *seating, uint32_t person)
{
	const struct grouping_input *input = seating->input;
	uint32_t place = seating->place[person];

	for (uint32_t k = 0; k < input->fixed_count; k++)
		for (uint32_t i = 0; i < input->fixed[k].size; i++)
			if (input->fixed[k].members[i] == person)
				return input->fixed[k].is_frozen ||
					place == GROUPING_PLACE_OUTSIDE ||
					(place != GROUPING_PLACE_LEFT &&
					    seating->tables[place].fixed == k)
				    ? 0
				    : input->fixed[k].stay_cost;
	return 0;
}

static void
add_person(const struct grouping_seating *seating, uint32_t person,
    int64_t costs[GROUPING_TERM_COUNT])
{
	const struct grouping_input *input = seating->input;
	const struct grouping_person *p = &input->people[person];
	uint32_t place = seating->place[person];

	costs[GROUPING_TERM_STAY] += stay_of(seating, person);
	if (place == GROUPING_PLACE_LEFT)
		costs[GROUPING_TERM_LEFT_OUT] += input->weights.left_out *
		    (p->times_left_out + 1);
	if (place >= GROUPING_PLACE_LEFT)
		return;
	for (uint32_t j = 0; j < person; j++)
		for (int a = 0; seating->place[j] == place && a < GROUPING_ATTRIBUTES;
		     a++)
			if (p->codes[a] == input->people[j].codes[a] && p->codes[a] != 0)
				costs[a] += input->weights.attributes[a];
	uint32_t venue = seating->tables[place].venue;

	costs[GROUPING_TERM_TRAVEL] += input->weights.travel *
	    input->minutes[p->site * input->venues_count + venue] / 5;
	costs[GROUPING_TERM_ALONE] += (int64_t)input->weights.alone *
	    count_lonely(seating, person);
}

void
grouping_seats_costs(const struct grouping_seating *seating,
    int64_t costs[GROUPING_TERM_COUNT])
{
	memset(costs, 0, GROUPING_TERM_COUNT * sizeof(*costs));
	add_pairs(seating, costs);
	for (uint32_t i = 0; i < seating->input->people_count; i++)
		add_person(seating, i, costs);
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

/* Most of the tables of a plan, some of them published. */
static void
fix_tables(struct grouping_input *input, struct dice *dice, struct arena *arena)
{
	struct grouping_fixed *fixed;
	struct grouping_plan plan;

	ck_assert_int_eq(grouping_form(input, NULL, arena, &plan, NULL), OK);
	fixed = ARENA_NEW(arena, struct grouping_fixed, plan.groups_count);
	input->fixed = fixed;
	for (uint32_t g = 0; g < plan.groups_count; g++) {
		const struct grouping_group *group = &plan.groups[g];

		if (dice_below(dice, 4) > 0)
			fixed[input->fixed_count++] = (struct grouping_fixed){
				group->members, group->size, group->slot, group->venue,
				dice_below(dice, 3) == 0, (int32_t)dice_below(dice, 50)
			};
	}
}

struct grouping_seating *
grouping_seats_random(uint64_t seed, struct arena *arena)
{
	struct dice dice;

	dice_init(&dice, seed, 5);
	struct grouping_people people = random_people(&dice);
	struct grouping_input *input = grouping_people_make(&people, seed, arena);

	if (dice_below(&dice, 2) == 0)
		fix_tables(input, &dice, arena);
	return grouping_seats_make(input, arena);
}

static const struct grouping_pair seven_pairs[] = {
	{ 4, 0, GROUPING_APART, 0 },
	{ 6, 5, GROUPING_MANAGER, 0 },
	{ 6, 1, GROUPING_MET, 60 },
};
static const uint16_t seven_tables[] = { 2 }, seven_seats[] = { 4 };
static const uint8_t seven_minutes[] = { 10 };
static const struct grouping_group seven_groups[] = {
	{ .members = (const uint32_t[]){ 0, 1, 2 }, .size = 3, .host = 0 },
	{ .members = (const uint32_t[]){ 3, 4, 5 }, .size = 3, .host = 3 },
};
static const struct grouping_left seven_left = { .person = 6 };
static const struct grouping_plan seven_plan = {
	.groups = seven_groups,
	.groups_count = 2,
	.left = &seven_left,
	.left_count = 1,
};

struct grouping_seating *
grouping_seats_seven(struct arena *arena)
{
	struct grouping_person *people = ARENA_NEW(arena, struct grouping_person, 7);
	struct grouping_input *input = ARENA_NEW(arena, struct grouping_input, 1);
	struct grouping_seating *seating = NULL;

	for (uint32_t i = 0; i < 7; i++)
		people[i] = (struct grouping_person){ .codes = { i % 3 + 1 },
			.slots = 1,
			.host_quota = 1,
			.travel_minutes_max = 20,
			.may_host = i % 3 == 0 };
	*input = (struct grouping_input){ .people = people,
		.people_count = 7,
		.pairs = seven_pairs,
		.pairs_count = 3,
		.slots_count = 1,
		.venues_count = 1,
		.tables = seven_tables,
		.table_seats = seven_seats,
		.sites_count = 1,
		.minutes = seven_minutes,
		.size_min = 3,
		.size_max = 4,
		.weights = { .attributes = { 10 }, .left_out = 300 } };
	ck_assert_int_eq(grouping_seating_new(input, &seven_plan, arena, &seating, NULL),
	    OK);
	return seating;
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

/* What grouping_check_plan() asks of a group. */
static void
write_group(const struct grouping_seating *seating, uint32_t table,
    struct grouping_group *group)
{
	const struct grouping_input *input = seating->input;
	const struct grouping_seated *t = &seating->tables[table];
	struct grouping_seating alone = *seating;
	struct grouping_seated nobody = *t;

	nobody.host = GROUPING_NONE;
	alone.tables = &nobody;
	*group = (struct grouping_group){ .size = t->size,
		.members = grouping_seating_people(seating, table),
		.slot = t->slot,
		.venue = t->venue,
		.fixed = t->fixed,
		.host = grouping_seating_host(&alone, 0,
		    grouping_seating_people(seating, table), t->size),
		.slots_shared = UINT64_MAX };
	for (uint32_t i = 0; i < t->size; i++) {
		uint32_t person = group->members[i];
		uint32_t minutes = grouping_seating_minutes(seating, person, t->venue);

		group->slots_shared &= input->people[person].slots;
		group->hosts += grouping_seating_leads(seating, person);
		if (minutes > group->minutes_max)
			group->minutes_max = minutes;
		add_person(seating, person, group->costs);
	}
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if (seating->place[pair->a] != table || seating->place[pair->b] != table)
			continue;
		group->repeats += pair->kind == GROUPING_MET;
		if (pair->kind == GROUPING_MET)
			group->costs[GROUPING_TERM_MET] += pair->cost;
		if (pair->kind == GROUPING_WISH)
			group->costs[GROUPING_TERM_WISH] += pair->cost;
	}
}

/* Whoever is outside counts as left out: a plan knows nobody else. */
static void
write_left(const struct grouping_seating *seating, struct grouping_left *left,
    struct grouping_plan *plan)
{
	struct grouping_seating waiting = *seating;
	uint32_t people = seating->input->people_count;
	CLEANUP(free_ptr) uint32_t *place = alloc_zero(people, sizeof(*place));

	waiting.place = place;
	for (uint32_t i = 0; i < people; i++) {
		place[i] = GROUPING_PLACE_LEFT;
		if (grouping_seating_is_table(seating, seating->place[i]))
			continue;
		left[plan->left_count++].person = i;
		add_person(&waiting, i, plan->costs);
	}
	plan->left = left;
}

enum status
grouping_seats_check(const struct grouping_seating *seating, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_group *groups = ARENA_NEW(&arena, struct grouping_group,
	    seating->tables_count);
	struct grouping_plan plan = { .groups = groups };

	for (uint32_t table = 0; table < seating->tables_count; table++) {
		if (seating->tables[table].size == 0)
			continue;
		write_group(seating, table, &groups[plan.groups_count]);
		for (int term = 0; term < GROUPING_TERM_COUNT; term++)
			plan.costs[term] += groups[plan.groups_count].costs[term];
		plan.groups_count++;
	}
	write_left(seating,
	    ARENA_NEW(&arena, struct grouping_left, seating->input->people_count), &plan);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		plan.bounds[term] = plan.costs[term];
		plan.cost += plan.costs[term];
	}
	plan.bound = plan.cost;
	return grouping_check_plan(seating->input, &plan, err);
}
