/* How good and how fast the matrix search is: a line of JSON for a file of distances.
 *
 * matrix_bench [--path scalar|neon|avx2|avx512] [--seed S] FILE[:EVALUATIONS] ...
 * matrix_bench --all FILE ...     beside it the best of all partitions (a dozen elements)
 *
 * Without --seed seeds 1, 2 and 3. The objective is that of the checker, which shares
 * nothing with the search. */
#include "exhaustive.h"
#include "instance.h"
#include "matrix_check.h"
#include "measure.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define EFFORT UINT64_C(1600000000)
#define EFFORT_SMALL UINT64_C(100000)

struct request {
	const char *file;
	enum cpu_path path;
	uint64_t seed, effort;
	bool wants_all;
};

static bool
measure(const struct request *request, uint64_t seed, const struct instance *instance)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix_input input = { .matrix = &instance->matrix,
		.seed = seed,
		.effort = request->effort,
		.path = request->path };
	struct matrix_plan plan;
	struct err err;
	int64_t objective;
	double start = measure_cpu_seconds();

	matrix_form(&input, NULL, &arena, &plan);
	double seconds = measure_cpu_seconds() - start;
	uint32_t count = instance->matrix.count;

	if (matrix_check(instance->text, plan.group_of, count, &objective, &err) != OK) {
		fprintf(stderr, "%s: %s\n", request->file, err.text);
		return false;
	}
	printf("{\"file\":\"%s\",\"path\":\"%s\",\"seed\":%" PRIu64
	       ",\"evaluations\":%" PRIu64 ",\"seconds\":%.3f,\"objective\":%.3f"
	       ",\"told\":%.3f,\"peak_kb\":%ld,\"digest\":\"%016" PRIx64 "\"",
	    request->file, cpu_path_name(request->path), seed, plan.evaluations, seconds,
	    (double)objective / 1e3, (double)plan.objective / 1e3, measure_peak_kb(),
	    measure_digest(MEASURE_DIGEST, plan.group_of,
		count * sizeof(*plan.group_of)));
	if (request->wants_all)
		printf(",\"best\":%.3f",
		    (double)exhaustive_objective(&instance->matrix) / 1e3);
	printf("}\n");
	fflush(stdout);
	return objective == plan.objective;
}

static bool
measure_file(struct request *request, char *wanted)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	char *effort = strrchr(wanted, ':');
	struct instance instance;

	request->effort = request->wants_all ? EFFORT_SMALL : EFFORT;
	if (effort != NULL) {
		*effort = '\0';
		request->effort = strtoull(effort + 1, NULL, 10);
	}
	request->file = wanted;
	if (!instance_read(wanted, &arena, &instance))
		return false;
	if (request->wants_all && instance.matrix.count > EXHAUSTIVE_COUNT_MAX) {
		fprintf(stderr, "%s: too many elements for all partitions\n", wanted);
		return false;
	}
	if (request->seed > 0)
		return measure(request, request->seed, &instance);
	for (uint64_t seed = 1; seed <= (request->wants_all ? 1 : 3); seed++)
		if (!measure(request, seed, &instance))
			return false;
	return true;
}

static bool
parse_path(const char *name, enum cpu_path *ret_path)
{
	for (enum cpu_path path = 0; path < CPU_PATH_COUNT; path++) {
		if (strcmp(name, cpu_path_name(path)) == 0 && cpu_has(path)) {
			*ret_path = path;
			return true;
		}
	}
	fprintf(stderr, "path %s: not on this machine\n", name);
	return false;
}

static bool
read_options(int argc, char **argv, struct request *request)
{
	static const struct option options[] = { { "path", required_argument, NULL, 'p' },
		{ "seed", required_argument, NULL, 's' },
		{ "all", no_argument, NULL, 'a' }, { 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'p' && !parse_path(optarg, &request->path))
			return false;
		if (option == 's')
			request->seed = strtoull(optarg, NULL, 10);
		request->wants_all |= option == 'a';
		if (option == '?')
			return false;
	}
	return optind < argc;
}

int
main(int argc, char **argv)
{
	struct request request = { .path = cpu_best() };
	int result = EXIT_SUCCESS;

	if (!read_options(argc, argv, &request)) {
		fprintf(stderr,
		    "usage: matrix_bench [--path PATH] [--seed S] [--all] "
		    "FILE[:EVALUATIONS] ...\n");
		return EXIT_FAILURE;
	}
	for (int i = optind; i < argc; i++)
		if (!measure_file(&request, argv[i]))
			result = EXIT_FAILURE;
	return result;
}
