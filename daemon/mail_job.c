/* mail_job.c - claimed messages on their way: template, bytes, relay, outcome.
 *
 *   claim --> CLAIMED --room--> AT_RELAY --354--> BEGINNING --committed--> BEGUN
 *                |unfit, returned   |                 |ended, not ours        |answer
 *                '------------------'-----------------'--> ENDED --committed--> freed
 *
 * The next claim is asked when half of the batch is gone, and only while a relay takes
 * mail: what nobody can send stays ready, for another daemon perhaps. No more than a
 * batch is in memory. Composing takes a slice of each turn. A message that may be what
 * ended other daemons goes alone: should it end this one, no other is blamed. */
#include "mail_job.h"

#include "clock.h"
#include "journal.h"
#include "mail_claims.h"
#include "mail_delivery.h"
#include "mail_letters.h"
#include "mail_record.h"
#include "tally.h"

#include <stdio.h>
#include <string.h>

#define SLICE_US 2000 /* of composing, in one turn of the loop */
#define RETRY_MS 500
#define RENEWALS 3 /* in the time of one lease */

struct mail_job {
	struct daemon *daemon;
	struct mail_claims *claims;
	struct mail_delivery *delivery;
	struct mail_letters *letters;
	struct zone_shelf zones;
	struct mail_record *record;
	struct mail_item_list all;
	struct mail_items claimed;
	int count;    /* of all */
	int suspects; /* among them; no other is claimed meanwhile */
	struct event *soon, *poll, *renewal;
	bool is_stopped;
	struct mail_job_state state;
	struct tally tally; /* of what was sent */
};

static void
set_timer(struct event *timer, int64_t wait_ms)
{
	const struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(timer, &wait);
}

static void
note_answer(struct mail_job *job, enum status status, const struct err *err)
{
	bool is_lost = status == ERR_UNAVAILABLE || status == ERR_UNCERTAIN;

	job->state.trouble = *err;
	if (status != OK && !is_lost)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the outbox does not answer as it should: %s", err->text);
	set_timer(job->soon, status == OK ? 0 : RETRY_MS);
}

static void
on_told(enum status status, const struct err *err, void *arg)
{
	note_answer(arg, status, err);
}

static void
item_drop(struct mail_item *item)
{
	LIST_REMOVE(item, all);
	item->job->count--;
	item->job->suspects -= item->row.is_suspect;
	mail_item_free(&item);
}

static void
count_end(struct mail_job *job, const struct mail_item *item)
{
	struct mail_job_state *state = &job->state;

	state->sent += item->outcome.class == SMTP_ACCEPTED;
	if (item->outcome.class == SMTP_ACCEPTED)
		tally_add(&job->tally, clock_now_ms(), 1);
	state->deferred += item->outcome.class == SMTP_DEFERRED;
	state->uncertain += item->outcome.class == SMTP_UNKNOWN;
	state->failed += item->outcome.class == SMTP_REFUSED ||
	    item->outcome.class == SMTP_UNFIT;
}

static void
end(struct mail_item *item)
{
	mail_item_tell(item);
	count_end(item->job, item);
	mail_record_end(item->job->record, item);
}

/* Ours to end, without a relay. */
static void
end_here(struct mail_item *item, enum smtp_class class, const char *words)
{
	TAILQ_REMOVE(&item->job->claimed, item, next);
	mail_item_decide(item, class, words);
	end(item);
}

static void
on_recorded(struct mail_item *item)
{
	struct mail_job *job = item->job;

	if (item->outcome.wait_s == 0 && item->outcome.class != SMTP_ACCEPTED)
		mail_claims_wake(job->claims); /* it may be ready again */
	item_drop(item);
	set_timer(job->soon, 0);
}

static void
on_begun(struct mail_item *item, bool is_ours)
{
	if (is_ours)
		mail_delivery_begin(item);
	else
		mail_delivery_abort(item);
}

static void
on_ready(struct mail_item *item)
{
	mail_record_begin(item->job->record, item);
}

static void
on_ended(struct mail_item *item)
{
	end(item);
	set_timer(item->job->soon, 0);
}

/* A second copy must be the first one's equal. If ours is not, because something was
 * upgraded in between, a human decides. */
static bool
is_other_copy(const struct mail_item *item)
{
	return item->row.bytes_digest != NULL &&
	    strcmp(item->row.bytes_digest, item->content.digest) != 0;
}

