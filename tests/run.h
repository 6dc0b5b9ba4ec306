/* run.h - the main() of every test program: TAP on standard output. */
#ifndef CONVENE_RUN_H
#define CONVENE_RUN_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

/* Then resident memory tells nothing. gcc has macros for it, clang features. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZER_KEEPS_FREED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZER_KEEPS_FREED true
#endif
#endif
#ifndef SANITIZER_KEEPS_FREED
#define SANITIZER_KEEPS_FREED false
#endif

static inline int
run_cases(const char *name, TCase *const *cases, size_t count)
{
	Suite *suite = suite_create(name);
	SRunner *runner = srunner_create(suite);

	for (size_t i = 0; i < count; i++)
		suite_add_tcase(suite, cases[i]);
	srunner_set_tap(runner, "-");
	srunner_run_all(runner, CK_SILENT);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Tests that take seconds. tools/check runs them once, and leaves them out where it
 * repeats the suites under tools that slow them many times (CK_EXCLUDE_TAGS=slow). */
static inline TCase *
slow_tests(const char *name, double seconds_max)
{
	TCase *tests = tcase_create(name);

	tcase_set_tags(tests, "slow");
	tcase_set_timeout(tests, seconds_max);
	return tests;
}

static inline int
run_tests(const char *name, TCase *tests)
{
	return run_cases(name, &tests, 1);
}
#endif
