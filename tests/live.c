#include "live.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct live live;

const char *
live_admin(const char *fmt, ...)
{
	static char value[64];
	CLEANUP(free_ptr) char *sql = NULL;

	va_list ap;
	va_start(ap, fmt);
	ck_assert_int_ge(vasprintf(&sql, fmt, ap), 0);
	va_end(ap);

	PGresult *res = PQexec(live.admin, sql);
	ExecStatusType code = PQresultStatus(res);
	ck_assert_msg(code == PGRES_TUPLES_OK || code == PGRES_COMMAND_OK, "%s: %s", sql,
	    PQresultErrorMessage(res));
	snprintf(value, sizeof value, "%s", PQntuples(res) ? PQgetvalue(res, 0, 0) : "");
	PQclear(res);
	return value;
}

static void
quiet(void *arg, const PGresult *notice)
{
}

static void
admin_connect(const char *database)
{
	const char *const words[] = { "dbname", NULL };
	const char *const values[] = { database, NULL };

	PQfinish(live.admin);
	live.admin = PQconnectdbParams(words, values, 0);
	ck_assert_msg(PQstatus(live.admin) == CONNECTION_OK, "%s",
	    PQerrorMessage(live.admin));
	PQsetNoticeReceiver(live.admin, quiet, NULL);
}

void
live_setup(void)
{
	live = (struct live){ 0 };
	admin_connect("postgres");
	snprintf(live.database, sizeof live.database, "case_%d", (int)getpid());
	live_admin("CREATE DATABASE %s TEMPLATE t_head", live.database);
	admin_connect(live.database);
	snprintf(live.conninfo, sizeof live.conninfo, "dbname=%s user=convened",
	    live.database);
	live.base = event_base_new();
	live.settings = (struct db_settings){
		.conninfo = live.conninfo,
		.connect_ms = 4000,
		.answer_ms = 8000,
	};
	live_open();
}

void
live_open(void)
{
	struct err err;

	db_close(&live.db);
	ck_assert_msg(db_open(live.base, &live.settings, &live.db, &err) == OK, "%s",
	    err.text);
}

void
live_login(const char *role)
{
	snprintf(live.conninfo, sizeof live.conninfo, "dbname=%s user=%s", live.database,
	    role);
	live_open();
}

void
live_teardown(void)
{
	db_close(&live.db);
	event_base_free(live.base);
	admin_connect("postgres");
	live_admin("DROP DATABASE %s WITH (FORCE)", live.database);
	PQfinish(live.admin);
}

static void
record(enum status status, const PGresult *res, const PGresult *refusal,
    const struct err *err)
{
	int at = live.answer_count++;

	ck_assert_int_lt(at, LIVE_ANSWERS_MAX);
	ck_assert_int_eq(status, err->status);
	live.answers[at].status = status;
	live.answers[at].failed_step = -1;
	live.answers[at].rows = res ? PQntuples(res) : 0;
	if (live.answers[at].rows > 0)
		snprintf(live.answers[at].value, sizeof live.answers[at].value, "%s",
		    PQgetvalue(res, 0, 0));
	const char *name = PQresultErrorField(refusal, PG_DIAG_CONSTRAINT_NAME);
	snprintf(live.answers[at].refusal, sizeof live.answers[at].refusal, "%s",
	    name != NULL ? name : "");
	snprintf(live.answers[at].text, sizeof live.answers[at].text, "%s", err->text);
	if (live.answer_count == live.wanted)
		event_base_loopbreak(live.base);
}

static void
on_answer(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	ck_assert(status != OK || res != NULL);
	record(status, res, res, err);
}

static void
on_transacted(enum status status, const struct db_outcome *outcome, const struct err *err,
    void *arg)
{
	const PGresult *last = NULL;

	for (int i = 0; i < outcome->step_count; i++)
		if (outcome->results[i] != NULL)
			last = outcome->results[i];
	record(status, last, outcome->refusal, err);
	live.answers[live.answer_count - 1].failed_step = outcome->failed_step;
}

static void
query(const struct db_query *query)
{
	int before = live.answer_count;

	db_query(live.db, query);
	ck_assert_int_eq(live.answer_count, before); /* never from inside */
}

void
live_query(const char *sql)
{
	query(&(struct db_query){ .sql = sql, .done = on_answer });
}

void
live_read(const char *sql)
{
	query(&(struct db_query){ .sql = sql, .is_read = true, .done = on_answer });
}

void
live_transact(enum db_mode mode, int step_count, const struct db_step *steps)
{
	struct db_transaction transaction = {
		.mode = mode,
		.step_count = step_count,
		.steps = steps,
		.done = on_transacted,
	};

	db_transact(live.db, &transaction);
}

/* The guard makes a lost answer a failure, not a test that hangs. */
void
live_wait(int answer_count)
{
	const struct timeval guard = { 10, 0 };

	live.wanted = answer_count;
	event_base_loopexit(live.base, &guard);
	if (live.answer_count < answer_count)
		event_base_dispatch(live.base);
	ck_assert_int_eq(live.answer_count, answer_count);
}

void
live_turn(void)
{
	for (int i = 0; i < 10; i++)
		event_base_loop(live.base, EVLOOP_NONBLOCK);
}

void
live_until(const char *sql, const char *value)
{
	while (strcmp(live_admin("%s", sql), value) != 0)
		event_base_loop(live.base, EVLOOP_NONBLOCK);
}

static void
on_insisted(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	struct db_query *again = arg;

	if (status == ERR_UNAVAILABLE) {
		db_query(live.db, again);
		return;
	}
	on_answer(status, res, err, NULL);
}

enum status
live_insist(const char *sql)
{
	struct db_query again = {
		.sql = sql,
		.is_read = true,
		.done = on_insisted,
		.arg = &again,
	};

	db_query(live.db, &again);
	live_wait(live.answer_count + 1);
	return live.answers[live.answer_count - 1].status;
}

pid_t
live_backend(void)
{
	ck_assert_int_eq(live_insist("SELECT pg_backend_pid()"), OK);
	return atoi(live.answers[live.answer_count - 1].value);
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	kill(*(const pid_t *)arg, SIGCONT);
}

void
live_freeze(pid_t *pid)
{
	const struct timeval later = { 5, 0 };

	ck_assert_int_eq(kill(*pid, SIGSTOP), 0);
	event_base_once(live.base, -1, EV_TIMEOUT, on_wake, pid, &later);
}
