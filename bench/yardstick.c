/* The fixed yardstick: plain multi-start exchange, so that a claim has something beside it
 * that anybody would write. Random start, then swaps (and moves, where sizes allow), the
 * first that is better, until there is none; again until the time is over.
 *
 * yardstick [--seed S] FILE CPU_SECONDS
 *
 * Scalar; the same structures as the search has: rows of distances in thousandths and
 * each element's sum to each group. */
#include "dice.h"
#include "instance.h"
#include "matrix_check.h"
#include "measure.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct groups {
	const struct matrix *matrix;
	uint32_t *group_of, *sizes, *order;
	int32_t *sums; /* [group * count + element] */
	int64_t objective;
	uint64_t evaluations;
};

static const int32_t *
row_of(const struct groups *groups, uint32_t element)
{
	return groups->matrix->distances + (size_t)element * groups->matrix->stride;
}

static int32_t *
sums_of(const struct groups *groups, uint32_t group)
{
	return groups->sums + (size_t)group * groups->matrix->count;
}

static void
move(struct groups *groups, uint32_t element, uint32_t to)
{
	int32_t *from_sums = sums_of(groups, groups->group_of[element]);
	int32_t *to_sums = sums_of(groups, to);
	const int32_t *row = row_of(groups, element);

	groups->objective += to_sums[element] - from_sums[element];
	groups->sizes[groups->group_of[element]]--;
	groups->sizes[to]++;
	groups->group_of[element] = to;
	for (uint32_t i = 0; i < groups->matrix->count; i++) {
		from_sums[i] -= row[i];
		to_sums[i] += row[i];
	}
}

static void
shuffle(struct groups *groups, struct dice *dice)
{
	for (uint32_t i = groups->matrix->count; i > 1; i--) {
		uint32_t other = dice_below(dice, i), was = groups->order[i - 1];

		groups->order[i - 1] = groups->order[other];
		groups->order[other] = was;
	}
}

/* Everybody has a group from the first moment; the lower bounds are filled first. */
static void
deal(struct groups *groups, struct dice *dice)
{
	const struct matrix *matrix = groups->matrix;
	uint32_t next = 0;

	memset(groups->sizes, 0, matrix->groups_count * sizeof(*groups->sizes));
	memset(groups->sums, 0,
	    (size_t)matrix->groups_count * matrix->count * sizeof(*groups->sums));
	shuffle(groups, dice);
	for (uint32_t g = 0; g < matrix->groups_count; g++)
		for (; groups->sizes[g] < matrix->size_min[g]; groups->sizes[g]++)
			groups->group_of[groups->order[next++]] = g;
	while (next < matrix->count) {
		uint32_t g = dice_below(dice, matrix->groups_count);

		if (groups->sizes[g] == matrix->size_max[g])
			continue;
		groups->group_of[groups->order[next++]] = g;
		groups->sizes[g]++;
	}
	for (uint32_t i = 0; i < matrix->count; i++) {
		const int32_t *row = row_of(groups, i);
		int32_t *sums = sums_of(groups, groups->group_of[i]);

		for (uint32_t j = 0; j < matrix->count; j++)
			sums[j] += row[j];
	}
	groups->objective = 0;
	for (uint32_t i = 0; i < matrix->count; i++)
		groups->objective += sums_of(groups, groups->group_of[i])[i];
	groups->objective /= 2;
}

static bool
insert(struct groups *groups, uint32_t element)
{
	const struct matrix *matrix = groups->matrix;
	uint32_t from = groups->group_of[element];

	if (groups->sizes[from] == matrix->size_min[from])
		return false;
	for (uint32_t g = 0; g < matrix->groups_count; g++) {
		if (g == from || groups->sizes[g] == matrix->size_max[g])
			continue;
		groups->evaluations++;
		if (sums_of(groups, g)[element] > sums_of(groups, from)[element]) {
			move(groups, element, g);
			return true;
		}
	}
	return false;
}

static bool
swap(struct groups *groups, uint32_t i)
{
	const int32_t *row = row_of(groups, i);

	for (uint32_t j = i + 1; j < groups->matrix->count; j++) {
		uint32_t a = groups->group_of[i], b = groups->group_of[j];

		if (a == b)
			continue;
		groups->evaluations++;
		if (sums_of(groups, b)[i] + sums_of(groups, a)[j] -
			sums_of(groups, a)[i] - sums_of(groups, b)[j] - 2 * row[j] >
		    0) {
			move(groups, i, b);
			move(groups, j, a);
			return true;
		}
	}
	return false;
}

/* False when the time was over before the local optimum. */
static bool
climb(struct groups *groups, double until)
{
	bool is_better = true;

	while (is_better) {
		is_better = false;
		for (uint32_t i = 0; i < groups->matrix->count; i++) {
			while (insert(groups, i) || swap(groups, i))
				is_better = true;
			if (i % 16 == 0 && measure_cpu_seconds() > until)
				return false;
		}
	}
	return true;
}

static bool
measure(const char *file, double seconds, uint64_t seed)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct instance instance;
	struct dice dice;
	struct err err;
	int64_t best = -1, checked;
	uint64_t starts = 0;

	if (!instance_read(file, &arena, &instance))
		return false;
	uint32_t count = instance.matrix.count,
		 groups_count = instance.matrix.groups_count;
	struct groups groups = { .matrix = &instance.matrix,
		.group_of = ARENA_NEW(&arena, uint32_t, count),
		.order = ARENA_NEW(&arena, uint32_t, count),
		.sizes = ARENA_NEW(&arena, uint32_t, groups_count),
		.sums = ARENA_NEW(&arena, int32_t, (size_t)count * groups_count) };
	uint32_t *best_of = ARENA_NEW(&arena, uint32_t, count);
	double start = measure_cpu_seconds();

	for (uint32_t i = 0; i < count; i++)
		groups.order[i] = i;
	dice_init(&dice, seed, 0);
	do {
		deal(&groups, &dice);
		starts += climb(&groups, start + seconds);
		if (groups.objective > best) {
			best = groups.objective;
			memcpy(best_of, groups.group_of, count * sizeof(*best_of));
		}
	} while (measure_cpu_seconds() < start + seconds);
	seconds = measure_cpu_seconds() - start;
	if (matrix_check(instance.text, best_of, count, &checked, &err) != OK ||
	    checked != best) {
		fprintf(stderr, "%s: not what the checker says\n", file);
		return false;
	}
	printf("{\"file\":\"%s\",\"seed\":%" PRIu64 ",\"starts\":%" PRIu64
	       ",\"evaluations\":%" PRIu64 ",\"seconds\":%.3f,\"objective\":%.3f}\n",
	    file, seed, starts, groups.evaluations, seconds, (double)best / 1e3);
	return true;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = { { "seed", required_argument, NULL, 's' },
		{ 0 } };
	uint64_t seed = 1;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) == 's')
		seed = strtoull(optarg, NULL, 10);
	if (option != -1 || argc - optind != 2) {
		fprintf(stderr, "usage: yardstick [--seed S] FILE CPU_SECONDS\n");
		return EXIT_FAILURE;
	}
	return measure(argv[optind], strtod(argv[optind + 1], NULL), seed) ? EXIT_SUCCESS
									   : EXIT_FAILURE;
}
