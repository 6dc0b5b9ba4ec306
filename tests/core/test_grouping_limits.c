#include "grouping.h"

#include "grouping_check.h"
#include "grouping_reason.h"
#include "grouping_people.h"
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
everyone_alike(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		world->people[i].codes[0] = 1;
}

static void
no_host(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		world->people[i].may_host = false;
}

static void
hosts_used_up(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		world->people[i].host_load = 1;
}

static void
one_host(struct world *world)
{
	no_host(world);
	world->people[7].may_host = true;
}

static void
no_slot(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		world->people[i].slots = 0;
}

static void
slot_without_tables(struct world *world)
{
	world->tables[0] = 0;
}

static void
one_table(struct world *world)
{
	world->tables[0] = 1;
}

static void
small_tables(struct world *world)
{
	world->seats[0] = 5;
}

static void
six_seats(struct world *world)
{
	world->seats[0] = 6;
}

static void
too_far(struct world *world)
{
	world->minutes[0] = 31;
}

static void
no_way(struct world *world)
{
	world->minutes[0] = GROUPING_NO_WAY;
}

static void
no_venue(struct world *world)
{
	world->input.venues_count = 0;
}

static void
three_people(struct world *world)
{
	world->input.people_count = 3;
}

static void
one_person(struct world *world)
{
	world->input.people_count = 1;
}

static void
a_clique(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		for (uint32_t j = 0; j < i; j++)
			world->pairs[world->input.pairs_count++] = (struct grouping_pair){
				i, j, GROUPING_APART, 0
			};
}

/* Five who may not meet, two tables: three stay out. */
static void
clique_of_five(struct world *world)
{
	world->input.people_count = 16;
	world->tables[0] = 2;
	for (uint32_t i = 0; i < 5; i++)
		for (uint32_t j = 0; j < i; j++)
			world->pairs[world->input.pairs_count++] = (struct grouping_pair){
				i, j, GROUPING_APART, 0
			};
}

/* 0 reports to 1, 1 to 2 and so on: sits at tables in turn. */
static void
manager_chain(struct world *world)
{
	for (uint32_t i = 0; i + 1 < 20; i++)
		world->pairs[world->input.pairs_count++] = (struct grouping_pair){ i,
			i + 1, GROUPING_MANAGER, 0 };
}

static void
one_boss(struct world *world)
{
	world->input.people_count = 8;
	for (uint32_t i = 1; i < 8; i++)
		world->pairs[world->input.pairs_count++] = (struct grouping_pair){ 0, i,
			GROUPING_MANAGER, 0 };
}

static void
all_glued(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		world->people[i].glue = 5;
}

static void
glued_sevens(struct world *world)
{
	world->input.people_count = 21;
	for (uint32_t i = 0; i < 21; i++)
		world->people[i].glue = 1 + i / 7;
}

static void
glued_but_apart(struct world *world)
{
	world->people[0].glue = world->people[1].glue = 5;
	world->pairs[world->input.pairs_count++] = (struct grouping_pair){ 0, 1,
		GROUPING_APART, 0 };
}

static void
glued_on_other_evenings(struct world *world)
{
	world->input.slots_count = 2;
	world->people[0].glue = world->people[1].glue = 5;
	world->people[1].slots = 2;
}

/* 17 on the first evening, three on the second. */
static void
three_on_thursday(struct world *world)
{
	world->input.slots_count = 2;
	for (uint32_t i = 0; i < 3; i++)
		world->people[i].slots = 2;
}

static void
evenings_apart(struct world *world)
{
	world->input.slots_count = 2;
	for (uint32_t i = 0; i < 10; i++)
		world->people[i].slots = 2;
}

static void
tables_for_one(struct world *world)
{
	world->input.size_min = world->input.size_max = 1;
	world->tables[0] = 100;
}

static void
largest_tables(struct world *world)
{
	world->input.people_count = 40;
	world->input.size_min = world->input.size_max = GROUPING_SIZE_MAX;
	world->seats[0] = GROUPING_SIZE_MAX;
}

static void
nine_and_twenty(struct world *world)
{
	world->input.people_count = 29;
}

static void
eleven(struct world *world)
{
	world->input.people_count = 11;
}

