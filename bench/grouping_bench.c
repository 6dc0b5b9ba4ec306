/* How good and how fast the grouping engine is: a line of JSON for each number of people.
 * grouping_bench [PEOPLE[/MOVES] ...] */
#include "grouping.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "grouping_reason.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long
peak_kilobytes(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static int
measure(uint32_t count, const char *effort, uint64_t seed)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(count);
	struct grouping_plan plan;
	struct err err;
	uint32_t reasons[GROUPING_LEFT_REASON_COUNT] = { 0 };

	if (*effort == '/')
		people.effort = strtoull(effort + 1, NULL, 10);
	const struct grouping_input *input = grouping_people_make(&people, seed, &arena);
	double start = cpu_seconds();
	enum status status = grouping_form(input, NULL, &arena, &plan, &err);
	double seconds = cpu_seconds() - start;
	long peak = peak_kilobytes();

	if (status == OK)
		status = grouping_check_plan(input, &plan, &err);
	if (status != OK) {
		fprintf(stderr, "%u people, seed %" PRIu64 ": %s\n", count, seed,
		    err.text);
		return EXIT_FAILURE;
	}
	printf("{\"people\":%u,\"seed\":%" PRIu64 ",\"moves\":%" PRIu64
	       ",\"seconds\":%.3f,\"groups\":%u,\"left_out\":%u,\"cost\":%" PRId64
	       ",\"bound\":%" PRId64 ",\"gap\":%.4f,\"peak_kb\":%ld",
	    count, seed, plan.moves, seconds, plan.groups_count, plan.left_count,
	    plan.cost, plan.bound, (double)plan.gap_ppm / 1e6, peak);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		printf(",\"term%d\":[%" PRId64 ",%" PRId64 "]", term, plan.costs[term],
		    plan.bounds[term]);
	for (uint32_t i = 0; i < plan.left_count; i++)
		reasons[plan.left[i].reason]++;
	for (enum grouping_left_reason r = 0; r < GROUPING_LEFT_REASON_COUNT; r++)
		if (reasons[r] > 0)
			printf(",\"%s\":%u", grouping_reason_name(r), reasons[r]);
	printf("}\n");
	fflush(stdout);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	static const char *const usual[] = { "140", "700", "3000", "25000" };
	const char *const *wanted = argc > 1 ? (const char *const *)(argv + 1) : usual;
	int count = argc > 1 ? argc - 1 : (int)COUNT_OF(usual), result = EXIT_SUCCESS;

	for (int i = 0; i < count; i++) {
		for (uint64_t seed = 1; seed <= 3; seed++) {
			char *effort;
			uint32_t people = (uint32_t)strtoul(wanted[i], &effort, 10);

			if (measure(people, effort, seed) != EXIT_SUCCESS)
				result = EXIT_FAILURE;
		}
	}
	return result;
}
