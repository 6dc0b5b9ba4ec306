/* smtp_link.c
 *
 * libevent calls on_readable(), on_writable(), on_deadline() and on_soon(); the wire
 * calls on_opened(). settle() follows each of them: it alone sends, sets the deadline of
 * a new phase and tells IDLE and CLOSED. */
#include "smtp_link.h"

#include <assert.h>
#include <string.h>

#define READS_A_TURN 8 /* of READ_SIZE; others get the loop in between */
#define READ_SIZE 4096
#define BLOCK_SIZE (64 * 1024)

struct smtp_link {
	const struct smtp_settings *settings;
	struct event_base *base;
	smtp_link_news_fn *news;
	void *arg;
	struct smtp_wire *wire;
	struct event *readable; /* persistent; NULL until logged in */
	struct event *writable; /* single-shot */
	struct event *deadline;
	struct event *soon; /* the loop's next turn */
	struct smtp_dialogue dialogue;
	bool is_open;         /* logged in */
	const char *given_up; /* why; the loop's next turn ends it */
	bool is_failed; /* sending did; reading may still have the relay's last words */
	bool is_told_idle; /* since it last became so */
	bool is_told_closed;
	enum smtp_phase timed; /* the phase that the deadline belongs to */
	int mails;
	struct err fault;
	bool is_alarm;
};

enum smtp_phase
smtp_link_phase(const struct smtp_link *link)
{
	if (!link->is_open && !link->is_told_closed)
		return SMTP_CONNECTING;
	return link->is_open ? smtp_dialogue_phase(&link->dialogue) : SMTP_OVER;
}

static void
set_timer(struct event *timer, int64_t wait_ms)
{
	struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(timer, &wait);
}

static int64_t
deadline_ms(const struct smtp_link *link, enum smtp_phase phase)
{
	const struct smtp_deadlines *deadlines = &link->settings->deadlines;
	const int64_t all[SMTP_PHASE_COUNT] = {
		[SMTP_IDLE] = deadlines->idle_ms,
		[SMTP_RESET] = deadlines->command_ms,
		[SMTP_MAIL] = deadlines->command_ms,
		[SMTP_RCPT] = deadlines->command_ms,
		[SMTP_DATA] = deadlines->data_ms,
		[SMTP_BEGIN] = deadlines->begin_ms,
		[SMTP_BODY] = deadlines->block_ms *
		    (int64_t)(1 + link->dialogue.until_dot / BLOCK_SIZE),
		[SMTP_DOT] = deadlines->dot_ms,
		[SMTP_QUIT] = deadlines->quit_ms,
	};

	return all[phase];
}

static void
tell_closed(struct smtp_link *link)
{
	if (link->is_told_closed)
		return;
	link->is_told_closed = true;
	evtimer_del(link->deadline);
	evtimer_del(link->soon);
	if (link->readable != NULL)
		event_del(link->readable);
	if (link->writable != NULL)
		event_del(link->writable);
	link->news(link, SMTP_NEWS_CLOSED, link->arg);
}

void
smtp_link_end(struct smtp_link *link, const char *why)
{
	while (link->is_open && smtp_dialogue_end(&link->dialogue, why) == SMTP_ENDED)
		link->news(link, SMTP_NEWS_RESULT, link->arg);
	tell_closed(link);
}

/* Sends what there is. A failure is looked at in the loop's next turn, for the caller may
 * be in the middle of something, and the relay's last words may wait to be read. */
static void
flush(struct smtp_link *link)
{
	const char *bytes;
	size_t length;

	while (
	    !link->is_failed && smtp_dialogue_output(&link->dialogue, &bytes, &length)) {
		size_t gone;

		switch (smtp_wire_write(link->wire, bytes, length, &gone)) {
		case SMTP_WIRE_MOVED:
			smtp_dialogue_sent(&link->dialogue, gone);
			break;
		case SMTP_WIRE_WAIT:
			event_add(link->writable, NULL);
			return;
		case SMTP_WIRE_LOST:
			link->is_failed = true;
			set_timer(link->soon, 0);
			return;
		}
	}
}

static void
time_phase(struct smtp_link *link)
{
	enum smtp_phase phase = smtp_dialogue_phase(&link->dialogue);

	if (phase == link->timed)
		return;
	link->timed = phase;
	if (phase != SMTP_OVER)
		set_timer(link->deadline, deadline_ms(link, phase));
}

static void
flush_and_time(struct smtp_link *link)
{
	flush(link);
	time_phase(link);
}

static void
settle(struct smtp_link *link)
{
	flush_and_time(link);
	if (smtp_link_phase(link) == SMTP_OVER) {
		tell_closed(link);
	} else if (smtp_link_phase(link) == SMTP_IDLE && !link->is_told_idle) {
		link->is_told_idle = true;
		link->news(link, SMTP_NEWS_IDLE, link->arg);
	}
}

