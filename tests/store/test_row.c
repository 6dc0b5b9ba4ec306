#include "row.h"

#include "live.h"
#include "run.h"

struct sample {
	int64_t id;
	int32_t seats;
	bool is_host;
	struct money amount;
	struct row_maybe boss;
	const char *name;
};

static const struct column columns[] = {
	COLUMN(struct sample, id),
	COLUMN(struct sample, seats),
	COLUMN(struct sample, is_host),
	COLUMN(struct sample, amount),
	COLUMN(struct sample, boss),
	COLUMN(struct sample, name),
};

static const struct query query = { "", 0, columns, COUNT_OF(columns) };

#define GOOD "SELECT 'Ada' AS name, 7 AS id, 8 AS seats, true AS is_host, 99 AS amount, "

static enum status
read_one(const char *sql, struct sample *ret_sample, struct err *err)
{
	PGresult *res = PQexec(live.admin, sql);

	ck_assert_msg(PQntuples(res) == 1, "%s", PQerrorMessage(live.admin));
	enum status status = row_read(res, 0, &query, ret_sample, err);

	if (status == OK && ret_sample->name != NULL)
		ck_assert_str_eq(ret_sample->name, "Ada"); /* while res lives */
	PQclear(res);
	return status;
}

START_TEST(test_fields_are_filled_by_name)
{
	struct sample sample;
	struct err err;

	ck_assert_msg(read_one(GOOD "5 AS boss", &sample, &err) == OK, "%s", err.text);
	ck_assert_int_eq(sample.id, 7);
	ck_assert_int_eq(sample.seats, 8);
	ck_assert(sample.is_host);
	ck_assert_int_eq(sample.amount.cents, 99);
	ck_assert(sample.boss.is_there);
	ck_assert_int_eq(sample.boss.value, 5);
	ck_assert_int_eq(read_one(GOOD "NULL AS boss", &sample, &err), OK);
	ck_assert(!sample.boss.is_there);
	ck_assert_int_eq(sample.boss.value, 0);
}
END_TEST

static const struct {
	const char *sql, *text;
} bad[] = {
	{ GOOD "5 AS chief", "query has no column 'boss'" },
	{ GOOD "'x' AS boss", "column 'boss' does not fit its field" },
	{ "SELECT NULL AS id", "column 'id' does not fit its field" },
	{ "SELECT 1 AS id, 2147483648 AS seats",
	    "column 'seats' does not fit its field" },
	{ "SELECT 1 AS id, -2147483649 AS seats",
	    "column 'seats' does not fit its field" },
	{ "SELECT 1 AS id, 2 AS seats, 'true' AS is_host",
	    "column 'is_host' does not fit its field" },
	{ "SELECT 1 AS id, 2 AS seats, NULL AS is_host",
	    "column 'is_host' does not fit its field" },
	{ "SELECT 9223372036854775808 AS id", "column 'id' does not fit its field" },
	{ "SELECT '' AS id", "column 'id' does not fit its field" },
};

START_TEST(test_misfit_is_our_bug)
{
	struct sample sample;
	struct err err;

	ck_assert_int_eq(read_one(bad[_i].sql, &sample, &err), ERR_BUG);
	ck_assert_str_eq(err.text, bad[_i].text);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("row");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_test(tests, test_fields_are_filled_by_name);
	tcase_add_loop_test(tests, test_misfit_is_our_bug, 0, COUNT_OF(bad));
	return run_tests("row", tests);
}
