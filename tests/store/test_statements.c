#include "chore_store.h"
#include "command_store.h"
#include "constraint.h"
#include "gathering_store.h"
#include "import_store.h"
#include "message_store.h"
#include "round_snapshot.h"
#include "round_store.h"
#include "round_study.h"
#include "row.h"
#include "schema_store.h"
#include "season_store.h"
#include "status_store.h"

#include "live.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	const struct query *queries;
	size_t count;
} stores[] = {
	{ "gathering_store", gathering_store_queries, GATHERING_STORE_QUERY_COUNT },
	{ "message_store", message_store_queries, MESSAGE_STORE_QUERY_COUNT },
	{ "round_snapshot", round_snapshot_queries, ROUND_SNAPSHOT_QUERY_COUNT },
	{ "round_store", round_store_queries, ROUND_STORE_QUERY_COUNT },
	{ "round_study", round_study_queries, ROUND_STUDY_QUERY_COUNT },
	{ "season_store", season_store_queries, SEASON_STORE_QUERY_COUNT },
	{ "status_store", status_store_queries, STATUS_STORE_QUERY_COUNT },
};

static PGresult *
describe(const char *sql)
{
	live_admin("SET ROLE convened");
	live_admin("SET search_path = convene, pg_temp");
	PGresult *res = PQprepare(live.admin, "q", sql, 0, NULL);

	ck_assert_msg(PQresultStatus(res) == PGRES_COMMAND_OK, "%s\n%s",
	    PQerrorMessage(live.admin), sql);
	PQclear(res);
	res = PQdescribePrepared(live.admin, "q");
	live_admin("DEALLOCATE q");
	return res;
}

static bool
fits(enum column_type type, Oid oid)
{
	switch (type) {
	case COLUMN_INT64:
	case COLUMN_MAYBE:
	case COLUMN_MONEY:
		return oid == 20;
	case COLUMN_INT32:
		return oid == 23;
	case COLUMN_BOOL:
		return oid == 16;
	case COLUMN_TEXT:
		return true;
	}
	return false;
}

/* Every statement prepares for the role that runs it, with the columns that C expects. */
START_TEST(test_rows_are_those_of_the_schema)
{
	for (size_t i = 0; i < stores[_i].count; i++) {
		const struct query *query = &stores[_i].queries[i];
		PGresult *res = describe(query->sql);

		ck_assert_int_eq(PQnparams(res), query->param_count);
		for (size_t k = 0; k < query->column_count; k++) {
			int at = PQfnumber(res, query->columns[k].name);

			ck_assert_msg(at >= 0, "%s %zu: no column %s", stores[_i].name, i,
			    query->columns[k].name);
			ck_assert_msg(fits(query->columns[k].type, PQftype(res, at)),
			    "%s %zu: type of %s", stores[_i].name, i,
			    query->columns[k].name);
		}
		PQclear(res);
	}
}
END_TEST

/* A command's statement takes the parameters that its row names, and a list answers at
 * least the columns that the command table promises. */
START_TEST(test_commands_fit_the_schema)
{
	const struct command *command = &command_table[_i];
	int count;
	const char *sql = command_store_sql((enum command_id)_i, &count);

	if (sql == NULL)
		return;
	PGresult *res = describe(sql);

	ck_assert_int_eq(PQnparams(res), count);
	if (command->columns != NULL) {
		CLEANUP(free_ptr) char *columns = alloc_text(command->columns);
		char *rest = columns;

		for (char *name; (name = strsep(&rest, " ")) != NULL;)
			ck_assert_msg(PQfnumber(res, name) >= 0, "%s %s: no column %s",
			    command->noun, command->verb, name);
	}
	if (command->flags & COMMAND_LIST)
		ck_assert_int_eq(PQfnumber(res, "_cursor"), 0);
	PQclear(res);
}
END_TEST

START_TEST(test_imports_fit_the_schema)
{
	int count;
	PGresult *res = describe(import_store_sql((enum import_store_file)_i, &count));

	ck_assert_int_eq(PQnparams(res), count);
	ck_assert_str_eq(PQfname(res, 0), "answer");
	PQclear(res);
}
END_TEST

/* What the table explains exists: as a constraint, an index, or raised by a function. */
START_TEST(test_constraints_are_those_of_the_schema)
{
	size_t count;
	const struct constraint *list = constraint_list(&count);

	for (size_t i = 0; i < count; i++)
		ck_assert_msg(
		    strcmp(live_admin(
			       "SELECT (EXISTS (SELECT FROM pg_constraint WHERE "
			       "conname = '%s') OR EXISTS (SELECT FROM pg_class WHERE "
			       "relname = '%s') OR EXISTS (SELECT FROM pg_proc WHERE "
			       "prosrc LIKE '%%CONSTRAINT = ''%s''%%'))",
			       list[i].name, list[i].name, list[i].name),
			"t") == 0,
		    "%s is not in the schema", list[i].name);
	for (size_t i = 1; i < count; i++)
		ck_assert_int_lt(strcmp(list[i - 1].name, list[i].name), 0);
}
END_TEST

START_TEST(test_the_version_is_the_newest_migration)
{
	ck_assert_int_eq(atoi(live_admin(
			     "SELECT max(version) FROM convene.schema_migration")),
	    SCHEMA_STORE_VERSION);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("statements");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_loop_test(tests, test_rows_are_those_of_the_schema, 0,
	    (int)COUNT_OF(stores));
	tcase_add_loop_test(tests, test_commands_fit_the_schema, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_imports_fit_the_schema, 0,
	    IMPORT_STORE_FILE_COUNT);
	tcase_add_test(tests, test_constraints_are_those_of_the_schema);
	tcase_add_test(tests, test_the_version_is_the_newest_migration);
	return run_tests("statements", tests);
}
