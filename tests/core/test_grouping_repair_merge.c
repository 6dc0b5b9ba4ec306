#include "grouping_repair.h"

#include "grouping_trial.h"
#include "run.h"

#include <stdio.h>

#define WAYS_MAX 3000 /* tried one by one */

struct merge {
	const struct grouping_trial *trial;
	struct grouping_move moves[GROUPING_SIZE_MAX];
	uint32_t count;
	struct grouping_best all, whole;
};

/* The tables that they come to can meet then. */
static bool
is_good(const struct merge *merge)
{
	const struct grouping_seating *seating = merge->trial->seating;

	for (uint32_t i = 1; i < merge->count; i++) {
		uint32_t table = merge->moves[i].to, size = 0, hosts = 0;

		for (uint32_t k = 1; k < merge->count; k++) {
			bool comes = merge->moves[k].to == table;

			size += comes;
			hosts += comes &&
			    grouping_seating_leads(seating, merge->moves[k].person);
		}
		for (uint32_t k = 0; k < seating->tables[table].size; k++, size++)
			hosts += grouping_seating_leads(seating,
			    grouping_seating_people(seating, table)[k]);
		if (size < seating->input->size_min || hosts == 0)
			return false;
	}
	return true;
}

static void
try_way(struct merge *merge)
{
	bool is_whole = true;

	if (!is_good(merge))
		return;
	for (uint32_t i = 2; i < merge->count; i++)
		is_whole &= merge->moves[i].to == merge->moves[1].to;
	grouping_trial_try(merge->trial, merge->moves, merge->count, 0, &merge->all);
	if (is_whole)
		grouping_trial_try(merge->trial, merge->moves, merge->count, 0,
		    &merge->whole);
}

static void
try_from(struct merge *merge, uint32_t at)
{
	const struct grouping_seating *seating = merge->trial->seating;

	if (at == merge->count) {
		try_way(merge);
		return;
	}
	for (uint32_t table = 0; table < seating->tables_count; table++) {
		if (table == seating->place[merge->moves[0].person])
			continue;
		merge->moves[at].to = table;
		try_from(merge, at + 1);
	}
}

/* False: there are too many ways. */
static bool
try_all(struct merge *merge)
{
	const struct grouping_seating *seating = merge->trial->seating;
	uint32_t leaver = merge->trial->request.leaver;
	uint32_t table = seating->place[leaver];
	double ways = 1;

	merge->moves[merge->count++] = (struct grouping_move){ leaver,
		GROUPING_PLACE_OUTSIDE };
	for (uint32_t i = 0; i < seating->tables[table].size; i++) {
		uint32_t person = grouping_seating_people(seating, table)[i];

		if (person == leaver)
			continue;
		merge->moves[merge->count++].person = person;
		ways *= seating->tables_count - 1;
	}
	if (ways > WAYS_MAX)
		return false;
	try_from(merge, 1);
	return true;
}

/* Somebody else has left too, whether their table can do without them or not. */
static void
lose_another(struct grouping_trial *trial)
{
	const struct grouping_seating *seating = trial->seating;
	uint32_t leaver = trial->request.leaver;
	struct grouping_move move = {
		dice_below(&trial->dice, seating->input->people_count),
		GROUPING_PLACE_OUTSIDE,
	};

	if (grouping_seating_is_table(seating, seating->place[move.person]) &&
	    seating->place[move.person] != seating->place[leaver])
		ck_assert_int_eq(grouping_seating_apply(trial->seating, &move, 1, NULL),
		    OK);
}

