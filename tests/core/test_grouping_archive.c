#include "grouping_archive.h"

#include "dice.h"
#include "grouping_people.h"
#include "run.h"

#include <string.h>

static struct grouping_input *
make_input(uint32_t count, uint64_t seed, struct arena *arena)
{
	struct grouping_people people = grouping_people_usual(count);

	people.slots = 5;
	people.effort = 20000;
	return grouping_people_make(&people, seed, arena);
}

START_TEST(test_what_was_written_is_read)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text once = { 0 }, again = { 0 };
	struct grouping_input *input = make_input(60 + (uint32_t)_i, (uint64_t)_i,
	    &arena);
	struct grouping_input copy;
	struct err err = { OK, "" };

	grouping_archive_input(input, &once);
	ck_assert_msg(grouping_archive_read(once.data, once.length, &arena, &copy,
			  &err) == OK,
	    "%s", err.text);
	grouping_archive_input(&copy, &again);
	ck_assert(strcmp(text_string(&once), text_string(&again)) == 0);
}
END_TEST

START_TEST(test_the_copy_gives_the_same_plan)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text archive = { 0 }, one = { 0 }, other = { 0 };
	struct grouping_input *input = make_input(140, 3, &arena), copy;
	struct grouping_pair *pairs = (struct grouping_pair *)(uintptr_t)input->pairs;
	struct grouping_plan plan;

	for (size_t i = 0; i < input->pairs_count; i++)
		if (pairs[i].kind < GROUPING_MET)
			pairs[i].cost = 0; /* it means nothing and is not kept */
	grouping_archive_input(input, &archive);
	ck_assert_int_eq(grouping_archive_read(archive.data, archive.length, &arena,
			     &copy, NULL),
	    OK);
	ck_assert_int_eq(grouping_form(input, NULL, &arena, &plan, NULL), OK);
	grouping_archive_plan(&plan, &one);
	ck_assert_int_eq(grouping_form(&copy, NULL, &arena, &plan, NULL), OK);
	grouping_archive_plan(&plan, &other);
	ck_assert_uint_gt(plan.groups_count, 10);
	ck_assert(strcmp(text_string(&one), text_string(&other)) == 0);
	copy.seed++;
	ck_assert_int_eq(grouping_form(&copy, NULL, &arena, &plan, NULL), OK);
	text_clear(&other);
	grouping_archive_plan(&plan, &other);
	ck_assert(strcmp(text_string(&one), text_string(&other)) != 0);
}
END_TEST

/* Wherever it was cut, and whichever byte was changed: refused, or another text of some
 * input, but never read beyond, and never two texts for one input. */
START_TEST(test_broken_texts_are_refused)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text archive = { 0 };
	struct grouping_input *input = make_input(12, 5, &arena), copy = { .seed = 77 };
	struct dice dice;
	struct err err;

	grouping_archive_input(input, &archive);
	dice_init(&dice, 5, 0);
	for (size_t cut = 0; cut < archive.length; cut++) {
		CLEANUP(arena_done) struct arena scratch = { 0 };
		CLEANUP(free_ptr) char *bytes = alloc_zero(1, cut + 1);

		memcpy(bytes, archive.data, cut);
		ck_assert_int_eq(grouping_archive_read(bytes, cut, &scratch, &copy, &err),
		    ERR_INVALID);
		ck_assert_msg(strncmp(err.text, "line ", 5) == 0, "%s", err.text);
		ck_assert_uint_eq(copy.seed, 77);
	}
	for (int i = 0; i < 4000; i++) {
		CLEANUP(arena_done) struct arena scratch = { 0 };
		CLEANUP(text_done) struct text again = { 0 };
		uint32_t at = dice_below(&dice, (uint32_t)archive.length);
		char was = archive.data[at];

		archive.data[at] = " \n0123456789apw-"[dice_below(&dice, 16)];
		if (grouping_archive_read(archive.data, archive.length, &scratch, &copy,
			&err) == OK) {
			grouping_archive_input(&copy, &again);
			ck_assert_msg(strcmp(again.data, archive.data) == 0,
			    "byte %u: '%c'", at, archive.data[at]);
		}
		archive.data[at] = was;
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_archive");

	tcase_add_loop_test(tests, test_what_was_written_is_read, 0, 8);
	tcase_add_test(tests, test_the_copy_gives_the_same_plan);
	tcase_add_test(tests, test_broken_texts_are_refused);
	return run_tests("grouping_archive", tests);
}
