#include "derived_id.h"

#include "live.h"
#include "run.h"

#include <string.h>

/* C and the schema must name the same thing alike, or a repeated insert is a new one. */
START_TEST(test_c_and_sql_agree)
{
	static const char *const words[] = { "", "a", "17", "P-0001", "Zoë",
		"6f9619ff-8b86-d011-b42d-00c04fc964ff" };
	char id[DERIVED_ID_SIZE];

	derived_id(id, "seat", words[_i], words[5 - _i], "1", "2", NULL);
	ck_assert_str_eq(id,
	    live_admin("SELECT convene.derived_id('seat', '%s', '%s', '1', '2')",
		words[_i], words[5 - _i]));
	ck_assert_int_eq(id[14], '8');
	ck_assert_ptr_nonnull(strchr("89ab", id[19]));
}
END_TEST

START_TEST(test_parts_are_told_apart)
{
	char one[DERIVED_ID_SIZE], other[DERIVED_ID_SIZE];

	derived_id(one, "seat", "1", "23", NULL);
	derived_id(other, "seat", "12", "3", NULL);
	ck_assert_str_ne(one, other);
	derived_id_seat(one, 7, "p");
	derived_id(other, "seat", "7", "p", "1", "1", NULL);
	ck_assert_str_eq(one, other);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("derived_id");

	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_loop_test(tests, test_c_and_sql_agree, 0, 6);
	tcase_add_test(tests, test_parts_are_told_apart);
	return run_tests("derived_id", tests);
}
