#include "grouping.h"

#include "dice.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "grouping_reason.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

/* A small random problem with any of the rules tight. */
static struct grouping_people
random_people(uint64_t seed)
{
	struct dice dice;

	dice_init(&dice, seed, 77);
	uint32_t count = 1 + dice_below(&dice, 90), lo = 1 + dice_below(&dice, 7);

	return (struct grouping_people){ .count = count,
		.sites = 1 + dice_below(&dice, 8),
		.venues = dice_below(&dice, 6),
		.slots = 1 + dice_below(&dice, 8),
		.side_minutes = 1 + dice_below(&dice, 60),
		.travel_minutes_max = dice_below(&dice, 90),
		.free_percent = 10 + dice_below(&dice, 91),
		.host_percent = dice_below(&dice, 101),
		.glued_percent = dice_below(&dice, 3) == 0 ? dice_below(&dice, 101) : 0,
		.apart = dice_below(&dice, count + 1),
		.managers = dice_below(&dice, count / 2 + 1),
		.met = dice_below(&dice, 4 * count),
		.wishes = dice_below(&dice, count),
		.tables = dice_below(&dice, 4),
		.seats = dice_below(&dice, 12),
		.size_min = lo,
		.size_max = lo + dice_below(&dice, 4),
		.effort = dice_below(&dice, 30000) };
}

static bool
is_apart(const struct grouping_input *input, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if (pair->kind <= GROUPING_MANAGER &&
		    ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a)))
			return true;
	}
	return false;
}

/* A group with a free seat that breaks no rule for this person. */
static bool
could_join(const struct grouping_input *input, uint32_t person,
    const struct grouping_group *group)
{
	const struct grouping_person *p = &input->people[person];

	if (group->size == input->size_max ||
	    group->size == input->table_seats[group->venue] ||
	    (p->slots >> group->slot & 1) == 0 ||
	    input->minutes[p->site * input->venues_count + group->venue] >
		p->travel_minutes_max)
		return false;
	for (uint32_t i = 0; i < group->size; i++)
		if (is_apart(input, person, group->members[i]))
			return false;
	return true;
}

static void
check_plan(const struct grouping_input *input, const struct grouping_plan *plan)
{
	struct err err = { OK, "" };

	ck_assert_msg(grouping_check_plan(input, plan, &err) == OK, "%s", err.text);
	for (uint32_t i = 0; i < plan->left_count; i++) {
		const struct grouping_left *left = &plan->left[i];
		char text[GROUPING_REASON_TEXT_MAX];

		ck_assert_str_ne(grouping_reason_text(input, left, text), "");
		for (uint32_t g = 0;
		     input->people[left->person].glue == 0 && g < plan->groups_count; g++)
			ck_assert_msg(!could_join(input, left->person, &plan->groups[g]),
			    "person %u could join group %u", left->person, g);
	}
}

/* Every other venue has a seat less at its tables. */
static void
shrink_tables(const struct grouping_input *input)
{
	uint16_t *seats = (uint16_t *)(uintptr_t)input->table_seats;

	for (uint32_t venue = 1; venue < input->venues_count; venue += 2)
		if (seats[venue] > 0)
			seats[venue]--;
}

#define PROBLEMS_PER_TEST 100

START_TEST(test_random_problems_give_lawful_plans)
{
	for (uint64_t seed = (uint64_t)_i * PROBLEMS_PER_TEST;
	     seed < (uint64_t)(_i + 1) * PROBLEMS_PER_TEST; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct grouping_people people = random_people(seed);
		struct grouping_plan plan;
		struct err err;

		const struct grouping_input *input = grouping_people_make(&people, seed,
		    &arena);
		shrink_tables(input);
		ck_assert_msg(grouping_form(input, NULL, &arena, &plan, &err) == OK,
		    "seed %u: %s", (unsigned)seed, err.text);
		check_plan(input, &plan);
		ck_assert_uint_le(plan.moves, input->effort); /* less without tables */
		ck_assert(!plan.truncated);
	}
	printf("# seeds from %d\n", _i * PROBLEMS_PER_TEST);
}
END_TEST

START_TEST(test_a_usual_round_seats_everybody)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(140);
	struct grouping_plan plan;
	struct err err;

	people.glued_percent = 0;
	people.effort = 400000;
	const struct grouping_input *input = grouping_people_make(&people, (uint64_t)_i,
	    &arena);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, &err), OK);
	check_plan(input, &plan);
	ck_assert_uint_eq(plan.left_count, 0);
	ck_assert_int_lt(plan.gap_ppm, 300000);
}
END_TEST

static void
assert_same_plan(const struct grouping_plan *a, const struct grouping_plan *b)
{
	ck_assert_uint_eq(a->groups_count, b->groups_count);
	ck_assert_int_eq(a->cost, b->cost);
	ck_assert_uint_eq(a->digest, b->digest);
	for (uint32_t g = 0; g < a->groups_count; g++) {
		ck_assert_uint_eq(a->groups[g].size, b->groups[g].size);
		ck_assert_uint_eq(a->groups[g].venue, b->groups[g].venue);
		ck_assert_uint_eq(a->groups[g].slot, b->groups[g].slot);
		ck_assert_mem_eq(a->groups[g].members, b->groups[g].members,
		    a->groups[g].size * sizeof(uint32_t));
	}
}

