#include "person_index.h"

#include "run.h"

#include <stdio.h>

static void
make_uuid(char uuid[static 37], unsigned number)
{
	snprintf(uuid, 37, "%08x-0000-8000-8000-%012x", number * 2654435761u, number);
}

START_TEST(test_everybody_is_found_and_nobody_else)
{
	CLEANUP(person_index_done) struct person_index index = { 0 };
	char uuid[37];
	struct err err;
	uint32_t number = 7;

	make_uuid(uuid, 1);
	ck_assert(!person_index_find(&index, uuid, &number));
	for (uint32_t i = 0; i < 5000; i++) {
		make_uuid(uuid, i);
		ck_assert_int_eq(person_index_add(&index, uuid, i, &err), OK);
	}
	for (uint32_t i = 0; i < 5000; i++) {
		make_uuid(uuid, i);
		ck_assert(person_index_find(&index, uuid, &number));
		ck_assert_uint_eq(number, i);
	}
	make_uuid(uuid, 5000);
	number = 7;
	ck_assert(!person_index_find(&index, uuid, &number));
	ck_assert_uint_eq(number, 7);
}
END_TEST

START_TEST(test_the_first_number_stays)
{
	CLEANUP(person_index_done) struct person_index index = { 0 };
	char uuid[37];
	struct err err;
	uint32_t number;

	make_uuid(uuid, 3);
	ck_assert_int_eq(person_index_add(&index, uuid, 1, &err), OK);
	ck_assert_int_eq(person_index_add(&index, uuid, 2, &err), OK);
	ck_assert(person_index_find(&index, uuid, &number));
	ck_assert_uint_eq(number, 1);
}
END_TEST

START_TEST(test_what_is_no_uuid_is_refused)
{
	static const char *const wrong[] = { "", "x", "0000",
		"zz000000-0000-8000-8000-000000000000",
		"00000000-0000-8000-8000-0000000000000" };
	CLEANUP(person_index_done) struct person_index index = { 0 };
	struct err err;
	uint32_t number;

	ck_assert_int_eq(person_index_add(&index, wrong[_i], 1, &err), ERR_INVALID);
	ck_assert(!person_index_find(&index, wrong[_i], &number));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("person_index");

	tcase_add_test(tests, test_everybody_is_found_and_nobody_else);
	tcase_add_test(tests, test_the_first_number_stays);
	tcase_add_loop_test(tests, test_what_is_no_uuid_is_refused, 0, 5);
	return run_tests("person_index", tests);
}
