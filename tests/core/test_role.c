#include "role.h"

#include "run.h"

#include <string.h>

static const struct {
	unsigned held;
	enum role needed;
	bool wanted;
} cases[] = {
	{ ROLE_NONE, ROLE_NONE, true },
	{ ROLE_NONE, ROLE_VIEWER, false },
	{ ROLE_VIEWER, ROLE_VIEWER, true },
	{ ROLE_VIEWER, ROLE_OPERATOR, false },
	{ ROLE_OPERATOR, ROLE_VIEWER, true },
	{ ROLE_OPERATOR, ROLE_ADMIN, false },
	{ ROLE_ADMIN, ROLE_VIEWER, true },
	{ ROLE_ADMIN, ROLE_OPERATOR, true },
	{ ROLE_ADMIN, ROLE_FINANCE, false },
	{ ROLE_ADMIN, ROLE_APPROVER, false },
	{ ROLE_ADMIN, ROLE_SPONSOR, false },
	{ ROLE_ADMIN, ROLE_PRIVACY, false },
	{ ROLE_FINANCE, ROLE_APPROVER, false },
	{ ROLE_FINANCE, ROLE_VIEWER, false },
	{ ROLE_FINANCE | ROLE_VIEWER, ROLE_VIEWER, true },
	{ ROLE_APPROVER, ROLE_FINANCE, false },
};

START_TEST(test_role_holds_what_it_includes)
{
	ck_assert_int_eq(role_allows(cases[_i].held, cases[_i].needed), cases[_i].wanted);
}
END_TEST

START_TEST(test_name_and_role_are_one)
{
	for (unsigned bit = ROLE_VIEWER; bit <= ROLE_PRIVACY; bit <<= 1) {
		enum role role = ROLE_NONE;

		ck_assert_int_eq(role_parse(role_name((enum role)bit), &role, NULL), OK);
		ck_assert_uint_eq(role, bit);
	}
}
END_TEST

START_TEST(test_wrong_name_is_refused)
{
	enum role role = ROLE_ADMIN;
	struct err err;

	ck_assert_int_eq(role_parse("aprover", &role, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "'aprover' is no role; did you mean 'approver'?");
	ck_assert_int_eq(role_parse("root", &role, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "'root' is no role");
	ck_assert_int_eq(role, ROLE_ADMIN);
}
END_TEST

START_TEST(test_roles_are_listed)
{
	CLEANUP(text_done) struct text text = { 0 };

	role_add_names(&text, ROLE_NONE);
	text_add(&text, "; ");
	role_add_names(&text, ROLE_OPERATOR | ROLE_FINANCE);
	ck_assert_str_eq(text_string(&text), "none; operator, finance");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("role");

	tcase_add_loop_test(tests, test_role_holds_what_it_includes, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_name_and_role_are_one);
	tcase_add_test(tests, test_wrong_name_is_refused);
	tcase_add_test(tests, test_roles_are_listed);
	return run_tests("role", tests);
}
