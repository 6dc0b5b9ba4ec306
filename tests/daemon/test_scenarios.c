/* Every *.scenario of this folder is a test; each has a title in its first line. */
#include "play.h"
#include "run.h"

#include <glob.h>
#include <stdio.h>

static glob_t found;

static void
setup(void)
{
	live_setup();
}

static void
teardown(void)
{
	play_end();
	live_teardown();
}

START_TEST(test_scenario)
{
	play_file(found.gl_pathv[_i]);
}
END_TEST

/* CONVENE_SCENARIO names one of them, for whoever writes it. */
int
main(void)
{
	char pattern[500];
	const char *one = getenv("CONVENE_SCENARIO");
	TCase *tests = tcase_create("scenarios");

	(void)snprintf(pattern, sizeof pattern, SOURCE_DIR "/tests/daemon/%s.scenario",
	    one != NULL ? one : "*");
	if (glob(pattern, 0, NULL, &found) != 0) {
		(void)fprintf(stderr, "no scenario is %s\n", pattern);
		return EXIT_FAILURE;
	}
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, test_scenario, 0, (int)found.gl_pathc);
	int failed = run_tests("scenarios", tests);

	globfree(&found);
	return failed;
}
