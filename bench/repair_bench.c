/* How long it takes to repair a published plan: a line of JSON for each number of people
 * and kind of question, in milliseconds of CPU time.
 * repair_bench [PEOPLE ...] */
#include "dice.h"
#include "grouping_change.h"
#include "grouping_people.h"
#include "grouping_repair.h"

#include <stdio.h>
#include <time.h>

#define QUESTIONS 500
#define STANDBYS_PER_MILLE 20

struct bench {
	struct grouping_input *input;
	struct grouping_seating *seating;
	struct grouping_candidate *candidates;
	uint32_t candidates_count;
	uint32_t guests_count; /* of them, the first: they cannot host */
	struct dice dice;
};

static double
cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
compare_times(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Somebody with a seat. */
static uint32_t
some_leaver(struct bench *bench)
{
	for (;;) {
		uint32_t person = dice_below(&bench->dice, bench->input->people_count);

		if (grouping_seating_is_table(bench->seating,
			bench->seating->place[person]))
			return person;
	}
}

static uint32_t
count_hosts(const struct bench *bench, uint32_t table)
{
	const uint32_t *people = grouping_seating_people(bench->seating, table);
	uint32_t hosts = 0;

	for (uint32_t i = 0; i < bench->seating->tables[table].size; i++)
		hosts += grouping_seating_leads(bench->seating, people[i]);
	return hosts;
}

/* Their seat is for a host only. */
static uint32_t
some_only_host(struct bench *bench)
{
	for (;;) {
		uint32_t person = some_leaver(bench);

		if (grouping_seating_leads(bench->seating, person) &&
		    count_hosts(bench, bench->seating->place[person]) == 1)
			return person;
	}
}

struct outcome {
	double ms[QUESTIONS];
	uint32_t found, moved_most;
};

static void
report(const struct bench *bench, const char *what, struct outcome *outcome)
{
	double sum = 0;

	qsort(outcome->ms, QUESTIONS, sizeof(double), compare_times);
	for (int i = 0; i < QUESTIONS; i++)
		sum += outcome->ms[i];
	printf("{\"people\":%u,\"repair\":\"%s\",\"questions\":%d,\"found\":%u,"
	       "\"ms_mean\":%.4f,\"ms_p99\":%.4f,\"ms_most\":%.4f,"
	       "\"notified_moved_most\":%u}\n",
	    bench->input->people_count, what, QUESTIONS, outcome->found, sum / QUESTIONS,
	    outcome->ms[QUESTIONS * 99 / 100], outcome->ms[QUESTIONS - 1],
	    outcome->moved_most);
	fflush(stdout);
}

static void
measure_changes(struct bench *bench)
{
	struct outcome outcome = { .found = 0 };

	for (int i = 0; i < QUESTIONS; i++) {
		struct grouping_difference difference;
		uint32_t a = some_leaver(bench), b = some_leaver(bench);
		double start = cpu_ms();

		if (grouping_change_swap(bench->seating, a, b, &difference, NULL) == OK)
			outcome.found += difference.breaches.count == 0;
		outcome.ms[i] = cpu_ms() - start;
	}
	report(bench, "swap", &outcome);
}

typedef enum status repair_fn(const struct grouping_seating *,
    const struct grouping_repair_request *, struct arena *, struct grouping_repairs *,
    struct err *);

struct question {
	const char *what;
	repair_fn *repair;
	uint32_t (*leaver)(struct bench *);
	uint32_t candidates_count;
};

static void
measure_repair(struct bench *bench, const struct question *question)
{
	struct outcome outcome = { .found = 0 };

	for (int i = 0; i < QUESTIONS; i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct grouping_repair_request request = { .leaver = question->leaver(
							       bench),
			.candidates = bench->candidates,
			.candidates_count = question->candidates_count,
			.repairs_max = 8,
			.stay_cost = 20,
			.near_max = 8,
			.effort = 25000 };
		struct grouping_repairs repairs = { .count = 0 };
		double start = cpu_ms();

		if (question->repair(bench->seating, &request, &arena, &repairs, NULL) !=
		    OK)
			abort();
		outcome.ms[i] = cpu_ms() - start;
		outcome.found += repairs.count > 0;
		for (uint32_t k = 0; k < repairs.count; k++)
			if (repairs.items[k].notified_moved > outcome.moved_most)
				outcome.moved_most = repairs.items[k].notified_moved;
	}
	report(bench, question->what, &outcome);
}

static void
list_candidates(struct bench *bench, const struct grouping_plan *plan,
    struct arena *arena)
{
	bench->candidates = ARENA_NEW(arena, struct grouping_candidate, plan->left_count);
	for (int leads = 0; leads <= 1; leads++) {
		for (uint32_t i = 0; i < plan->left_count; i++)
			if (grouping_seating_leads(bench->seating,
				plan->left[i].person) == (leads == 1))
				bench->candidates[bench->candidates_count++] =
				    (struct grouping_candidate){ plan->left[i].person,
					    0 };
		if (leads == 0)
			bench->guests_count = bench->candidates_count;
	}
}

/* Who is to be a standby offers no slot while the plan is made, and all of them after. */
static void
make_plan(struct bench *bench, struct grouping_person *people, struct arena *arena)
{
	uint32_t count = bench->input->people_count;
	uint32_t standbys = count * STANDBYS_PER_MILLE / 1000;
	uint64_t *slots = ARENA_NEW(arena, uint64_t, count);
	struct grouping_plan plan;

	for (uint32_t i = count - standbys; i < count; i++) {
		slots[i] = people[i].slots;
		people[i].slots = 0;
	}
	if (grouping_form(bench->input, NULL, arena, &plan, NULL) != OK)
		abort();
	for (uint32_t i = count - standbys; i < count; i++)
		people[i].slots = slots[i];
	double start = cpu_ms();

	if (grouping_seating_new(bench->input, &plan, arena, &bench->seating, NULL) != OK)
		abort();
	printf("{\"people\":%u,\"seating_ms\":%.3f}\n", count, cpu_ms() - start);
	list_candidates(bench, &plan, arena);
}

static void
measure(uint32_t count, uint32_t places)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(count);
	struct bench bench = { .seating = NULL };

	if (places > 0) { /* online: everybody can meet everybody */
		people.venues = people.sites = people.slots = 1;
		people.free_percent = 100;
		people.tables = count;
	}
	people.effort = count;
	bench.input = grouping_people_make(&people, 1, &arena);
	dice_init(&bench.dice, 1, 0);
	make_plan(&bench, (struct grouping_person *)(uintptr_t)bench.input->people,
	    &arena);
	measure_changes(&bench);

	const struct question questions[] = {
		{ "replace", grouping_repair_replace, some_leaver,
		    bench.candidates_count },
		{ "chain", grouping_repair_replace, some_leaver, 0 },
		{ "chain_standby", grouping_repair_replace, some_only_host,
		    bench.guests_count },
		{ "merge", grouping_repair_merge, some_leaver, 0 },
		{ "reform", grouping_repair_reform, some_leaver, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(questions); i++)
		measure_repair(&bench, &questions[i]);
}

int
main(int argc, char **argv)
{
	static const char *const usual[] = { "140", "3000", "25000" };
	const char *const *wanted = argc > 1 ? (const char *const *)(argv + 1) : usual;
	int count = argc > 1 ? argc - 1 : (int)COUNT_OF(usual);

	for (int i = 0; i < count; i++) {
		uint32_t people = (uint32_t)strtoul(wanted[i], NULL, 10);

		measure(people, 0);
		measure(people, 1);
	}
	return EXIT_SUCCESS;
}
