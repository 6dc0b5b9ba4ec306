/* db_sender.h - a thread for one statement with large parameters: libpq copies them at
 * once, 20 MB in 20 to 60 ms, and moves the rest at each write. Private to db. */
#ifndef CONVENE_DB_SENDER_H
#define CONVENE_DB_SENDER_H

#include "db.h"

#define DB_SENDER_BYTES_MIN ((size_t)1024 * 1024) /* what is less goes without */

struct db_sender;

struct db_sender_job {
	PGconn *pg;
	const char *sql;
	int param_count;
	const char *const *params;
};

typedef void db_sender_done_fn(void *arg);

/* The connection and the parameters are the thread's until done was called, on the loop,
 * or db_sender_end() came back. NULL: there can be no thread now. */
struct db_sender *db_sender_start(struct event_base *base,
    const struct db_sender_job *job, db_sender_done_fn *done, void *arg);

/* After done, at once: true when everything was sent. Before it: breaks the connection
 * off, waits for the thread, and says false. */
bool db_sender_end(struct db_sender **sender);
#endif
