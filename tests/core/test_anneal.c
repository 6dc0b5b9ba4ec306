#include "anneal.h"

#include "run.h"

#include <math.h>
#include <string.h>

START_TEST(test_each_logarithm_once)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const float *lns = anneal_lns(&arena);
	static unsigned char seen[ANNEAL_LNS];

	for (uint32_t i = 0; i < ANNEAL_LNS; i++) {
		/* libm's exp may differ in its last bits: k is sure all the same. */
		double k = exp(-(double)lns[i]) * ANNEAL_LNS - 0.5;

		ck_assert_double_lt(fabs(k - round(k)), 0.01);
		ck_assert_uint_eq(seen[(uint32_t)round(k)]++, 0);
	}
}
END_TEST

/* The same on every machine: FNV-1a over the bits. */
START_TEST(test_logarithms_to_the_last_bit)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const float *lns = anneal_lns(&arena);
	uint64_t digest = UINT64_C(0xcbf29ce484222325);

	for (uint32_t i = 0; i < ANNEAL_LNS; i++) {
		uint32_t bits;

		memcpy(&bits, &lns[i], sizeof(bits));
		digest = (digest ^ bits) * UINT64_C(0x100000001b3);
	}
	ck_assert_uint_eq(digest, UINT64_C(15061519259635529532));
	ck_assert_uint_eq((uintptr_t)lns % 64, 0);
}
END_TEST

/* A block of 16 has small and large ones: one in each sixteenth, or nearly. */
START_TEST(test_neighbours_are_spread)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const float *lns = anneal_lns(&arena);

	for (uint32_t block = 0; block < ANNEAL_LNS; block += 16) {
		uint32_t sixteenths = 0;

		for (uint32_t i = block; i < block + 16; i++)
			sixteenths |= 1U << (int)(exp(-(double)lns[i]) * 16);
		ck_assert_int_ge(__builtin_popcount(sixteenths), 12);
	}
}
END_TEST

START_TEST(test_cools_geometrically)
{
	struct anneal anneal;

	anneal_init(&anneal, 800, 0.5, 1000003);
	ck_assert(anneal_temperature(&anneal, 0) == 800);
	ck_assert_double_eq_tol(anneal_temperature(&anneal, 1000003), 0.5, 1e-4);
	ck_assert_double_eq_tol(anneal_temperature(&anneal, UINT64_MAX), 0.5, 1e-4);
	for (uint64_t done = 0; done < 1000003; done += 997) {
		double expected = 800 * pow(0.5 / 800, (double)done / 1000003);

		ck_assert_double_eq_tol(anneal_temperature(&anneal, done), expected,
		    expected * 1e-4);
	}
}
END_TEST

START_TEST(test_never_warmer)
{
	for (uint64_t moves = 1; moves < 300; moves++) {
		struct anneal anneal;
		double last = 10;

		anneal_init(&anneal, 10, 0.1, moves);
		for (uint64_t done = 0; done <= moves; done++) {
			double now = anneal_temperature(&anneal, done);

			ck_assert_double_le(now, last);
			last = now;
		}
	}
}
END_TEST

/* Metropolis: a move for the worse by 1 is taken with probability exp(-1 / T). */
static struct anneal_pilot
fly(double highest, double least_rate)
{
	struct anneal_pilot pilot;

	anneal_pilot_init(&pilot, highest, 80 * 1000000, ANNEAL_HOT, ANNEAL_COLD);
	for (;;) {
		double rate = exp(-1 / pilot.temperature);
		uint64_t taken = (uint64_t)((rate > least_rate ? rate : least_rate) *
		    1000000);

		if (!anneal_pilot_next(&pilot, 1000000, taken))
			return pilot;
	}
}

START_TEST(test_pilot_finds_the_window)
{
	struct anneal_pilot pilot = fly(30, 0);
	double start = -1 / log(ANNEAL_HOT), end = -1 / log(ANNEAL_COLD);

	ck_assert_double_le(pilot.start, start);
	ck_assert_double_gt(pilot.start, start * 0.84);
	ck_assert_double_le(pilot.end, pilot.start / 2);
	ck_assert_double_gt(pilot.end, end * 0.84 < pilot.start / 2 ? end * 0.84 : 0);
	ck_assert_uint_eq(pilot.moves_per_rung, 1000001);
}
END_TEST

/* Nothing is ever taken, or all for ever: the pilot ends, with limits in order. */
START_TEST(test_pilot_ends)
{
	struct anneal_pilot none = fly(1e-9, 0), all = fly(30, 1);

	ck_assert_uint_eq(none.rung, 0);
	ck_assert(none.start == 1e-9 && none.end == none.start / 2);
	ck_assert_uint_eq(all.rung, ANNEAL_RUNGS);
	ck_assert_double_gt(all.end, 0);
	ck_assert_double_le(all.end, all.start / 2);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("anneal");

	tcase_add_test(tests, test_each_logarithm_once);
	tcase_add_test(tests, test_logarithms_to_the_last_bit);
	tcase_add_test(tests, test_neighbours_are_spread);
	tcase_add_test(tests, test_cools_geometrically);
	tcase_add_test(tests, test_never_warmer);
	tcase_add_test(tests, test_pilot_finds_the_window);
	tcase_add_test(tests, test_pilot_ends);
	return run_tests("anneal", tests);
}
