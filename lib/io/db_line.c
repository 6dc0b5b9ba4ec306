/* db_line.c - libpq's non-blocking calls for one connection.
 *
 *   CONNECTING --> GREETING --> LISTENING --> READY --request--> BUSY --answered--> READY
 *      ^                                                         |  ^
 *      |                                                    again v  | pause over
 *   RESTING <-- failure or deadline in any state                 PAUSING
 *
 * The loop calls on_step(), on_row() and on_timer(), nothing else. enter() alone
 * changes line->state, and with it the only deadline. A caller's callback runs when its
 * request is in nobody's hand. */
#include "db_line.h"

#include "db_wire.h"
#include "db_work.h"
#include "sqlstate.h"
#include "text.h"

#include <assert.h>
#include <string.h>

#define REST_FIRST_MS 200
#define REST_MAX_MS 5000
#define PAUSE_MIN_MS 10
#define PAUSE_MAX_MS 100

/* libpq's buffers never shrink: after more than this the connection is made anew. */
#define LARGE_BYTES ((size_t)4 * 1024 * 1024)

enum line_state { CONNECTING, GREETING, LISTENING, READY, BUSY, PAUSING, RESTING };

struct db_line {
	const struct db_line_pool *pool;
	bool listens;
	enum line_state state;
	struct db_wire wire;
	struct event *timer; /* the state's deadline, or the end of a rest or pause */
	struct db_request *request; /* when BUSY or PAUSING */
	unsigned turn;              /* of the host list: attempts that failed */
	int rest_ms;                /* the next rest; doubles up to REST_MAX_MS */
	bool is_refused;
};

static void connect_start(struct db_line *line);

static void
start_timer(struct event *timer, int ms)
{
	const struct timeval wait = { ms / 1000, ms % 1000 * 1000 };

	evtimer_add(timer, &wait);
}

static void
enter(struct db_line *line, enum line_state state, int deadline_ms)
{
	line->state = state;
	evtimer_del(line->timer);
	if (deadline_ms > 0)
		start_timer(line->timer, deadline_ms);
}

/* Between half of it and all: clients that were cut off together do not return so. */
static int
jitter(int ms)
{
	return ms / 2 + (int)arc4random_uniform((uint32_t)(ms - ms / 2) + 1);
}

static void
answer(struct db_line *line)
{
	struct db_request *request = TAKE(line->request);

	db_request_answer(request);
}

/* Gives the connection up, says so to the request in hand, tries again after a pause. */
static void
rest(struct db_line *line, enum status status, const char *why, bool is_refused)
{
	struct err err;

	(void)err_set(&err, status, "database: %s", why);
	if (line->request != NULL)
		db_work_lost(line->request, why);
	line->is_refused = is_refused;
	line->turn++;
	/* after the last use of why, which may be its text */
	db_wire_disconnect(&line->wire);
	enter(line, RESTING, jitter(line->rest_ms));
	line->rest_ms = line->rest_ms < REST_MAX_MS / 2 ? line->rest_ms * 2 : REST_MAX_MS;
	if (line->request != NULL)
		answer(line);
	line->pool->down(&err, line->pool->arg);
}

static bool
lost(struct db_line *line, const char *why)
{
	rest(line, ERR_UNAVAILABLE, why, false);
	return false;
}

static bool
failed(struct db_line *line)
{
	return lost(line, PQerrorMessage(line->wire.pg));
}

/* A commit that no standby has confirmed "succeeds" with nothing but this warning. */
static void
on_notice(void *arg, const PGresult *notice)
{
	struct db_line *line = arg;
	const char *sqlstate = PQresultErrorField(notice, PG_DIAG_SQLSTATE);

	if (line->request != NULL && sqlstate != NULL && strcmp(sqlstate, "01000") == 0)
		db_work_warned(line->request);
}

static void
connect_start(struct db_line *line)
{
	line->wire.pg = db_hosts_connect(line->pool->hosts, line->turn);
	PQsetNoticeReceiver(line->wire.pg, on_notice, line);
	/* without DETAIL, which quotes rows */
	PQsetErrorVerbosity(line->wire.pg, PQERRORS_TERSE);
	enter(line, CONNECTING, line->pool->settings->connect_ms);
	if (PQstatus(line->wire.pg) == CONNECTION_BAD)
		failed(line);
	else
		db_wire_wait(&line->wire, EV_WRITE);
}

