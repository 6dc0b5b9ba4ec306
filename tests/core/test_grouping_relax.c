/* Which rules keep people from a seat, and what would help: by hand, then at random. */
#include "grouping_relax.h"

#include "dice.h"
#include "grouping_people.h"
#include "grouping_words.h"
#include "run.h"

#include <stdio.h>
#include <time.h>

/* Twenty people of one site, one venue of nine tables on one of two evenings, all hosts,
 * sizes 6 to 8. */
struct world {
	struct grouping_person people[20];
	struct grouping_pair pairs[200];
	uint16_t tables[2], seats[1];
	uint8_t minutes[2];
	struct grouping_input input;
};

static struct world
make_world(void)
{
	struct world world = { .tables = { 9, 9 }, .seats = { 8 } };

	for (uint32_t i = 0; i < COUNT_OF(world.people); i++)
		world.people[i] = (struct grouping_person){ .slots = 1,
			.host_quota = 1,
			.may_host = true,
			.travel_minutes_max = 30 };
	world.input = (struct grouping_input){ .people_count = 20,
		.slots_count = 2,
		.venues_count = 1,
		.sites_count = 2,
		.size_min = 6,
		.size_max = 8,
		.effort = 5000 };
	return world;
}

static void
one_table(struct world *world)
{
	world->tables[0] = 1;
}

static void
far_away(struct world *world)
{
	world->minutes[1] = 41;
	world->people[3].site = 1;
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
three_on_thursday(struct world *world)
{
	for (uint32_t i = 0; i < 3; i++)
		world->people[i].slots = 2;
	world->people[2].site = 1;
	world->input.people_count = 19;
}

static void
all_apart(struct world *world)
{
	for (uint32_t i = 0; i < 20; i++)
		for (uint32_t j = 0; j < i; j++)
			world->pairs[world->input.pairs_count++] = (struct grouping_pair){
				i, j, GROUPING_APART, 0
			};
}

static void
one_boss(struct world *world)
{
	for (uint32_t i = 1; i < 20; i++)
		world->pairs[world->input.pairs_count++] = (struct grouping_pair){ i, 0,
			GROUPING_MANAGER, 0 };
}

static void
glued_on_other_evenings(struct world *world)
{
	world->people[0].glue = world->people[1].glue = 1;
	world->people[1].slots = 2;
	for (uint32_t i = 8; i < 14; i++)
		world->people[i].slots = 2;
	world->input.people_count = 14;
}

static const struct {
	void (*change)(struct world *world);
	const char *text;
} limits[] = {
	{ one_table,
	    "What stands against it, together: the largest size of a table, the tables "
	    "of "
	    "the venues and the evenings they offered.\n"
	    "2 tables more at each venue and evening would seat 12 of the 12.\n"
	    "Any evening instead of those they offered would seat 12 of the 12.\n"
	    "2 people more at a table would seat 2 of the 12.\n"
	    "12 of the 12 people who can only come on evening 1 are from site 1.\n" },
	{ far_away,
	    "What stands against it: their travel limit.\n"
	    "15 minutes more of travel for them would seat them.\n" },
	{ no_host,
	    "What stands against it: that a table needs a willing host.\n"
	    "Anybody as a host would seat 20 of the 20.\n"
	    "20 of the 20 people who can only come on evening 1 are from site 1.\n" },
	{ hosts_used_up,
	    "What stands against it: how often a host may lead.\n"
	    "1 dinner more for a host would seat 20 of the 20.\n"
	    "20 of the 20 people who can only come on evening 1 are from site 1.\n" },
	{ three_on_thursday,
	    "What stands against it, together: the smallest size of a table and the "
	    "evenings they offered.\n"
	    "Any evening instead of those they offered would seat 3 of the 3.\n"
	    "2 of the 3 people who can only come on evening 2 are from site 1.\n" },
	{ all_apart,
	    "What stands against it, together: the tables of the venues and a "
	    "confidential "
	    "rule.\n"
	    "20 of the 20 people who can only come on evening 1 are from site 1.\n" },
	{ one_boss,
	    "What stands against it, together: the smallest size of a table and that "
	    "managers and reports sit apart.\n"
	    "Managers beside their reports would seat them.\n" },
	{ glued_on_other_evenings,
	    "What stands against it, together: the evenings they offered and that they "
	    "stay "
	    "with the people they are tied to.\n"
	    "Any evening instead of those they offered would seat 2 of the 2.\n"
	    "Seats away from the people they are tied to would seat 2 of the 2.\n" },
};

static void
relax_left(const struct grouping_input *input, const struct grouping_plan *plan,
    struct grouping_conflict *conflict)
{
	uint32_t people[300], count = 0;

	for (uint32_t i = 0; i < plan->left_count && i < COUNT_OF(people); i++)
		people[count++] = plan->left[i].person;
	grouping_relax_people(input, plan, people, count, conflict);
}

static void
point(struct world *world)
{
	world->input.people = world->people;
	world->input.pairs = world->pairs;
	world->input.tables = world->tables;
	world->input.table_seats = world->seats;
	world->input.minutes = world->minutes;
}

START_TEST(test_a_conflict_has_its_sentences)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text text = { .length = 0 };
	struct world world = make_world();
	struct grouping_conflict conflict;
	struct grouping_plan plan;
	struct err err = { OK, "" };

	limits[_i].change(&world);
	point(&world);
	ck_assert_msg(grouping_form(&world.input, NULL, &arena, &plan, &err) == OK, "%s",
	    err.text);
	relax_left(&world.input, &plan, &conflict);
	grouping_words_conflict(&conflict, NULL, &text);
	ck_assert_str_eq(text_string(&text), limits[_i].text);
}
END_TEST

