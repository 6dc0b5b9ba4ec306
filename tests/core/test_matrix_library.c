/* The public library's small files against every possible grouping. They are beside a
 * checkout, not in it: BENCHMARK_DIR, or ../shared/benchmark from the source's folder. */
#include "matrix.h"

#include "matrix_file.h"
#include "matrix_made.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

static bool
read_file(const char *name, struct text *file)
{
	const char *folder = getenv("BENCHMARK_DIR");
	char path[4096], bytes[4096];
	size_t length;

	(void)snprintf(path, sizeof(path), "%s/mdgplib/%s",
	    folder != NULL ? folder : SOURCE_DIR "/../shared/benchmark", name);
	FILE *stream = fopen(path, "r");

	if (stream == NULL)
		return false;
	while ((length = fread(bytes, 1, sizeof(bytes), stream)) > 0)
		text_add_bytes(file, bytes, length);
	(void)fclose(stream);
	return true;
}

static void
solve(const char *name, const struct text *file)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix;
	struct matrix_plan plan;
	struct err err;

	ck_assert_msg(matrix_file_parse(name, file->data, file->length, &arena, &matrix,
			  &err) == OK,
	    "%s", err.text);
	struct matrix_input input = { &matrix, 1, 5000000, cpu_best() };

	matrix_form(&input, NULL, &arena, &plan);
	ck_assert_msg(plan.objective == matrix_made_best(&matrix), "%s: %lld", name,
	    (long long)plan.objective);
}

/* All of one number of elements and one type: families and numbers. */
static void
solve_all(int n, const char *type)
{
	static const char *const families[] = { "Geo", "RanInt", "RanReal" };
	uint32_t solved = 0;

	for (size_t f = 0; f < COUNT_OF(families); f++) {
		for (int i = 1; i <= 10; i++) {
			CLEANUP(text_done) struct text file = { 0 };
			char name[64];

			(void)snprintf(name, sizeof(name), "%s_n%03d_%s_%02d.txt",
			    families[f], n, type, i);
			if (!read_file(name, &file))
				continue;
			solve(name, &file);
			solved++;
		}
	}
	if (solved == 0)
		printf("# skipped: no library in ../shared/benchmark (BENCHMARK_DIR)\n");
	else
		printf("# %u files of n=%d %s equal to exhaustive search\n", solved, n,
		    type);
	fflush(stdout);
}

START_TEST(test_ten_elements)
{
	solve_all(10, "ss");
	solve_all(10, "ds");
}
END_TEST

START_TEST(test_twelve_elements)
{
	solve_all(12, "ss");
	solve_all(12, "ds");
}
END_TEST

/* Found by another program's exhaustive search. */
START_TEST(test_known_optima)
{
	static const struct {
		const char *name;
		int64_t best;
	} known[] = {
		{ "Geo_n010_ss_01.txt", 3660671 },
		{ "RanInt_n010_ds_01.txt", 1325000 },
		{ "RanReal_n012_ss_01.txt", 956430 },
		{ "Geo_n012_ss_01.txt", 716463 },
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		CLEANUP(text_done) struct text file = { 0 };
		struct matrix matrix;
		struct matrix_plan plan;
		struct err err;

		if (!read_file(known[i].name, &file))
			continue;
		ck_assert_int_eq(matrix_file_parse(known[i].name, file.data, file.length,
				     &arena, &matrix, &err),
		    OK);
		struct matrix_input input = { &matrix, 1, 5000000, cpu_best() };

		matrix_form(&input, NULL, &arena, &plan);
		ck_assert_int_eq(plan.objective, known[i].best);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("matrix_library");
	TCase *slow = slow_tests("matrix_library_slow", 120);

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, test_ten_elements);
	tcase_add_test(tests, test_known_optima);
	tcase_add_test(slow, test_twelve_elements);
	return run_cases("matrix_library", (TCase *[]){ tests, slow }, 2);
}
