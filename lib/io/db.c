/* db.c - the pool: which request waits, which line takes it, who is told that none will.
 *
 * Lines take requests by themselves when they are free (next_request()). Answers that
 * need no line are given from the loop's next turn: on_soon(). */
#include "db.h"

#include "clock.h"
#include "db_line.h"
#include "db_queue.h"

#include <assert.h>

#define CLOSE_ROUNDS_MAX 8

struct db {
	struct db_settings settings; /* its texts are ours */
	struct db_hosts *hosts;
	struct db_line_pool pool;
	struct db_line *lines[DB_LINES_MAX];
	int line_count;
	bool is_closing;
	struct db_queue waiting; /* for a line */
	struct db_queue refused; /* for on_soon(); each knows why */
	struct event *soon;
	struct event *too_long; /* the head of waiting gives up */
	struct err why;         /* the last line that failed */
	enum db_health health;  /* as it was told */
};

static int
count_lines(const struct db *db, bool (*is)(const struct db_line *))
{
	int count = 0;

	for (int i = 0; i < db->line_count; i++)
		count += db->lines[i] != NULL && is(db->lines[i]);
	return count;
}

static void
be_soon(struct db *db)
{
	const struct timeval now = { 0, 0 };

	evtimer_add(db->soon, &now);
}

/* Set for the head alone: all wait equally long, so the others come later. */
static void
set_too_long(struct db *db)
{
	const struct db_request *head = STAILQ_FIRST(&db->waiting.list);

	if (head == NULL) {
		evtimer_del(db->too_long);
		return;
	}
	int64_t left_ms = head->since_ms + db->settings.wait_ms - clock_now_ms();
	if (left_ms < 0)
		left_ms = 0;
	const struct timeval wait = { left_ms / 1000, left_ms % 1000 * 1000 };

	evtimer_add(db->too_long, &wait);
}

static struct db_request *
next_request(void *arg)
{
	struct db *db = arg;
	struct db_request *request = db_queue_take(&db->waiting);

	set_too_long(db);
	return request;
}

static void
on_too_long(evutil_socket_t fd, short what, void *arg)
{
	struct db *db = arg;
	int64_t since_ms = clock_now_ms() - db->settings.wait_ms;
	struct db_request *head = STAILQ_FIRST(&db->waiting.list);

	while (head != NULL && head->since_ms <= since_ms) {
		(void)db_queue_take(&db->waiting);
		(void)err_set(&head->err, ERR_UNAVAILABLE,
		    "database: no line was free in time");
		db_queue_add(&db->refused, head);
		head = STAILQ_FIRST(&db->waiting.list);
	}
	be_soon(db);
	set_too_long(db);
}

static void
unavailable(const struct db *db, struct err *ret_err)
{
	*ret_err = db->why;
	ret_err->status = ERR_UNAVAILABLE; /* a refused server has done nothing either */
}

static void
tell_health(struct db *db, enum db_health health, const struct err *why)
{
	bool is_news = health != db->health &&
	    !(db->health == DB_UNKNOWN && health == DB_WORKS);

	db->health = health;
	if (is_news && db->settings.health_changed != NULL)
		db->settings.health_changed(health, why, db->settings.arg);
}

static void
on_up(void *arg)
{
	tell_health(arg, DB_WORKS, &(struct err){ OK, "" });
}

/* Without hope of a line, those who wait are told at once. */
static void
on_down(const struct err *why, void *arg)
{
	struct db *db = arg;
	struct err err;

	db->why = *why;
	if (count_lines(db, db_line_is_resting) < db->line_count)
		return;
	tell_health(db, count_lines(db, db_line_is_refused) > 0 ? DB_REFUSED : DB_AWAY,
	    why);
	unavailable(db, &err);
	db_queue_answer_all(&db->waiting, &err);
	set_too_long(db);
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	struct db *db = arg;

	db_queue_answer_all(&db->refused, NULL);

	size_t unseen = db->waiting.count;
	for (int i = 0; i < db->line_count && unseen > 0; i++)
		unseen -= db_line_wake(db->lines[i]);
}

