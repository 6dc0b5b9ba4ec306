#include "wording.h"

#include "run.h"

static const struct {
	int64_t count;
	const char *wanted;
} counts[] = {
	{ 0, "no colleagues" },
	{ 1, "one colleague" },
	{ 2, "two colleagues" },
	{ 12, "twelve colleagues" },
	{ 13, "13 colleagues" },
	{ -1, "-1 colleagues" },
};

START_TEST(test_count)
{
	CLEANUP(text_done) struct text text = { 0 };

	wording_add_count(counts[_i].count, "colleague", "colleagues", &text);
	ck_assert_str_eq(text_string(&text), counts[_i].wanted);
}
END_TEST

static const struct {
	int64_t minutes;
	const char *wanted;
} durations[] = {
	{ 1, "about 1 minute" },
	{ 50, "about 50 minutes" },
	{ 60, "about an hour" },
	{ 90, "about an hour and a half" },
	{ 100, "about 100 minutes" },
	{ 120, "about two hours" },
	{ 150, "about two and a half hours" },
	{ 840, "about 14 hours" },
};

START_TEST(test_duration)
{
	CLEANUP(text_done) struct text text = { 0 };

	wording_add_duration(durations[_i].minutes, &text);
	ck_assert_str_eq(text_string(&text), durations[_i].wanted);
}
END_TEST

static const struct {
	int64_t cents;
	const char *currency, *wanted;
} sums[] = {
	{ 4500, "USD", "$45" },
	{ 4550, "USD", "$45.50" },
	{ 0, "USD", "$0" },
	{ 100000, "EUR", "€1000" },
	{ 2500, "CAD", "CAD 25" },
	{ 5, "GBP", "£0.05" },
};

START_TEST(test_money)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct money money = { sums[_i].cents };

	wording_add_money(money, sums[_i].currency, &text);
	ck_assert_str_eq(text_string(&text), sums[_i].wanted);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("wording");

	tcase_add_loop_test(tests, test_count, 0, COUNT_OF(counts));
	tcase_add_loop_test(tests, test_duration, 0, COUNT_OF(durations));
	tcase_add_loop_test(tests, test_money, 0, COUNT_OF(sums));
	return run_tests("wording", tests);
}
