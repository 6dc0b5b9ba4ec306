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

/* Of a plan of it: every third table frozen, one with a place, one without. */
static void
fix_tables(struct grouping_input *input, struct arena *arena)
{
	struct grouping_plan plan;

	ck_assert_int_eq(grouping_form(input, NULL, arena, &plan, NULL), OK);

	struct grouping_fixed *fixed = ARENA_NEW(arena, struct grouping_fixed,
	    plan.groups_count + 1);

	for (uint32_t k = 0; k < plan.groups_count; k++) {
		const struct grouping_group *group = &plan.groups[k];
		bool is_open = k % 3 == 2;

		fixed[k] = (struct grouping_fixed){
			.members = group->members,
			.size = group->size,
			.slot = is_open ? GROUPING_NONE : group->slot,
			.venue = is_open ? GROUPING_NONE : group->venue,
			.is_frozen = k % 3 == 0,
			.stay_cost = k % 3 == 0 ? 0 : 40 + (int32_t)k,
		};
	}
	ck_assert_uint_gt(plan.groups_count, 0);
	input->fixed = fixed;
	input->fixed_count = plan.groups_count;
}

START_TEST(test_what_was_written_is_read)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text once = { 0 }, again = { 0 };
	struct grouping_input *input = make_input(60 + (uint32_t)_i, (uint64_t)_i,
	    &arena);
	struct grouping_input copy;
	struct err err = { OK, "" };

	if (_i % 2 == 1)
		fix_tables(input, &arena);
	grouping_archive_input(input, &once);
	ck_assert_msg(grouping_archive_read(once.data, once.length, &arena, &copy,
			  &err) == OK,
	    "%s", err.text);
	grouping_archive_input(&copy, &again);
	ck_assert(strcmp(text_string(&once), text_string(&again)) == 0);
	ck_assert_uint_eq(copy.fixed_count, input->fixed_count);
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
	if (_i == 1)
		fix_tables(input, &arena);
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

	if (_i == 1)
		fix_tables(input, &arena);
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

#define PLAIN_REST                                                                      \
	"weights 1 1 1 1 1 1 1 1 1 1 1\nvenue 3 1\nway 0\n"                             \
	"person 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 9 1\nperson 0 0 0 0 0 0 0 0 1 0 0 0 0 " \
	"0 0 0 9 1\n"

/* Texts that a program of before kept, and what the second version must not say. */
START_TEST(test_each_version_has_its_own_words)
{
	static const struct {
		const char *text, *refusal;
		uint32_t fixed_count;
	} cases[] = {
		{ "grouping 1 2 0 1 1 1 2 3 7 0\n" PLAIN_REST, NULL, 0 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST "fixed 0 0 1 0 2 1 0\n",
		    NULL, 1 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 0\n" PLAIN_REST,
		    "line 1: no fixed tables", 0 },
		{ "grouping 1 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST,
		    "line 1: too many numbers", 0 },
		{ "grouping 0 2 0 1 1 1 2 3 7 0\n" PLAIN_REST,
		    "line 1: not a version that this program knows", 0 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST "fixed 0 0 2 0 2 1 0\n",
		    "line 7: a number is too large", 0 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST "fixed 0 0 1 0 2 1\n",
		    "line 7: a number is missing", 0 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST "fixed 0 0 1 0 2 1 1\n",
		    "fixed table 0: person 1 is at a table before", 0 },
		{ "grouping 2 2 0 1 1 1 2 3 7 0 1\n" PLAIN_REST "fixed 0 1 1 0 2 1 0\n",
		    "fixed table 0: venue 1 of 1", 0 },
	};
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input input = { .seed = 77 };
	struct err err = { OK, "" };
	enum status status = grouping_archive_read(cases[_i].text, strlen(cases[_i].text),
	    &arena, &input, &err);

	if (cases[_i].refusal == NULL) {
		ck_assert_msg(status == OK, "%s", err.text);
		ck_assert_uint_eq(input.fixed_count, cases[_i].fixed_count);
		ck_assert_uint_eq(input.seed, 7);
	} else {
		ck_assert_int_eq(status, ERR_INVALID);
		ck_assert_str_eq(err.text, cases[_i].refusal);
		ck_assert_uint_eq(input.seed, 77);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_archive");

	tcase_add_loop_test(tests, test_what_was_written_is_read, 0, 8);
	tcase_add_loop_test(tests, test_the_copy_gives_the_same_plan, 0, 2);
	tcase_add_loop_test(tests, test_broken_texts_are_refused, 0, 2);
	tcase_add_loop_test(tests, test_each_version_has_its_own_words, 0, 9);
	return run_tests("grouping_archive", tests);
}