/* OK: there is room, and a line may come. */
static enum status
may_wait(const struct db *db, const struct db_request *request, struct err *err)
{
	bool is_down = db->why.status != OK &&
	    count_lines(db, db_line_is_resting) == db->line_count;

	if (is_down || db->is_closing) {
		unavailable(db, err);
		return err->status;
	}
	if (db->waiting.count >= DB_WAITING_MAX)
		return err_set(err, ERR_UNAVAILABLE, "database: %d requests wait",
		    DB_WAITING_MAX);
	if (db->waiting.count > 0 &&
	    db->waiting.bytes + request->bytes > DB_WAITING_BYTES_MAX)
		return err_set(err, ERR_UNAVAILABLE,
		    "database: the requests that wait are too large");
	return OK;
}

static void
add(struct db *db, struct db_request *request)
{
	if (may_wait(db, request, &request->err) == OK)
		db_queue_add(&db->waiting, request);
	else
		db_queue_add(&db->refused, request);
	set_too_long(db);
	be_soon(db);
}

void
db_query(struct db *db, const struct db_query *query)
{
	add(db, db_request_of_query(query));
}

void
db_transact(struct db *db, const struct db_transaction *transaction)
{
	add(db, db_request_of_transaction(transaction));
}

void
db_state(const struct db *db, struct db_state *ret_state)
{
	const struct db_request *head = STAILQ_FIRST(&db->waiting.list);
	struct db_state state = {
		.lines = db->line_count,
		.connected = count_lines(db, db_line_is_connected),
		.waiting = db->waiting.count,
		.oldest_wait_ms = head != NULL ? clock_now_ms() - head->since_ms : 0,
		.is_refused = count_lines(db, db_line_is_refused) > 0,
	};

	if (state.connected < state.lines)
		state.why = db->why;
	*ret_state = state;
}

static char *
copy(const char *text)
{
	return text != NULL ? alloc_text(text) : NULL;
}

static void
take_settings(struct db *db, const struct db_settings *settings)
{
	assert(settings->connect_ms > 0);
	assert(settings->answer_ms > 0);
	assert(settings->line_count >= 0 && settings->line_count <= DB_LINES_MAX);
	assert((settings->hello == NULL) == (settings->hello_done == NULL));
	db->settings = *settings;
	db->settings.conninfo = NULL; /* db->hosts has read it */
	db->settings.hello = copy(settings->hello);
	db->settings.channel = copy(settings->channel);
	if (settings->wait_ms == 0)
		db->settings.wait_ms = settings->answer_ms;
}

enum status
db_open(struct event_base *base, const struct db_settings *settings, struct db **ret_db,
    struct err *err)
{
	CLEANUP(db_hosts_free) struct db_hosts *hosts = NULL;
	enum status status = db_hosts_new(settings->conninfo, &hosts, err);

	if (status != OK)
		return status;

	struct db *db = alloc_zero(1, sizeof *db);
	take_settings(db, settings);
	db->hosts = TAKE(hosts);
	db->pool = (struct db_line_pool){
		.base = base,
		.hosts = db->hosts,
		.settings = &db->settings,
		.next = next_request,
		.up = on_up,
		.down = on_down,
		.arg = db,
	};
	db_queue_init(&db->waiting);
	db_queue_init(&db->refused);
	db->soon = alloc_check(evtimer_new(base, on_soon, db));
	db->too_long = alloc_check(evtimer_new(base, on_too_long, db));
	db->line_count = settings->line_count > 0 ? settings->line_count : 1;
	for (int i = 0; i < db->line_count; i++)
		db->lines[i] = db_line_open(&db->pool,
		    i == 0 && settings->channel != NULL);
	*ret_db = db;
	return OK;
}

void
db_close(struct db **dbp)
{
	struct db *db = TAKE(*dbp);

	if (db == NULL)
		return;
	(void)err_set(&db->why, ERR_UNAVAILABLE, "database: closed");
	db->is_closing = true;
	for (int i = 0; i < db->line_count; i++)
		db_line_close(&db->lines[i]);
	db_queue_answer_all(&db->waiting, &db->why);
	for (int i = 0; i < CLOSE_ROUNDS_MAX && db->refused.count > 0; i++)
		db_queue_answer_all(&db->refused, NULL);
	assert(db->waiting.count == 0);
	assert(db->refused.count == 0);
	event_free(db->soon);
	event_free(db->too_long);
	db_hosts_free(&db->hosts);
	free((char *)db->settings.hello);
	free((char *)db->settings.channel);
	free(db);
}
