/* Regions are formed by themselves, in any order and any thread, and joined. */
#include "grouping_parts.h"

#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <string.h>

static struct grouping_input *
make_regions(struct arena *arena, uint64_t seed)
{
	struct grouping_people people = grouping_people_regions(600, 4);

	people.effort = 30000;
	return grouping_people_make(&people, seed, arena);
}

static void
assert_same(const struct grouping_plan *a, const struct grouping_plan *b)
{
	ck_assert_uint_eq(a->groups_count, b->groups_count);
	ck_assert_uint_eq(a->left_count, b->left_count);
	ck_assert_int_eq(a->cost, b->cost);
	ck_assert_int_eq(a->bound, b->bound);
	ck_assert_uint_eq(a->moves, b->moves);
	ck_assert_uint_eq(a->digest, b->digest);
	for (uint32_t g = 0; g < a->groups_count; g++)
		ck_assert_mem_eq(a->groups[g].members, b->groups[g].members,
		    a->groups[g].size * sizeof(uint32_t));
	for (uint32_t i = 0; i < a->left_count; i++)
		ck_assert_mem_eq(&a->left[i], &b->left[i], sizeof(a->left[i]));
}

START_TEST(test_parts_in_any_order_make_the_run)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_regions(&arena, (uint64_t)_i);
	struct grouping_plan whole, joined;
	struct err err = { OK, "" };

	struct grouping_work *work = grouping_work_new(input, NULL, 0, &arena);

	ck_assert_uint_eq(grouping_work_count(work), 4);
	for (uint32_t part = 4; part-- > 0;)
		grouping_work_do(work, part, &arena);
	joined = grouping_work_join(work, &arena);
	ck_assert_int_eq(grouping_run(input, NULL, 0, &arena, &whole, NULL), OK);
	assert_same(&whole, &joined);
	ck_assert_msg(grouping_check_plan(input, &joined, &err) == OK, "%s", err.text);
	ck_assert_uint_eq(joined.moves, input->effort);
}
END_TEST

START_TEST(test_fixed_tables_keep_their_region)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_regions(&arena, 3);
	struct grouping_plan before, plan;
	struct err err = { OK, "" };

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &before, NULL), OK);
	struct grouping_fixed *fixed = ARENA_NEW(&arena, struct grouping_fixed,
	    before.groups_count);

	for (uint32_t g = 0; g < before.groups_count; g++)
		fixed[g] = (struct grouping_fixed){ .members = before.groups[g].members,
			.size = before.groups[g].size,
			.slot = before.groups[g].slot,
			.venue = before.groups[g].venue,
			.is_frozen = g % 3 == 0,
			.stay_cost = 1000000 };
	input->fixed = fixed;
	input->fixed_count = before.groups_count;
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	ck_assert_msg(grouping_check_plan(input, &plan, &err) == OK, "%s", err.text);
	ck_assert_int_eq(plan.costs[GROUPING_TERM_STAY], 0);
}
END_TEST

/* Somebody who could go to two regions makes one of them. */
START_TEST(test_one_way_joins_two_regions)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_regions(&arena, 1);
	struct grouping_parts *parts = grouping_parts_new(input, &arena);
	uint8_t *minutes = (uint8_t *)(uintptr_t)input->minutes;
	uint32_t site = input->people[0].site, venue = 0;

	ck_assert_uint_eq(grouping_parts_count(parts), 4);
	while (minutes[(size_t)site * input->venues_count + venue] != GROUPING_NO_WAY)
		venue++;
	minutes[(size_t)site * input->venues_count + venue] = 10;
	parts = grouping_parts_new(input, &arena);
	ck_assert_uint_eq(grouping_parts_count(parts), 3);
}
END_TEST

/* Shares of people and effort add up; a pair between two regions is in none. */
START_TEST(test_nothing_is_lost)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_regions(&arena, 2);
	struct grouping_parts *parts = grouping_parts_new(input, &arena);
	uint64_t people = 0, effort = 0, venues = 0, sites = 0;
	size_t pairs = 0;

	input->effort = GROUPING_EFFORT_MAX - 1;
	for (uint32_t part = 0; part < grouping_parts_count(parts); part++) {
		struct grouping_input share = grouping_parts_input(parts, part, &arena);

		people += share.people_count;
		effort += share.effort;
		venues += share.venues_count;
		sites += share.sites_count;
		pairs += share.pairs_count;
	}
	ck_assert_uint_eq(people, input->people_count);
	ck_assert_uint_eq(effort, input->effort);
	ck_assert_uint_eq(venues, input->venues_count);
	ck_assert_uint_eq(sites, input->sites_count);
	ck_assert_uint_le(pairs, input->pairs_count);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_parts");

	tcase_add_loop_test(tests, test_parts_in_any_order_make_the_run, 0, 4);
	tcase_add_test(tests, test_fixed_tables_keep_their_region);
	tcase_add_test(tests, test_one_way_joins_two_regions);
	tcase_add_test(tests, test_nothing_is_lost);
	return run_tests("grouping_parts", tests);
}
