/* How good and how fast the grouping engine is with made-up people (grouping_people.h): a
 * line of JSON for each number of people and seed.
 *
 * grouping_bench [--plain | --spread] [--regions N] [--threads N] [--seed S]
 *	[PEOPLE[/MOVES] ...]
 *
 * --plain: people without rules. --spread: all hard rules, but attributes are all that
 * costs, so that a plan may reach the bound.
 * Without --seed seeds 1, 2 and 3; without MOVES what a season gets. spread is the cost of
 * the attributes alone; people_kb is the peak before the engine began. */
#include "grouping.h"
#include "grouping_check.h"
#include "grouping_people.h"
#include "grouping_reason.h"
#include "grouping_work.h"
#include "measure.h"

#include <getopt.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

#define THREADS_MAX 16

struct request {
	uint32_t people, regions, threads;
	uint64_t seed, effort; /* 0: what a season gets */
	bool is_plain, is_spread;
};

/* Threads that take one piece after another. */
struct crew {
	struct grouping_work *work;
	atomic_uint next;
};

static void *
do_pieces(void *arg)
{
	struct crew *crew = arg;
	uint32_t piece;

	while (
	    (piece = atomic_fetch_add(&crew->next, 1)) < grouping_work_count(crew->work))
		grouping_work_do(crew->work, piece, NULL);
	return NULL;
}

/* The same plan whatever the number of threads. */
static void
form_in_threads(const struct grouping_input *input, uint32_t threads, struct arena *arena,
    struct grouping_plan *ret_plan)
{
	CLEANUP(grouping_work_free)
	struct grouping_work *work = grouping_work_new(input);
	struct crew crew = { .work = work };
	pthread_t members[THREADS_MAX];

	for (uint32_t i = 0; i < threads; i++)
		if (pthread_create(&members[i], NULL, do_pieces, &crew) != 0)
			abort();
	for (uint32_t i = 0; i < threads; i++)
		pthread_join(members[i], NULL);
	*ret_plan = grouping_work_join(work, arena);
}

static uint64_t
digest_of(const struct grouping_plan *plan)
{
	uint64_t digest = MEASURE_DIGEST;

	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];
		uint32_t place[] = { group->size, group->slot, group->venue,
			group->host };

		digest = measure_digest(digest, place, sizeof(place));
		digest = measure_digest(digest, group->members,
		    group->size * sizeof(*group->members));
	}
	for (uint32_t i = 0; i < plan->left_count; i++)
		digest = measure_digest(digest, &plan->left[i].person, sizeof(uint32_t));
	return measure_digest(digest, plan->costs, sizeof(plan->costs));
}

static void
print_terms(const struct grouping_plan *plan)
{
	uint32_t reasons[GROUPING_LEFT_REASON_COUNT] = { 0 };
	int64_t spread = 0, spread_bound = 0;

	for (int term = 0; term < GROUPING_ATTRIBUTES; term++) {
		spread += plan->costs[term];
		spread_bound += plan->bounds[term];
	}
	printf(",\"spread\":%" PRId64 ",\"spread_bound\":%" PRId64 ",\"spread_gap\":%.6f",
	    spread, spread_bound,
	    spread_bound > 0 ? (double)(spread - spread_bound) / (double)spread_bound
			     : 0.0);
	printf(",\"terms\":[");
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		printf("%s[%" PRId64 ",%" PRId64 "]", term > 0 ? "," : "",
		    plan->costs[term], plan->bounds[term]);
	printf("]");
	for (uint32_t i = 0; i < plan->left_count; i++)
		reasons[plan->left[i].reason]++;
	for (enum grouping_left_reason r = 0; r < GROUPING_LEFT_REASON_COUNT; r++)
		if (reasons[r] > 0)
			printf(",\"%s\":%u", grouping_reason_name(r), reasons[r]);
}

static struct grouping_people
people_of(const struct request *request)
{
	struct grouping_people people = request->is_plain
	    ? grouping_people_plain(request->people)
	    : grouping_people_regions(request->people, request->regions);

	if (request->effort > 0)
		people.effort = request->effort;
	if (request->is_spread)
		people.met = people.wishes = 0;
	return people;
}

static enum status
form(const struct request *request, const struct grouping_input *input,
    struct arena *arena, struct grouping_plan *ret_plan, struct err *err)
{
	if (request->threads == 1)
		return grouping_form(input, NULL, arena, ret_plan, err);
	form_in_threads(input, request->threads, arena, ret_plan);
	return OK;
}

