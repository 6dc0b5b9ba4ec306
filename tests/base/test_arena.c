#include "arena.h"

#include "run.h"

#include <string.h>

START_TEST(test_pieces_are_zero_aligned_and_apart)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	unsigned char *pieces[300];

	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		size_t size = i * 7 % 1000 + 1;

		pieces[i] = arena_alloc(&arena, size, 1);
		ck_assert_uint_eq((uintptr_t)pieces[i] % (size < 64 ? 16 : 64), 0);
		for (size_t at = 0; at < size; at++)
			ck_assert_uint_eq(pieces[i][at], 0);
		memset(pieces[i], (int)(i & 0xFF), size);
	}
	for (size_t i = 0; i < COUNT_OF(pieces); i++)
		for (size_t at = 0; at < i * 7 % 1000 + 1; at++)
			ck_assert_uint_eq(pieces[i][at], i & 0xFF);
}
END_TEST

START_TEST(test_large_piece_has_its_own_block)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	char *large = arena_alloc(&arena, 3, (size_t)1 << 20);

	memset(large, 'x', (size_t)3 << 20);
	ck_assert_str_eq(arena_text(&arena, "after it"), "after it");
	ck_assert_uint_ge(arena.total_bytes, (size_t)3 << 20);
}
END_TEST

START_TEST(test_text_is_copied)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	char name[] = "Ada";
	char *copy = arena_text(&arena, name);

	name[0] = 'I';
	ck_assert_str_eq(copy, "Ada");
	ck_assert_ptr_null(arena_text(&arena, NULL));
	arena_done(&arena);
	ck_assert_uint_eq(arena.total_bytes, 0);
	ck_assert_str_eq(arena_text(&arena, "again"), "again");
}
END_TEST

START_TEST(test_impossible_size_ends_the_process)
{
	struct arena arena = { 0 };

	arena_alloc(&arena, SIZE_MAX / 2, 4);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("arena");

	tcase_add_test(tests, test_pieces_are_zero_aligned_and_apart);
	tcase_add_test(tests, test_large_piece_has_its_own_block);
	tcase_add_test(tests, test_text_is_copied);
	tcase_add_test_raise_signal(tests, test_impossible_size_ends_the_process, 6);
	return run_tests("arena", tests);
}
