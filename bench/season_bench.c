/* How many repeats a season's plan leaves, and after how long: a line of JSON for each
 * case and seed.
 * season_bench [GROUPS-SIZE-ROUNDS[/MOVES[/METHOD]] ...]
 * season_bench PEOPLE:MIN..MAX-ROUNDS[/MOVES[/METHOD]] ... */
#include "season_plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct golfers {
	uint32_t people, size_min, size_max, rounds;
	uint64_t effort; /* 0: the usual one */
	enum season_plan_method method;
};

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int
measure(const char *name, const struct golfers *golfers, uint64_t seed)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct season_plan_input input = { .round = season_plan_people(golfers->people,
					       golfers->size_min, golfers->size_max, seed,
					       &arena),
		.rounds_count = golfers->rounds,
		.method = golfers->method,
		.met_weight = 60,
		.effort = golfers->effort };
	struct season_plan plan;
	struct err err;

	if (input.effort == 0)
		input.effort = season_plan_effort(&input);
	double start = cpu_seconds();

	if (season_plan_make(&input, NULL, &arena, &plan, &err) != OK) {
		fprintf(stderr, "season_bench: %s\n", err.text);
		return EXIT_FAILURE;
	}
	printf("{\"case\":\"%.*s\",\"method\":\"%s\",\"seed\":%" PRIu64
	       ",\"repeats\":%" PRIu64 ",\"rounds_clean\":%u,\"moves\":%" PRIu64
	       ",\"seconds\":%.3f}\n",
	    (int)strcspn(name, "/"), name, season_plan_method_name(plan.method), seed,
	    plan.repeats, plan.rounds_clean, plan.moves, cpu_seconds() - start);
	fflush(stdout);
	return EXIT_SUCCESS;
}

static bool
parse(const char *text, struct golfers *ret_golfers)
{
	char method[16] = "joint";
	uint32_t groups = 0;
	int fields = sscanf(text, "%u-%u-%u/%" SCNu64 "/%15s", &groups,
	    &ret_golfers->size_min, &ret_golfers->rounds, &ret_golfers->effort, method);

	ret_golfers->people = groups * ret_golfers->size_min;
	ret_golfers->size_max = ret_golfers->size_min;
	if (fields < 3)
		fields = sscanf(text, "%u:%u..%u-%u/%" SCNu64 "/%15s",
			     &ret_golfers->people, &ret_golfers->size_min,
			     &ret_golfers->size_max, &ret_golfers->rounds,
			     &ret_golfers->effort, method) -
		    1;
	for (enum season_plan_method m = 0; m < SEASON_PLAN_METHOD_COUNT; m++) {
		if (strcmp(method, season_plan_method_name(m)) == 0) {
			ret_golfers->method = m;
			return fields >= 3;
		}
	}
	return false;
}

int
main(int argc, char **argv)
{
	static const char *const usual[] = { "5-3-7", "6-3-7", "6-3-8", "7-4-7", "6-4-6",
		"8-4-8/0/automatic", "8-4-9/0/automatic", "20-7-12" };
	const char *const *wanted = argc > 1 ? (const char *const *)(argv + 1) : usual;
	int count = argc > 1 ? argc - 1 : (int)COUNT_OF(usual), result = EXIT_SUCCESS;

	for (int i = 0; i < count; i++) {
		for (uint64_t seed = 1; seed <= 3; seed++) {
			struct golfers golfers = { .effort = 0 };

			if (!parse(wanted[i], &golfers)) {
				fprintf(stderr, "season_bench: not %s\n", wanted[i]);
				return EXIT_FAILURE;
			}
			if (measure(wanted[i], &golfers, seed) != EXIT_SUCCESS)
				result = EXIT_FAILURE;
		}
	}
	return result;
}