/* Adds to tallies[0] merges that were whole, [1] those split, [2] not possible. */
static void
check_merge(uint64_t seed, uint32_t tallies[3])
{
	struct grouping_trial trial;
	bool has_leaver = grouping_trial_begin(&trial, seed);
	struct merge merge = { .trial = &trial };

	trial.request.repairs_max = 2;
	if (has_leaver) {
		for (uint64_t i = 0; i < seed % 2 * 8; i++)
			lose_another(&trial);
		const struct grouping_repairs *repairs = &trial.repairs;

		ck_assert_int_eq(grouping_repair_merge(trial.seating, &trial.request,
				     &trial.arena, &trial.repairs, NULL),
		    OK);
		for (uint32_t i = 0; seed % 2 == 0 && i < repairs->count; i++)
			grouping_trial_check(&trial, &repairs->items[i], seed);
		if (repairs->stands) {
			ck_assert_int_eq(repairs->reason, GROUPING_REPAIR_STANDS);
		} else if (try_all(&merge) && merge.count > 1) {
			bool splits = merge.whole.count == 0 ||
			    merge.all.cost < merge.whole.cost;

			ck_assert_msg((repairs->count > 0) == (merge.all.count > 0),
			    "seed %u", (unsigned)seed);
			tallies[repairs->count == 0 ? 2 : splits]++;
			if (repairs->count > 0)
				ck_assert_int_eq(repairs->items[0].cost, merge.all.cost);
			if (repairs->count > 1)
				ck_assert_int_eq(repairs->items[1].cost,
				    merge.whole.cost);
			if (repairs->count > 0)
				ck_assert_int_eq(repairs->count == 2,
				    splits && merge.whole.count > 0);
		}
	}
	arena_done(&trial.arena);
}

#define PROBLEMS_PER_TEST 150

START_TEST(test_no_merge_is_better)
{
	uint32_t tallies[3] = { 0 };

	for (int i = 0; i < PROBLEMS_PER_TEST; i++)
		check_merge((uint64_t)(_i * PROBLEMS_PER_TEST + i), tallies);
	printf("# seeds from %d: %u whole, %u split, %u not\n", _i * PROBLEMS_PER_TEST,
	    tallies[0], tallies[1], tallies[2]);
	for (int kind = 0; kind < 3; kind++)
		ck_assert_uint_gt(tallies[kind], 0);
}
END_TEST

/* Merges the table that the leaver leaves, once others have gone. */
static struct grouping_repairs
merge_after(const struct grouping_move *going, uint32_t count, uint32_t leaver,
    struct arena *arena)
{
	struct grouping_seating *seating = grouping_seats_seven(arena);
	struct grouping_repair_request request = { .leaver = leaver, .repairs_max = 1 };
	struct grouping_repairs repairs = { .count = 0 };

	ck_assert_int_eq(grouping_seating_apply(seating, going, count, NULL), OK);
	ck_assert_int_eq(grouping_repair_merge(seating, &request, arena, &repairs, NULL),
	    OK);
	return repairs;
}

START_TEST(test_the_new_table_has_to_stand)
{
	static const struct {
		struct grouping_move going;
		uint32_t leaver;
		enum grouping_repair_reason reason;
	} rows[] = {
		{ { 3, GROUPING_PLACE_OUTSIDE }, 4, GROUPING_REPAIR_FOUND },
		{ { 4, GROUPING_PLACE_OUTSIDE }, 0, GROUPING_REPAIR_FOUND },
		{ { 3, GROUPING_PLACE_OUTSIDE }, 0, GROUPING_REPAIR_SOMEBODY_STUCK },
		{ { 1, GROUPING_PLACE_OUTSIDE }, 5, GROUPING_REPAIR_SOMEBODY_STUCK },
		{ { 6, 0 }, 5, GROUPING_REPAIR_NO_NEIGHBOUR },
		{ { 6, 0 }, 2, GROUPING_REPAIR_STANDS },
	};
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_repairs repairs = merge_after(&rows[_i].going, 1, rows[_i].leaver,
	    &arena);

	ck_assert_str_eq(grouping_repair_name(repairs.reason),
	    grouping_repair_name(rows[_i].reason));
	ck_assert_uint_eq(repairs.count, rows[_i].reason == GROUPING_REPAIR_FOUND);
}
END_TEST

START_TEST(test_the_last_one_leaves_nobody_to_seat)
{
	static const struct grouping_move going[] = { { 3, GROUPING_PLACE_OUTSIDE },
		{ 4, GROUPING_PLACE_OUTSIDE } };
	CLEANUP(arena_done) struct arena arena = { 0 };

	ck_assert_int_eq(merge_after(going, 2, 5, &arena).reason,
	    GROUPING_REPAIR_NOBODY_LEFT);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_repair_merge");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_no_merge_is_better, 0, 4);
	tcase_add_loop_test(tests, test_the_new_table_has_to_stand, 0, 6);
	tcase_add_test(tests, test_the_last_one_leaves_nobody_to_seat);
	return run_tests("grouping_repair_merge", tests);
}