static void
take(struct smtp_link *link, const char *bytes, size_t length)
{
	enum smtp_event event;

	do {
		event = smtp_dialogue_read(&link->dialogue, &bytes, &length);
		time_phase(link);
		if (event == SMTP_MAY_BEGIN)
			link->news(link, SMTP_NEWS_BEGIN, link->arg);
		else if (event == SMTP_ENDED)
			link->news(link, SMTP_NEWS_RESULT, link->arg);
	} while (event != SMTP_NOTHING);
}

static void
read_some(struct smtp_link *link)
{
	char buffer[READ_SIZE];
	size_t length;

	for (int reads = 0; reads < READS_A_TURN; reads++) {
		switch (smtp_wire_read(link->wire, buffer, sizeof buffer, &length)) {
		case SMTP_WIRE_MOVED:
			take(link, buffer, length);
			break;
		case SMTP_WIRE_WAIT:
			if (link->is_failed)
				smtp_link_end(link, "connection lost while sending");
			return;
		case SMTP_WIRE_LOST:
			smtp_link_end(link, "the relay closed the connection");
			return;
		}
		if (smtp_link_phase(link) == SMTP_OVER)
			return;
	}
	set_timer(link->soon, 0); /* what TLS holds ready raises no event */
}

static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct smtp_link *link = arg;

	read_some(link);
	settle(link);
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	struct smtp_link *link = arg;

	if (link->given_up != NULL)
		smtp_link_end(link, link->given_up);
	else
		on_readable(fd, what, arg);
}

static void
on_writable(evutil_socket_t fd, short what, void *arg)
{
	settle(arg);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
	struct smtp_link *link = arg;

	if (smtp_link_phase(link) == SMTP_IDLE)
		smtp_link_quit(link);
	else
		smtp_link_end(link,
		    smtp_link_phase(link) == SMTP_BEGIN ? "we did not begin in time"
							: "no answer in time");
}

static void
on_opened(enum status status, bool is_alarm, const struct err *err, void *arg)
{
	struct smtp_link *link = arg;
	evutil_socket_t fd;

	if (status != OK) {
		link->fault = *err;
		link->is_alarm = is_alarm;
		tell_closed(link);
		return;
	}
	fd = smtp_wire_socket(link->wire);
	smtp_dialogue_init(&link->dialogue, smtp_wire_offer(link->wire));
	link->is_open = true;
	link->readable = alloc_check(
	    event_new(link->base, fd, EV_READ | EV_PERSIST, on_readable, link));
	link->writable = alloc_check(
	    event_new(link->base, fd, EV_WRITE, on_writable, link));
	event_add(link->readable, NULL);
	settle(link);
}

struct smtp_link *
smtp_link_open(struct event_base *base, struct smtp_hub *hub,
    const struct smtp_settings *settings, smtp_link_news_fn *news, void *arg)
{
	struct smtp_link *link = alloc_zero(1, sizeof *link);

	link->settings = settings;
	link->base = base;
	link->news = news;
	link->arg = arg;
	link->timed = SMTP_CONNECTING;
	link->deadline = alloc_check(evtimer_new(base, on_deadline, link));
	link->soon = alloc_check(evtimer_new(base, on_soon, link));
	link->wire = smtp_wire_open(hub, settings, on_opened, link);
	return link;
}

int
smtp_link_mails(const struct smtp_link *link)
{
	return link->mails;
}

bool
smtp_link_takes_next(const struct smtp_link *link)
{
	return link->is_open && !link->is_failed && link->given_up == NULL &&
	    smtp_dialogue_takes_next(&link->dialogue);
}

enum status
smtp_link_send(struct smtp_link *link, const struct smtp_envelope *envelope,
    struct err *err)
{
	enum status status;

	assert(smtp_link_phase(link) == SMTP_IDLE || smtp_link_takes_next(link));
	status = smtp_envelope_suits(envelope, &link->dialogue.offer, err);
	if (status != OK)
		return status;
	link->mails++;
	link->is_told_idle = false;
	smtp_dialogue_mail(&link->dialogue, envelope);
	flush_and_time(link);
	return OK;
}

void
smtp_link_begin(struct smtp_link *link)
{
	smtp_dialogue_begin(&link->dialogue);
	flush_and_time(link);
}

void
smtp_link_give_up(struct smtp_link *link, const char *why)
{
	assert(smtp_link_phase(link) == SMTP_BEGIN);
	link->given_up = why;
	set_timer(link->soon, 0);
}

void
smtp_link_quit(struct smtp_link *link)
{
	smtp_dialogue_quit(&link->dialogue);
	flush_and_time(link);
}

const struct smtp_result *
smtp_link_result(const struct smtp_link *link)
{
	return &link->dialogue.result;
}

const struct err *
smtp_link_fault(const struct smtp_link *link, bool *ret_is_alarm)
{
	*ret_is_alarm = link->is_alarm;
	return &link->fault;
}

void
smtp_link_close(struct smtp_link **linkp)
{
	struct smtp_link *link = TAKE(*linkp);

	if (link == NULL)
		return;
	if (link->readable != NULL)
		event_free(link->readable);
	if (link->writable != NULL)
		event_free(link->writable);
	event_free(link->deadline);
	event_free(link->soon);
	smtp_wire_close(&link->wire);
	smtp_dialogue_done(&link->dialogue);
	free(link);
}
