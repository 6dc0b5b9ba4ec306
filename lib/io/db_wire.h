/* db_wire.h - a PGconn on the loop: waits for its socket, and collects the answer of the
 * one statement in flight without ever blocking. Private to db. */
#ifndef CONVENE_DB_WIRE_H
#define CONVENE_DB_WIRE_H

#include "db_request.h"
#include "db_sender.h"

typedef void db_wire_step_fn(void *arg);
typedef void db_wire_row_fn(const PGresult *row, void *arg);

/* Statements that are said often are parsed and planned once for a connection. */
#define DB_WIRE_PLANNED_MAX 8
struct db_wire_planned {
	const char *sql[DB_WIRE_PLANNED_MAX]; /* known by their addresses */
	int count;
	int uses; /* of the plans */
	enum db_wire_before {
		DB_WIRE_NOTHING,
		DB_WIRE_PREPARE,
		DB_WIRE_DISCARD
	} before; /* what is in flight ahead of the statement in hand */
};

struct db_wire {
	struct event_base *base;
	PGconn *pg;       /* NULL: none */
	PGresult *result; /* the last one of the statement in flight */
	struct event *io; /* the socket; one shot, set again by every step */
	struct event *soon;
	db_wire_step_fn *step; /* something may have come */
	db_wire_row_fn *row;   /* single-row mode: a row has come */
	void *arg;

	const char *sql; /* in hand, with its parameters */
	const struct db_request_step *request_step;
	struct db_wire_planned planned;
	struct db_sender *sender; /* has the connection for itself, or NULL */
	bool is_by_row;           /* the statement in flight */
	bool has_failed;          /* to send */
};

void db_wire_init(struct db_wire *wire, struct event_base *base, db_wire_step_fn *step,
    db_wire_row_fn *row, void *arg);
void db_wire_done(struct db_wire *wire);

/* step is called when the socket is ready, or in the loop's next turn. */
void db_wire_wait(struct db_wire *wire, short what);
void db_wire_step_soon(struct db_wire *wire);

/* step is NULL for a statement without parameters. False: PQerrorMessage() says why.
 * While db_wire_is_sending() nobody else may touch the connection; a step follows. */
MUST_CHECK bool db_wire_send(struct db_wire *wire, const char *sql,
    const struct db_request_step *step);
bool db_wire_is_sending(const struct db_wire *wire);

/* Sends what is unsent and takes what has come, rows for DB_SLICE_US at most. OVER: the
 * statement is over, its last result is wire->result. WAITING: step will be called.
 * FAILED: PQerrorMessage() says why. */
enum db_wire_progress { DB_WIRE_OVER, DB_WIRE_WAITING, DB_WIRE_FAILED };
enum db_wire_progress db_wire_collect(struct db_wire *wire);

void db_wire_disconnect(struct db_wire *wire);
#endif
