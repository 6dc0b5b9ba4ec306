#include "db_wire.h"

#include "clock.h"

#include <assert.h>

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

bool
db_wire_send(struct db_wire *wire, const char *sql, const struct db_request_step *step)
{
	struct db_sender_job job = { .pg = wire->pg, .sql = sql };

	wire->is_by_row = step != NULL && step->on_row != NULL;
	if (step != NULL) {
		job.param_count = step->param_count;
		job.params = (const char *const *)step->params;
		if (step->bytes >= DB_SENDER_BYTES_MIN) {
			event_del(wire->io); /* the thread may close the socket */
			wire->sender = db_sender_start(wire->base, &job, on_sent, wire);
		}
	}
	if (wire->sender != NULL)
		return true;
	if (!PQsendQueryParams(wire->pg, sql, job.param_count, NULL, job.params, NULL,
		NULL, 0))
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
		if (result == NULL)
			return PQstatus(wire->pg) == CONNECTION_BAD ? DB_WIRE_FAILED
								    : DB_WIRE_OVER;
		assert(PQresultStatus(result) != PGRES_COPY_IN);
		assert(PQresultStatus(result) != PGRES_COPY_OUT);
		PQclear(wire->result);
		wire->result = result;
	}
	if (!evtimer_pending(wire->soon, NULL))
		db_wire_wait(wire, unsent > 0 ? EV_READ | EV_WRITE : EV_READ);
	return DB_WIRE_WAITING;
}
