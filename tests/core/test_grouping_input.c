#include "grouping.h"

#include "run.h"

#include <string.h>

/* Twenty people of one site, one venue, one slot, tables enough, all hosts, sizes
 * 6..8. */
struct world {
	struct grouping_person people[40];
	struct grouping_pair pairs[400];
	uint16_t tables[4], seats[2];
	uint8_t minutes[2];
	struct grouping_input input;
};

static struct world
make_world(void)
{
	struct world world = { .tables = { 9, 9, 9, 9 }, .seats = { 8, 8 } };

	for (uint32_t i = 0; i < COUNT_OF(world.people); i++)
		world.people[i] = (struct grouping_person){ .codes = { 1 + i % 3 },
			.slots = 1,
			.host_quota = 1,
			.may_host = true,
			.travel_minutes_max = 30 };
	world.input = (struct grouping_input){ .people_count = 20,
		.slots_count = 1,
		.venues_count = 1,
		.sites_count = 1,
		.size_min = 6,
		.size_max = 8,
		.weights = { .attributes = { 10 }, .travel = 1, .left_out = 300 },
		.seed = 1,
		.effort = 5000 };
	return world;
}

static enum status
form(struct world *world, struct arena *arena, struct grouping_plan *ret_plan,
    struct err *err)
{
	world->input.people = world->people;
	world->input.pairs = world->pairs;
	world->input.tables = world->tables;
	world->input.table_seats = world->seats;
	world->input.minutes = world->minutes;
	return grouping_form(&world->input, NULL, arena, ret_plan, err);
}

static void
zero_people(struct world *world)
{
	world->input.people_count = 0;
}

static void
sizes_crossed(struct world *world)
{
	world->input.size_min = 9;
}

static void
size_zero(struct world *world)
{
	world->input.size_min = 0;
}

static void
size_huge(struct world *world)
{
	world->input.size_max = 33;
}

static void
slots_none(struct world *world)
{
	world->input.slots_count = 0;
}

static void
slots_many(struct world *world)
{
	world->input.slots_count = 65;
}

static void
slot_beyond(struct world *world)
{
	world->people[19].slots = 2;
}

static void
code_huge(struct world *world)
{
	world->people[0].codes[7] = 70000;
}

static void
codes_wide(struct world *world)
{
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		world->input.weights.attributes[a] = 1;
	world->people[0].codes[3] = 256;
}

static void
site_beyond(struct world *world)
{
	world->people[3].site = 1;
}

static void
weight_negative(struct world *world)
{
	world->input.weights.travel = -1;
}

static void
weight_huge(struct world *world)
{
	world->input.weights.attributes[2] = GROUPING_WEIGHT_MAX + 1;
}

static void
pair_beyond(struct world *world)
{
	world->pairs[world->input.pairs_count++].a = 20;
}

static void
pair_of_one(struct world *world)
{
	world->pairs[world->input.pairs_count++] = (struct grouping_pair){ 4, 4,
		GROUPING_APART, 0 };
}

static void
pair_cost(struct world *world)
{
	world->pairs[world->input.pairs_count++] = (struct grouping_pair){ 4, 5,
		GROUPING_MET, -1 };
}

static void
travel_255(struct world *world)
{
	world->people[2].travel_minutes_max = GROUPING_NO_WAY;
}

static void
minds_other(struct world *world)
{
	world->people[2].minds_alone = 1;
}

static void
effort_huge(struct world *world)
{
	world->input.effort = UINT64_MAX;
}

static const struct {
	void (*change)(struct world *world);
	const char *text;
} mistakes[] = {
	{ zero_people, "people: 1 to 4000000, not 0" },
	{ sizes_crossed, "size: 9..8 is not within 1..32" },
	{ size_zero, "size: 0..8 is not within 1..32" },
	{ size_huge, "size: 6..33 is not within 1..32" },
	{ slots_none, "slots: 1 to 64, not 0" },
	{ slots_many, "slots: 1 to 64, not 65" },
	{ slot_beyond, "person 19: a slot beyond the 1 there are" },
	{ code_huge, "person 0: attribute 7 has code 70000, over 65535" },
	{ codes_wide,
	    "attributes: 9 bytes of codes, 8 is the most; one over 255 takes two" },
	{ site_beyond, "person 3: site 1 of 1" },
	{ weight_negative, "weight travel: 0 to 100000, not -1" },
	{ weight_huge, "weight of an attribute: 0 to 100000, not 100001" },
	{ pair_beyond, "pair 0: people 20 and 0 of 20" },
	{ pair_of_one, "pair 0: person 4 with themself" },
	{ pair_cost, "pair 0: cost 0 to 1000000, not -1" },
	{ travel_255, "person 2: travel limit of 255 minutes" },
	{ minds_other, "person 2: minds_alone names a section they are not in" },
	{ effort_huge, "effort: at most 1000000000000 moves" },
};

START_TEST(test_bad_input_is_named)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_plan plan, before;
	struct err err = { OK, "" };

	memset(&plan, 0x5a, sizeof(plan));
	memset(&before, 0x5a, sizeof(before));
	mistakes[_i].change(&world);
	ck_assert_int_eq(form(&world, &arena, &plan, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, mistakes[_i].text);
	ck_assert_mem_eq(&plan, &before, sizeof(plan));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_input");

	tcase_add_loop_test(tests, test_bad_input_is_named, 0, COUNT_OF(mistakes));
	return run_tests("grouping_input", tests);
}