/* Two who must stay together and apart: no size of a table would seat either. */
START_TEST(test_of_a_circle_all_are_looked_at)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct world world = make_world();
	struct grouping_conflict conflict;
	struct grouping_plan plan;
	const uint32_t asked = 1;

	world.people[0].glue = world.people[1].glue = 1;
	world.pairs[world.input.pairs_count++] = (struct grouping_pair){ 0, 1,
		GROUPING_APART, 0 };
	point(&world);
	ck_assert_int_eq(grouping_form(&world.input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.left_count, 2);
	grouping_relax_people(&world.input, &plan, &asked, 1, &conflict);
	ck_assert_uint_eq(conflict.people, 2);
	ck_assert_uint_eq(conflict.rules_count, 2);
	ck_assert_int_eq(conflict.rules[0], GROUPING_RELAX_GLUE);
	ck_assert_int_eq(conflict.rules[1], GROUPING_RELAX_APART);
	ck_assert_uint_eq(conflict.relaxations_count, 1);
	ck_assert_int_eq(conflict.relaxations[0].rule, GROUPING_RELAX_GLUE);
}
END_TEST

/* Forty full tables; those that are not looked at are taken all the same. */
START_TEST(test_other_tables_keep_their_places)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = { .count = 321,
		.sites = 1,
		.venues = 1,
		.slots = 1,
		.side_minutes = 1,
		.travel_minutes_max = 30,
		.free_percent = 100,
		.host_percent = 100,
		.tables = 40,
		.seats = 8,
		.size_min = 6,
		.size_max = 8,
		.effort = 1000 };
	struct grouping_conflict conflict;
	struct grouping_plan plan;
	const struct grouping_input *input = grouping_people_make(&people, 1, &arena);

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_eq(plan.left_count, 1);
	relax_left(input, &plan, &conflict);
	ck_assert_uint_eq(conflict.seated, 0);
}
END_TEST

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct grouping_people
tight_people(uint32_t count, struct dice *dice)
{
	struct grouping_people people = grouping_people_usual(count);

	people.effort = 20000;
	people.travel_minutes_max = 10 + dice_below(dice, 20);
	people.free_percent = 5 + dice_below(dice, 20);
	people.host_percent = 3 + dice_below(dice, 20);
	people.glued_percent = dice_below(dice, 10);
	people.apart = count * dice_below(dice, 8);
	people.tables = 1;
	return people;
}

static void
solve(uint32_t count, uint64_t seed, double *longest)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct dice dice;
	struct grouping_conflict conflict;
	struct grouping_plan plan;

	dice_init(&dice, seed, 7);
	struct grouping_people people = tight_people(count, &dice);
	const struct grouping_input *input = grouping_people_make(&people, seed, &arena);

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	double start = cpu_seconds();

	relax_left(input, &plan, &conflict);
	*longest = cpu_seconds() - start > *longest ? cpu_seconds() - start : *longest;
	ck_assert_uint_eq(conflict.people,
	    plan.left_count < GROUPING_RELAX_PEOPLE_MAX ? plan.left_count
							: GROUPING_RELAX_PEOPLE_MAX);
	ck_assert_uint_le(conflict.seated, conflict.people);
	ck_assert_uint_le(conflict.from_site, conflict.narrow);
	for (uint32_t i = 0; i < conflict.relaxations_count; i++) {
		ck_assert_int_ne(conflict.relaxations[i].rule, GROUPING_RELAX_APART);
		ck_assert_uint_ge(conflict.relaxations[i].seated, 1);
		ck_assert_uint_le(conflict.relaxations[i].seated + conflict.seated,
		    conflict.people);
	}
}

START_TEST(test_a_random_problem_ends)
{
	double longest = 0;

	for (uint64_t seed = 0; seed < 3; seed++)
		solve(100 + 50 * (uint32_t)seed, seed, &longest);
}
END_TEST

START_TEST(test_many_random_problems_end)
{
	double longest = 0;

	for (uint64_t seed = 0; seed < 30; seed++)
		solve(20 + (uint32_t)(seed * 370 % 2000), seed, &longest);
	printf("# the longest took %.2f s\n", longest);
	fflush(stdout);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_relax");
	TCase *slow = slow_tests("many problems", 240);

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_a_conflict_has_its_sentences, 0,
	    COUNT_OF(limits));
	tcase_add_test(tests, test_of_a_circle_all_are_looked_at);
	tcase_add_test(tests, test_other_tables_keep_their_places);
	tcase_add_test(tests, test_a_random_problem_ends);
	tcase_add_test(slow, test_many_random_problems_end);
	return run_cases("grouping_relax", (TCase *[]){ tests, slow }, 2);
}
