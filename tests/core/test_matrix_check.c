#include "matrix_check.h"

#include "run.h"

#include <string.h>

#define PAIRS "0 1 1.5\n0 2 2.025\n0 3 3\n1 2 4.1\n1 3 5\n2 3 6.125\n"

START_TEST(test_adds_up_what_groups_share)
{
	static const struct {
		uint32_t group_of[4];
		int64_t objective;
	} plans[] = {
		{ { 0, 0, 1, 1 }, 1500 + 6125 },
		{ { 1, 0, 1, 0 }, 2025 + 5000 },
		{ { 0, 1, 1, 0 }, 3000 + 4100 },
	};
	struct err err;
	int64_t objective;

	for (size_t i = 0; i < COUNT_OF(plans); i++) {
		ck_assert_int_eq(matrix_check("4 2 ss 2 2 2 2 \n" PAIRS,
				     plans[i].group_of, 4, &objective, &err),
		    OK);
		ck_assert_int_eq(objective, plans[i].objective);
	}
}
END_TEST

static const struct finding {
	const char *file;
	uint32_t group_of[4];
	uint32_t count;
	enum status status;
	const char *text;
} findings[] = {
	{ "4 2 ds 1 3 2 2\n" PAIRS, { 0, 0, 0, 1 }, 4, ERR_FINDINGS,
	    "group 1 has 1 members" },
	{ "4 2 ds 1 2 1 3\n" PAIRS, { 0, 0, 0, 1 }, 4, ERR_FINDINGS,
	    "group 0 has 3 members" },
	{ "4 3 ds 2 2 2 2 0 1\n" PAIRS, { 0, 0, 1, 2 }, 4, ERR_FINDINGS,
	    "group 1 has 1" },
	{ "4 2 ss 2 2 2 2\n" PAIRS, { 0, 0, 1, 2 }, 4, ERR_INVALID, "element 3 is in" },
	{ "4 2 ss 2 2 2 2\n" PAIRS, { 0, 0, 1 }, 3, ERR_INVALID, "a plan of 3 elements" },
	{ "4 2 ss 2 2 2 2\n0 1 1\n", { 0, 0, 1, 1 }, 4, ERR_INVALID, "5 pairs" },
	{ "4 2 ss 2 2 2\n", { 0, 0, 1, 1 }, 4, ERR_INVALID, "no bounds" },
	{ "", { 0 }, 4, ERR_INVALID, "a plan of 4 elements" },
};

START_TEST(test_finds_what_is_wrong)
{
	const struct finding *finding = &findings[_i];
	int64_t objective = 77;
	struct err err;

	ck_assert_int_eq(matrix_check(finding->file, finding->group_of, finding->count,
			     &objective, &err),
	    finding->status);
	ck_assert_msg(strstr(err.text, finding->text) == err.text, "%s", err.text);
	ck_assert_int_eq(objective, 77);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("matrix_check");

	tcase_add_test(tests, test_adds_up_what_groups_share);
	tcase_add_loop_test(tests, test_finds_what_is_wrong, 0, COUNT_OF(findings));
	return run_tests("matrix_check", tests);
}
