/* One scan against a plain reading of matrix_scan.h. */
#include "matrix_scan.h"

#include "anneal.h"
#include "matrix_made.h"
#include "run.h"

#include <stdio.h>

static const struct matrix_made shapes[] = {
	{ 60, 4, 15, 15, 100000 },
	{ 100, 4, 18, 40, 100000 },
	{ 30, 6, 1, 9, 100000 },
};

static int32_t
distance(const struct matrix_state *state, uint32_t seat, uint32_t other)
{
	return state->matrix
	    ->distances[(size_t)state->elements[seat] * state->matrix->stride +
		(uint32_t)state->elements[other]];
}

/* From distances alone: what seat's element has in group, but for that in except. */
static int64_t
sum_in(const struct matrix_state *state, uint32_t seat, uint32_t g, uint32_t except)
{
	const struct matrix_group *group = &state->groups[g];
	int64_t sum = 0;

	for (uint32_t at = group->first; at < group->first + group->size; at++)
		if (at != except)
			sum += distance(state, seat, at);
	return sum;
}

static int64_t
gain_of(const struct matrix_state *state, const struct matrix_move *move)
{
	const struct matrix_group *to = &state->groups[move->to_group];
	bool is_swap = move->to < to->first + to->size;
	int64_t gain = sum_in(state, move->from, move->to_group, move->to) -
	    sum_in(state, move->from, move->from_group, MATRIX_NONE);

	if (is_swap)
		gain += sum_in(state, move->to, move->from_group, move->from) -
		    sum_in(state, move->to, move->to_group, MATRIX_NONE);
	return gain;
}

static void
assert_consistent(struct matrix_state *state, struct arena *arena)
{
	uint32_t *group_of = ARENA_NEW(arena, uint32_t, state->matrix->count);
	int64_t objective = state->objective;
	struct matrix_state *fresh = matrix_state_new(state->matrix, arena);

	matrix_state_read(state, group_of);
	matrix_state_seat(fresh, group_of);
	ck_assert_int_eq(fresh->objective, objective);
	for (uint32_t g = 0; g < state->groups_count; g++) {
		const struct matrix_group *group = &state->groups[g];

		ck_assert_uint_ge(group->size, group->size_min);
		ck_assert_uint_le(group->size, group->size_max);
		for (uint32_t seat = group->first; seat < group->first + group->size_max;
		     seat++) {
			bool is_empty = seat >= group->first + group->size;

			ck_assert_int_eq((uint32_t)state->elements[seat] ==
				state->matrix->count,
			    is_empty);
			ck_assert_int_eq(state->own[seat],
			    is_empty ? MATRIX_EMPTY
				     : sum_in(state, seat, g, MATRIX_NONE));
		}
	}
}

/* 100,000 moves: each gain is what the distances say, no sum drifts. */
START_TEST(test_sums_are_those_of_distances)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[_i], 1, &arena);
	struct matrix_state *state = matrix_state_new(&matrix, &arena);
	const struct matrix_path *path = matrix_scan_path(cpu_best());
	struct matrix_scan scan = { .lns = anneal_lns(&arena), .temperature = 30000 };
	uint32_t moves = 0, insertions = 0;
	struct matrix_move move;

	dice_init(&scan.dice, 1, 0);
	matrix_state_deal(state, &scan.dice);
	while (moves < 100000) {
		uint32_t from = dice_below(&scan.dice, state->groups_count);
		uint32_t to = dice_below(&scan.dice, state->groups_count);

		if (from == to || !path->find(state, &scan, from, to, &move))
			continue;
		if (moves % 64 == 0)
			ck_assert_int_eq(move.gain, gain_of(state, &move));
		insertions += (uint32_t)state->elements[move.to] == matrix.count;
		matrix_scan_apply(state, path, &move);
		if (++moves % 10000 == 0)
			assert_consistent(state, &arena);
	}
	ck_assert_int_eq(insertions > 0, shapes[_i].size_min < shapes[_i].size_max);
}
END_TEST

/* Cold, a scan finds a move just when some candidate of the two groups gains. */
START_TEST(test_misses_nothing)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[_i], 2, &arena);
	struct matrix_state *state = matrix_state_new(&matrix, &arena);
	const struct matrix_path *path = matrix_scan_path(cpu_best());
	struct matrix_scan scan = { .lns = anneal_lns(&arena) };
	uint32_t found = 0, none = 0;

	dice_init(&scan.dice, 2, 0);
	matrix_state_deal(state, &scan.dice);
	for (uint32_t trial = 0; trial < 600; trial++) {
		uint32_t g = dice_below(&scan.dice, state->groups_count), h;
		const struct matrix_group *from, *to;
		struct matrix_move move;
		int64_t best = 0;

		do
			h = dice_below(&scan.dice, state->groups_count);
		while (h == g);
		from = &state->groups[g];
		to = &state->groups[h];
		uint32_t end = to->first + to->size;

		if (from->size > from->size_min && to->size < to->size_max)
			end++; /* the first empty seat: an insertion */
		for (uint32_t i = from->first; i < from->first + from->size; i++) {
			for (uint32_t j = to->first; j < end; j++) {
				move = (struct matrix_move){ g, h, i, j, 0 };
				int64_t gain = gain_of(state, &move);

				best = gain > best ? gain : best;
			}
		}
		bool is_found = path->find(state, &scan, g, h, &move);

		ck_assert_int_eq(is_found, best > 0);
		if (is_found)
			matrix_scan_apply(state, path, &move);
		found += is_found;
		none += !is_found;
	}
	ck_assert_uint_gt(found, 20);
	ck_assert_uint_gt(none, 20);
}
END_TEST

