/* What goes in as an array comes out of unnest() the same: on the real server, for only
 * it knows how it reads one. */
#include "array.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static PGresult *
unnest(const char *sql, const struct text *array)
{
	const char *const params[] = { text_string(array) };
	PGresult *res = PQexecParams(live.admin, sql, 1, NULL, params, NULL, NULL, 0);

	ck_assert_msg(PQresultStatus(res) == PGRES_TUPLES_OK, "%s: %s",
	    PQerrorMessage(live.admin), params[0]);
	return res;
}

static const char *const texts[] = { "", "NULL", "null", NULL, " ", "a", "{}", "{a,b}",
	",", "\"", "\\", "\\\"", "\\\\", "a\nb\tc\r", "O'Brien", "Zo\xC3\xAB",
	"\xF0\x9F\x8D\xBD", "\\N", "1", "{", "}" };

START_TEST(test_texts_come_back)
{
	CLEANUP(text_done) struct text array = { 0 };

	array_start(&array);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		array_add_text(&array, texts[i]);
	array_finish(&array);

	PGresult *res = unnest("SELECT unnest($1::text[])", &array);
	ck_assert_int_eq(PQntuples(res), COUNT_OF(texts));
	for (int i = 0; i < PQntuples(res); i++) {
		ck_assert_int_eq(PQgetisnull(res, i, 0), texts[i] == NULL);
		if (texts[i] != NULL)
			ck_assert_str_eq(PQgetvalue(res, i, 0), texts[i]);
	}
	PQclear(res);
}
END_TEST

START_TEST(test_numbers_bools_nulls_and_nothing_come_back)
{
	CLEANUP(text_done) struct text array = { 0 };

	array_start(&array);
	array_add_int64(&array, INT64_MIN);
	array_add_null(&array);
	array_add_int64(&array, INT64_MAX);
	array_finish(&array);
	ck_assert_str_eq(text_string(&array),
	    "{-9223372036854775808,NULL,9223372036854775807}");
	PQclear(unnest("SELECT unnest($1::bigint[])", &array));

	text_clear(&array);
	array_start(&array);
	array_add_bool(&array, true);
	array_add_bool(&array, false);
	array_finish(&array);
	PGresult *res = unnest("SELECT unnest($1::boolean[])", &array);
	ck_assert_str_eq(PQgetvalue(res, 0, 0), "t");
	ck_assert_str_eq(PQgetvalue(res, 1, 0), "f");
	PQclear(res);

	text_clear(&array);
	array_start(&array);
	array_finish(&array);
	res = unnest("SELECT unnest($1::text[])", &array);
	ck_assert_int_eq(PQntuples(res), 0);
	PQclear(res);
}
END_TEST

/* Any text of the characters that mean something to an array, and of some that do not. */
static void
random_text(unsigned *seed, char *text, size_t size)
{
	static const char alphabet[] = "{}\",\\ \t\nNULaz01'()";
	size_t length = (size_t)rand_r(seed) % size;

	for (size_t i = 0; i < length; i++)
		text[i] = alphabet[(size_t)rand_r(seed) % (sizeof alphabet - 1)];
	text[length] = '\0';
}

START_TEST(test_any_texts_come_back)
{
	enum { COUNT = 2000, SIZE = 12 };
	const char *given = getenv("CONVENE_SEED");
	unsigned seed = given != NULL ? (unsigned)atoi(given) : (unsigned)time(NULL);
	CLEANUP(text_done) struct text array = { 0 };
	static char sent[COUNT][SIZE + 1];

	printf("# CONVENE_SEED=%u\n", seed);
	array_start(&array);
	for (int i = 0; i < COUNT; i++) {
		random_text(&seed, sent[i], SIZE);
		array_add_text(&array, sent[i]);
	}
	array_finish(&array);

	PGresult *res = unnest("SELECT unnest($1::text[])", &array);
	ck_assert_int_eq(PQntuples(res), COUNT);
	for (int i = 0; i < COUNT; i++)
		ck_assert_str_eq(PQgetvalue(res, i, 0), sent[i]);
	PQclear(res);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("array");

	tcase_set_timeout(tests, 20);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_test(tests, test_texts_come_back);
	tcase_add_test(tests, test_numbers_bools_nulls_and_nothing_come_back);
	tcase_add_loop_test(tests, test_any_texts_come_back, 0, 3);
	return run_tests("array", tests);
}