static const struct {
	void (*change)(struct world *world);
	uint32_t groups, left;
	const char *text; /* of the first one left out */
} limits[] = {
	{ everyone_alike, 3, 0, "" },
	{ nine_and_twenty, 4, 0, "" },
	{ glued_sevens, 3, 0, "" },
	{ manager_chain, 3, 0, "" },
	{ tables_for_one, 20, 0, "" },
	{ largest_tables, 1, 8, "every table they could join is full" },
	{ eleven, 1, 3, "every table they could join is full" },
	{ no_host, 0, 20, "nobody at a table could host" },
	{ hosts_used_up, 0, 20, "nobody at a table could host" },
	{ one_host, 1, 12, "nobody at a table could host" },
	{ no_slot, 0, 20, "no evening they offered has a table" },
	{ slot_without_tables, 0, 20, "no evening they offered has a table" },
	{ no_venue, 0, 20, "no evening they offered has a table" },
	{ small_tables, 0, 20, "no evening they offered has a table" },
	{ six_seats, 3, 2, "every table they could join is full" },
	{ one_table, 1, 12, "every table they could join is full" },
	{ too_far, 0, 20,
	    "every venue on an evening they offered is beyond their travel limit" },
	{ no_way, 0, 20,
	    "every venue on an evening they offered is beyond their travel limit" },
	{ three_people, 0, 3, "3 people cannot make a table of 6 to 8" },
	{ one_person, 0, 1, "1 person cannot make a table of 6 to 8" },
	{ three_on_thursday, 2, 4, "3 people cannot make a table of 6 to 8" },
	{ evenings_apart, 2, 4, "every table they could join is full" },
	{ a_clique, 0, 20, "a confidential rule" },
	{ clique_of_five, 2, 3, "a confidential rule" },
	{ one_boss, 1, 1, "the free seats were beside their manager or report" },
	{ all_glued, 0, 20, "the people who must stay together can share no table" },
	{ glued_but_apart, 3, 2, "the people who must stay together can share no table" },
	{ glued_on_other_evenings, 3, 2,
	    "the people who must stay together can share no table" },
};

START_TEST(test_what_cannot_be_done_is_said)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	char text[GROUPING_REASON_TEXT_MAX] = "";
	struct world world = make_world();
	struct grouping_plan plan;
	struct err err = { OK, "" };

	limits[_i].change(&world);
	ck_assert_msg(form(&world, &arena, &plan, &err) == OK, "%s", err.text);
	ck_assert_msg(grouping_check_plan(&world.input, &plan, &err) == OK, "%s",
	    err.text);
	if (plan.left_count > 0)
		(void)grouping_reason_text(&world.input, &plan.left[0],
		    text); /* = text */
	ck_assert_msg(plan.groups_count == limits[_i].groups &&
		plan.left_count == limits[_i].left && strcmp(text, limits[_i].text) == 0,
	    "row %d: %u groups, %u left, '%s'", _i, plan.groups_count, plan.left_count,
	    text);
}
END_TEST

START_TEST(test_who_was_left_out_goes_first)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_plan plan;

	one_table(&world);
	for (uint32_t i = 12; i < 20; i++)
		world.people[i].times_left_out = 1;
	ck_assert_int_eq(form(&world, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.groups[0].size, 8);
	for (uint32_t i = 0; i < 8; i++)
		ck_assert_uint_eq(plan.groups[0].members[i], 12 + i);
}
END_TEST

START_TEST(test_the_least_loaded_hosts)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_plan plan;

	world.input.people_count = 6;
	for (uint32_t i = 0; i < 6; i++) {
		world.people[i].host_quota = 9;
		world.people[i].host_load = (uint16_t)(6 - i);
	}
	world.people[5].may_host = false;
	ck_assert_int_eq(form(&world, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.groups[0].host, 4);
	ck_assert_uint_eq(plan.groups[0].hosts, 5);
}
END_TEST

/* Six pairs have three things in common, dearer than any threshold, and a dearer wish. */
START_TEST(test_a_wish_outweighs_what_it_costs)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_plan plan;

	world.input.people_count = 12;
	for (uint32_t i = 0; i < 12; i++)
		for (int a = 0; a < 3; a++) {
			world.people[i].codes[a] = 1 + i / 2;
			world.input.weights.attributes[a] = 100;
		}
	for (uint32_t i = 0; i < 12; i += 2)
		world.pairs[world.input.pairs_count++] = (struct grouping_pair){ i, i + 1,
			GROUPING_WISH, -1000 };
	ck_assert_int_eq(form(&world, &arena, &plan, NULL), OK);
	ck_assert_int_eq(plan.costs[GROUPING_TERM_WISH], -6000);
}
END_TEST

START_TEST(test_proved_when_cost_is_bound)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_plan plan;

	ck_assert_int_eq(form(&world, &arena, &plan, NULL), OK);
	ck_assert_int_eq(plan.gap_ppm, 0);
	ck_assert_int_eq(plan.cost, plan.bound);
	ck_assert_int_gt(plan.cost, 0);
}
END_TEST

/* Six tables of seven have 126 pairs, seven of six 105. */
START_TEST(test_proved_only_for_any_number_of_tables)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_plain(42);
	struct grouping_input *input = grouping_people_make(&people, 1, &arena);
	struct grouping_person *alike = (struct grouping_person *)(uintptr_t)
					    input->people;
	struct grouping_plan plan;

	for (uint32_t i = 1; i < 42; i++)
		alike[i] = alike[0];
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.groups_count, 6);
	ck_assert_int_eq(plan.cost, plan.bound);
	ck_assert(!plan.is_proved);
	input->size_max = 6;
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.groups_count, 7);
	ck_assert(plan.is_proved);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_limits");

	tcase_add_loop_test(tests, test_what_cannot_be_done_is_said, 0, COUNT_OF(limits));
	tcase_add_test(tests, test_who_was_left_out_goes_first);
	tcase_add_test(tests, test_the_least_loaded_hosts);
	tcase_add_test(tests, test_a_wish_outweighs_what_it_costs);
	tcase_add_test(tests, test_proved_when_cost_is_bound);
	tcase_add_test(tests, test_proved_only_for_any_number_of_tables);
	return run_tests("grouping_limits", tests);
}