/* Metropolis: of candidates that lose d at temperature T, exp(-d / T) are taken. Two
 * elements alone in their groups, a third beside one of them. */
START_TEST(test_takes_as_often_as_it_should)
{
	static int32_t rows[4 * 16];
	static const uint32_t lo[2] = { 1, 2 }, hi[2] = { 1, 2 },
			      group_of[3] = { 0, 1, 1 };
	struct matrix matrix = { 3, 2, 16, rows, lo, hi };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix_state *state = matrix_state_new(&matrix, &arena);
	struct matrix_scan scan = { .lns = anneal_lns(&arena), .temperature = 1000 };
	const struct matrix_path *path = matrix_scan_path(cpu_best());
	uint32_t taken[3] = { 0 };
	struct matrix_move move;

	rows[1 * 16 + 2] = rows[2 * 16 + 1] = 3000; /* they sit together */
	rows[0 * 16 + 1] = rows[1 * 16 + 0] = 2000; /* in place of 2: loses 1000 */
	rows[0 * 16 + 2] = rows[2 * 16 + 0] = 0;    /* loses 3000 */
	dice_init(&scan.dice, 3, 0);
	matrix_state_seat(state, group_of);
	for (int i = 0; i < 400000; i++)
		if (path->find(state, &scan, 0, 1, &move))
			taken[move.gain == -1000 ? 1 : 2]++;
	/* Both share one u: the second is taken only when the first would be too, and
	 * then first_column says which comes first; 14 of 16 times it is the nearer. */
	ck_assert_uint_eq(taken[0], 0);
	ck_assert_double_gt(taken[1] + taken[2], 400000 * 0.3679 * 0.98);
	ck_assert_double_lt(taken[1] + taken[2], 400000 * 0.3679 * 1.02);
	ck_assert_double_gt(taken[2], 400000 * 0.0498 / 16 * 0.8);
	ck_assert_double_lt(taken[2], 400000 * 0.0498);
}
END_TEST

/* Every path finds the same move, steps the dice alike and counts alike. */
START_TEST(test_paths_find_the_same)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct matrix matrix = matrix_made_read(&shapes[_i], 4, &arena);
	struct matrix_state *state = matrix_state_new(&matrix, &arena);
	const struct matrix_path *plain = matrix_scan_path(CPU_SCALAR);
	struct matrix_scan scan = { .lns = anneal_lns(&arena) };

	dice_init(&scan.dice, 4, 0);
	matrix_state_deal(state, &scan.dice);
	for (uint32_t trial = 0; trial < 20000; trial++) {
		uint32_t g = dice_below(&scan.dice, state->groups_count);
		uint32_t h = (g + 1 + dice_below(&scan.dice, state->groups_count - 1)) %
		    state->groups_count;
		struct matrix_move move = { 0 };

		scan.temperature = (float)(100000 >> trial % 20);
		struct matrix_scan before = scan;
		bool is_found = plain->find(state, &scan, g, h, &move);

		for (enum cpu_path p = CPU_SCALAR + 1; p < CPU_PATH_COUNT; p++) {
			struct matrix_scan other = before;
			struct matrix_move same = { 0 };

			if (!cpu_has(p))
				continue;
			ck_assert_int_eq(is_found,
			    matrix_scan_path(p)->find(state, &other, g, h, &same));
			ck_assert_mem_eq(&same, &move, sizeof(move));
			ck_assert_mem_eq(&other.dice, &scan.dice, sizeof(scan.dice));
			ck_assert_uint_eq(other.evaluations, scan.evaluations);
		}
		if (is_found)
			matrix_scan_apply(state, plain, &move);
	}
}
END_TEST

START_TEST(test_first_lane_in_a_circle)
{
	for (uint32_t mask = 1; mask < 65536; mask += 7) {
		for (uint32_t from = 0; from < 16; from++) {
			uint32_t lane = from;

			while ((mask >> lane & 1) == 0)
				lane = (lane + 1) & 15;
			ck_assert_uint_eq(matrix_scan_first(mask, from), lane);
		}
	}
}
END_TEST

START_TEST(test_limit)
{
	ck_assert_int_eq(matrix_scan_limit(0, 11.78F), 0);
	ck_assert_int_eq(matrix_scan_limit(1000, 0.9999F), -999);
	ck_assert_int_eq(matrix_scan_limit(1e30F, 11.78F), -(1 << 28));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("matrix_scan");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_sums_are_those_of_distances, 0, COUNT_OF(shapes));
	tcase_add_loop_test(tests, test_misses_nothing, 0, COUNT_OF(shapes));
	tcase_add_test(tests, test_takes_as_often_as_it_should);
	tcase_add_loop_test(tests, test_paths_find_the_same, 0, COUNT_OF(shapes));
	tcase_add_test(tests, test_first_lane_in_a_circle);
	tcase_add_test(tests, test_limit);
	return run_tests("matrix_scan", tests);
}