/* Sends the statement in hand and waits for its end. */
static bool
send_statement(struct db_line *line)
{
	struct db_request *request = line->request;
	int answer_ms = request->answer_ms > 0 ? request->answer_ms
					       : line->pool->settings->answer_ms;

	if (request->phase == DB_COMMIT)
		db_request_free_params(request); /* nothing is sent twice from here on */
	enter(line, BUSY, answer_ms);
	request->is_sent = true;
	return db_wire_send(&line->wire, db_work_sql(request), db_work_step(request)) ||
	    failed(line);
}

static void
deliver_notifications(struct db_line *line)
{
	const struct db_settings *settings = line->pool->settings;
	PGnotify *notify;

	while ((notify = PQnotifies(line->wire.pg)) != NULL) {
		if (settings->notified != NULL)
			settings->notified(notify->extra, settings->arg);
		PQfreemem(notify);
	}
}

static bool
send_listen(struct db_line *line)
{
	const char *channel = line->pool->settings->channel;
	char *name = alloc_check(
	    PQescapeIdentifier(line->wire.pg, channel, strlen(channel)));
	CLEANUP(text_done) struct text sql = { 0 };

	text_add(&sql, "LISTEN ");
	text_add_bytes(&sql, name, strlen(name)); /* escaped by libpq */
	PQfreemem(name);
	return PQsendQuery(line->wire.pg, text_string(&sql)) || failed(line);
}

/* Every step_*() returns true when the next state has work to do right now. */
static bool
step_connecting(struct db_line *line)
{
	const struct db_settings *settings = line->pool->settings;

	switch (PQconnectPoll(line->wire.pg)) {
	case PGRES_POLLING_READING:
		db_wire_wait(&line->wire, EV_READ);
		return false;
	case PGRES_POLLING_WRITING:
		db_wire_wait(&line->wire, EV_WRITE);
		return false;
	case PGRES_POLLING_OK:
		PQsetnonblocking(line->wire.pg, 1);
		enter(line, GREETING, settings->connect_ms);
		if (settings->hello != NULL &&
		    !PQsendQuery(line->wire.pg, settings->hello))
			return failed(line);
		return true;
	case PGRES_POLLING_FAILED:
	case PGRES_POLLING_ACTIVE:
		break;
	}
	return failed(line);
}

/* True when the statement in flight is over; otherwise its end is awaited, or the line
 * was lost. */
static bool
collect(struct db_line *line)
{
	enum db_wire_progress progress = db_wire_collect(&line->wire);

	if (progress == DB_WIRE_FAILED)
		return failed(line);
	if (db_wire_is_sending(&line->wire))
		return false;
	deliver_notifications(line);
	return progress == DB_WIRE_OVER;
}

static bool
is_good(const PGresult *result)
{
	ExecStatusType code = PQresultStatus(result);

	return code == PGRES_TUPLES_OK || code == PGRES_COMMAND_OK;
}

/* A server that cannot answer now is away; one that answers something else is refused. */
static enum status
judge_hello(struct db_line *line, struct err *err)
{
	const struct db_settings *settings = line->pool->settings;
	const char *sqlstate = PQresultErrorField(line->wire.result, PG_DIAG_SQLSTATE);
	enum status status = sqlstate_status(sqlstate);

	if (is_good(line->wire.result))
		return settings->hello_done(line->wire.result,
		    PQbackendPID(line->wire.pg), err, settings->arg);
	return err_set(err, status == ERR_UNCERTAIN ? ERR_UNAVAILABLE : status, "%s",
	    PQresultErrorField(line->wire.result, PG_DIAG_MESSAGE_PRIMARY));
}

static bool
step_greeting(struct db_line *line)
{
	const struct db_settings *settings = line->pool->settings;
	struct err err = { OK, "" };

	if (settings->hello != NULL) {
		if (!collect(line))
			return false;
		if (judge_hello(line, &err) != OK) {
			rest(line, err.status, err.text,
			    is_good(line->wire.result) || err.status != ERR_UNAVAILABLE);
			return false;
		}
		PQclear(TAKE(line->wire.result));
	}
	enter(line, LISTENING, settings->connect_ms);
	return !line->listens || send_listen(line);
}

static bool
step_listening(struct db_line *line)
{
	const struct db_settings *settings = line->pool->settings;

	if (line->listens) {
		if (!collect(line))
			return false;
		if (!is_good(line->wire.result))
			return lost(line, PQresultErrorMessage(line->wire.result));
		PQclear(TAKE(line->wire.result));
	}
	line->rest_ms = REST_FIRST_MS;
	line->is_refused = false;
	enter(line, READY, 0);
	line->pool->up(line->pool->arg);
	if (line->listens && settings->notified != NULL)
		settings->notified(NULL, settings->arg);
	return true;
}

