#include "grouping_repair.h"

#include "grouping_trial.h"
#include "run.h"

#include <stdio.h>

struct tally {
	uint32_t asked, found, merges, merges_found, merges_beaten;
};

/* Nobody but the leaver loses a seat; the table stands, or has nobody. */
static void
check_seats(const struct grouping_trial *trial, const struct grouping_repair *repair)
{
	ck_assert_uint_eq(repair->missing, 0);
	for (uint32_t i = 0; i < repair->moves_count; i++)
		ck_assert(repair->moves[i].person == trial->request.leaver ||
		    grouping_seating_is_table(trial->seating, repair->moves[i].to));
}

static void
compare_to_merge(struct grouping_trial *trial, struct tally *tally)
{
	const struct grouping_repairs reform = trial->repairs;

	ck_assert_int_eq(grouping_repair_merge(trial->seating, &trial->request,
			     &trial->arena, &trial->repairs, NULL),
	    OK);
	if (trial->repairs.count == 0)
		return;
	tally->merges++;
	tally->merges_found += reform.count > 0;
	tally->merges_beaten += reform.count > 0 &&
	    reform.items[0].cost <= trial->repairs.items[0].cost;
}

/* Where one person is enough the cheapest one is found. */
static void
compare_to_replace(struct grouping_trial *trial, uint64_t seed)
{
	const struct grouping_repairs reform = trial->repairs;

	ck_assert_int_eq(grouping_repair_replace(trial->seating, &trial->request,
			     &trial->arena, &trial->repairs, NULL),
	    OK);
	if (trial->repairs.count > 0 && trial->repairs.items[0].moves_count == 2 &&
	    trial->repairs.items[0].missing == 0)
		ck_assert_msg(reform.count > 0 &&
			reform.items[0].cost <= trial->repairs.items[0].cost,
		    "seed %u", (unsigned)seed);
	trial->repairs = reform;
}

/* The table of the leaver has lost somebody else before. */
static void
lose_another(struct grouping_trial *trial)
{
	uint32_t table = trial->seating->place[trial->request.leaver];
	const uint32_t *people = grouping_seating_people(trial->seating, table);
	struct grouping_move move = { people[people[0] == trial->request.leaver],
		GROUPING_PLACE_OUTSIDE };

	if (trial->seating->tables[table].size > 1)
		ck_assert_int_eq(grouping_seating_apply(trial->seating, &move, 1, NULL),
		    OK);
}

static void
check_reform(uint64_t seed, struct tally *tally)
{
	struct grouping_trial trial;

	if (grouping_trial_begin(&trial, seed)) {
		trial.request.near_max = GROUPING_REPAIR_NEAR_MAX;
		trial.request.effort = 2000;
		trial.request.repairs_max = 2;
		if (seed % 3 == 0)
			lose_another(&trial);
		for (uint32_t i = 0; i < trial.request.candidates_count; i++)
			trial.candidates[i].priority = 0;
		ck_assert_int_eq(grouping_repair_reform(trial.seating, &trial.request,
				     &trial.arena, &trial.repairs, NULL),
		    OK);
		for (uint32_t i = 0; i < trial.repairs.count; i++) {
			grouping_trial_check(&trial, &trial.repairs.items[i], seed);
			check_seats(&trial, &trial.repairs.items[i]);
		}
		if (trial.repairs.count > 1)
			ck_assert_int_lt(trial.repairs.items[0].cost,
			    trial.repairs.items[1].cost);
		if (!trial.repairs.stands)
			compare_to_replace(&trial, seed);
		ck_assert_int_eq(trial.repairs.stands,
		    trial.repairs.reason == GROUPING_REPAIR_STANDS);
		tally->asked += !trial.repairs.stands;
		tally->found += trial.repairs.count > 0;
		if (!trial.repairs.stands)
			compare_to_merge(&trial, tally);
	}
	arena_done(&trial.arena);
}

#define PROBLEMS_PER_TEST 70

START_TEST(test_tables_formed_anew_are_lawful)
{
	struct tally tally = { .asked = 0 };

	for (int i = 0; i < PROBLEMS_PER_TEST; i++)
		check_reform((uint64_t)(_i * PROBLEMS_PER_TEST + i), &tally);
	printf("# seeds from %d: %u of %u; of %u merges %u found, %u as cheap\n",
	    _i * PROBLEMS_PER_TEST, tally.found, tally.asked, tally.merges,
	    tally.merges_found, tally.merges_beaten);
	ck_assert_uint_ge(10 * tally.merges_found, 9 * tally.merges);
	ck_assert_uint_ge(10 * tally.merges_beaten, 8 * tally.merges);
	ck_assert_uint_gt(tally.found, tally.merges); /* and some beside */
}
END_TEST

START_TEST(test_what_cannot_be_formed_anew_is_named)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_repair_request request = { .leaver = 4, .repairs_max = 1 };
	struct grouping_repairs repairs = { .count = 42 };
	struct err err;

	ck_assert_int_eq(grouping_repair_reform(seating, &request, &arena, &repairs,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "repair: 1 to 16 tables near, not 0");
	request.near_max = 1;
	request.effort = GROUPING_EFFORT_MAX + 1;
	ck_assert_int_eq(grouping_repair_reform(seating, &request, &arena, &repairs,
			     &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "repair: at most 1000000000000 moves");
	ck_assert_uint_eq(repairs.count, 42);
	request.effort = 1000;
	ck_assert_int_eq(grouping_repair_reform(seating, &request, &arena, &repairs,
			     &err),
	    OK);
	/* 0, 1 and 2 have one seat free for 3 and 5 */
	ck_assert_int_eq(repairs.reason, GROUPING_REPAIR_NO_PLAN);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_repair_reform");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_tables_formed_anew_are_lawful, 0, 4);
	tcase_add_test(tests, test_what_cannot_be_formed_anew_is_named);
	return run_tests("grouping_repair_reform", tests);
}
