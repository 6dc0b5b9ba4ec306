/* What is known before a search, as facts and as sentences; and no search does better. */
#include "grouping_feasible.h"

#include "dice.h"
#include "grouping_people.h"
#include "grouping_words.h"
#include "run.h"

#include <stdio.h>

/* Forty people of one site, one venue of nine tables on each of two evenings, all hosts,
 * sizes 6 to 8. */
struct world {
	struct grouping_person people[40];
	struct grouping_pair pairs[400];
	uint16_t tables[2], seats[1];
	uint8_t minutes[2];
	struct grouping_input input;
};

static struct world
make_world(void)
{
	struct world world = { .tables = { 9, 9 }, .seats = { 8 } };

	for (uint32_t i = 0; i < COUNT_OF(world.people); i++)
		world.people[i] = (struct grouping_person){ .slots = 3,
			.host_quota = 1,
			.may_host = true,
			.travel_minutes_max = 30 };
	world.input = (struct grouping_input){ .people_count = 40,
		.slots_count = 2,
		.venues_count = 1,
		.sites_count = 2,
		.size_min = 6,
		.size_max = 8 };
	return world;
}

static void
nothing(struct world *world)
{
	(void)world;
}

static void
sizes(struct world *world)
{
	world->input.people_count = 29;
	world->input.size_min = 30;
	world->input.size_max = 32;
	world->seats[0] = 32;
}

static void
left_over(struct world *world)
{
	world->input.people_count = 17;
	world->input.size_min = 6;
	world->input.size_max = 7;
}

static void
thursday(struct world *world)
{
	world->tables[1] = 3;
	for (uint32_t i = 0; i < 34; i++)
		world->people[i].slots = 2;
}

static void
few_seats(struct world *world)
{
	world->tables[0] = world->tables[1] = 2;
}

static void
no_slot(struct world *world)
{
	world->people[4].slots = 0;
}

static void
too_far(struct world *world)
{
	world->minutes[1] = 31;
	for (uint32_t i = 7; i < 10; i++)
		world->people[i].site = 1;
}

static void
few_people(struct world *world)
{
	for (uint32_t i = 0; i < 36; i++)
		world->people[i].slots = 1;
	for (uint32_t i = 36; i < 40; i++)
		world->people[i].slots = 2;
}

static void
no_host(struct world *world)
{
	for (uint32_t i = 0; i < 40; i++)
		world->people[i].may_host = false;
}

static void
few_hosts(struct world *world)
{
	for (uint32_t i = 2; i < 40; i++)
		world->people[i].may_host = false;
	for (uint32_t i = 0; i < 30; i++)
		world->people[i].slots = 1;
}

static void
glued(struct world *world)
{
	world->people[3].glue = world->people[5].glue = 1;
	world->people[3].slots = 1;
	world->people[5].slots = 2;
}

static void
clique(struct world *world)
{
	for (uint32_t i = 0; i < 9; i++)
		for (uint32_t j = 0; j < i; j++)
			world->pairs[world->input.pairs_count++] = (struct grouping_pair){
				i, j, GROUPING_APART, 0
			};
}

static const struct {
	void (*change)(struct world *world);
	enum grouping_finding_kind kind;
	uint32_t left;
	const char *text;
} limits[] = {
	{ nothing, GROUPING_FINDING_COUNT, 0, "" },
	{ sizes, GROUPING_FINDING_SIZES, 29,
	    "29 people cannot all sit at tables of 30 to 32.\n" },
	{ left_over, GROUPING_FINDING_SIZES, 3,
	    "17 people cannot all sit at tables of 6 to 7; at least 3 have no seat.\n" },
	{ thursday, GROUPING_FINDING_SEATS, 10,
	    "34 people have only evening 2: the 3 tables within their reach then have 24 "
	    "seats; at least 10 have no seat. All of them are from site 1.\n" },
	{ few_seats, GROUPING_FINDING_SEATS, 8,
	    "40 people have only evening 1 and evening 2: the 4 tables within their "
	    "reach "
	    "then have 32 seats; at least 8 have no seat. All of them are from site "
	    "1.\n" },
	{ no_slot, GROUPING_FINDING_NO_SLOT, 1,
	    "1 person offered no evening on which a venue has a table.\n" },
	{ too_far, GROUPING_FINDING_NO_WAY, 3,
	    "3 people can reach no venue within their travel limit on an evening they "
	    "offered. All of them are from site 2.\n" },
	{ few_people, GROUPING_FINDING_FEW, 4,
	    "4 people could come only where too few others could. All of them are from "
	    "site "
	    "1.\n" },
	{ no_host, GROUPING_FINDING_NO_HOST, 40,
	    "40 people could come only where nobody may host. All of them are from site "
	    "1.\n" },
	{ few_hosts, GROUPING_FINDING_HOSTS, 24,
	    "40 people need 5 tables, but 2 hosts come; at least 24 have no seat.\n" },
	{ glued, GROUPING_FINDING_GLUED, 2,
	    "2 people must stay together, but can share no table. All of them are from "
	    "site "
	    "1.\n" },
	{ clique, GROUPING_FINDING_CLIQUE, 3,
	    "A confidential rule keeps more people apart than there can be tables.\n" },
};

