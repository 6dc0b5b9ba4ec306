#include "listing.h"

#include "live.h"
#include "run.h"

#include <string.h>

static const struct {
	const char *sql, *json;
} cases[] = {
	{ "1::smallint", "1" },
	{ "-2147483648", "-2147483648" },
	{ "9223372036854775807", "9223372036854775807" },
	{ "1.50::numeric", "1.50" },
	{ "'NaN'::numeric", "null" },
	{ "'-Infinity'::float8", "null" },
	{ "1e-9::float8", "1e-09" },
	{ "true", "true" },
	{ "false", "false" },
	{ "NULL::bigint", "null" },
	{ "NULL::text", "null" },
	{ "'say \"hi\"'::text", "\"say \\\"hi\\\"\"" },
	{ "''::text", "\"\"" },
	{ "'{\"a\": [1, null]}'::jsonb", "{\"a\": [1, null]}" },
	{ "'[1]'::json", "[1]" },
	{ "to_timestamp(1799969400)", "\"2027-01-14T23:30:00Z\"" },
	{ "to_timestamp(1799969400.25)", "\"2027-01-14T23:30:00.25Z\"" },
	{ "'infinity'::timestamptz", "\"infinity\"" },
	{ "date '2027-01-14'", "\"2027-01-14\"" },
	{ "time '18:30'", "\"18:30:00\"" },
	{ "'00000000-0000-4000-8000-000000000000'::uuid",
	    "\"00000000-0000-4000-8000-000000000000\"" },
};

static PGresult *
ask(const char *sql)
{
	PGresult *res = PQexec(live.admin, sql);

	ck_assert_msg(PQresultStatus(res) == PGRES_TUPLES_OK, "%s",
	    PQerrorMessage(live.admin));
	return res;
}

START_TEST(test_value_of_each_type)
{
	CLEANUP(text_done) struct text sql = { 0 }, json = { 0 }, wanted = { 0 };

	live_admin("SET timezone = 'UTC'");
	text_add(&sql, "SELECT ");
	text_add_bytes(&sql, cases[_i].sql, strlen(cases[_i].sql));
	text_add(&sql, " AS value");
	text_add(&wanted, "[{\"value\":");
	text_add_bytes(&wanted, cases[_i].json, strlen(cases[_i].json));
	text_add(&wanted, "}]");

	PGresult *res = ask(text_string(&sql));
	listing_add_rows(&json, res);
	PQclear(res);
	ck_assert_str_eq(text_string(&json), text_string(&wanted));
}
END_TEST

START_TEST(test_zone_other_than_utc_is_kept)
{
	CLEANUP(text_done) struct text json = { 0 };

	live_admin("SET timezone = 'America/New_York'");
	PGresult *res = ask("SELECT to_timestamp(1799969400) AS a");
	listing_add_row(&json, res, 0);
	PQclear(res);
	live_admin("SET timezone = 'Asia/Kolkata'");
	res = ask("SELECT to_timestamp(1799969400) AS a");
	listing_add_row(&json, res, 0);
	PQclear(res);
	ck_assert_str_eq(text_string(&json),
	    "{\"a\":\"2027-01-14T18:30:00-05:00\"}{\"a\":\"2027-01-15T05:00:00+05:30\"}");
}
END_TEST

START_TEST(test_rows_and_columns_in_order)
{
	CLEANUP(text_done) struct text json = { 0 };
	PGresult *res = ask("SELECT n AS \"the \"\"n\"\"\", 'x' || n AS b "
			    "FROM generate_series(1, 2) AS n");

	listing_add_rows(&json, res);
	PQclear(res);
	ck_assert_str_eq(text_string(&json),
	    "[{\"the \\\"n\\\"\":1,\"b\":\"x1\"},{\"the \\\"n\\\"\":2,\"b\":\"x2\"}]");
	text_clear(&json);
	res = ask("SELECT 1 AS n WHERE false");
	listing_add_rows(&json, res);
	PQclear(res);
	ck_assert_str_eq(text_string(&json), "[]");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("listing");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_loop_test(tests, test_value_of_each_type, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_zone_other_than_utc_is_kept);
	tcase_add_test(tests, test_rows_and_columns_in_order);
	return run_tests("listing", tests);
}
