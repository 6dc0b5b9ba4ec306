/* mail_record.c - two queues, and one statement for both under way at a time.
 *
 *   begins --turn--> beginning --ours or not--> begun()
 *      ^__ no answer __/   \__ended meanwhile__
 *                                              v
 *   mail_record_end() -----------------------> ends --turn--> ending --> ended()
 *                                               ^__ no answer __/
 *
 * A turn may be said twice: it is keyed by claim and message. One that the database
 * refuses is said again mail by mail, so that only the one at fault has to suffer. */
#include "mail_record.h"

#include "clock.h"
#include "journal.h"

#include <string.h>

#define RETRY_MS 500
#define BATCH_MAX 200 /* of each kind in one turn */

struct mail_record {
	struct daemon *daemon;
	mail_record_begun_fn *begun;
	mail_record_ended_fn *ended;
	struct mail_items begins, beginning, ends, ending;
	struct event *timer; /* the next turn; in the loop's next one when all is well */
	int singles;         /* so many go alone */
	struct err trouble;
	bool is_asking, is_closed;
};

static void
move_all(struct mail_items *from, struct mail_items *to)
{
	TAILQ_CONCAT(to, from, next);
}

static void
set_timer(struct mail_record *record, int wait_ms)
{
	const struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(record->timer, &wait);
}

static bool
is_lost(enum status status)
{
	return status == ERR_UNAVAILABLE || status == ERR_UNCERTAIN;
}

/* False: the record is gone. */
static bool
take_answer(struct mail_record *record, enum status status, const struct err *err)
{
	record->is_asking = false;
	if (record->is_closed) {
		free(record);
		return false;
	}
	record->trouble = *err;
	if (status != OK && !is_lost(status))
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the outbox refuses what was said about mails: %s", err->text);
	set_timer(record, is_lost(status) ? RETRY_MS : 0);
	return true;
}

