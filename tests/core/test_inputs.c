#include "inputs.h"

#include "run.h"
#include "words.h"

#include <string.h>

#define SEASON                                                          \
	"--program d --cadence \"monthly second thursday\" --at 18:30 " \
	"--zone America/New_York --starts 2027-01-01 --size 6..8 "      \
	"--cap 45.00 --fund PF "

static enum status
read_line(const char *line, struct words *words, struct inputs *ret_values,
    struct err *err)
{
	const struct command *command;
	size_t used;

	words_cut(words, line);
	enum status status = command_find(words->words, words->count, &command, &used,
	    err);

	ck_assert_msg(status == OK, "%s: %s", line, err->text);
	return inputs_read_words(command, words->words + used, words->count - used,
	    ret_values, err);
}

START_TEST(test_words_become_values)
{
	struct words words;
	struct inputs values;
	struct err err = { 0 };
	enum status status = read_line("season add winter-27 --lasts=150min " SEASON,
	    &words, &values, &err);

	ck_assert_msg(status == OK, "%s", err.text);
	ck_assert_str_eq(inputs_text(&values, "name"), "winter-27");
	ck_assert_str_eq(inputs_text(&values, "cadence"), "monthly second thursday");
	ck_assert_int_eq(inputs_number(&values, "at"), 18 * 60 + 30);
	ck_assert_int_eq(inputs_number(&values, "cap"), 4500);
	ck_assert_int_eq(inputs_number(&values, "size"), 6);
	ck_assert_int_eq(inputs_get(&values, "size")->most, 8);
	ck_assert_int_eq(inputs_number(&values, "lasts"), 150 * 60);
	ck_assert_int_eq(inputs_number(&values, "lead"), 21 * 86400); /* a default */
	ck_assert(!inputs_get(&values, "lead")->is_given);
	ck_assert_int_eq(inputs_number(&values, "publish"), 0);
	ck_assert(!inputs_has(&values, "ends"));
	ck_assert_ptr_null(inputs_text(&values, "rounds"));
}
END_TEST

START_TEST(test_flag_is_true_only_when_given)
{
	struct words words;
	struct inputs values;
	struct err err;

	enum status status = read_line("venue import v.csv", &words, &values, &err);

	ck_assert_int_eq(status, OK);
	ck_assert(!inputs_is_set(&values, "dry-run"));
	status = read_line("venue import --dry-run -- --v.csv", &words, &values, &err);
	ck_assert_msg(status == OK, "%s", err.text);
	ck_assert(inputs_is_set(&values, "dry-run"));
	ck_assert_str_eq(inputs_text(&values, "file"), "--v.csv");
}
END_TEST

