#include "grouping_repair.h"

#include "grouping_trial.h"
#include "run.h"

#include <stdio.h>

static struct grouping_best
try_all_replacements(const struct grouping_trial *trial)
{
	struct grouping_best best = { .count = 0 };
	uint32_t table = trial->seating->place[trial->request.leaver];

	for (uint32_t i = 0; i < trial->request.candidates_count; i++) {
		struct grouping_move moves[] = {
			{ trial->request.leaver, GROUPING_PLACE_OUTSIDE },
			{ trial->candidates[i].person, table },
		};

		grouping_trial_try(trial, moves, 2, trial->candidates[i].priority, &best);
	}
	return best;
}

static struct grouping_best
try_all_chains(const struct grouping_trial *trial)
{
	const struct grouping_seating *seating = trial->seating;
	uint32_t table = seating->place[trial->request.leaver];
	struct grouping_best best = { .count = 0 };

	for (uint32_t x = 0; x < seating->input->people_count; x++) {
		uint32_t other = seating->place[x];
		struct grouping_move moves[] = {
			{ trial->request.leaver, GROUPING_PLACE_OUTSIDE },
			{ x, table },
			{ 0, other },
		};

		if (other == table || !grouping_seating_is_table(seating, other))
			continue;
		if (!trial->repairs.stands)
			grouping_trial_try(trial, moves, 2, 0, &best);
		for (uint32_t i = 0; i < trial->request.candidates_count; i++) {
			moves[2].person = trial->candidates[i].person;
			grouping_trial_try(trial, moves, 3, trial->candidates[i].priority,
			    &best);
		}
	}
	return best;
}

static uint32_t
priority_of(const struct grouping_trial *trial, const struct grouping_repair *repair)
{
	uint32_t last = repair->moves[repair->moves_count - 1].person;

	for (uint32_t i = 0; i < trial->request.candidates_count; i++)
		if (trial->candidates[i].person == last)
			return trial->candidates[i].priority;
	return 0;
}

/* Adds to tallies[0] direct ones, [1] chains, [2] nothing. */
static void
check_replace(uint64_t seed, uint32_t tallies[3])
{
	struct grouping_trial trial;

	if (!grouping_trial_begin(&trial, seed)) {
		arena_done(&trial.arena);
		return;
	}
	ck_assert_int_eq(grouping_repair_replace(trial.seating, &trial.request,
			     &trial.arena, &trial.repairs, NULL),
	    OK);
	const struct grouping_repairs *repairs = &trial.repairs;
	struct grouping_best best = try_all_replacements(&trial);
	int kind = best.count > 0 ? 0 : 1;

	if (best.count == 0)
		best = try_all_chains(&trial);
	uint32_t told = best.count < trial.request.repairs_max
	    ? best.count
	    : trial.request.repairs_max;

	ck_assert_msg(repairs->count == told, "seed %u: %u of %u", (unsigned)seed,
	    repairs->count, told);
	ck_assert_int_eq(repairs->reason == GROUPING_REPAIR_FOUND, told > 0);
	for (uint32_t i = 0; i < told; i++) {
		grouping_trial_check(&trial, &repairs->items[i], seed);
		ck_assert_uint_le(repairs->items[i].notified_moved, (uint32_t)kind);
		ck_assert_uint_eq(repairs->items[i].missing, 0);
	}
	if (told > 0) {
		ck_assert_uint_eq(priority_of(&trial, &repairs->items[0]), best.priority);
		ck_assert_msg(repairs->items[0].cost == best.cost, "seed %u",
		    (unsigned)seed);
	}
	tallies[told > 0 ? kind : 2]++;
	arena_done(&trial.arena);
}

#define PROBLEMS_PER_TEST 60

START_TEST(test_no_replacement_is_better)
{
	uint32_t tallies[3] = { 0 };

	for (int i = 0; i < PROBLEMS_PER_TEST; i++)
		check_replace((uint64_t)(_i * PROBLEMS_PER_TEST + i), tallies);
	printf("# seeds from %d: %u replaced, %u by a chain, %u not\n",
	    _i * PROBLEMS_PER_TEST, tallies[0], tallies[1], tallies[2]);
	/* Chains are rare: how many there are is up to the engine that made the plans. */
	ck_assert_uint_gt(tallies[0], 0);
	ck_assert_uint_gt(tallies[2], 0);
}
END_TEST

/* The one seat of the seven people: what keeps person 6 from it. */
static struct grouping_repairs
replace_by_six(struct grouping_seating *seating, uint32_t leaver, struct arena *arena)
{
	static const struct grouping_candidate six = { 6, 0 };
	struct grouping_repair_request request = { .leaver = leaver,
		.candidates = &six,
		.candidates_count = 1,
		.repairs_max = 5 };
	struct grouping_repairs repairs = { .count = 0 };

	ck_assert_int_eq(grouping_repair_replace(seating, &request, arena, &repairs,
			     NULL),
	    OK);
	return repairs;
}

START_TEST(test_a_chain_passes_the_manager_by)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_repairs repairs = replace_by_six(seating, 4, &arena);

	ck_assert_uint_eq(repairs.table, 1);
	ck_assert(!repairs.stands);
	ck_assert_uint_eq(repairs.missing, 1);
	ck_assert_uint_eq(repairs.closed[GROUPING_BREACH_MANAGER], 1);
	ck_assert_uint_eq(repairs.count, 3); /* 0, 1 or 2 for 4, and 6 for them */
	ck_assert_uint_eq(repairs.items[0].moves_count, 3);
	ck_assert_uint_eq(repairs.items[0].moves[0].person, 4);
	ck_assert_uint_eq(repairs.items[0].moves[0].to, GROUPING_PLACE_OUTSIDE);
	ck_assert_uint_eq(repairs.items[0].moves[1].person, 1);
	ck_assert_uint_eq(repairs.items[0].moves[1].to, 1);
	ck_assert_uint_eq(repairs.items[0].moves[2].person, 6);
	ck_assert_uint_eq(repairs.items[0].moves[2].to, 0);
	ck_assert_uint_eq(repairs.items[0].notified_moved, 1);
	ck_assert_uint_eq(repairs.items[0].tables_count, 2);
}
END_TEST

