/* How many rounds random visits take beyond the most that anyone has, which is to be none:
 * a line of JSON for each case.
 * rotation_bench TEAMS TABLES PERCENT SEED */
#include "rotation.h"

#include "dice.h"
#include "measure.h"

#include <inttypes.h>
#include <stdio.h>

static struct rotation_input
made(uint32_t teams, uint32_t tables, uint32_t percent, uint64_t seed, struct arena *arena)
{
	struct rotation_visit *visits =
	    ARENA_NEW(arena, struct rotation_visit, (size_t)teams * tables + 1);
	struct dice dice;
	uint32_t count = 0;

	dice_init(&dice, seed, 0);
	for (uint32_t team = 0; team < teams; team++)
		for (uint32_t table = 0; table < tables; table++)
			if (dice_below(&dice, 100) < percent)
				visits[count++] = (struct rotation_visit){ team, table };
	return (struct rotation_input){ teams, tables, count, visits, 0 };
}

static uint32_t
largest_degree(const struct rotation_input *input)
{
	uint32_t places = input->teams_count + input->tables_count, most = 0;
	CLEANUP(free_ptr) uint32_t *degrees = alloc_zero(places + 1, sizeof(*degrees));

	for (uint32_t visit = 0; visit < input->visits_count; visit++) {
		degrees[input->visits[visit].team]++;
		degrees[input->teams_count + input->visits[visit].table]++;
	}
	for (uint32_t place = 0; place < places; place++)
		most = degrees[place] > most ? degrees[place] : most;
	return most;
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct rotation_plan plan;
	struct err err;

	if (argc != 5) {
		fprintf(stderr, "usage: rotation_bench TEAMS TABLES PERCENT SEED\n");
		return EXIT_FAILURE;
	}
	uint64_t seed = strtoull(argv[4], NULL, 10);
	struct rotation_input input = made((uint32_t)strtoul(argv[1], NULL, 10),
	    (uint32_t)strtoul(argv[2], NULL, 10), (uint32_t)strtoul(argv[3], NULL, 10), seed,
	    &arena);
	double start = measure_cpu_seconds();

	if (rotation_plan_make(&input, &arena, &plan, &err) != OK) {
		fprintf(stderr, "rotation_bench: %s\n", err.text);
		return EXIT_FAILURE;
	}
	double seconds = measure_cpu_seconds() - start;

	if (rotation_check(&input, &plan, &err) != OK) {
		fprintf(stderr, "rotation_bench: %s\n", err.text);
		return EXIT_FAILURE;
	}
	printf("{\"visits\":%u,\"rounds\":%u,\"beyond\":%u,\"seed\":%" PRIu64
	       ",\"seconds\":%.3f}\n",
	    input.visits_count, plan.rounds_count, plan.rounds_count - largest_degree(&input),
	    seed, seconds);
	return EXIT_SUCCESS;
}
