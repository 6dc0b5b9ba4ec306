/* smtp.c - the relay's pool, queue and breaker.
 *
 *   smtp_send --> waiting --a link is idle--> on a link --result--> done()
 *        \           \--the breaker opens--> answers --next turn--> done()
 *         \__unfit, no room_____________________/
 *
 * Links are opened while mail waits. Closed ones are freed in the loop's next turn, for
 * they may be in the middle of telling us. Where the relay offers PIPELINING a mail may
 * ride behind another on its link, while more wait than there are links: one alone is
 * better off on a link that becomes idle. */
#include "smtp.h"

#include "smtp_rate.h"
#include "smtp_seat.h"

#include <assert.h>
#include <event2/util.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct smtp {
	struct event_base *base;
	struct smtp_settings *settings;
	struct smtp_hub *hub;
	struct smtp_seats seats;
	struct smtp_jobs waiting;
	struct smtp_jobs answers; /* their results are set */
	struct smtp_breaker breaker;
	struct smtp_rate rate;
	int64_t narrow_until_ms; /* no further link before */
	struct event *soon;      /* the loop's next turn */
	struct event *later;     /* the rate, or narrow_until_ms, allows another */
	uint64_t last_ticket;
	int64_t ended[SMTP_CLASS_COUNT];
	bool is_closing;
};

static void on_news(struct smtp_link *link, enum smtp_news news, void *arg);

static int64_t
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
set_timer(struct event *timer, int wait_ms)
{
	struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(timer, &wait);
}

static void
answer(struct smtp *smtp, struct smtp_job *job, const struct smtp_result *result)
{
	smtp->ended[result->class]++;
	job->mail.done(result, job->mail.arg);
	free(job);
}

static void
answer_soon(struct smtp *smtp, struct smtp_job *job, enum smtp_class class,
    const char *why)
{
	smtp_job_set_result(job, class, why);
	smtp_job_add(&smtp->answers, job);
	set_timer(smtp->soon, 0);
}

/* What is there now: a callback that sends another mail at once must not keep us here. */
static void
answer_all(struct smtp *smtp)
{
	for (int left = smtp->answers.count; left > 0; left--) {
		struct smtp_job *job = smtp_job_take(&smtp->answers);

		answer(smtp, job, &job->result);
	}
}

/* Gives back all that waits: another daemon's relay, or a later probe, may take it. */
static void
open_breaker(struct smtp *smtp, bool is_alarm, const char *reason)
{
	struct smtp_job *job;
	unsigned char random;

	evutil_secure_rng_get_bytes(&random, sizeof random);
	smtp_breaker_fault(&smtp->breaker, clock_ms(), random * 400 / 255 - 200, is_alarm,
	    reason);
	while ((job = smtp_job_take(&smtp->waiting)) != NULL)
		answer_soon(smtp, job, SMTP_RELAY, reason);
}

static void
open_link(struct smtp *smtp, struct smtp_seat *seat)
{
	seat->link = smtp_link_open(smtp->base, smtp->hub, smtp->settings, on_news, smtp);
}

/* The first alone, then no more at once than there are: a relay that is down costs one
 * attempt, not twenty, and twenty are there after five. */
static bool
may_open(const struct smtp *smtp)
{
	int links = smtp_seat_links(&smtp->seats);
	int connecting = smtp_seat_connecting(&smtp->seats);
	int most = links - connecting > 0 ? links - connecting : 1;

	if (links > 0 && clock_ms() < smtp->narrow_until_ms)
		return false;
	return links < smtp->settings->links_max && connecting < most &&
	    connecting < smtp->waiting.count;
}

static void
open_links(struct smtp *smtp)
{
	struct smtp_seat *seat;

	while (may_open(smtp) && (seat = smtp_seat_of(&smtp->seats, NULL)) != NULL)
		open_link(smtp, seat);
}

/* To a link that is idle, or behind the mail that it has. */
static void
give(struct smtp *smtp, struct smtp_seat *seat)
{
	struct smtp_job *job = smtp_job_take(&smtp->waiting);
	struct err err;

	if (smtp_link_send(seat->link, &job->mail.envelope, &err) == OK) {
		*(seat->job == NULL ? &seat->job : &seat->rider) = job;
		return;
	}
	if (smtp->breaker.state == SMTP_BREAKER_PROBING)
		smtp_breaker_success(
		    &smtp->breaker); /* it let us in, and told its limits */
	answer_soon(smtp, job, SMTP_UNFIT, err.text);
}

/* False: not yet, and the timer is set. */
static bool
rate_allows(struct smtp *smtp)
{
	int wait_ms = smtp_rate_take(&smtp->rate, clock_ms());

	if (wait_ms > 0)
		set_timer(smtp->later, wait_ms);
	return wait_ms == 0;
}

static bool
may_ride(const struct smtp *smtp)
{
	return !smtp->is_closing && smtp->waiting.count > 0 &&
	    smtp->waiting.count >= smtp_seat_links(&smtp->seats);
}

