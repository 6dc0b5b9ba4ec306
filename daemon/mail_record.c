/* mail_record.c - two queues, and one statement of each kind under way at a time.
 *
 *   begins --ask--> beginning --ours or not--> begun()
 *      ^__ no answer __/   \__ended meanwhile__
 *                                              v
 *   mail_record_end() -----------------------> ends --ask--> ending --> ended()
 *                                               ^__ no answer __/
 *
 * Both statements may be said twice: they are keyed by claim and message. An end may even
 * overtake its begin, which then finds the attempt closed. */
#include "mail_record.h"

#include "clock.h"
#include "journal.h"

#include <string.h>

#define RETRY_MS 500
#define BATCH_MAX 200 /* of one statement; a bad row among them shows when it is alone */

struct mail_record {
	struct daemon *daemon;
	mail_record_begun_fn *begun;
	mail_record_ended_fn *ended;
	struct mail_items begins, beginning, ends, ending;
	struct event *timer; /* the next statement; in the next turn when all is well */
	int ends_most;
	struct err trouble;
	int asked; /* statements under way */
	bool is_closed;
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

/* Answers what to do about it: false, the record is gone. */
static bool
take_answer(struct mail_record *record, enum status status, const struct err *err)
{
	record->asked--;
	if (record->is_closed) {
		if (record->asked == 0)
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

static void
on_begun(enum status status, const char *const *ids, size_t count, const struct err *err,
    void *arg)
{
	struct mail_record *record = arg;
	struct mail_items answered = TAILQ_HEAD_INITIALIZER(answered);
	struct mail_item *item;

	if (!take_answer(record, status, err))
		return;
	move_all(&record->beginning, &answered);
	while ((item = TAILQ_FIRST(&answered)) != NULL) {
		TAILQ_REMOVE(&answered, item, next);
		if (item->phase == MAIL_ENDED)
			TAILQ_INSERT_TAIL(&record->ends, item, next);
		else if (is_lost(status))
			TAILQ_INSERT_TAIL(&record->begins, item, next);
		else
			record->begun(item, is_among(item->row.message_id, ids, count));
	}
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

static void
ask_begins(struct mail_record *record)
{
	struct message_begin begins[BATCH_MAX];
	struct mail_item *item;
	size_t count = 0;

	while (count < BATCH_MAX && (item = TAILQ_FIRST(&record->begins)) != NULL) {
		TAILQ_REMOVE(&record->begins, item, next);
		TAILQ_INSERT_TAIL(&record->beginning, item, next);
		begins[count++] = begin_of(item);
	}
	record->asked++;
	message_store_begin(record->daemon->db, begins, count, on_begun, record);
}

static void
on_ended(enum status status, const struct err *err, void *arg)
{
	struct mail_record *record = arg;
	struct mail_items answered = TAILQ_HEAD_INITIALIZER(answered);
	struct mail_item *item;

	if (!take_answer(record, status, err))
		return;
	bool is_one = TAILQ_NEXT(TAILQ_FIRST(&record->ending), next) == NULL;

	move_all(&record->ending, &answered);
	if (is_lost(status) || (status != OK && !is_one)) {
		record->ends_most = is_lost(status) ? BATCH_MAX : 1;
		move_all(&record->ends, &answered); /* the older ones first */
		move_all(&answered, &record->ends);
		return;
	}
	while ((item = TAILQ_FIRST(&answered)) != NULL) {
		TAILQ_REMOVE(&answered, item, next);
		record->ended(item);
	}
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

static void
ask_ends(struct mail_record *record)
{
	struct message_end ends[BATCH_MAX];
	struct mail_item *item;
	size_t count = 0;

	while (count < (size_t)record->ends_most &&
	    (item = TAILQ_FIRST(&record->ends)) != NULL) {
		TAILQ_REMOVE(&record->ends, item, next);
		TAILQ_INSERT_TAIL(&record->ending, item, next);
		ends[count++] = end_of(item);
	}
	if (TAILQ_EMPTY(&record->ends))
		record->ends_most = BATCH_MAX;
	record->asked++;
	message_store_end(record->daemon->db, ends, count, clock_now_s(), on_ended,
	    record);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct mail_record *record = arg;

	if (record->daemon->db == NULL)
		return; /* it is closing, and so are we */
	if (!TAILQ_EMPTY(&record->begins) && TAILQ_EMPTY(&record->beginning))
		ask_begins(record);
	if (!TAILQ_EMPTY(&record->ends) && TAILQ_EMPTY(&record->ending))
		ask_ends(record);
}

struct mail_record *
mail_record_open(struct daemon *daemon, mail_record_begun_fn *begun,
    mail_record_ended_fn *ended)
{
	struct mail_record *record = alloc_zero(1, sizeof *record);

	record->daemon = daemon;
	record->begun = begun;
	record->ended = ended;
	record->ends_most = BATCH_MAX;
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
	return record->asked == 0 && TAILQ_EMPTY(&record->begins) &&
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
	if (record->asked == 0)
		free(record);
}
