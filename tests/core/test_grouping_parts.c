/* Regions are formed by themselves, in any order and any thread, and joined. */
#include "grouping_parts.h"
#include "grouping_work.h"

#include "grouping_check.h"
#include "grouping_people.h"
#include "run.h"

#include <string.h>

static struct grouping_input *
make_people(struct arena *arena, uint64_t seed, uint32_t count, uint64_t effort)
{
	struct grouping_people people = grouping_people_regions(count, 4);

	people.effort = effort;
	return grouping_people_make(&people, seed, arena);
}

static struct grouping_input *
make_regions(struct arena *arena, uint64_t seed)
{
	return make_people(arena, seed, 600, 30000);
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

/* Of two runs. */
START_TEST(test_pieces_in_any_order_make_the_plan)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(grouping_work_free) struct grouping_work *work = NULL;
	struct grouping_input *input = make_people(&arena, (uint64_t)_i, 120, 960000);
	struct grouping_plan whole, joined;
	struct err err = { OK, "" };

	work = grouping_work_new(input);
	ck_assert_uint_eq(grouping_work_count(work), 8);
	for (uint32_t piece = 8; piece-- > 0;)
		grouping_work_do(work, piece, NULL);
	joined = grouping_work_join(work, &arena);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &whole, NULL), OK);
	assert_same(&whole, &joined);
	ck_assert_msg(grouping_check_plan(input, &joined, &err) == OK, "%s", err.text);
	ck_assert_uint_eq(joined.moves, input->effort);
}
END_TEST

struct told {
	const struct grouping_input *input;
	struct grouping_progress first, last;
	uint32_t count;
	int64_t bounds; /* of whole regions */
};

static void
on_whole(const struct grouping_progress *progress, void *arg)
{
	struct told *told = arg;

	if (told->count++ == 0)
		told->first = *progress;
	else if (progress->left_out == told->last.left_out)
		ck_assert_int_le(progress->cost, told->last.cost);
	else
		ck_assert_uint_lt(progress->left_out, told->last.left_out);
	ck_assert_uint_ge(progress->moves, told->last.moves);
	ck_assert_uint_eq(progress->effort, told->input->effort);
	if (told->last.has_bound)
		ck_assert(progress->has_bound);
	if (!progress->has_bound)
		ck_assert_int_eq(progress->gap_ppm, INT64_MAX);
	told->last = *progress;
}

static void
on_piece(const struct grouping_progress *progress, void *arg)
{
	struct told *told = arg;

	told->last = *progress;
}

/* What all regions, each by itself, say at their ends. */
static int64_t
add_bounds(const struct grouping_input *input)
{
	CLEANUP(grouping_work_free)
	struct grouping_work *work = grouping_work_new(input);
	struct told told = { .input = input };
	const struct grouping_options options = { .progress = on_piece, .arg = &told };
	int64_t bounds = 0;

	for (uint32_t piece = 0; piece < grouping_work_count(work); piece++) {
		grouping_work_do(work, piece, &options);
		bounds += told.last.bound;
	}
	return bounds;
}

/* What each run says at its end: the plan is the best of them. */
START_TEST(test_the_best_run_wins)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(grouping_work_free) struct grouping_work *work = NULL;
	struct grouping_people people = grouping_people_usual(40);
	struct grouping_plan plan, best = { .left_count = UINT32_MAX };
	struct told told = { .count = 0 };
	const struct grouping_options options = { .progress = on_piece, .arg = &told };

	people.effort = 700000;
	work = grouping_work_new(grouping_people_make(&people, (uint64_t)_i, &arena));
	ck_assert_uint_eq(grouping_work_count(work), 4);
	for (uint32_t piece = 0; piece < 4; piece++) {
		grouping_work_do(work, piece, &options);
		struct grouping_plan other = { .cost = told.last.cost,
			.left_count = told.last.left_out };

		if (grouping_is_better(&other, &best))
			best = other;
	}
	plan = grouping_work_join(work, &arena);
	ck_assert_int_eq(plan.cost, best.cost);
	ck_assert_uint_eq(plan.left_count, best.left_count);
	ck_assert_uint_eq(plan.moves, people.effort);
}
END_TEST

/* The first word is of one region that has begun and of three that have not: hardly
 * anybody sits, and nothing is known of how good it could be. */
START_TEST(test_progress_is_of_all_regions)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_people(&arena, (uint64_t)_i, 400, 600000);
	struct told told = { .input = input };
	const struct grouping_options options = { .progress = on_whole, .arg = &told };
	struct grouping_plan plan;

	ck_assert_int_eq(grouping_form(input, &options, &arena, &plan, NULL), OK);
	ck_assert_uint_gt(told.count, 8);
	ck_assert(!told.first.has_bound);
	ck_assert_uint_ge(told.first.left_out, input->people_count / 2);
	ck_assert_int_ge(told.first.cost,
	    (int64_t)told.first.left_out * input->weights.left_out);
	ck_assert_uint_eq(told.last.moves, plan.moves);
	ck_assert_uint_eq(told.last.left_out, plan.left_count);
	ck_assert_int_eq(told.last.cost, plan.cost);
	ck_assert(told.last.has_bound);
	ck_assert_int_eq(told.last.bound, add_bounds(input));
	ck_assert_int_ge(told.last.bound, plan.bound);
	ck_assert_int_le(told.last.bound, plan.cost);
}
END_TEST

static void
stop_all(const struct grouping_progress *progress, void *arg)
{
	atomic_store((atomic_bool *)arg, true);
}

/* Those of regions that the search had not reached have tables too. */
START_TEST(test_a_stop_forgets_no_region)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *input = make_people(&arena, 1, 120, 960000);
	atomic_bool stop = false;
	const struct grouping_options options = { .stop = &stop,
		.progress = stop_all,
		.arg = &stop };
	struct grouping_plan plan, whole;
	struct err err = { OK, "" };

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &whole, NULL), OK);
	ck_assert_int_eq(grouping_form(input, &options, &arena, &plan, NULL), OK);
	ck_assert(plan.truncated);
	ck_assert_uint_lt(plan.moves, input->effort / 2);
	ck_assert_uint_le(plan.left_count, whole.left_count + 8);
	ck_assert_msg(grouping_check_plan(input, &plan, &err) == OK, "%s", err.text);
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
		struct grouping_input share = grouping_parts_input(parts, part,
		    input->effort, &arena);

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

	tcase_add_loop_test(tests, test_pieces_in_any_order_make_the_plan, 0, 2);
	tcase_add_loop_test(tests, test_the_best_run_wins, 0, 6);
	tcase_add_loop_test(tests, test_progress_is_of_all_regions, 0, 4);
	tcase_add_test(tests, test_a_stop_forgets_no_region);
	tcase_add_test(tests, test_fixed_tables_keep_their_region);
	tcase_add_test(tests, test_one_way_joins_two_regions);
	tcase_add_test(tests, test_nothing_is_lost);
	return run_tests("grouping_parts", tests);
}