static void
ride_behind(struct smtp *smtp)
{
	int mails_per_link = smtp->settings->mails_per_link;
	struct smtp_seat *seat;

	while (may_ride(smtp) &&
	    (seat = smtp_seat_for_rider(&smtp->seats, mails_per_link)) != NULL &&
	    rate_allows(smtp))
		give(smtp, seat);
}

static void
pump(struct smtp *smtp)
{
	while (smtp->waiting.count > 0 && !smtp->is_closing) {
		struct smtp_seat *seat = smtp_seat_in(&smtp->seats, SMTP_IDLE);

		if (seat == NULL) {
			open_links(smtp);
			ride_behind(smtp);
			return;
		}
		if (smtp_link_mails(seat->link) >= smtp->settings->mails_per_link) {
			smtp_link_quit(seat->link);
			continue;
		}
		if (!rate_allows(smtp))
			return;
		give(smtp, seat);
	}
}

/* While others work, a connection too many is no reason to stop these. */
static void
take_fault(struct smtp *smtp, const struct smtp_link *link)
{
	bool is_alarm;
	const struct err *fault = smtp_link_fault(link, &is_alarm);

	if (fault->status == OK || smtp->is_closing)
		return;
	if (smtp_seat_links(&smtp->seats) > 0 && !is_alarm) {
		smtp->narrow_until_ms = clock_ms() + smtp->settings->rest_first_ms;
		set_timer(smtp->later, smtp->settings->rest_first_ms + 1);
		smtp->breaker.reason = *fault;
	} else {
		open_breaker(smtp, is_alarm, fault->text);
	}
}

/* Only what the relay said about a mail shows that it works again. */
static void
learn(struct smtp *smtp, const struct smtp_result *result)
{
	bool is_probe = smtp->breaker.state == SMTP_BREAKER_PROBING;

	if (smtp->is_closing)
		return;
	switch (result->class) {
	case SMTP_ACCEPTED:
	case SMTP_DEFERRED:
	case SMTP_REFUSED:
		if (is_probe)
			smtp_breaker_success(&smtp->breaker);
		break;
	case SMTP_RELAY:
		open_breaker(smtp, result->code >= 500, result->words);
		break;
	case SMTP_NOT_SENT:
	case SMTP_UNKNOWN:
	case SMTP_UNFIT:
		if (is_probe)
			open_breaker(smtp, false, result->words);
		break;
	case SMTP_CLASS_COUNT:
		break;
	}
}

static void
on_begin(struct smtp *smtp, struct smtp_seat *seat)
{
	struct smtp_job *job = seat->job;

	job->ticket = ++smtp->last_ticket;
	job->mail.begin(smtp, job->ticket, job->mail.arg);
}

static void
on_result(struct smtp *smtp, struct smtp_seat *seat)
{
	const struct smtp_result *result = smtp_link_result(seat->link);

	learn(smtp, result);
	answer(smtp, smtp_seat_take_job(seat), result);
}

static void
on_news(struct smtp_link *link, enum smtp_news news, void *arg)
{
	struct smtp *smtp = arg;
	struct smtp_seat *seat = smtp_seat_of(&smtp->seats, link);

	switch (news) {
	case SMTP_NEWS_IDLE:
		pump(smtp);
		break;
	case SMTP_NEWS_BEGIN:
		on_begin(smtp, seat);
		break;
	case SMTP_NEWS_RESULT:
		on_result(smtp, seat);
		break;
	case SMTP_NEWS_CLOSED:
		assert(seat->job == NULL);
		seat->is_closed = true;
		take_fault(smtp, link);
		set_timer(smtp->soon, 0);
		break;
	}
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	struct smtp *smtp = arg;

	smtp_seat_free_closed(&smtp->seats);
	answer_all(smtp);
	pump(smtp);
}

static void
on_later(evutil_socket_t fd, short what, void *arg)
{
	pump(arg);
}

enum status
smtp_open(struct event_base *base, const struct smtp_settings *settings,
    struct smtp **ret_smtp, struct err *err)
{
	enum status status = smtp_settings_check(settings, err);

	if (status != OK)
		return status;

	struct smtp *smtp = alloc_zero(1, sizeof *smtp);
	smtp->base = base;
	smtp->settings = smtp_settings_copy(settings);
	smtp->hub = smtp_wire_hub_open(base);
	smtp_job_list_init(&smtp->waiting);
	smtp_job_list_init(&smtp->answers);
	smtp_breaker_init(&smtp->breaker, settings->rest_first_ms, settings->rest_max_ms);
	smtp->rate.per_s = settings->per_s;
	smtp->rate.burst = settings->burst;
	smtp->soon = alloc_check(evtimer_new(base, on_soon, smtp));
	smtp->later = alloc_check(evtimer_new(base, on_later, smtp));
	*ret_smtp = smtp;
	return OK;
}