/* clang-format off */
static const struct {
	const char *line, *wanted;
} wrong_lines[] = {
	{ "venue import", "venue import needs FILE: the venues" },
	{ "venue import a b", "'b' is one word too many for venue import" },
	{ "venue import a --dryrun", "venue import has no option '--dryrun'; did you "
	    "mean "
	    "'--dry-run'?" },
	{ "venue import a --colour", "venue import has no option '--colour'" },
	{ "venue import a -n", "'-n' is no option: options begin with '--'" },
	{ "venue import a --dry-run=yes", "--dry-run takes no value" },
	{ "venue import a --dry-run --dry-run", "--dry-run is given twice" },
	{ "round cancel w/1", "round cancel needs --reason: why, for the audit trail "
	    "and those "
	    "it concerns" },
	{ "round cancel w/1 --reason", "--reason needs a value: why, for the audit "
	    "trail and "
	    "those it concerns" },
	{ "round cancel w/1 --reason --dry-run", "--reason needs a value: why, for the "
	    "audit "
	    "trail and those it concerns" },
	{ "round cancel w/1 --reason=", "--reason is empty" },
	{ "round cancel w/1 --reason \"a\nb\"", "--reason holds a control character" },
	{ "round cancel w/1 --reason M\xFCller", "--reason is not UTF-8" },
	{ "round show \"w 1\"", "SEASON/N holds a blank" },
	{ "round show \"w\xC2\x9B\x31\"", "SEASON/N holds a control character" },
	{ "round form w/1 --seed x", "--seed: 'x' is not a whole number like 12" },
	{ "person list --limit 0", "--limit is 1 to 1000, not 0" },
	{ "fund add PF --amount 1.234", "--amount: amount '1.234' is not like 25 or "
	    "25.00" },
	{ "fund add PF --amount \"1,000.00 EUR\"", "'1,000.00 EUR' is written --amount "
	    "1000.00 --currency EUR" },
	{ "fund add PF --amount 1,000,000", "'1,000,000' is written --amount 1000000" },
	{ "fund add PF --amount 1000,00", "--amount: amount '1000,00' is not like 25 or "
	    "25.00" },
	{ "fund add PF --amount 0", "--amount is 0.01 to 1000000000.00, not 0" },
	{ "fund add PF --amount 1 --currency BTC", "--currency is "
	    "USD|EUR|GBP|CAD|AUD|NZD|CHF, "
	    "not 'BTC'" },
	{ "fund add PF --amount 1 --starts 2027-02-01 --ends 2027-01-01", "the fund "
	    "ends on "
	    "2027-01-01, before it starts on 2027-02-01" },
	{ "seat answer 7 maybe", "answer is accept|decline, not 'maybe'" },
	{ "seat answer 7 acc", "answer is accept|decline, not 'acc'" },
	{ "season add w " SEASON "--lasts 1min", "--lasts is 5min to 1d, not 1min" },
	{ "season add w " SEASON "--lead 100ms", "--lead: '100ms' is not in whole "
	    "seconds" },
	{ "season add w " SEASON "--size 6..8", "--size is given twice" },
	{ "season add w " SEASON "--ends 2026-01-01", "the season ends on 2026-01-01, "
	    "before it "
	    "starts on 2027-01-01" },
	{ "season add w " SEASON "--lead 5d", "answers are due 10d ahead, but people "
	    "are asked "
	    "only 5d ahead: choose a longer lead or a shorter respond-by" },
	{ "gathering move 3 --reason x", "a move needs a new venue, a new start, or "
	    "both" },
	{ "message hold", "name one message, or give --all, not both" },
	{ "message hold 3 --all", "name one message, or give --all, not both" },
	{ "message mode redirect", "mode redirect needs an address, the others take "
	    "none" },
	{ "message mode live a@b", "mode redirect needs an address, the others take "
	    "none" },
};
/* clang-format on */

