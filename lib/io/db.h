/* db.h - PostgreSQL on the event loop: a few connections ("lines") behind one bounded
 * queue, that come back after a failure. Knows nothing about dinners. */
#ifndef CONVENE_DB_H
#define CONVENE_DB_H

#include "base.h"
#include "db_health.h"

#include <stdbool.h>
#include <stdint.h>

#include <event2/event.h>
#include <libpq-fe.h>

struct db;

/* Looks at the answer of the hello statement: anything but OK refuses the server, in
 * words for the administrator. backend_pid is what the server's own pg_backend_pid() must
 * say, or a pooler stands between. */
typedef enum status db_hello_fn(const PGresult *res, int backend_pid, struct err *err,
    void *arg);

/* payload is NULL after each connect: something may have been missed, look. */
typedef void db_notify_fn(const char *payload, void *arg);

struct db_settings {
	/* libpq's form, with one host or many: each failed attempt begins with the next.
	 * A socket folder or hostaddr=: looking up a name would block. */
	const char *conninfo;
	int line_count; /* 0: one; up to DB_LINES_MAX */
	int connect_ms; /* for one attempt, hello included; libpq's limit fails here */
	int answer_ms;  /* of a statement; then the server counts as gone. The role's
			 * statement_timeout is shorter and leaves COMMIT out */
	int wait_ms;    /* for a free line, then ERR_UNAVAILABLE; 0: as answer_ms */

	const char *hello;       /* run on each line after each connect, or NULL */
	db_hello_fn *hello_done; /* must be there if hello is */
	const char *channel;     /* LISTENed to on the first line, or NULL */
	db_notify_fn *notified;
	db_health_fn *health_changed; /* or NULL */
	void *arg;                    /* of the callbacks */
};

#define DB_LINES_MAX 8
#define DB_WAITING_MAX 256
#define DB_WAITING_BYTES_MAX ((size_t)64 * 1024 * 1024) /* of parameters */

/* Called exactly once for each db_query(), never before db_query() returns. res is what
 * the server sent, rows or refusal, or NULL when there is no answer; it is freed when the
 * callback returns. The callback may queue another query; it must not close the db.
 *
 *   ERR_UNAVAILABLE  nothing was done: not connected, too many waiting, no line free in
 *                    time, a time limit of the server, deadlocks; or a read was lost
 *   ERR_UNCERTAIN    sent, and then the connection was lost, answer_ms over, or the
 *                    server warned that the commit may not last
 *   others           the server refused it, see sqlstate.h; or what on_row answered */
typedef void db_done_fn(enum status status, const PGresult *res, const struct err *err,
    void *arg);

/* One row, which lives until the callback returns, in line 0 of row. Rows come as they
 * arrive, at most DB_SLICE_US per turn of the loop. Anything but OK drops the rest of the
 * rows and becomes the request's end. */
typedef enum status db_row_fn(const PGresult *row, struct err *err, void *arg);

#define DB_SLICE_US 2000

/* One statement that is a transaction of its own. */
struct db_query {
	const char *sql; /* no COPY; lives until the callback */
	int param_count;
	const char *const *params; /* text, copied; NULL is SQL NULL */
	int answer_ms;             /* 0: as the settings say */
	bool is_read;              /* changes nothing: its loss is ERR_UNAVAILABLE */
	bool is_frequent;          /* planned once a connection; sql is always the same,
				    * and so is its address. Without on_row */
	db_row_fn *on_row;         /* NULL: all rows come with done */
	db_done_fn *done;
	void *arg;
};

/* Waits for a line; is answered ERR_UNAVAILABLE from the next turn when no line is
 * connected or connecting, or when the queue is full. Deadlocks and serialization
 * failures are tried again, 3 times, unless a row was handed out. */
void db_query(struct db *db, const struct db_query *query);

enum db_mode {
	DB_WRITE,   /* READ COMMITTED */
	DB_SNAPSHOT /* REPEATABLE READ READ ONLY: one picture of the database */
};

#define DB_ANY_ROWS 0
#define DB_NO_ROWS (-1)

struct db_step {
	const char *sql; /* as in struct db_query */
	int param_count;
	const char *const *params;
	/* The params were malloc'd and are the db's from the call on: freed, not copied.
	 * The array that holds them stays the caller's. */
	bool takes_params;
	/* A count of rows, returned or changed, DB_ANY_ROWS or DB_NO_ROWS. Another count
	 * rolls everything back: ERR_CONFLICT. */
	int64_t rows_wanted;
	db_row_fn *on_row;
};

struct db_outcome {
	int failed_step; /* -1: none, or not the fault of one */
	int step_count;
	PGresult *const
	    *results; /* by step; NULL: not reached. Freed after the callback */
	const PGresult *refusal; /* of the failed step or of COMMIT, or NULL */
};

/* As db_done_fn. Until COMMIT was sent a loss is ERR_UNAVAILABLE: the server rolls
 * back. */
typedef void db_transacted_fn(enum status status, const struct db_outcome *outcome,
    const struct err *err, void *arg);

struct db_transaction {
	enum db_mode mode;
	int step_count;
	const struct db_step *steps; /* copied; all parameters are known up-front */
	int answer_ms;               /* of each step and of COMMIT; 0: as the settings */
	db_transacted_fn *done;
	void *arg; /* of done and of the steps' on_row */
};

/* Runs the steps, in order, as one transaction on one line. Ends and tries again as
 * db_query() does. */
void db_transact(struct db *db, const struct db_transaction *transaction);

struct db_state {
	int lines, connected;
	size_t waiting;
	int64_t oldest_wait_ms; /* 0 when nothing waits */
	bool is_refused;        /* by the hello check, not for lack of a server */
	struct err why;         /* OK, or why the line that failed last did */
};

void db_state(const struct db *db, struct db_state *ret_state);

/* Starts connecting and goes on trying until db_close(). Fails only with ERR_INVALID,
 * for a conninfo that libpq cannot read. Texts of the settings are copied. */
MUST_CHECK enum status db_open(struct event_base *base,
    const struct db_settings *settings, struct db **ret_db, struct err *err);

/* Answers every request first. Their callbacks may ask again a few times, in vain. */
void db_close(struct db **db);
#endif
