/* db_request.h - one query or transaction, from the call to its answer. Private to db. */
#ifndef CONVENE_DB_REQUEST_H
#define CONVENE_DB_REQUEST_H

#include "db.h"

#include <sys/queue.h>

/* Where a transaction is. A query knows DB_STEP only. */
enum db_phase { DB_BEGIN, DB_STEP, DB_COMMIT, DB_ROLLBACK };

struct db_request_step {
	const char *sql;
	int param_count;
	char **params; /* owned; NULL is SQL NULL */
	size_t bytes;  /* of them */
	int64_t rows_wanted;
	db_row_fn *on_row;
	bool is_frequent;
	PGresult *result;
};

struct db_request {
	STAILQ_ENTRY(db_request) next;
	db_done_fn *done; /* of a query; NULL for a transaction */
	db_transacted_fn *transacted;
	void *arg;
	enum db_mode mode;
	bool is_read;
	int answer_ms;    /* 0: the default */
	size_t bytes;     /* of all parameters */
	int64_t since_ms; /* when it began to wait, by clock_now_ms() */

	enum db_phase phase;
	int at;         /* the step in hand */
	int tries;      /* after the first */
	bool is_again;  /* rolls back to begin anew */
	bool has_given; /* rows to its caller, so that it cannot begin anew */
	bool is_sent;   /* the statement in hand */
	bool in_doubt;  /* the server warned that the commit may not last */
	int failed_step;
	PGresult *frame_refusal; /* of COMMIT, most likely */
	struct err err;          /* of its end */

	int step_count;
	struct db_request_step steps[];
};

struct db_request *db_request_of_query(const struct db_query *query);
struct db_request *db_request_of_transaction(const struct db_transaction *transaction);

static inline bool
db_request_is_transaction(const struct db_request *request)
{
	return request->transacted != NULL;
}

/* Forgets what was sent, or what was answered. */
void db_request_free_params(struct db_request *request);
void db_request_free_results(struct db_request *request);

/* Tells the caller request->err and frees the request, which is on no list any more. */
void db_request_answer(struct db_request *request);
#endif
