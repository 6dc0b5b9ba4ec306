/* db_work.h - decides what a request sends next and what each answer means; db_line.c
 * does the sending. No socket, no clock. Private to db. */
#ifndef CONVENE_DB_WORK_H
#define CONVENE_DB_WORK_H

#include "db_request.h"

#define DB_TRIES_MAX 3 /* after the first */

enum db_move {
	DB_SEND,   /* db_work_sql() and its parameters, now */
	DB_AGAIN,  /* the same after a short pause */
	DB_ANSWER, /* request->err is its end */
	DB_LEAVE   /* the same, and this connection is no use any more */
};

/* The statement in hand; step is NULL for those of the transaction's frame. */
const char *db_work_sql(const struct db_request *request);
struct db_request_step *db_work_step(struct db_request *request);

/* A row has come; the rest of a refused statement's rows are dropped. */
void db_work_row(struct db_request *request, const PGresult *row);

/* The statement in hand is over. Takes the last result, of which there is one. */
enum db_move db_work_result(struct db_request *request, PGresult *result);

/* The server warned while the statement in hand ran. */
void db_work_warned(struct db_request *request);

/* The connection is lost, or given up: sets request->err. */
void db_work_lost(struct db_request *request, const char *why);
#endif