START_TEST(test_wrong_line_is_named)
{
	struct words words;
	struct inputs values = { .command = NULL };
	struct err err = { 0 };

	ck_assert_int_eq(read_line(wrong_lines[_i].line, &words, &values, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, wrong_lines[_i].wanted);
	ck_assert_ptr_null(values.command);
}
END_TEST

/* clang-format off */
static const struct field good[] = {
	{ "name", FIELD_TEXT, "PF-2026" },
	{ "amount_cents", FIELD_NUMBER, "7500000" },
	{ "purpose", FIELD_TEXT, "dinners" },
	{ "reason", FIELD_TEXT, "granted" },
};

static const struct {
	struct field last;
	const char *wanted;
} wrong_fields[] = {
	{ { "amount", FIELD_TEXT, "1.00" }, "fund add has no field 'amount'; did you "
	    "mean "
	    "'amount_cents'?" },
	{ { "colour", FIELD_TEXT, "red" }, "fund add has no field 'colour'" },
	{ { "name", FIELD_TEXT, "PF-2027" }, "'name' is given twice" },
	{ { "grantor", FIELD_NUMBER, "7" }, "'grantor' must be a text" },
	{ { "grantor", FIELD_OTHER, NULL }, "'grantor' must be a text" },
	{ { "starts", FIELD_TEXT, "2027-02-30" }, "starts: '2027-02-30' is not a date "
	    "like "
	    "2027-01-14" },
	{ { "grantor", FIELD_TEXT, "a\r\nBcc: b" }, "grantor holds a control character" },
};
/* clang-format on */

START_TEST(test_fields_become_the_same_values)
{
	struct inputs values;
	struct err err = { 0 };
	enum status status = inputs_read_fields(&command_table[COMMAND_FUND_ADD], good,
	    COUNT_OF(good), &values, &err);

	ck_assert_msg(status == OK, "%s", err.text);
	ck_assert_int_eq(inputs_number(&values, "amount"), 7500000);
	ck_assert_str_eq(inputs_text(&values, "currency"), "USD");
	ck_assert_str_eq(inputs_text(&values, "purpose"), "dinners");
}
END_TEST

START_TEST(test_wrong_field_is_named)
{
	struct field fields[COUNT_OF(good) + 1];
	struct inputs values = { .command = NULL };
	struct err err = { 0 };

	memcpy(fields, good, sizeof good);
	fields[COUNT_OF(good)] = wrong_fields[_i].last;
	ck_assert_int_eq(inputs_read_fields(&command_table[COMMAND_FUND_ADD], fields,
			     COUNT_OF(fields), &values, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, wrong_fields[_i].wanted);
	ck_assert_ptr_null(values.command);
}
END_TEST

/* What convenectl fills in, a request must say. */
START_TEST(test_request_says_its_reason)
{
	struct inputs values;
	struct err err;

	ck_assert_int_eq(inputs_read_fields(&command_table[COMMAND_FUND_ADD], good,
			     COUNT_OF(good) - 1, &values, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text,
	    "fund add needs the field 'reason': why, for the audit "
	    "trail; without it, the command line");
}
END_TEST

START_TEST(test_query_is_text_of_any_type)
{
	static const struct field fields[] = {
		{ "round", FIELD_QUERY, "winter-27/1" },
		{ "limit", FIELD_QUERY, "7" },
		{ "state", FIELD_QUERY, "lapsed" },
	};
	struct inputs values;
	struct err err = { 0 };
	enum status status = inputs_read_fields(&command_table[COMMAND_SEAT_LIST], fields,
	    COUNT_OF(fields), &values, &err);

	ck_assert_msg(status == OK, "%s", err.text);
	ck_assert_str_eq(inputs_text(&values, "round"), "winter-27/1");
	ck_assert_int_eq(inputs_number(&values, "limit"), 7);
	ck_assert_int_eq(inputs_number(&values, "state"), 4);
}
END_TEST

START_TEST(test_wire_flag_is_a_bool)
{
	struct field fields[] = {
		{ "venues", FIELD_TEXT,
		    "a,b\r\n" }, /* a file's content keeps its lines */
		{ "reason", FIELD_TEXT, "new" },
		{ "dry_run", FIELD_BOOL, "true" },
	};
	const struct command *command = &command_table[COMMAND_VENUE_IMPORT];
	struct inputs values;
	struct err err = { 0 };

	ck_assert_int_eq(inputs_read_fields(command, fields, 3, &values, &err), OK);
	ck_assert(inputs_is_set(&values, "dry-run"));
	fields[2].text = "false";
	ck_assert_int_eq(inputs_read_fields(command, fields, 3, &values, &err), OK);
	ck_assert(!inputs_is_set(&values, "dry-run"));
	fields[2] = (struct field){ "dry_run", FIELD_TEXT, "true" };
	ck_assert_int_eq(inputs_read_fields(command, fields, 3, &values, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, "'dry_run' must be true or false");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("inputs");

	tcase_add_test(tests, test_words_become_values);
	tcase_add_test(tests, test_flag_is_true_only_when_given);
	tcase_add_loop_test(tests, test_wrong_line_is_named, 0, COUNT_OF(wrong_lines));
	tcase_add_test(tests, test_fields_become_the_same_values);
	tcase_add_loop_test(tests, test_wrong_field_is_named, 0, COUNT_OF(wrong_fields));
	tcase_add_test(tests, test_request_says_its_reason);
	tcase_add_test(tests, test_query_is_text_of_any_type);
	tcase_add_test(tests, test_wire_flag_is_a_bool);
	return run_tests("inputs", tests);
}
