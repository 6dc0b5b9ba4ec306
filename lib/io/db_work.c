/* db_work.c - the course of a request.
 *
 *   BEGIN --ok--> STEP --ok, last--> COMMIT --ok--> (answer)
 *                  |  \_ok_> STEP      |
 *                  \---- refused ------+--> ROLLBACK --ok--> (answer), or BEGIN again
 *
 * A query is a STEP alone. request->err is OK until the first refusal, which is the one
 * that the caller gets to see. */
#include "db_work.h"

#include "sqlstate.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

const char *
db_work_sql(const struct db_request *request)
{
	switch (request->phase) {
	case DB_BEGIN:
		return request->mode == DB_SNAPSHOT
		    ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
		    : "BEGIN ISOLATION LEVEL READ COMMITTED";
	case DB_STEP:
		break;
	case DB_COMMIT:
		return "COMMIT";
	case DB_ROLLBACK:
		return "ROLLBACK";
	}
	return request->steps[request->at].sql;
}

struct db_request_step *
db_work_step(struct db_request *request)
{
	return request->phase == DB_STEP ? &request->steps[request->at] : NULL;
}

void
db_work_row(struct db_request *request, const PGresult *row)
{
	const struct db_request_step *step = db_work_step(request);

	assert(step != NULL && step->on_row != NULL);
	if (request->err.status != OK)
		return;
	request->has_given = true;
	request->err.status = step->on_row(row, &request->err, request->arg);
}

void
db_work_warned(struct db_request *request)
{
	if (!db_request_is_transaction(request) || request->phase == DB_COMMIT)
		request->in_doubt = true;
}

static bool
is_good(const PGresult *result)
{
	ExecStatusType code = PQresultStatus(result);

	return code == PGRES_TUPLES_OK || code == PGRES_COMMAND_OK;
}

/* Until COMMIT was sent, the server rolls back what it never hears of again. */
static enum status
status_of(const struct db_request *request, const char *sqlstate)
{
	bool is_commit = request->phase == DB_COMMIT;
	bool is_harmless = request->is_read ||
	    (db_request_is_transaction(request) && !is_commit);
	enum status status = is_commit ? sqlstate_commit_status(sqlstate)
				       : sqlstate_status(sqlstate);

	return status == ERR_UNCERTAIN && is_harmless ? ERR_UNAVAILABLE : status;
}

void
db_work_lost(struct db_request *request, const char *why)
{
	enum status status = request->is_sent ? status_of(request, NULL)
					      : ERR_UNAVAILABLE;

	if (request->err.status == OK)
		(void)err_set(&request->err, status, "database: %s", why);
}

/* From the first statement on. */
static enum db_move
begin_again(struct db_request *request)
{
	request->is_again = false;
	request->in_doubt = false;
	request->at = 0;
	request->phase = db_request_is_transaction(request) ? DB_BEGIN : DB_STEP;
	db_request_free_results(request);
	return DB_AGAIN;
}

/* What was begun must be undone before the caller hears of the refusal. */
static enum db_move
undo(struct db_request *request)
{
	if (db_request_is_transaction(request)) {
		request->phase = DB_ROLLBACK;
		return DB_SEND;
	}
	return request->is_again ? begin_again(request) : DB_ANSWER;
}

/* Primary text and SQLSTATE only: DETAIL quotes whole rows, with names and balances. */
static enum db_move
refused(struct db_request *request, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (sqlstate_is_again(sqlstate) && request->tries < DB_TRIES_MAX &&
	    !request->has_given) {
		request->tries++;
		request->is_again = true;
		return undo(request);
	}
	if (sqlstate_is_quoting(sqlstate))
		text = "a value does not fit its type";
	if (request->err.status == OK)
		(void)err_set(&request->err, status_of(request, sqlstate),
		    "%s (SQLSTATE %s)", text != NULL ? text : "no reason given",
		    sqlstate != NULL ? sqlstate : "none");
	return sqlstate_is_leave(sqlstate) ? DB_LEAVE : undo(request);
}

static int64_t
rows_of(PGresult *result)
{
	const char *text = PQcmdTuples(result); /* "" for what counts no rows */

	return strtoimax(text, NULL, 10);
}

static void
check_rows(struct db_request *request, int64_t rows)
{
	int64_t wanted = request->steps[request->at].rows_wanted;

	if (wanted == DB_ANY_ROWS)
		return;
	if (wanted == DB_NO_ROWS)
		wanted = 0;
	if (rows != wanted)
		(void)err_set(&request->err, ERR_CONFLICT,
		    "step %d met %" PRId64 " rows, not %" PRId64, request->at + 1, rows,
		    wanted);
}

static enum db_move
step_over(struct db_request *request, PGresult *result)
{
	request->steps[request->at].result = result;
	if (!is_good(result)) {
		enum db_move move = refused(request, result);

		if (!request->is_again && move != DB_AGAIN)
			request->failed_step = request->at;
		return move;
	}
	if (request->err.status == OK)
		check_rows(request, rows_of(result));
	if (request->err.status != OK) {
		request->failed_step = request->at;
		return undo(request);
	}
	if (!db_request_is_transaction(request))
		return DB_ANSWER;
	if (++request->at < request->step_count)
		return DB_SEND;
	request->phase = DB_COMMIT;
	return DB_SEND;
}

static enum db_move
rolled_back(struct db_request *request, const PGresult *result)
{
	if (!is_good(result)) {
		db_work_lost(request, "a transaction was not rolled back in order");
		return DB_LEAVE;
	}
	return request->is_again ? begin_again(request) : DB_ANSWER;
}

static enum db_move
frame_over(struct db_request *request, PGresult *result)
{
	if (request->phase == DB_ROLLBACK)
		return rolled_back(request, result);
	if (!is_good(result))
		return refused(request, result);
	if (request->phase == DB_BEGIN) {
		request->phase = DB_STEP;
		return DB_SEND;
	}
	/* a step that ended the transaction by itself is ours to mend */
	if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
		(void)err_set(&request->err, ERR_BUG, "COMMIT did not commit");
	return DB_ANSWER;
}

enum db_move
db_work_result(struct db_request *request, PGresult *result)
{
	bool is_step = request->phase == DB_STEP;

	request->is_sent = false;
	enum db_move move = is_step ? step_over(request, result)
				    : frame_over(request, result);

	if (!is_step && request->err.status != OK && request->frame_refusal == NULL &&
	    PQresultStatus(result) == PGRES_FATAL_ERROR)
		request->frame_refusal = result;
	else if (!is_step)
		PQclear(result);
	if (move == DB_ANSWER && request->in_doubt && !request->is_read &&
	    request->err.status == OK)
		(void)err_set(&request->err, ERR_UNCERTAIN, "done, but it may not last");
	return move;
}
