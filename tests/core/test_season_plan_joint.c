#include "season_plan_joint.h"

#include "run.h"

static struct season_plan
make(const struct season_plan_input *input, struct arena *arena)
{
	struct err err = { OK, "" };
	struct season_plan plan;

	ck_assert_msg(season_plan_make(input, NULL, arena, &plan, &err) == OK, "%s",
	    err.text);
	return plan;
}

/* Groups, size, rounds; the search finds each without a repeat. */
START_TEST(test_joint_search_finds_golfers)
{
	static const uint32_t cases[][3] = { { 5, 3, 6 }, { 6, 3, 7 }, { 7, 4, 6 },
		{ 8, 4, 6 }, { 10, 7, 5 } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct season_plan_input input = {
			.round = season_plan_people(cases[i][0] * cases[i][1],
			    cases[i][1], cases[i][1], 1, &arena),
			.rounds_count = cases[i][2],
			.method = SEASON_PLAN_JOINT,
			.met_weight = 60
		};

		input.effort = season_plan_effort(&input);
		ck_assert_uint_eq(make(&input, &arena).repeats, 0);
	}
}
END_TEST

static uint64_t
mix_draft(const struct season_plan_draft *draft)
{
	uint64_t mixed = draft->moves;

	for (uint32_t r = 0; r < draft->input->rounds_count; r++)
		for (uint32_t t = 0; t < draft->weeks[r].tables_count; t++)
			for (uint32_t i = 0; i < draft->weeks[r].tables[t].size; i++)
				mixed = mixed * 31 + t +
				    draft->weeks[r].tables[t].seats[i];
	return mixed;
}

/* The figures of gcc -O2, from the same tables in each round: every compiler and level
 * makes the same plan. */
START_TEST(test_same_plan_on_every_machine)
{
	static const struct grouping_options none = { .stop = NULL };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct season_plan_input input = { .round = season_plan_people(48, 6, 6, 5,
					       &arena),
		.rounds_count = 6,
		.met_weight = 60,
		.effort = 3000000 };
	struct season_plan_draft draft = { .input = &input };

	for (uint32_t r = 0; r < 6; r++) {
		season_plan_draft_open(&draft, r, 8, &arena);
		for (uint32_t p = 0; p < 48; p++)
			season_plan_draft_sit(&draft.weeks[r].tables[p / 6], p);
	}
	season_plan_joint_search(&draft, input.effort, &none, &arena);
	ck_assert_uint_eq(mix_draft(&draft), UINT64_C(10113931105032695572));
}
END_TEST

struct watch {
	atomic_bool stop;
	struct grouping_progress last;
	uint64_t stop_at;
};

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	struct watch *watch = arg;

	ck_assert_uint_ge(progress->moves, watch->last.moves);
	ck_assert_uint_eq(progress->effort, GROUPING_EFFORT_MAX);
	watch->last = *progress;
	if (progress->moves >= watch->stop_at)
		atomic_store(&watch->stop, true);
}

START_TEST(test_stop_keeps_the_best)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct watch watch = { .stop_at = 20000000 };
	struct grouping_options options = { .stop = &watch.stop,
		.progress = on_progress,
		.arg = &watch };
	struct season_plan_input input = { .round = season_plan_people(34, 6, 8, 1,
					       &arena),
		.rounds_count = 12,
		.method = SEASON_PLAN_JOINT,
		.met_weight = 60,
		.effort = GROUPING_EFFORT_MAX };
	struct season_plan plan;

	ck_assert_int_eq(season_plan_make(&input, &options, &arena, &plan, NULL), OK);
	ck_assert(plan.truncated);
	ck_assert_uint_ge(plan.moves, watch.stop_at);
	ck_assert_uint_lt(plan.moves, 2 * watch.stop_at);
	ck_assert_int_ge(watch.last.cost, 60 * (int64_t)plan.repeats);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("season_plan_joint");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, test_joint_search_finds_golfers);
	tcase_add_test(tests, test_same_plan_on_every_machine);
	tcase_add_test(tests, test_stop_keeps_the_best);
	return run_tests("season_plan_joint", tests);
}
