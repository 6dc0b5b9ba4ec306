#include "gf.h"

#include "dice.h"
#include "run.h"

/* The laws that make a field, for three elements. */
static bool
has_laws(const struct gf *gf, uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t sum = gf_add(gf, a, b), product = gf_multiply(gf, a, b);

	return sum < gf->order && product < gf->order && sum == gf_add(gf, b, a) &&
	    product == gf_multiply(gf, b, a) && gf_subtract(gf, sum, b) == a &&
	    gf_add(gf, sum, c) == gf_add(gf, a, gf_add(gf, b, c)) &&
	    gf_multiply(gf, product, c) == gf_multiply(gf, a, gf_multiply(gf, b, c)) &&
	    gf_multiply(gf, a, gf_add(gf, b, c)) ==
	    gf_add(gf, product, gf_multiply(gf, a, c));
}

/* 0 and 1 are neutral, and the products of a with all others are different. */
static bool
has_row(const struct gf *gf, uint32_t a)
{
	CLEANUP(free_ptr) bool *seen = alloc_zero(gf->order, sizeof(bool));

	if (gf_add(gf, a, 0) != a || gf_multiply(gf, a, 1) != a ||
	    gf_multiply(gf, a, 0) != 0)
		return false;
	for (uint32_t b = 0; b < gf->order && a > 0; b++) {
		uint32_t product = gf_multiply(gf, a, b);

		if (product >= gf->order || seen[product])
			return false;
		seen[product] = true;
	}
	return true;
}

START_TEST(test_small_fields_keep_every_law)
{
	for (uint32_t order = 2; order <= 32; order++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct gf gf;

		if (!gf_exists(order))
			continue;
		gf_init(&gf, order, &arena);
		for (uint32_t a = 0; a < order; a++) {
			bool is_field = has_row(&gf, a);

			for (uint32_t b = 0; is_field && b < order; b++)
				for (uint32_t c = 0; is_field && c < order; c++)
					is_field = has_laws(&gf, a, b, c);
			ck_assert_msg(is_field, "%u elements: %u", order, a);
		}
	}
}
END_TEST

START_TEST(test_large_fields_keep_the_laws)
{
	static const uint32_t orders[] = { 49, 64, 81, 101, 121, 125, 243, 256, 729, 1009,
		2048, 4096, 65536, 63001, GF_PRIME_MAX };
	struct dice dice;

	dice_init(&dice, 1, 0);
	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct gf gf;

		gf_init(&gf, orders[i], &arena);
		bool is_field = has_row(&gf, 1 + dice_below(&dice, orders[i] - 1));

		for (int times = 0; is_field && times < 2000; times++)
			is_field = has_laws(&gf, dice_below(&dice, orders[i]),
			    dice_below(&dice, orders[i]), dice_below(&dice, orders[i]));
		ck_assert_msg(is_field, "%u elements", orders[i]);
	}
}
END_TEST

START_TEST(test_only_powers_of_primes_have_a_field)
{
	static const uint32_t powers[] = { 2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23,
		25, 27, 29, 31, 32, 37, 41, 43, 47, 49, 53, 59, 61, 64, 67, 71, 73, 79,
		81, 83, 89, 97 };
	size_t at = 0;

	for (uint32_t order = 0; order < 100; order++) {
		bool is_power = at < COUNT_OF(powers) && powers[at] == order;

		ck_assert_msg(gf_exists(order) == is_power, "%u", order);
		at += is_power;
	}
	ck_assert(gf_exists(65536) && gf_exists(63001) && gf_exists(GF_PRIME_MAX));
	ck_assert(!gf_exists(131072) && !gf_exists(65537 * 2) && !gf_exists(1000000));
	ck_assert(!gf_exists(UINT32_MAX));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("gf");

	tcase_add_test(tests, test_small_fields_keep_every_law);
	tcase_add_test(tests, test_large_fields_keep_the_laws);
	tcase_add_test(tests, test_only_powers_of_primes_have_a_field);
	return run_tests("gf", tests);
}