/* Reads first: a server that left while we were idle has done nothing for the next. Its
 * last words are one read and the end of the connection is another. */
static bool
step_ready(struct db_line *line)
{
	if (!PQconsumeInput(line->wire.pg) || !PQconsumeInput(line->wire.pg))
		return failed(line);
	deliver_notifications(line);
	line->request = line->pool->next(line->pool->arg);
	if (line->request != NULL)
		return send_statement(line);
	db_wire_wait(&line->wire, EV_READ);
	return false;
}

/* The line is free before the caller hears of it, and may ask again. */
static bool
end_request(struct db_line *line, enum db_move move)
{
	bool is_large = line->request->bytes > LARGE_BYTES;
	CLEANUP(free_ptr) char *why = alloc_text(line->request->err.text);

	enter(line, READY, 0);
	answer(line);
	if (move == DB_LEAVE)
		return lost(line, why);
	if (!is_large)
		return true;
	db_wire_disconnect(&line->wire);
	connect_start(line);
	return false;
}

static bool
step_busy(struct db_line *line)
{
	if (!collect(line))
		return false;

	enum db_move move = db_work_result(line->request, TAKE(line->wire.result));

	switch (move) {
	case DB_SEND:
		return send_statement(line);
	case DB_AGAIN:
		enter(line, PAUSING,
		    PAUSE_MIN_MS +
			(int)arc4random_uniform(PAUSE_MAX_MS - PAUSE_MIN_MS + 1));
		db_wire_wait(&line->wire, EV_READ);
		return false;
	case DB_ANSWER:
	case DB_LEAVE:
		break;
	}
	return end_request(line, move);
}

/* Only the loss of the connection interests now. */
static bool
step_pausing(struct db_line *line)
{
	if (!PQconsumeInput(line->wire.pg))
		return failed(line);
	deliver_notifications(line);
	db_wire_wait(&line->wire, EV_READ);
	return false;
}

static bool
step_resting(struct db_line *line)
{
	assert(line->wire.pg == NULL);
	return false;
}

static void
on_step(void *arg)
{
	struct db_line *line = arg;
	static bool (*const steps[])(struct db_line *) = {
		[CONNECTING] = step_connecting,
		[GREETING] = step_greeting,
		[LISTENING] = step_listening,
		[READY] = step_ready,
		[BUSY] = step_busy,
		[PAUSING] = step_pausing,
		[RESTING] = step_resting,
	};

	while (steps[line->state](line))
		;
}

static void
on_row(const PGresult *row, void *arg)
{
	struct db_line *line = arg;

	db_work_row(line->request, row);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct db_line *line = arg;

	switch (line->state) {
	case RESTING:
		connect_start(line);
		return;
	case PAUSING:
		if (send_statement(line))
			on_step(line);
		return;
	case CONNECTING:
	case GREETING:
	case LISTENING:
		lost(line, "no connection in time");
		return;
	case READY:
	case BUSY:
		lost(line, "no answer in time");
		return;
	}
}

struct db_line *
db_line_open(const struct db_line_pool *pool, bool listens)
{
	struct db_line *line = alloc_zero(1, sizeof *line);

	line->pool = pool;
	line->listens = listens;
	line->rest_ms = REST_FIRST_MS;
	db_wire_init(&line->wire, pool->base, on_step, on_row, line);
	line->timer = alloc_check(evtimer_new(pool->base, on_timer, line));
	enter(line, RESTING, 1); /* connects from the loop: nobody is called back here */
	return line;
}

bool
db_line_wake(struct db_line *line)
{
	if (line->state != READY)
		return false;
	db_wire_step_soon(&line->wire);
	return true;
}

bool
db_line_is_connected(const struct db_line *line)
{
	return line->state == READY || line->state == BUSY || line->state == PAUSING;
}

bool
db_line_is_resting(const struct db_line *line)
{
	return line->state == RESTING;
}

bool
db_line_is_refused(const struct db_line *line)
{
	return line->is_refused;
}

void
db_line_close(struct db_line **linep)
{
	struct db_line *line = TAKE(*linep);

	if (line == NULL)
		return;
	if (line->request != NULL)
		db_work_lost(line->request, "closed");
	db_wire_disconnect(&line->wire);
	enter(line, RESTING, 0);
	if (line->request != NULL)
		answer(line);
	db_wire_done(&line->wire);
	event_free(line->timer);
	free(line);
}