/* Whoever is left out where nobody could have a seat is no fault of the plan; violations
 * are what the checker finds, which stops at the first. */
static int
measure(const struct request *request)
{
	CLEANUP(arena_done) struct arena arena = { 0 }, plan_arena = { 0 };
	struct grouping_people people = people_of(request);
	struct grouping_plan plan;
	struct err err;
	struct grouping_input *input = grouping_people_make(&people, request->seed,
	    &arena);

	if (request->is_spread)
		input->weights.travel = input->weights.alone = 0;
	long people_kb = measure_peak_kb();
	double start = measure_cpu_seconds();
	enum status status = form(request, input, &plan_arena, &plan, &err);
	double seconds = measure_cpu_seconds() - start;
	long peak_kb = measure_peak_kb();

	if (status == OK)
		status = grouping_check_plan(input, &plan, &err);
	if (status != OK) {
		fprintf(stderr, "%u people, seed %" PRIu64 ": %s\n", request->people,
		    request->seed, err.text);
		return EXIT_FAILURE;
	}
	printf("{\"people\":%u,\"seed\":%" PRIu64 ",\"moves\":%" PRIu64
	       ",\"seconds\":%.3f,\"groups\":%u,\"left_out\":%u,\"cost\":%" PRId64
	       ",\"bound\":%" PRId64 ",\"gap\":%.6f,\"violations\":%u,\"people_kb\":%ld"
	       ",\"peak_kb\":%ld,\"digest\":\"%016" PRIx64 "\"",
	    request->people, request->seed, plan.moves, seconds, plan.groups_count,
	    plan.left_count, plan.cost, plan.bound, (double)plan.gap_ppm / 1e6,
	    plan.violations, people_kb, peak_kb, digest_of(&plan));
	print_terms(&plan);
	printf("}\n");
	fflush(stdout);
	return EXIT_SUCCESS;
}

static int
measure_seeds(struct request request, const char *wanted)
{
	char *effort;
	uint64_t seed = request.seed;
	int result = EXIT_SUCCESS;

	request.people = (uint32_t)strtoul(wanted, &effort, 10);
	if (*effort == '/')
		request.effort = strtoull(effort + 1, NULL, 10);
	for (uint64_t each = 1; each <= 3; each++) {
		request.seed = seed > 0 ? seed : each;
		if ((seed == 0 || each == 1) && measure(&request) != EXIT_SUCCESS)
			result = EXIT_FAILURE;
	}
	return result;
}

static bool
read_options(int argc, char **argv, struct request *request)
{
	static const struct option options[] = { { "plain", no_argument, NULL, 'p' },
		{ "spread", no_argument, NULL, 'a' },
		{ "regions", required_argument, NULL, 'r' },
		{ "threads", required_argument, NULL, 't' },
		{ "seed", required_argument, NULL, 's' }, { 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'p')
			request->is_plain = true;
		else if (option == 'a')
			request->is_spread = true;
		else if (option == 'r')
			request->regions = (uint32_t)strtoul(optarg, NULL, 10);
		else if (option == 't')
			request->threads = (uint32_t)strtoul(optarg, NULL, 10);
		else if (option == 's')
			request->seed = strtoull(optarg, NULL, 10);
		else
			return false;
	}
	return request->regions > 0 && request->threads > 0 &&
	    request->threads <= THREADS_MAX;
}

int
main(int argc, char **argv)
{
	static const char *const usual[] = { "140", "700", "3000", "25000" };
	struct request request = { .regions = 1, .threads = 1 };

	if (!read_options(argc, argv, &request)) {
		fprintf(stderr,
		    "usage: grouping_bench [--plain] [--regions N] "
		    "[--threads N] [--seed S] [PEOPLE[/MOVES] ...]\n");
		return EXIT_FAILURE;
	}
	bool is_usual = optind == argc;
	int count = is_usual ? (int)COUNT_OF(usual) : argc - optind;
	int result = EXIT_SUCCESS;

	for (int i = 0; i < count; i++)
		if (measure_seeds(request, is_usual ? usual[i] : argv[optind + i]) !=
		    EXIT_SUCCESS)
			result = EXIT_FAILURE;
	return result;
}
