#include "unit.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

typedef enum status parse_fn(const char *text, int64_t *ret_number, struct err *err);

#define WRONG (-1) /* refused, with the number untouched */

/* clang-format off */
static const struct {
	parse_fn *parse;
	const char *text;
	int64_t wanted;
} cases[] = {
	{ unit_parse_count, "0", 0 },
	{ unit_parse_count, "7", 7 },
	{ unit_parse_count, "9223372036854775807", INT64_MAX },
	{ unit_parse_count, "9223372036854775808", WRONG },
	{ unit_parse_count, "010", WRONG }, /* libconfuse would say 8 */
	{ unit_parse_count, "0x7", WRONG },
	{ unit_parse_count, "", WRONG },
	{ unit_parse_count, "-1", WRONG },
	{ unit_parse_count, "+1", WRONG },
	{ unit_parse_count, " 1", WRONG },
	{ unit_parse_count, "1 ", WRONG },
	{ unit_parse_count, "1e3", WRONG },
	{ unit_parse_duration, "100ms", 100 },
	{ unit_parse_duration, "10s", 10000 },
	{ unit_parse_duration, "5min", 300000 },
	{ unit_parse_duration, "2h", 7200000 },
	{ unit_parse_duration, "21d", 21 * 86400000LL },
	{ unit_parse_duration, "0", 0 },
	{ unit_parse_duration, "0s", 0 },
	{ unit_parse_duration, "10", WRONG }, /* ten what? */
	{ unit_parse_duration, "1m", WRONG }, /* minute or month? */
	{ unit_parse_duration, "1.5h", WRONG },
	{ unit_parse_duration, "1h30min", WRONG },
	{ unit_parse_duration, "1 h", WRONG },
	{ unit_parse_duration, "1H", WRONG },
	{ unit_parse_duration, "106751991168d", WRONG },
	{ unit_parse_size, "512B", 512 },
	{ unit_parse_size, "16KiB", 16384 },
	{ unit_parse_size, "16MiB", 16 << 20 },
	{ unit_parse_size, "16kb", WRONG },
};
/* clang-format on */

START_TEST(test_number_has_one_reading)
{
	int64_t number = 4711;
	struct err err = { 0 };
	enum status status = cases[_i].parse(cases[_i].text, &number, &err);

	if (cases[_i].wanted == WRONG) {
		ck_assert_msg(status == ERR_INVALID, "'%s' was taken", cases[_i].text);
		ck_assert_int_eq(number, 4711);
		ck_assert_ptr_nonnull(strstr(err.text, "is not"));
	} else {
		ck_assert_msg(status == OK, "'%s': %s", cases[_i].text, err.text);
		ck_assert_int_eq(number, cases[_i].wanted);
	}
}
END_TEST

START_TEST(test_duration_and_size_are_written_as_read)
{
	static const char *const texts[] = { "1ms", "1500ms", "10s", "90s", "5min", "36h",
		"21d", "0s" };
	static const char *const size_texts[] = { "1B", "1KiB", "1500B", "16MiB", "2GiB",
		"0B" };
	char buf[UNIT_TEXT_MAX];
	int64_t number;

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		ck_assert_int_eq(unit_parse_duration(texts[i], &number, NULL), OK);
		ck_assert_str_eq(unit_format_duration(number, buf), texts[i]);
	}
	for (size_t i = 0; i < COUNT_OF(size_texts); i++) {
		ck_assert_int_eq(unit_parse_size(size_texts[i], &number, NULL), OK);
		ck_assert_str_eq(unit_format_size(number, buf), size_texts[i]);
	}
}
END_TEST

START_TEST(test_money_needs_its_currency)
{
	static const char *const wrong[] = { "45.00", "45.00 usd", "45.00  USD",
		"USD 45.00", "45.0 USD", "45.00 USDX", "-1 USD", "45.00 ", "",
		"11111111111111111111111111111111111111 USD" };
	struct money amount = { 1 };
	char currency[4] = "EUR";

	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		ck_assert_msg(unit_parse_money(wrong[i], &amount, currency, NULL) ==
			ERR_INVALID,
		    "'%s' was taken", wrong[i]);
	ck_assert_int_eq(amount.cents, 1);
	ck_assert_str_eq(currency, "EUR");
	ck_assert_int_eq(unit_parse_money("45.00 USD", &amount, currency, NULL), OK);
	ck_assert_int_eq(amount.cents, 4500);
	ck_assert_str_eq(currency, "USD");
}
END_TEST

START_TEST(test_range)
{
	static const char *const wrong[] = { "8..6", "6..", "..8", "6-8", "6...8",
		"6..08", "a", "" };
	int64_t least = 1, most = 2;

	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		ck_assert_msg(unit_parse_range(wrong[i], &least, &most, NULL) ==
			ERR_INVALID,
		    "'%s' was taken", wrong[i]);
	ck_assert_int_eq(least, 1);
	ck_assert_int_eq(most, 2);
	ck_assert_int_eq(unit_parse_range("6..8", &least, &most, NULL), OK);
	ck_assert_int_eq(least, 6);
	ck_assert_int_eq(most, 8);
	ck_assert_int_eq(unit_parse_range("7", &least, &most, NULL), OK);
	ck_assert_int_eq(least, 7);
	ck_assert_int_eq(most, 7);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("unit");

	tcase_add_loop_test(tests, test_number_has_one_reading, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_duration_and_size_are_written_as_read);
	tcase_add_test(tests, test_money_needs_its_currency);
	tcase_add_test(tests, test_range);
	return run_tests("unit", tests);
}