static void
compose(struct mail_item *item, const struct letter *letter)
{
	struct mail_job *job = item->job;
	const struct mail_origin origin = {
		.settings = job->daemon->settings,
		.link_key = job->daemon->link_key,
		.zones = &job->zones,
	};
	struct err err = { OK, "" };

	if (mail_content_write(&origin, &item->row, letter, &item->content, &err) != OK)
		end_here(item, SMTP_UNFIT, err.text);
	else if (is_other_copy(item))
		end_here(item, SMTP_UNKNOWN,
		    "it would not equal the copy that may have arrived: settle it by "
		    "hand");
	else {
		TAILQ_REMOVE(&job->claimed, item, next);
		mail_delivery_send(job->delivery, item);
	}
}

/* The first claimed one goes on its way; false: it has to wait. */
static bool
feed_one(struct mail_job *job)
{
	struct mail_item *item = TAILQ_FIRST(&job->claimed);
	const struct letter *letter;
	struct err err;

	if (item == NULL || !mail_delivery_has_room(job->delivery))
		return false;
	if (item->row.is_suspect && job->count > 1)
		return false;
	enum status status = mail_letters_find(job->letters, &item->row, &letter, &err);

	if (status == ERR_UNAVAILABLE)
		return false;
	if (status == OK)
		compose(item, letter);
	else
		end_here(item, SMTP_UNFIT, err.text);
	return true;
}

static void
feed(struct mail_job *job)
{
	int64_t until_us = clock_now_us() + SLICE_US;

	while (feed_one(job))
		if (clock_now_us() >= until_us) {
			set_timer(job->soon, 0);
			return;
		}
}

static void
return_claimed(struct mail_job *job, const char *why)
{
	struct mail_item *item;

	while ((item = TAILQ_FIRST(&job->claimed)) != NULL) {
		item->is_returned = true;
		end_here(item, SMTP_RELAY, why);
	}
}

static void
on_got(const char *claim_id, const struct message_row *rows, size_t count, void *arg)
{
	struct mail_job *job = arg;

	for (size_t i = 0; i < count; i++) {
		struct mail_item *item = mail_item_new(job, claim_id, &rows[i]);

		LIST_INSERT_HEAD(&job->all, item, all);
		TAILQ_INSERT_TAIL(&job->claimed, item, next);
		job->count++;
		job->suspects += item->row.is_suspect;
	}
	if (job->is_stopped)
		return_claimed(job, "the daemon stops");
}

/* While a relay is being probed, one mail is enough. */
static int
claim_room(const struct mail_job *job)
{
	int batch = (int)job->daemon->settings->mail_batch;

	if (!mail_delivery_has_room(job->delivery) || job->suspects > 0)
		return 0;
	if (!mail_delivery_flows(job->delivery))
		return job->count == 0;
	return job->count <= batch / 2 ? batch - job->count : 0;
}

/* When to look again if nobody wakes us: retries become due by time alone. */
static int64_t
rest_ms(const struct mail_job *job)
{
	int64_t rest_ms = job->daemon->settings->tick_every_ms;
	struct smtp_status status;

	mail_delivery_status(job->delivery, &status);
	if (status.breaker == SMTP_BREAKER_OPEN && status.next_probe_ms < rest_ms)
		return status.next_probe_ms + 1;
	return rest_ms;
}

static void
look(struct mail_job *job)
{
	if (mail_delivery_look(job->delivery))
		set_timer(job->poll, rest_ms(job)); /* for the next probe */
	if (job->daemon->db == NULL || job->is_stopped)
		return;
	if (!mail_letters_keep(job->letters))
		return;
	if (!mail_claims_is_sure(job->claims))
		return;
	feed(job);
	if (!mail_delivery_has_room(job->delivery) && !mail_delivery_flows(job->delivery))
		return_claimed(job, "the relay is left alone");
	mail_claims_take(job->claims, claim_room(job));
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	look(arg);
}

static void
on_poll(evutil_socket_t fd, short what, void *arg)
{
	struct mail_job *job = arg;

	mail_claims_wake(job->claims);
	set_timer(job->poll, rest_ms(job));
	look(job);
}

