#include "schema_store.h"

#include "queries.inc"

#include <string.h>

#define SERVER_OLDEST 150000

static int64_t
number_of(const PGresult *res, const char *column)
{
	int at = PQfnumber(res, column);

	return at < 0 ? 0 : strtoll(PQgetvalue(res, 0, at), NULL, 10);
}

static bool
is_set(const PGresult *res, const char *column)
{
	int at = PQfnumber(res, column);

	return at >= 0 && strcmp(PQgetvalue(res, 0, at), "t") == 0;
}

static enum status
check_schema(const PGresult *res, int backend_pid, struct err *err)
{
	int64_t version = number_of(res, "schema_version");

	if (number_of(res, "pid") != backend_pid)
		return err_set(err, ERR_UNAVAILABLE,
		    "a pooler stands before the database: connect directly, or in "
		    "session mode");
	if (version < SCHEMA_STORE_VERSION)
		return err_set(err, ERR_UNAVAILABLE,
		    "the schema has version %lld, this program wants %d: convene-db "
		    "migrate",
		    (long long)version, SCHEMA_STORE_VERSION);
	if (version > SCHEMA_STORE_VERSION)
		return err_set(err, ERR_UNAVAILABLE,
		    "the schema has version %lld, this program knows %d: install the "
		    "newer program",
		    (long long)version, SCHEMA_STORE_VERSION);
	return OK;
}

static enum status
on_stranger(const PGresult *res, int backend_pid, struct err *err, void *arg)
{
	return check_schema(res, backend_pid, err);
}

static enum status
check_server(const PGresult *res, struct err *err)
{
	if (number_of(res, "server_version") < SERVER_OLDEST)
		return err_set(err, ERR_UNAVAILABLE,
		    "the server is older than PostgreSQL 15: upgrade it");
	if (is_set(res, "is_standby"))
		return err_set(err, ERR_UNAVAILABLE, "the server is a standby");
	return OK;
}

static enum status
on_relaxed_daemon(const PGresult *res, int backend_pid, struct err *err, void *arg)
{
	enum status status = check_server(res, err);

	return status == OK ? check_schema(res, backend_pid, err) : status;
}

static enum status
on_daemon(const PGresult *res, int backend_pid, struct err *err, void *arg)
{
	if (!is_set(res, "is_durable"))
		return err_set(err, ERR_UNAVAILABLE,
		    "fsync, full_page_writes or synchronous_commit is off: turn them on, "
		    "or for tests set database durability = relaxed");
	return on_relaxed_daemon(res, backend_pid, err, arg);
}

void
schema_store_greet(struct db_settings *settings, enum schema_user user,
    bool may_lose_commits)
{
	if (user == SCHEMA_STRANGERS) {
		settings->hello = SQL_WEB_HELLO;
		settings->hello_done = on_stranger;
		return;
	}
	settings->hello = SQL_DATABASE_HELLO;
	settings->hello_done = may_lose_commits ? on_relaxed_daemon : on_daemon;
}