/* Somebody who leaves ties nobody to the table. */
START_TEST(test_glue_ends_with_the_leaver)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);

	seating->glue_next[4] = 6;
	seating->glue_next[6] = 4;
	ck_assert_uint_eq(replace_by_six(seating, 4, &arena).count, 3);
	struct grouping_repairs repairs = replace_by_six(seating, 2, &arena);

	ck_assert_uint_eq(repairs.count, 1); /* to 4's table, once 5 has left it */
	ck_assert_uint_eq(repairs.items[0].moves[1].person, 5);
}
END_TEST

START_TEST(test_nobody_may_take_the_seat)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	const struct grouping_move going[] = { { 1, GROUPING_PLACE_OUTSIDE },
		{ 2, GROUPING_PLACE_OUTSIDE }, { 4, GROUPING_PLACE_OUTSIDE } };

	ck_assert_int_eq(grouping_seating_apply(seating, going, 3, NULL), OK);
	struct grouping_repair_request request = { .leaver = GROUPING_NONE,
		.candidates = (const struct grouping_candidate[]){ { 4, 0 } },
		.candidates_count = 1,
		.repairs_max = 1 };
	struct grouping_repairs repairs;

	ck_assert_int_eq(grouping_repair_replace(seating, &request, &arena, &repairs,
			     NULL),
	    OK);
	ck_assert_uint_eq(repairs.count, 0);
	ck_assert_int_eq(repairs.reason, GROUPING_REPAIR_ALL_EXCLUDED);
	ck_assert_uint_eq(repairs.missing, 2);
	ck_assert_uint_eq(repairs.closed[GROUPING_BREACH_APART], 1);
	request.candidates_count = 0;
	ck_assert_int_eq(grouping_repair_replace(seating, &request, &arena, &repairs,
			     NULL),
	    OK);
	ck_assert_int_eq(repairs.reason, GROUPING_REPAIR_NO_CANDIDATES);
	ck_assert_str_eq(grouping_repair_name(repairs.reason), "no_candidates");
	ck_assert_str_eq(grouping_repair_text(repairs.reason),
	    "nobody is waiting, and nobody at another table can move");
}
END_TEST

/* One of two empty seats: the table lacks a person yet. */
START_TEST(test_a_seat_at_a_time)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	const struct grouping_move going = { 1, GROUPING_PLACE_OUTSIDE };

	ck_assert_int_eq(grouping_seating_apply(seating, &going, 1, NULL), OK);
	struct grouping_repairs repairs = replace_by_six(seating, 2, &arena);

	ck_assert_uint_eq(repairs.count, 1);
	ck_assert_uint_eq(repairs.missing, 2);
	ck_assert_uint_eq(repairs.items[0].missing, 1);
	ck_assert_uint_eq(repairs.items[0].tables[0].host, 0);
	repairs = replace_by_six(seating, 0, &arena); /* who was the host */
	ck_assert_uint_eq(repairs.items[0].tables[0].host, 6);
}
END_TEST

START_TEST(test_a_request_that_cannot_be_is_named)
{
	const struct {
		struct grouping_repair_request request;
		const char *text;
	} rows[] = {
		{ { .leaver = 7, .repairs_max = 1 }, "repair: person 7 of 7" },
		{ { .leaver = 6, .repairs_max = 1 }, "repair: person 6 has no seat" },
		{ { .leaver = GROUPING_NONE, .table = 2, .repairs_max = 1 },
		    "repair: table 2 of 2" },
		{ { .leaver = 0 }, "repair: 1 to 64 repairs, not 0" },
		{ { .leaver = 0, .repairs_max = 65 }, "repair: 1 to 64 repairs, not 65" },
		{ { .leaver = 0, .repairs_max = 1, .stay_cost = -1 },
		    "repair: staying costs 0 to 1000000, not -1" },
		{ { .candidates = (const struct grouping_candidate[]){ { 7, 0 } },
		      .candidates_count = 1,
		      .repairs_max = 1 },
		    "repair: candidate 0: person 7 of 7" },
		{ { .candidates = (const struct grouping_candidate[]){ { 6, 0 },
			{ 6, 1 } },
		      .candidates_count = 2,
		      .repairs_max = 1 },
		    "repair: candidate 1: person 6 comes twice" },
		{ { .candidates = (const struct grouping_candidate[]){ { 3, 0 } },
		      .candidates_count = 1,
		      .repairs_max = 1 },
		    "repair: candidate 0: person 3 has a seat" },
	};
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_seating *seating = grouping_seats_seven(&arena);
	struct grouping_repairs repairs = { .count = 42 };
	struct err err;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ck_assert_int_eq(grouping_repair_replace(seating, &rows[i].request,
				     &arena, &repairs, &err),
		    ERR_INVALID);
		ck_assert_str_eq(err.text, rows[i].text);
		ck_assert_uint_eq(repairs.count, 42);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_repair");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_no_replacement_is_better, 0, 5);
	tcase_add_test(tests, test_a_chain_passes_the_manager_by);
	tcase_add_test(tests, test_glue_ends_with_the_leaver);
	tcase_add_test(tests, test_nobody_may_take_the_seat);
	tcase_add_test(tests, test_a_seat_at_a_time);
	tcase_add_test(tests, test_a_request_that_cannot_be_is_named);
	return run_tests("grouping_repair", tests);
}
