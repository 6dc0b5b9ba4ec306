#include "matrix.h"

#include "matrix_check.h"
#include "matrix_made.h"
#include "run.h"

#include <string.h>

static struct matrix_plan
form(const struct matrix *matrix, uint64_t seed, uint64_t effort, enum cpu_path path,
    struct arena *arena)
{
	struct matrix_input input = { matrix, seed, effort, path };
	struct matrix_plan plan;

	matrix_form(&input, NULL, arena, &plan);
	return plan;
}

static const struct matrix_made shapes[] = {
	{ 60, 5, 12, 12, 100000 },
	{ 90, 5, 12, 25, 100000 }, /* over one block */
	{ 40, 20, 1, 3, 100000 },
	{ 31, 2, 3, 28, 1000 },
	{ 24, 24, 1, 1, 500 },
	{ 70, 3, 0, 70, 90000 }, /* groups may be empty */
	{ 50, 5, 10, 10, 0 },    /* all alike */
	{ 50, 5, 5, 15, 3 },     /* ties */
	{ 80, 4, 20, 20, 26000000 },
};

/* Effort enough for the pilot, the cooling and several restarts. */
START_TEST(test_paths_give_equal_bytes)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[_i], (uint64_t)_i, &arena);
	struct matrix_plan plain = form(&matrix, 5, 4000000, CPU_SCALAR, &arena);

	for (enum cpu_path path = CPU_SCALAR + 1; path < CPU_PATH_COUNT; path++) {
		if (!cpu_has(path))
			continue;
		struct matrix_plan plan = form(&matrix, 5, 4000000, path, &arena);

		ck_assert_int_eq(plan.objective, plain.objective);
		ck_assert_uint_eq(plan.evaluations, plain.evaluations);
		ck_assert_uint_eq(plan.run, plain.run);
		ck_assert_mem_eq(plan.group_of, plain.group_of,
		    matrix.count * sizeof(*plain.group_of));
	}
}
END_TEST

START_TEST(test_worth_what_the_check_says)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text file = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[_i], (uint64_t)_i, &arena);
	struct err err;

	matrix_made_write(&shapes[_i], (uint64_t)_i, &file);
	for (uint64_t effort = 0; effort < 1000000; effort = effort * 10 + 1) {
		struct matrix_plan plan = form(&matrix, 1, effort, cpu_best(), &arena);
		int64_t objective = -1;
		enum status status = matrix_check(file.data, plan.group_of, matrix.count,
		    &objective, &err);

		ck_assert_msg(status == OK, "%s", err.text);
		ck_assert_int_eq(objective, plan.objective);
		ck_assert(!plan.is_truncated);
	}
}
END_TEST

/* No swap and no insertion makes it better, however short the effort. */
START_TEST(test_ends_at_a_local_optimum)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text file = { 0 };
	struct matrix_made made = { 30, 4, 6, 9, 50000 };
	struct matrix matrix = matrix_made_read(&made, 3, &arena);
	struct matrix_plan plan = form(&matrix, 7, (uint64_t)_i * 100000, cpu_best(),
	    &arena);
	struct err err;
	int64_t other;

	matrix_made_write(&made, 3, &file);
	for (uint32_t i = 0; i < 30; i++) {
		uint32_t group = plan.group_of[i];

		for (uint32_t j = 0; j < i; j++) {
			plan.group_of[i] = plan.group_of[j];
			plan.group_of[j] = group;
			ck_assert_int_eq(matrix_check(file.data, plan.group_of, 30,
					     &other, &err),
			    OK);
			ck_assert_int_le(other, plan.objective);
			plan.group_of[j] = plan.group_of[i];
		}
		for (uint32_t g = 0; g < 4; g++) {
			plan.group_of[i] = g;
			if (matrix_check(file.data, plan.group_of, 30, &other, &err) ==
			    OK)
				ck_assert_int_le(other, plan.objective);
		}
		plan.group_of[i] = group;
	}
}
END_TEST

START_TEST(test_as_good_as_trying_everything)
{
	static const struct matrix_made small[] = {
		{ 9, 3, 3, 3, 100000 },
		{ 9, 2, 2, 7, 100000 },
		{ 10, 4, 1, 4, 100000 },
		{ 8, 8, 0, 8, 100000 },
		{ 7, 3, 2, 3, 2 },
	};
	for (uint64_t seed = 0; seed < 10; seed++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct matrix matrix = matrix_made_read(&small[_i], seed, &arena);
		struct matrix_plan plan = form(&matrix, seed, 4000000, cpu_best(),
		    &arena);

		ck_assert_int_eq(plan.objective, matrix_made_best(&matrix));
	}
}
END_TEST

