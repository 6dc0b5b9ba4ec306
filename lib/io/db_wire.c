#include "db_wire.h"

#include "clock.h"

#include <assert.h>
#include <stdio.h>

/* A plan made while a table was nearly empty would be kept while it grows: after so many
 * uses the server makes new ones. */
#define PLANS_LAST 500

static void
on_ready(evutil_socket_t fd, short what, void *arg)
{
	struct db_wire *wire = arg;

	wire->step(wire->arg);
}

void
db_wire_init(struct db_wire *wire, struct event_base *base, db_wire_step_fn *step,
    db_wire_row_fn *row, void *arg)
{
	*wire = (struct db_wire){ .base = base, .step = step, .row = row, .arg = arg };
	wire->io = alloc_check(event_new(base, -1, 0, on_ready, wire));
	wire->soon = alloc_check(evtimer_new(base, on_ready, wire));
}

void
db_wire_done(struct db_wire *wire)
{
	db_wire_disconnect(wire);
	event_free(TAKE(wire->io));
	event_free(TAKE(wire->soon));
}

void
db_wire_disconnect(struct db_wire *wire)
{
	event_del(wire->io);
	evtimer_del(wire->soon);
	if (wire->sender != NULL)
		(void)db_sender_end(&wire->sender); /* it is lost anyway */
	wire->has_failed = false;
	wire->planned = (struct db_wire_planned){ .count = 0 };
	PQclear(TAKE(wire->result));
	PQfinish(TAKE(wire->pg));
}

void
db_wire_wait(struct db_wire *wire, short what)
{
	event_del(wire->io);
	/* libpq may have opened another socket since the last time */
	event_assign(wire->io, wire->base, PQsocket(wire->pg), what, on_ready, wire);
	event_add(wire->io, NULL);
}

void
db_wire_step_soon(struct db_wire *wire)
{
	const struct timeval now = { 0, 0 };

	evtimer_add(wire->soon, &now);
}

bool
db_wire_is_sending(const struct db_wire *wire)
{
	return wire->sender != NULL;
}

static void
on_sent(void *arg)
{
	struct db_wire *wire = arg;

	wire->has_failed = !db_sender_end(&wire->sender);
	if (wire->is_by_row)
		PQsetSingleRowMode(wire->pg);
	wire->step(wire->arg);
}

static bool
send_plain(struct db_wire *wire)
{
	const struct db_request_step *step = wire->request_step;

	return PQsendQueryParams(wire->pg, wire->sql,
	    step == NULL ? 0 : step->param_count, NULL,
	    step == NULL ? NULL : (const char *const *)step->params, NULL, NULL, 0);
}

/* The statement in hand, or what has to be said before it. */
static bool
send_planned(struct db_wire *wire)
{
	struct db_wire_planned *planned = &wire->planned;
	const struct db_request_step *step = wire->request_step;
	int place = 0;
	char name[16];

	while (place < planned->count && planned->sql[place] != wire->sql)
		place++;
	if (place == DB_WIRE_PLANNED_MAX)
		return send_plain(wire);
	(void)snprintf(name, sizeof name, "s%d", place);
	if (place == planned->count) {
		planned->before = DB_WIRE_PREPARE;
		return PQsendPrepare(wire->pg, name, wire->sql, 0, NULL);
	}
	if (planned->uses == PLANS_LAST) {
		planned->before = DB_WIRE_DISCARD;
		return PQsendQuery(wire->pg, "DISCARD PLANS");
	}
	planned->uses++;
	return PQsendQueryPrepared(wire->pg, name, step->param_count,
	    (const char *const *)step->params, NULL, NULL, 0);
}

/* True: the server did what had to come first, and the statement is on its way. */
static bool
send_after(struct db_wire *wire)
{
	struct db_wire_planned *planned = &wire->planned;
	enum db_wire_before before = planned->before;

	planned->before = DB_WIRE_NOTHING;
	if (PQresultStatus(wire->result) != PGRES_COMMAND_OK)
		return false;
	if (before == DB_WIRE_PREPARE)
		planned->sql[planned->count++] = wire->sql;
	else
		planned->uses = 0;
	PQclear(TAKE(wire->result));
	wire->has_failed = !send_planned(wire);
	return true;
}

static void
send_by_thread(struct db_wire *wire)
{
	const struct db_sender_job job = {
		.pg = wire->pg,
		.sql = wire->sql,
		.param_count = wire->request_step->param_count,
		.params = (const char *const *)wire->request_step->params,
	};

	event_del(wire->io); /* the thread may close the socket */
	wire->sender = db_sender_start(wire->base, &job, on_sent, wire);
}

bool
db_wire_send(struct db_wire *wire, const char *sql, const struct db_request_step *step)
{
	wire->sql = sql;
	wire->request_step = step;
	wire->is_by_row = step != NULL && step->on_row != NULL;
	if (step != NULL && step->bytes >= DB_SENDER_BYTES_MIN)
		send_by_thread(wire);
	if (wire->sender != NULL)
		return true;
	if (step != NULL && step->is_frequent)
		return send_planned(wire);
	if (!send_plain(wire))
		return false;
	if (wire->is_by_row)
		PQsetSingleRowMode(wire->pg);
	return true;
}

/* Hands rows over until there are no more of them here, or the slice is over. True when
 * another kind of result came, or NULL, which ends the statement. */
static bool
take_rows(struct db_wire *wire, PGresult **ret_result)
{
	int64_t until_us = clock_now_us() + DB_SLICE_US;

	while (!PQisBusy(wire->pg)) {
		PGresult *result = PQgetResult(wire->pg);

		if (PQresultStatus(result) != PGRES_SINGLE_TUPLE) {
			*ret_result = result;
			return true;
		}
		wire->row(result, wire->arg);
		PQclear(result);
		if (clock_now_us() >= until_us) {
			db_wire_step_soon(wire);
			return false;
		}
	}
	return false;
}

enum db_wire_progress
db_wire_collect(struct db_wire *wire)
{
	if (db_wire_is_sending(wire))
		return DB_WIRE_WAITING;
	int unsent = PQflush(wire->pg);

	if (unsent < 0 || wire->has_failed)
		return DB_WIRE_FAILED;
	/* what is here already comes first: unread rows stay with the server */
	if ((unsent > 0 || PQisBusy(wire->pg)) && !PQconsumeInput(wire->pg))
		return DB_WIRE_FAILED;

	PGresult *result;
	while (take_rows(wire, &result)) {
		if (result == NULL && PQstatus(wire->pg) == CONNECTION_BAD)
			return DB_WIRE_FAILED;
		if (result == NULL && wire->planned.before != DB_WIRE_NOTHING &&
		    send_after(wire))
			return db_wire_collect(wire);
		if (result == NULL)
			return DB_WIRE_OVER;
		assert(PQresultStatus(result) != PGRES_COPY_IN);
		assert(PQresultStatus(result) != PGRES_COPY_OUT);
		PQclear(wire->result);
		wire->result = result;
	}
	if (!evtimer_pending(wire->soon, NULL))
		db_wire_wait(wire, unsent > 0 ? EV_READ | EV_WRITE : EV_READ);
	return DB_WIRE_WAITING;
}
