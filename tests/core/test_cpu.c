#include "cpu.h"

#include "base.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

START_TEST(test_the_best_is_had)
{
	ck_assert(cpu_has(CPU_SCALAR));
	ck_assert(cpu_has(cpu_best()));
	for (enum cpu_path path = cpu_best() + 1; path < CPU_PATH_COUNT; path++)
		ck_assert(!cpu_has(path));
	printf("# best: %s\n", cpu_path_name(cpu_best()));
	fflush(stdout);
}
END_TEST

/* What the processor says of itself is seen by Linux too. */
START_TEST(test_agrees_with_proc_cpuinfo)
{
	CLEANUP(free_ptr) char *line = NULL;
	size_t size = 0;
	FILE *file = fopen("/proc/cpuinfo", "r");
	bool avx2 = false, avx512 = false;

	if (file == NULL)
		return;
	while (getline(&line, &size, file) > 0) {
		avx2 |= strstr(line, " avx2 ") != NULL;
		avx512 |= strstr(line, " avx512vl ") != NULL;
	}
	(void)fclose(file);
	if (cpu_has(CPU_AVX2))
		ck_assert(avx2);
	if (cpu_has(CPU_AVX512))
		ck_assert(avx512);
#ifdef HAVE_AVX512
	ck_assert_int_eq(cpu_has(CPU_AVX512), avx512);
#endif
}
END_TEST

START_TEST(test_names)
{
	ck_assert_str_eq(cpu_path_name(CPU_SCALAR), "scalar");
	ck_assert_str_eq(cpu_path_name(CPU_AVX512), "avx512");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("cpu");
	TCase *native = slow_tests("cpu, not valgrind's", 4);

	tcase_add_test(tests, test_the_best_is_had);
	tcase_add_test(tests, test_names);
	tcase_add_test(native, test_agrees_with_proc_cpuinfo);
	return run_cases("cpu", (TCase *[]){ tests, native }, 2);
}