/* Runs in any order, each in an arena of its own, are what matrix_form() makes. */
START_TEST(test_runs_are_independent)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[0], 8, &arena);
	struct matrix_input input = { &matrix, 3, 400000000, cpu_best() };
	uint32_t runs = matrix_runs(&input);
	struct matrix_plan best = { .objective = -1 }, plan, whole;
	uint64_t evaluations = 0;

	ck_assert_uint_gt(runs, 2);
	input.effort = 400000 * (uint64_t)runs;
	runs = matrix_runs(&input);
	for (uint32_t run = runs; run-- > 0; evaluations += plan.evaluations) {
		matrix_run(&input, NULL, run, &arena, &plan);
		ck_assert_uint_eq(plan.run, run);
		if (best.objective < 0 || matrix_is_better(&plan, &best))
			best = plan;
	}
	matrix_form(&input, NULL, &arena, &whole);
	ck_assert_int_eq(whole.objective, best.objective);
	ck_assert_uint_eq(whole.run, best.run);
	ck_assert_uint_eq(whole.evaluations, evaluations);
	ck_assert_mem_eq(whole.group_of, best.group_of, sizeof(*best.group_of) * 60);
}
END_TEST

START_TEST(test_the_earlier_of_equal_runs_wins)
{
	struct matrix_plan a = { .objective = 5, .run = 1 };
	struct matrix_plan b = { .objective = 5, .run = 2 };
	struct matrix_plan c = { .objective = 6, .run = 3 };

	ck_assert(matrix_is_better(&a, &b) && !matrix_is_better(&b, &a));
	ck_assert(matrix_is_better(&c, &a) && !matrix_is_better(&a, &c));
	ck_assert(!matrix_is_better(&a, &a));
}
END_TEST

struct watch {
	uint32_t calls;
	uint64_t evaluations;
	atomic_bool stop;
};

static void
on_progress(const struct matrix_progress *progress, void *arg)
{
	struct watch *watch = arg;

	ck_assert_uint_gt(progress->evaluations, watch->evaluations);
	ck_assert_uint_le(progress->evaluations, progress->effort * 2);
	ck_assert_int_ge(progress->objective, 0);
	watch->evaluations = progress->evaluations;
	if (++watch->calls == 2)
		atomic_store(&watch->stop, true);
}

/* Far less than was asked for, and told so. */
START_TEST(test_stop_truncates)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[0], 1, &arena);
	struct matrix_input input = { &matrix, 3, MATRIX_EFFORT_MAX, cpu_best() };
	struct watch watch = { 0 };
	struct matrix_options options = { &watch.stop, on_progress, &watch };
	struct matrix_plan plan;

	matrix_form(&input, &options, &arena, &plan);
	ck_assert(plan.is_truncated);
	ck_assert_uint_eq(watch.calls, 2);
	ck_assert_uint_lt(plan.evaluations, MATRIX_EFFORT_MAX / 1000);
	ck_assert_int_ge(plan.objective,
	    form(&matrix, 3, 0, cpu_best(), &arena).objective * 9 / 10);
}
END_TEST

START_TEST(test_one_element)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix_made one = { 1, 1, 1, 1, 0 }, all = { 20, 1, 0, 20, 1000 };
	struct matrix matrix = matrix_made_read(&one, 0, &arena);
	struct matrix_plan plan = form(&matrix, 0, 1000000000000, cpu_best(), &arena);

	ck_assert_int_eq(plan.objective, 0);
	ck_assert_uint_eq(plan.group_of[0], 0);
	matrix = matrix_made_read(&all, 0, &arena);
	ck_assert_int_gt(form(&matrix, 0, 1000000000000, cpu_best(), &arena).objective,
	    0);
}
END_TEST

/* The same with every compiler and every optimisation: FNV-1a over the groups. */
START_TEST(test_same_plan_everywhere)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix_made made = { 100, 7, 11, 17, 100000 };
	struct matrix matrix = matrix_made_read(&made, 42, &arena);
	struct matrix_plan plan = form(&matrix, 42, 20000000, cpu_best(), &arena);
	uint64_t digest = UINT64_C(0xcbf29ce484222325);

	for (uint32_t i = 0; i < matrix.count; i++)
		digest = (digest ^ plan.group_of[i]) * UINT64_C(0x100000001b3);
	ck_assert_int_eq(plan.objective, INT64_C(46413913));
	ck_assert_uint_eq(digest, UINT64_C(1395056843576516371));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("matrix");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_paths_give_equal_bytes, 0, COUNT_OF(shapes));
	tcase_add_loop_test(tests, test_worth_what_the_check_says, 0, COUNT_OF(shapes));
	tcase_add_loop_test(tests, test_ends_at_a_local_optimum, 0, 3);
	tcase_add_loop_test(tests, test_as_good_as_trying_everything, 0, 5);
	tcase_add_test(tests, test_runs_are_independent);
	tcase_add_test(tests, test_the_earlier_of_equal_runs_wins);
	tcase_add_test(tests, test_stop_truncates);
	tcase_add_test(tests, test_one_element);
	tcase_add_test(tests, test_same_plan_everywhere);
	return run_tests("matrix", tests);
}
