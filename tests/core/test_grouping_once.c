#include "grouping_once.h"

#include "grouping_people.h"
#include "run.h"

#include <string.h>

/* People of one region and a short effort: forming is one search, and a bound. */
START_TEST(test_a_run_of_one_region_is_one_search)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(140);
	struct grouping_plan formed, once;

	people.effort = 50000;
	const struct grouping_input *input = grouping_people_make(&people, (uint64_t)_i,
	    &arena);

	ck_assert_int_eq(grouping_form(input, NULL, &arena, &formed, NULL), OK);
	once = grouping_once(input, NULL, 0, &arena);
	ck_assert_int_eq(once.cost, formed.cost);
	ck_assert_uint_eq(once.moves, formed.moves);
	ck_assert_uint_eq(once.left_count, formed.left_count);
	ck_assert_uint_eq(once.groups_count, formed.groups_count);
	for (uint32_t g = 0; g < once.groups_count; g++) {
		const struct grouping_group *a = &once.groups[g], *b = &formed.groups[g];

		ck_assert_uint_eq(a->size, b->size);
		ck_assert_mem_eq(a->members, b->members, a->size * sizeof *a->members);
		ck_assert_mem_eq(a->costs, b->costs, sizeof a->costs);
	}
	ck_assert_int_eq(once.bound, 0);
	ck_assert(!once.is_proved);
	ck_assert_int_gt(formed.bound, 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_once");

	tcase_add_loop_test(tests, test_a_run_of_one_region_is_one_search, 0, 3);
	return run_tests("grouping_once", tests);
}