START_TEST(test_same_input_same_plan)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(300);
	struct grouping_plan plans[3];

	people.effort = 50000;
	struct grouping_input *input = grouping_people_make(&people, 3, &arena);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plans[0], NULL), OK);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plans[1], NULL), OK);
	assert_same_plan(&plans[0], &plans[1]);
	input->seed++;
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plans[2], NULL), OK);
	ck_assert_int_ne(plans[0].cost, plans[2].cost);
	ck_assert_uint_eq(plans[0].digest, plans[2].digest);
	input->weights.travel++;
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plans[2], NULL), OK);
	ck_assert_uint_ne(plans[0].digest, plans[2].digest);
}
END_TEST

/* Also where a table is more than one line of lanes, and codes take two bytes. */
START_TEST(test_same_plan_on_every_path)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(400);
	struct grouping_plan scalar, plan;

	people.effort = 60000;
	people.sites = _i % 2 == 0 ? 16 : 300;
	people.seats = people.size_max = _i < 2 ? 8 : 20;
	const struct grouping_input *input = grouping_people_make(&people, 5, &arena);
	for (enum cpu_path path = CPU_SCALAR; path < CPU_PATH_COUNT; path++) {
		struct grouping_options options = { .path = &path };

		if (!cpu_has(path))
			continue;
		ck_assert_int_eq(grouping_form(input, &options, &arena, &plan, NULL), OK);
		if (path == CPU_SCALAR)
			scalar = plan;
		assert_same_plan(&scalar, &plan);
	}
}
END_TEST

/* The figures of one plan, as gcc -O2 made them: every compiler and level makes the
 * same. */
START_TEST(test_same_plan_on_every_machine)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(300);
	struct grouping_plan plan;
	uint64_t mixed = 0;

	people.effort = 50000;
	const struct grouping_input *input = grouping_people_make(&people, 3, &arena);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	for (uint32_t g = 0; g < plan.groups_count; g++)
		for (uint32_t i = 0; i < plan.groups[g].size; i++)
			mixed = mixed * 31 + plan.groups[g].members[i] + g;
	ck_assert_uint_eq(mixed, UINT64_C(18363459713854134893));
	ck_assert_uint_eq(plan.digest, UINT64_C(12466180837743380734));
}
END_TEST

struct watch {
	atomic_bool stop;
	struct grouping_progress last;
	uint64_t stop_at;
};

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	struct watch *watch = arg;

	ck_assert_uint_ge(progress->moves, watch->last.moves);
	if (progress->moves > 0 && progress->left_out == watch->last.left_out)
		ck_assert_int_le(progress->cost, watch->last.cost);
	watch->last = *progress;
	if (progress->moves >= watch->stop_at)
		atomic_store(&watch->stop, true);
}

/* The cost that the search keeps up move by move is the cost of the plan. While it is hot
 * it goes up and down: the best is what is told, and what comes out. */
START_TEST(test_stop_keeps_the_best_and_its_cost)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(200);
	struct watch watch = { .stop_at = 1500000 };
	struct grouping_options options = { .stop = &watch.stop,
		.progress = on_progress,
		.arg = &watch };
	struct grouping_plan plan;

	people.effort = GROUPING_EFFORT_MAX;
	people.wishes = 300;
	people.sites = _i % 2 == 0 ? 16 : 600; /* codes of one byte, and of two */
	const struct grouping_input *input = grouping_people_make(&people, (uint64_t)_i,
	    &arena);
	ck_assert_int_eq(grouping_form(input, &options, &arena, &plan, NULL), OK);
	check_plan(input, &plan);
	ck_assert(plan.truncated);
	ck_assert_uint_eq(plan.moves, watch.last.moves);
	ck_assert_int_eq(plan.cost, watch.last.cost);
	ck_assert_int_eq(plan.bound, watch.last.bound);
	ck_assert_int_eq(plan.gap_ppm, watch.last.gap_ppm);
	ck_assert_uint_eq(plan.left_count, watch.last.left_out);
}
END_TEST

static void
stop_with_half(const struct grouping_progress *progress, void *arg)
{
	struct watch *watch = arg;

	if (progress->left_out <= watch->stop_at)
		atomic_store(&watch->stop, true);
}

/* The first tables of so many people take long enough to be ended, too. */
START_TEST(test_a_stop_ends_the_start)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(40000);
	struct watch watch = { .stop_at = 36000 };
	struct grouping_options options = { .stop = &watch.stop,
		.progress = stop_with_half,
		.arg = &watch };
	struct grouping_plan plan;
	struct err err = { OK, "" };
	const struct grouping_input *input = grouping_people_make(&people, 1, &arena);

	ck_assert_int_eq(grouping_form(input, &options, &arena, &plan, NULL), OK);
	ck_assert_msg(grouping_check_plan(input, &plan, &err) == OK, "%s", err.text);
	ck_assert(plan.truncated);
	ck_assert_uint_eq(plan.moves, 0);
	ck_assert_uint_gt(plan.groups_count, 100);
	ck_assert_uint_gt(plan.left_count, 1000);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping");

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, test_random_problems_give_lawful_plans, 0, 20);
	tcase_add_loop_test(tests, test_a_usual_round_seats_everybody, 0, 5);
	tcase_add_test(tests, test_same_input_same_plan);
	tcase_add_loop_test(tests, test_same_plan_on_every_path, 0, 4);
	tcase_add_test(tests, test_same_plan_on_every_machine);
	tcase_add_loop_test(tests, test_stop_keeps_the_best_and_its_cost, 0, 5);
	tcase_add_test(tests, test_a_stop_ends_the_start);
	return run_tests("grouping", tests);
}
