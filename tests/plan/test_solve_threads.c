/* However many threads search, the plan is the same. */
#include "crew.h"
#include "grouping_archive.h"
#include "grouping_people.h"
#include "run.h"
#include "solve.h"
#include "solve_matrix.h"

#include <string.h>

#define JOBS 100

struct count {
	atomic_uint begun[JOBS];
	atomic_bool stop;
	bool stops;
};

static void
count_job(void *arg, uint32_t seat, uint32_t job)
{
	struct count *count = arg;

	ck_assert_uint_lt(seat, 8);
	atomic_fetch_add(&count->begun[job], 1);
	if (count->stops)
		atomic_store(&count->stop, true);
}

START_TEST(test_each_job_is_done_once)
{
	struct count count = { .stops = false };

	crew_work(8, JOBS, &count.stop, count_job, &count);
	for (size_t i = 0; i < JOBS; i++)
		ck_assert_uint_eq(atomic_load(&count.begun[i]), 1);
}
END_TEST

START_TEST(test_a_stop_leaves_the_rest)
{
	struct count count = { .stops = true, .stop = true };
	unsigned begun = 0;

	crew_work(8, JOBS, &count.stop, count_job, &count);
	ck_assert_uint_eq(atomic_load(&count.begun[0]), 1);
	for (size_t i = 0; i < JOBS; i++)
		begun += atomic_load(&count.begun[i]);
	ck_assert_uint_eq(begun, 1);
}
END_TEST

static void
plan_people(const struct grouping_people *people, uint32_t threads, struct text *archive)
{
	CLEANUP(arena_done) struct arena arena = { 0 }, plan_arena = { 0 };
	struct grouping_input *input = grouping_people_make(people, 3, &arena);
	const struct solve_order order = { .seed = 5,
		.effort = people->effort,
		.has_effort = true,
		.threads = threads };
	struct solve_result result;
	struct err err;

	ck_assert_int_eq(solve_grouping(input, &order, &plan_arena, &result, &err), OK);
	ck_assert(!result.plan.truncated);
	grouping_archive_plan(&result.plan, archive);
}

static void
compare_threads(struct grouping_people people, uint64_t effort)
{
	CLEANUP(text_done) struct text one = { 0 };

	people.effort = effort;
	plan_people(&people, 1, &one);
	for (uint32_t threads = 2; threads <= 5; threads++) {
		CLEANUP(text_done) struct text many = { 0 };

		plan_people(&people, threads, &many);
		ck_assert_str_eq(text_string(&one), text_string(&many));
	}
}

/* Six runs of one region. */
START_TEST(test_people_sit_the_same)
{
	compare_threads(grouping_people_usual(60), 1500000);
}
END_TEST

/* One run of four regions, and two. */
START_TEST(test_regions_sit_the_same)
{
	compare_threads(grouping_people_regions(400, 4), 600000);
	compare_threads(grouping_people_regions(100, 4), 900000);
}
END_TEST

/* 24 elements with made-up distances. */
static void
fill(int32_t *distances, uint32_t count, uint32_t stride)
{
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < i; j++) {
			int32_t d = (int32_t)((i * 7919 + j * 104729) % 1000);

			distances[i * stride + j] = d;
			distances[j * stride + i] = d;
		}
}

static void
plan_matrix(uint32_t threads, uint32_t ret_groups[static 24], int64_t *ret_objective)
{
	static const uint32_t sizes[] = { 6, 6, 6, 6 };
	_Alignas(64) static int32_t distances[32 * 32];
	CLEANUP(arena_done) struct arena arena = { 0 };
	const struct matrix matrix = { .count = 24,
		.groups_count = 4,
		.stride = 32,
		.distances = distances,
		.size_min = sizes,
		.size_max = sizes };
	const struct solve_order order = { .seed = 5,
		.effort = 40000000,
		.has_effort = true,
		.threads = threads };
	struct solve_matrix_result result;
	struct err err;

	fill(distances, 24, 32);
	ck_assert_int_eq(solve_matrix(&matrix, &order, &arena, &result, &err), OK);
	memcpy(ret_groups, result.plan.group_of, 24 * sizeof(uint32_t));
	*ret_objective = result.plan.objective;
}

START_TEST(test_elements_are_grouped_the_same)
{
	uint32_t one[24], many[24];
	int64_t objective, other;

	plan_matrix(1, one, &objective);
	for (uint32_t threads = 2; threads <= 4; threads++) {
		plan_matrix(threads, many, &other);
		ck_assert_int_eq(other, objective);
		ck_assert_mem_eq(one, many, sizeof one);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("threads");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, test_each_job_is_done_once);
	tcase_add_test(tests, test_a_stop_leaves_the_rest);
	tcase_add_test(tests, test_people_sit_the_same);
	tcase_add_test(tests, test_regions_sit_the_same);
	tcase_add_test(tests, test_elements_are_grouped_the_same);
	return run_tests("plan/solve_threads", tests);
}