void
smtp_knock(struct smtp *smtp)
{
	if (smtp->settings->tls != SMTP_PLAIN && smtp_seat_links(&smtp->seats) == 0 &&
	    smtp->breaker.state == SMTP_BREAKER_CLOSED)
		open_link(smtp, smtp_seat_of(&smtp->seats, NULL));
}

int
smtp_room(const struct smtp *smtp)
{
	if (smtp->is_closing || !smtp_breaker_allows(&smtp->breaker, clock_ms()))
		return 0;
	if (smtp->breaker.state == SMTP_BREAKER_OPEN)
		return 1;
	return smtp->settings->waiting_max - smtp->waiting.count;
}

void
smtp_send(struct smtp *smtp, const struct smtp_mail *mail)
{
	struct smtp_job *job = smtp_job_new(mail);
	bool is_probe = smtp->breaker.state == SMTP_BREAKER_OPEN;
	struct err err;

	assert(!smtp->is_closing);
	if (smtp_envelope_check(&mail->envelope, &err) != OK) {
		answer_soon(smtp, job, SMTP_UNFIT, err.text);
	} else if (!smtp_breaker_allows(&smtp->breaker, clock_ms())) {
		answer_soon(smtp, job, SMTP_RELAY, smtp->breaker.reason.text);
	} else if (smtp_room(smtp) <= 0) {
		answer_soon(smtp, job, SMTP_NOT_SENT, "too many mails wait");
	} else {
		if (is_probe)
			smtp_breaker_start_probe(&smtp->breaker);
		smtp_job_add(&smtp->waiting, job);
		set_timer(smtp->soon, 0);
	}
}

void
smtp_begin(struct smtp *smtp, uint64_t ticket)
{
	struct smtp_seat *seat = smtp_seat_with(&smtp->seats, ticket);

	assert(ticket > 0 && ticket <= smtp->last_ticket);
	if (seat == NULL)
		return;
	if (may_ride(smtp) &&
	    smtp_seat_takes_rider(seat, smtp->settings->mails_per_link) &&
	    rate_allows(smtp))
		give(smtp, seat); /* into one flight with the body */
	smtp_link_begin(seat->link);
}

void
smtp_abort(struct smtp *smtp, uint64_t ticket)
{
	struct smtp_seat *seat = smtp_seat_with(&smtp->seats, ticket);

	assert(ticket > 0 && ticket <= smtp->last_ticket);
	if (seat != NULL) {
		seat->job->ticket = 0; /* and no begin() after it */
		smtp_link_give_up(seat->link, "given up by us");
	}
}

void
smtp_status(const struct smtp *smtp, struct smtp_status *ret_status)
{
	const struct smtp_breaker *breaker = &smtp->breaker;
	int64_t left_ms = breaker->probe_ms - clock_ms();

	*ret_status = (struct smtp_status){
		.breaker = breaker->state,
		.is_alarm = breaker->is_alarm,
		.links = smtp_seat_links(&smtp->seats),
		.working = smtp_seat_mails(&smtp->seats),
		.waiting = smtp->waiting.count,
		.is_connecting = smtp_seat_connecting(&smtp->seats) > 0,
	};
	if (breaker->state != SMTP_BREAKER_CLOSED)
		ret_status->away_ms = clock_ms() - breaker->since_ms;
	if (breaker->state == SMTP_BREAKER_OPEN && left_ms > 0)
		ret_status->next_probe_ms = left_ms;
	_Static_assert(sizeof ret_status->reason == sizeof breaker->reason.text, "fits");
	memcpy(ret_status->reason, breaker->reason.text, sizeof ret_status->reason);
	memcpy(ret_status->ended, smtp->ended, sizeof ret_status->ended);
}

static void
end_links(struct smtp *smtp)
{
	struct smtp_seat *seat;

	while ((seat = smtp_seat_in(&smtp->seats, SMTP_IDLE)) != NULL)
		smtp_link_quit(seat->link); /* no time to wait for the 221 */
	for (size_t i = 0; i < COUNT_OF(smtp->seats.all); i++)
		if (smtp->seats.all[i].link != NULL)
			smtp_link_end(smtp->seats.all[i].link, "closed by us");
	smtp_seat_free_closed(&smtp->seats);
}

void
smtp_close(struct smtp **smtpp)
{
	struct smtp *smtp = TAKE(*smtpp);
	struct smtp_job *job;

	if (smtp == NULL)
		return;
	smtp->is_closing = true;
	end_links(smtp);
	while ((job = smtp_job_take(&smtp->waiting)) != NULL)
		answer_soon(smtp, job, SMTP_NOT_SENT, "closed by us");
	answer_all(smtp);
	smtp_wire_hub_close(&smtp->hub);
	event_free(smtp->soon);
	event_free(smtp->later);
	smtp_settings_free(&smtp->settings);
	free(smtp);
}