static bool
is_among(const char *id, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

/* The older ones come first again. */
static void
put_back(struct mail_items *asked, struct mail_items *waiting)
{
	move_all(waiting, asked);
	move_all(asked, waiting);
}

static void
sort_out_begins(struct mail_record *record)
{
	struct mail_item *item, *next;

	for (item = TAILQ_FIRST(&record->beginning); item != NULL; item = next) {
		next = TAILQ_NEXT(item, next);
		if (item->phase != MAIL_ENDED)
			continue;
		TAILQ_REMOVE(&record->beginning, item, next);
		TAILQ_INSERT_TAIL(&record->ends, item, next);
	}
}

static int
count_asked(const struct mail_record *record)
{
	const struct mail_item *item;
	int count = 0;

	TAILQ_FOREACH(item, &record->beginning, next)
	count++;
	TAILQ_FOREACH(item, &record->ending, next)
	count++;
	return count;
}

static void
say_again(struct mail_record *record, bool is_lost, int asked)
{
	record->singles = is_lost ? 0 : asked;
	put_back(&record->beginning, &record->begins);
	put_back(&record->ending, &record->ends);
}

static void
tell(struct mail_record *record, const char *const *ids, size_t count)
{
	struct mail_items begun = TAILQ_HEAD_INITIALIZER(begun);
	struct mail_items ended = TAILQ_HEAD_INITIALIZER(ended);
	struct mail_item *item;

	move_all(&record->beginning, &begun);
	move_all(&record->ending, &ended);
	while ((item = TAILQ_FIRST(&begun)) != NULL) {
		TAILQ_REMOVE(&begun, item, next);
		record->begun(item, is_among(item->row.message_id, ids, count));
	}
	while ((item = TAILQ_FIRST(&ended)) != NULL) {
		TAILQ_REMOVE(&ended, item, next);
		record->ended(item);
	}
}

static void
on_turned(enum status status, const char *const *ids, size_t count, const struct err *err,
    void *arg)
{
	struct mail_record *record = arg;

	if (!take_answer(record, status, err))
		return;
	int asked = count_asked(record);

	sort_out_begins(record);
	if (is_lost(status) || (status != OK && asked > 1))
		say_again(record, is_lost(status), asked);
	else
		tell(record, ids, count);
}

static struct message_begin
begin_of(const struct mail_item *item)
{
	const struct mail_content *content = &item->content;

	return (struct message_begin){
		.claim_id = item->claim_id,
		.message_id = item->row.message_id,
		.digest = content->digest,
		.seat_id = item->row.seat_id,
		.answer_digest = content->has_answer ? content->answer_digest : NULL,
		.person_id = item->row.person_id,
		.leave_digest = content->leave_digest,
		.bounce_digest = content->is_tagged ? content->bounce_digest : NULL,
		.reply_digest = content->is_tagged ? content->reply_digest : NULL,
		.links_end_s = content->links_end_s,
	};
}

static struct message_end
end_of(const struct mail_item *item)
{
	const struct smtp_result *result = &item->result;

	return (struct message_end){
		.claim_id = item->claim_id,
		.message_id = item->row.message_id,
		.outcome = smtp_result_class_name(item->outcome.class),
		.phase = smtp_result_phase_name(result->phase),
		.code = result->code,
		.enhanced = result->enhanced,
		.words = result->words,
		.queue_id = result->queue_id,
		.wait_s = item->outcome.wait_s,
		.is_nobody = item->outcome.is_nobody,
	};
}

/* The first of those that wait is asked about, if it may be. */
static struct mail_item *
take_first(struct mail_items *waiting, struct mail_items *asked)
{
	struct mail_item *item = TAILQ_FIRST(waiting);

	if (item != NULL) {
		TAILQ_REMOVE(waiting, item, next);
		TAILQ_INSERT_TAIL(asked, item, next);
	}
	return item;
}

static void
ask(struct mail_record *record)
{
	struct message_end ends[BATCH_MAX];
	struct message_begin begins[BATCH_MAX];
	struct message_turn turn = { .ends = ends, .begins = begins };
	const struct mail_item *item;
	size_t most = record->singles > 0 ? 1 : BATCH_MAX;

	while (turn.end_count < most &&
	    (item = take_first(&record->ends, &record->ending)) != NULL)
		ends[turn.end_count++] = end_of(item);
	if (most == 1 && turn.end_count == 1)
		most = 0;
	while (turn.begin_count < most &&
	    (item = take_first(&record->begins, &record->beginning)) != NULL)
		begins[turn.begin_count++] = begin_of(item);
	record->singles -= record->singles > 0;
	turn.now_s = clock_now_s();
	record->is_asking = true;
	message_store_turn(record->daemon->db, &turn, on_turned, record);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct mail_record *record = arg;

	if (record->daemon->db == NULL)
		return; /* it is closing, and so are we */
	if (!record->is_asking &&
	    !(TAILQ_EMPTY(&record->begins) && TAILQ_EMPTY(&record->ends)))
		ask(record);
}

struct mail_record *
mail_record_open(struct daemon *daemon, mail_record_begun_fn *begun,
    mail_record_ended_fn *ended)
{
	struct mail_record *record = alloc_zero(1, sizeof *record);

	record->daemon = daemon;
	record->begun = begun;
	record->ended = ended;
	TAILQ_INIT(&record->begins);
	TAILQ_INIT(&record->beginning);
	TAILQ_INIT(&record->ends);
	TAILQ_INIT(&record->ending);
	record->timer = alloc_check(evtimer_new(daemon->base, on_timer, record));
	return record;
}

void
mail_record_begin(struct mail_record *record, struct mail_item *item)
{
	item->phase = MAIL_BEGINNING;
	TAILQ_INSERT_TAIL(&record->begins, item, next);
	if (!evtimer_pending(record->timer, NULL))
		set_timer(record, 0);
}

static bool
is_in(const struct mail_items *items, const struct mail_item *wanted)
{
	const struct mail_item *item;

	TAILQ_FOREACH(item, items, next)
	{
		if (item == wanted)
			return true;
	}
	return false;
}

void
mail_record_end(struct mail_record *record, struct mail_item *item)
{
	bool was_beginning = item->phase == MAIL_BEGINNING;

	item->phase = MAIL_ENDED;
	if (was_beginning && is_in(&record->beginning, item))
		return; /* queued by the answer */
	if (was_beginning && is_in(&record->begins, item))
		TAILQ_REMOVE(&record->begins, item, next);
	TAILQ_INSERT_TAIL(&record->ends, item, next);
	if (!evtimer_pending(record->timer, NULL))
		set_timer(record, 0);
}

void
mail_record_wake(struct mail_record *record)
{
	set_timer(record, 0);
}

const struct err *
mail_record_trouble(const struct mail_record *record)
{
	return &record->trouble;
}

bool
mail_record_is_idle(const struct mail_record *record)
{
	return !record->is_asking && TAILQ_EMPTY(&record->begins) &&
	    TAILQ_EMPTY(&record->ends);
}

void
mail_record_close(struct mail_record **recordp)
{
	struct mail_record *record = TAKE(*recordp);

	if (record == NULL)
		return;
	event_free(TAKE(record->timer));
	record->is_closed = true;
	if (!record->is_asking)
		free(record);
}