static void
on_renewal(evutil_socket_t fd, short what, void *arg)
{
	struct mail_job *job = arg;
	CLEANUP(free_ptr) const char **ids = NULL;
	struct mail_item *item;
	size_t count = 0;

	if (job->count == 0 || job->daemon->db == NULL)
		return;
	ids = alloc_zero((size_t)job->count, sizeof *ids);
	for (item = LIST_FIRST(&job->all); item != NULL; item = LIST_NEXT(item, all))
		ids[count++] = item->claim_id;
	mail_claims_renew(job->claims, ids, count);
}

static enum status
read_settings(struct mail_job *job, struct err *err)
{
	const struct settings *settings = job->daemon->settings;
	struct mail_relays *relays = NULL;
	enum status status = mail_relays_open(job->daemon->base, settings, &relays, err);

	if (status == OK)
		status = mail_letters_read(job->letters, settings->mail_templates, err);
	if (status == OK)
		mail_delivery_use(job->delivery, relays);
	else
		mail_relays_close(&relays);
	return status;
}

enum status
mail_job_open(struct daemon *daemon, struct mail_job **ret_job, struct err *err)
{
	struct mail_job *job = alloc_zero(1, sizeof *job);

	job->daemon = daemon;
	job->claims = mail_claims_open(daemon, on_got, on_told, job);
	job->letters = mail_letters_new(daemon, on_told, job);
	job->delivery = mail_delivery_new(on_ready, on_ended);
	job->record = mail_record_open(daemon, on_begun, on_recorded);
	TAILQ_INIT(&job->claimed);
	job->soon = alloc_check(evtimer_new(daemon->base, on_soon, job));
	job->poll = alloc_check(evtimer_new(daemon->base, on_poll, job));
	job->renewal = alloc_check(
	    event_new(daemon->base, -1, EV_PERSIST, on_renewal, job));
	enum status status = read_settings(job, err);

	if (status != OK) {
		mail_job_close(&job);
		return status;
	}
	set_timer(job->renewal, job->daemon->settings->mail_lease_ms / RENEWALS);
	set_timer(job->poll, 0);
	*ret_job = job;
	return OK;
}

void
mail_job_wake(struct mail_job *job)
{
	mail_claims_wake(job->claims);
	set_timer(job->soon, 0);
}

void
mail_job_greet(struct mail_job *job)
{
	mail_letters_doubt(job->letters);
	mail_record_wake(job->record);
	mail_job_wake(job);
}

enum status
mail_job_reload(struct mail_job *job, struct err *err)
{
	enum status status = read_settings(job, err);

	if (status != OK)
		return status;
	set_timer(job->renewal, job->daemon->settings->mail_lease_ms / RENEWALS);
	mail_job_wake(job);
	return OK;
}

void
mail_job_state(const struct mail_job *job, struct mail_job_state *ret_state)
{
	const struct err *trouble = mail_record_trouble(job->record);

	*ret_state = job->state;
	mail_delivery_status(job->delivery, &ret_state->relay);
	ret_state->in_flight = job->count;
	ret_state->sent_minute = tally_minute(&job->tally, clock_now_ms());
	ret_state->sent_hour = tally_hour(&job->tally, clock_now_ms());
	if (trouble->status != OK)
		ret_state->trouble = *trouble;
}

const char *
mail_job_relay(const struct mail_job *job, int index, struct smtp_status *ret_status)
{
	return mail_delivery_relay(job->delivery, index, ret_status);
}

void
mail_job_stop(struct mail_job *job)
{
	job->is_stopped = true;
	mail_delivery_stop(job->delivery);
	return_claimed(job, "the daemon stops");
}

bool
mail_job_is_idle(const struct mail_job *job)
{
	return job->count == 0 && mail_claims_is_idle(job->claims) &&
	    mail_letters_is_idle(job->letters) && mail_record_is_idle(job->record);
}

void
mail_job_close(struct mail_job **jobp)
{
	struct mail_job *job = TAKE(*jobp);

	if (job == NULL)
		return;
	event_free(job->soon);
	event_free(job->poll);
	event_free(job->renewal);
	mail_delivery_close(&job->delivery); /* while the items are there */
	mail_record_close(&job->record);
	while (!LIST_EMPTY(&job->all))
		item_drop(LIST_FIRST(&job->all));
	mail_letters_close(&job->letters);
	mail_claims_close(&job->claims);
	zone_shelf_done(&job->zones);
	free(job);
}