START_TEST(test_a_limit_has_its_sentence)
{
	struct world world = make_world();
	struct grouping_finding findings[GROUPING_FINDING_COUNT];
	struct text text = { .length = 0 };

	limits[_i].change(&world);
	world.input.people = world.people;
	world.input.pairs = world.pairs;
	world.input.tables = world.tables;
	world.input.table_seats = world.seats;
	world.input.minutes = world.minutes;
	uint32_t count = grouping_feasible_findings(&world.input, findings);

	ck_assert_uint_eq(count > 0, limits[_i].left > 0);
	if (count > 0) {
		grouping_words_finding(&world.input, &findings[0], NULL, &text);
		ck_assert_int_eq(findings[0].kind, limits[_i].kind);
		ck_assert_uint_eq(findings[0].left, limits[_i].left);
	}
	ck_assert_str_eq(text_string(&text), limits[_i].text);
	text_done(&text);
}
END_TEST

static struct grouping_people
tight_people(struct dice *dice)
{
	uint32_t lo = 2 + dice_below(dice, 4);

	return (struct grouping_people){ .count = 5 + dice_below(dice, 40),
		.sites = 1 + dice_below(dice, 6),
		.venues = 1 + dice_below(dice, 3),
		.slots = 1 + dice_below(dice, 4),
		.side_minutes = 40 + dice_below(dice, 60),
		.travel_minutes_max = 20 + dice_below(dice, 60),
		.free_percent = 20 + dice_below(dice, 80),
		.host_percent = dice_below(dice, 60),
		.glued_percent = dice_below(dice, 20),
		.apart = dice_below(dice, 60),
		.managers = dice_below(dice, 10),
		.tables = 1 + dice_below(dice, 3),
		.seats = lo + dice_below(dice, 3),
		.size_min = lo,
		.size_max = lo + dice_below(dice, 3),
		.effort = 2000 };
}

/* Nobody is told to stay at home whom a search would seat. */
START_TEST(test_no_search_seats_more)
{
	uint32_t told = 0, exact = 0;

	for (uint64_t seed = 0; seed < 300; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct dice dice;
		struct grouping_finding findings[GROUPING_FINDING_COUNT];
		struct grouping_plan plan;

		dice_init(&dice, seed, 5);
		struct grouping_people people = tight_people(&dice);
		const struct grouping_input *input = grouping_people_make(&people, seed,
		    &arena);
		uint32_t count = grouping_feasible_findings(input, findings);

		ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
		if (count == 0)
			continue;
		told++;
		exact += plan.left_count == findings[0].left;
		for (uint32_t i = 0; i < count; i++)
			ck_assert_msg(findings[i].left <= plan.left_count,
			    "seed %lu: finding %d leaves %u, the plan %u",
			    (unsigned long)seed, (int)findings[i].kind, findings[i].left,
			    plan.left_count);
	}
	printf("# of 300: %u with a finding, %u of these say how many\n", told, exact);
	fflush(stdout);
	ck_assert_uint_ge(told, 100);
	ck_assert_uint_ge(exact, 30);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_feasible");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_a_limit_has_its_sentence, 0, COUNT_OF(limits));
	tcase_add_test(tests, test_no_search_seats_more);
	return run_tests("grouping_feasible", tests);
}
