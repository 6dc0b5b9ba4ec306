/* How long pairs of mentees and mentors take, and whether their proof holds: a line of
 * JSON. Few different scores are many ties, which are hardest.
 * pairing_bench PEOPLE SCORES SEED */
#include "pairing.h"

#include "dice.h"
#include "measure.h"

#include <inttypes.h>
#include <stdio.h>

static struct pairing_input
made(uint32_t people, uint32_t scores, uint64_t seed, struct arena *arena)
{
	int32_t *score = ARENA_NEW(arena, int32_t, (size_t)people * people + 1);
	uint32_t *capacity = ARENA_NEW(arena, uint32_t, people + 1);
	struct dice dice;

	dice_init(&dice, seed, 0);
	for (size_t k = 0; k < (size_t)people * people; k++)
		score[k] = (int32_t)dice_below(&dice, scores);
	for (uint32_t mentor = 0; mentor < people; mentor++)
		capacity[mentor] = 1;
	return (struct pairing_input){ people, people, score, capacity };
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct pairing_plan plan;
	struct err err;

	if (argc != 4) {
		fprintf(stderr, "usage: pairing_bench PEOPLE SCORES SEED\n");
		return EXIT_FAILURE;
	}
	uint64_t seed = strtoull(argv[3], NULL, 10);
	struct pairing_input input = made((uint32_t)strtoul(argv[1], NULL, 10),
	    (uint32_t)strtoul(argv[2], NULL, 10), seed, &arena);
	double start = measure_cpu_seconds();

	if (pairing_plan_make(&input, &arena, &plan, &err) != OK) {
		fprintf(stderr, "pairing_bench: %s\n", err.text);
		return EXIT_FAILURE;
	}
	double seconds = measure_cpu_seconds() - start;
	bool is_proved = pairing_check(&input, &plan, &err) == OK;

	printf("{\"pairs\":%u,\"score\":%" PRId64 ",\"unproved\":%d,\"seed\":%" PRIu64
	       ",\"seconds\":%.3f}\n",
	    plan.pairs_count, plan.score, !is_proved, seed, seconds);
	return EXIT_SUCCESS;
}
