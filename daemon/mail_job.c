/* mail_job.c - claimed messages on their way: template, bytes, relay, outcome.
 *
 *   claim --> CLAIMED --room--> AT_RELAY --354--> BEGINNING --committed--> BEGUN
 *                |unfit, returned   |                 |ended, not ours        |answer
 *                '------------------'-----------------'--> ENDED --committed--> freed
 *
 * The next claim is asked when half of the batch is gone, and only while a relay takes
 * mail: what nobody can send stays ready, for another daemon perhaps. No more than a
 * batch is in memory. Composing takes a slice of each turn. */
#include "mail_job.h"

#include "clock.h"
#include "journal.h"
#include "letter_files.h"
#include "letter_shelf.h"
#include "mail_record.h"

#include <stdio.h>
#include <string.h>

#define SLICE_US 2000 /* of composing, in one turn of the loop */
#define RETRY_MS 500
#define RENEWALS 3 /* in the time of one lease */

struct mail_job {
	struct daemon *daemon;
	struct mail_relays *relays;
	LIST_HEAD(, mail_relays) retired; /* they end what they have */
	struct letter_shelf *shelf;
	struct letter_files files; /* as they are now */
	struct zone_shelf zones;
	struct mail_record *record;
	struct mail_item_list all;
	struct mail_items claimed;
	int count; /* of all */
	struct event *soon, *poll, *renewal;
	char claim_id[IDS_UUID_SIZE]; /* of the last claim */
	enum message_kind loading_kind;
	char loading_digest[IDS_SHA256_SIZE];
	bool is_kept; /* the templates are in the database */
	bool is_keeping, is_claiming, is_loading;
	bool is_lost;  /* the last claim must be given back */
	bool has_more; /* the last claim was a full one */
	bool is_stopped, is_closed;
	int asked; /* of the database */
	enum smtp_breaker_state breaker;
	struct mail_job_state state;
};

static void
set_timer(struct event *timer, int64_t wait_ms)
{
	const struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(timer, &wait);
}

/* Every answer of the database comes through here: false, nobody is there to hear it. */
static bool
take_answer(struct mail_job *job, enum status status, const struct err *err)
{
	job->asked--;
	if (job->is_closed) {
		if (job->asked == 0)
			free(job);
		return false;
	}
	job->state.trouble = *err;
	if (status != OK && status != ERR_UNAVAILABLE)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the outbox does not answer as it should: %s", err->text);
	set_timer(job->soon, status == OK ? 0 : RETRY_MS);
	return true;
}

static void
item_drop(struct mail_item *item)
{
	LIST_REMOVE(item, all);
	item->job->count--;
	mail_item_free(&item);
}

static void
count_end(struct mail_job *job, const struct mail_item *item)
{
	struct mail_job_state *state = &job->state;

	state->sent += item->outcome.class == SMTP_ACCEPTED;
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
		job->has_more = true; /* it may be ready again */
	item_drop(item);
	set_timer(job->soon, 0);
}

static void
on_begun(struct mail_item *item, bool is_ours)
{
	if (is_ours) {
		item->phase = MAIL_BEGUN;
		smtp_begin(item->smtp, item->ticket);
	} else {
		item->is_returned = true;
		smtp_abort(item->smtp, item->ticket);
	}
}

static void
on_begin(struct smtp *smtp, uint64_t ticket, void *arg)
{
	struct mail_item *item = arg;

	item->ticket = ticket;
	if (item->job->is_stopped || item->job->is_closed) {
		item->is_returned = true;
		smtp_abort(smtp, ticket);
	} else {
		mail_record_begin(item->job->record, item);
	}
}

static void
on_done(const struct smtp_result *result, void *arg)
{
	struct mail_item *item = arg;
	struct mail_job *job = item->job;

	item->relays->mails--;
	if (job->is_closed)
		return;
	mail_item_judge(item, result);
	end(item);
	set_timer(job->soon, 0);
}

static void
send_item(struct mail_item *item, struct smtp *smtp)
{
	const struct message_row *row = &item->row;

	TAILQ_REMOVE(&item->job->claimed, item, next);
	item->phase = MAIL_AT_RELAY;
	item->smtp = smtp;
	item->relays = item->job->relays;
	item->relays->mails++;
	smtp_send(smtp,
	    &(struct smtp_mail){
		.envelope = {
			.id = row->message_id,
			.from = text_string(&item->content.sender),
			.to = row->redirect != NULL ? row->redirect : row->to_address,
			.bytes = item->content.bytes.data,
			.length = item->content.bytes.length,
		},
		.begin = on_begin,
		.done = on_done,
		.arg = item,
	    });
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
compose(struct mail_item *item, const struct letter *letter, struct smtp *smtp)
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
	else
		send_item(item, smtp);
}

static void
on_loaded(enum status status, const char *body, const struct err *err, void *arg)
{
	struct mail_job *job = arg;

	if (!take_answer(job, status, err))
		return;
	job->is_loading = false;
	if (status == OK)
		letter_shelf_add(job->shelf, job->loading_kind, job->loading_digest, body,
		    body != NULL ? strlen(body) : 0);
}

static void
load(struct mail_job *job, enum message_kind kind, const char *digest)
{
	job->is_loading = true;
	job->loading_kind = kind;
	(void)snprintf(job->loading_digest, sizeof job->loading_digest, "%s", digest);
	job->asked++;
	message_store_load(job->daemon->db, job->loading_digest,
	    message_kind_row(kind)->name, on_loaded, job);
}

/* ERR_NOT_FOUND: it is being looked for. */
static enum status
find_letter(struct mail_job *job, const struct mail_item *item,
    const struct letter **ret_letter, struct err *err)
{
	enum message_kind kind;
	enum status status = message_kind_parse(item->row.kind, &kind, err);

	if (status != OK)
		return err_set(err, ERR_INVALID, "a kind that this version has not");
	const char *digest = item->row.template_digest;

	if (digest == NULL) /* queued before any daemon had kept one */
		digest = job->files.kinds[kind].digest;
	status = letter_shelf_find(job->shelf, kind, digest, ret_letter, err);
	if (status == ERR_NOT_FOUND)
		load(job, kind, digest);
	return status;
}

/* The first claimed one goes on its way; false: it has to wait. */
static bool
feed_one(struct mail_job *job)
{
	struct mail_item *item = TAILQ_FIRST(&job->claimed);
	struct smtp *smtp = mail_relays_pick(job->relays);
	const struct letter *letter;
	struct err err;

	if (item == NULL || smtp == NULL || job->is_loading)
		return false;
	enum status status = find_letter(job, item, &letter, &err);

	if (status == ERR_NOT_FOUND)
		return false;
	if (status == OK)
		compose(item, letter, smtp);
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
on_given_back(enum status status, const struct err *err, void *arg)
{
	struct mail_job *job = arg;

	if (!take_answer(job, status, err))
		return;
	job->is_claiming = false;
	job->is_lost = status == ERR_UNAVAILABLE || status == ERR_UNCERTAIN;
}

static void
give_back(struct mail_job *job)
{
	job->is_claiming = true;
	job->asked++;
	message_store_give_back(job->daemon->db, job->claim_id, on_given_back, job);
}

static void
on_claimed(enum status status, const struct message_row *rows, size_t count,
    const struct err *err, void *arg)
{
	struct mail_job *job = arg;

	if (!take_answer(job, status, err))
		return;
	job->is_claiming = false;
	job->is_lost = status != OK && status != ERR_UNAVAILABLE;
	job->has_more = count > 0;
	for (size_t i = 0; i < count; i++) {
		struct mail_item *item = mail_item_new(job, job->claim_id, &rows[i]);

		LIST_INSERT_HEAD(&job->all, item, all);
		TAILQ_INSERT_TAIL(&job->claimed, item, next);
		job->count++;
	}
	if (job->is_stopped)
		return_claimed(job, "the daemon stops");
}

/* While a relay is being probed, one mail is enough. */
static int
claim_room(const struct mail_job *job)
{
	int batch = (int)job->daemon->settings->mail_batch;

	if (mail_relays_pick(job->relays) == NULL)
		return 0;
	if (!mail_relays_flow(job->relays))
		return job->count == 0;
	return job->count <= batch / 2 ? batch - job->count : 0;
}

static void
claim(struct mail_job *job)
{
	int most = claim_room(job);

	if (job->is_claiming || !job->has_more || most == 0)
		return;
	ids_random(job->claim_id);
	job->is_claiming = true;
	job->has_more = false;
	job->asked++;
	message_store_claim(job->daemon->db,
	    &(struct message_claim){
		.claim_id = job->claim_id,
		.daemon_id = job->daemon->instance_id,
		.most = most,
		.lease_s = job->daemon->settings->mail_lease_ms / 1000,
		.now_s = clock_now_s(),
	    },
	    on_claimed, job);
}

static void
on_kept(enum status status, const struct err *err, void *arg)
{
	struct mail_job *job = arg;

	if (!take_answer(job, status, err))
		return;
	job->is_keeping = false;
	if (status == OK)
		job->is_kept = true;
}

static void
keep(struct mail_job *job)
{
	struct message_template templates[MESSAGE_KIND_COUNT];

	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct letter_file *file = &job->files.kinds[kind];

		templates[kind] = (struct message_template){
			.digest = file->digest,
			.kind = message_kind_row(kind)->name,
			.body = text_string(&file->body),
		};
	}
	job->is_keeping = true;
	job->asked++;
	message_store_keep(job->daemon->db, templates, MESSAGE_KIND_COUNT, on_kept, job);
}

/* When to look again if nobody wakes us: retries become due by time alone. */
static int64_t
rest_ms(const struct mail_job *job)
{
	int64_t rest_ms = job->daemon->settings->tick_every_ms;
	struct smtp_status status;

	mail_relays_status(job->relays, &status);
	if (status.breaker == SMTP_BREAKER_OPEN && status.next_probe_ms < rest_ms)
		return status.next_probe_ms + 1;
	return rest_ms;
}

static void
tell_relay(struct mail_job *job)
{
	struct smtp_status status;

	mail_relays_status(job->relays, &status);
	if (status.breaker == job->breaker || status.breaker == SMTP_BREAKER_PROBING)
		return;
	job->breaker = status.breaker;
	set_timer(job->poll, rest_ms(job)); /* for the probe */
	if (status.breaker == SMTP_BREAKER_CLOSED)
		journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
		    "the relay takes mail again");
	else
		journal_write(&(struct journal_line){ .level = status.is_alarm
				      ? JOURNAL_ERROR
				      : JOURNAL_WARNING },
		    "the relay is left alone for a while: %s", status.reason);
}

static void
drop_retired(struct mail_job *job)
{
	struct mail_relays *relays = LIST_FIRST(&job->retired);

	while (relays != NULL) {
		struct mail_relays *next = LIST_NEXT(relays, next);

		if (relays->mails == 0) {
			LIST_REMOVE(relays, next);
			mail_relays_close(&relays);
		}
		relays = next;
	}
}

static void
look(struct mail_job *job)
{
	tell_relay(job);
	drop_retired(job);
	if (job->daemon->db == NULL || job->is_stopped)
		return;
	if (!job->is_kept) {
		if (!job->is_keeping)
			keep(job);
		return;
	}
	if (job->is_lost) {
		if (!job->is_claiming)
			give_back(job);
		return;
	}
	feed(job);
	if (mail_relays_pick(job->relays) == NULL && !mail_relays_flow(job->relays))
		return_claimed(job, "the relay is left alone");
	claim(job);
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

	job->has_more = true;
	set_timer(job->poll, rest_ms(job));
	look(job);
}

static void
on_renewed(enum status status, const struct err *err, void *arg)
{
	(void)take_answer(arg, status, err); /* if not now, in a third of the lease */
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
	LIST_FOREACH(item, &job->all, all)
	ids[count++] = item->claim_id;
	job->asked++;
	message_store_renew(job->daemon->db, ids, count,
	    job->daemon->settings->mail_lease_ms / 1000, on_renewed, job);
}

static void
start_renewals(struct mail_job *job)
{
	int64_t ms = job->daemon->settings->mail_lease_ms / RENEWALS;
	const struct timeval every = { ms / 1000, ms % 1000 * 1000 };

	event_add(job->renewal, &every);
}

static enum status
read_files(const struct settings *settings, struct letter_files *ret_files,
    struct err *err)
{
	CLEANUP(text_done) struct text errors = { 0 };

	if (letter_files_read(settings->mail_templates, ret_files, &errors) == OK)
		return OK;
	return err_set(err, ERR_INVALID, "%.*s", (int)strcspn(text_string(&errors), "\n"),
	    text_string(&errors));
}

static void
use_files(struct mail_job *job, struct letter_files *files)
{
	letter_files_done(&job->files);
	job->files = *files;
	job->is_kept = false;
	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct letter_file *file = &job->files.kinds[kind];

		letter_shelf_add(job->shelf, kind, file->digest, text_string(&file->body),
		    file->body.length);
	}
}

static enum status
open_outside(struct mail_job *job, struct err *err)
{
	const struct settings *settings = job->daemon->settings;
	struct letter_files files = { 0 };
	struct mail_relays *relays = NULL;
	enum status status = mail_relays_open(job->daemon->base, settings, &relays, err);

	if (status != OK)
		return status;
	status = read_files(settings, &files, err);
	if (status != OK) {
		mail_relays_close(&relays);
		return status;
	}
	use_files(job, &files);
	if (job->relays != NULL)
		LIST_INSERT_HEAD(&job->retired, job->relays, next);
	job->relays = relays;
	job->breaker = SMTP_BREAKER_CLOSED;
	return OK;
}

enum status
mail_job_open(struct daemon *daemon, struct mail_job **ret_job, struct err *err)
{
	struct mail_job *job = alloc_zero(1, sizeof *job);

	job->daemon = daemon;
	job->shelf = letter_shelf_new();
	job->record = mail_record_open(daemon, on_begun, on_recorded);
	LIST_INIT(&job->all);
	LIST_INIT(&job->retired);
	TAILQ_INIT(&job->claimed);
	job->soon = alloc_check(evtimer_new(daemon->base, on_soon, job));
	job->poll = alloc_check(evtimer_new(daemon->base, on_poll, job));
	job->renewal = alloc_check(
	    event_new(daemon->base, -1, EV_PERSIST, on_renewal, job));
	enum status status = open_outside(job, err);

	if (status != OK) {
		mail_job_close(&job);
		return status;
	}
	start_renewals(job);
	set_timer(job->poll, 0);
	*ret_job = job;
	return OK;
}

void
mail_job_wake(struct mail_job *job)
{
	job->has_more = true;
	set_timer(job->soon, 0);
}

void
mail_job_greet(struct mail_job *job)
{
	job->is_kept = false;
	mail_record_wake(job->record);
	mail_job_wake(job);
}

enum status
mail_job_reload(struct mail_job *job, struct err *err)
{
	enum status status = open_outside(job, err);

	if (status != OK)
		return status;
	start_renewals(job);
	mail_job_wake(job);
	return OK;
}

void
mail_job_state(const struct mail_job *job, struct mail_job_state *ret_state)
{
	const struct err *trouble = mail_record_trouble(job->record);

	*ret_state = job->state;
	mail_relays_status(job->relays, &ret_state->relay);
	ret_state->in_flight = job->count;
	if (trouble->status != OK)
		ret_state->trouble = *trouble;
}

void
mail_job_stop(struct mail_job *job)
{
	job->is_stopped = true;
	return_claimed(job, "the daemon stops");
}

bool
mail_job_is_idle(const struct mail_job *job)
{
	return job->count == 0 && job->asked == 0 && mail_record_is_idle(job->record);
}

/* Relays first: they answer for what they have, and must find it there. */
static void
close_relays(struct mail_job *job)
{
	struct mail_relays *relays;

	mail_relays_close(&job->relays);
	while ((relays = LIST_FIRST(&job->retired)) != NULL) {
		LIST_REMOVE(relays, next);
		mail_relays_close(&relays);
	}
}

void
mail_job_close(struct mail_job **jobp)
{
	struct mail_job *job = TAKE(*jobp);

	if (job == NULL)
		return;
	job->is_closed = true;
	event_free(job->soon);
	event_free(job->poll);
	event_free(job->renewal);
	close_relays(job);
	mail_record_close(&job->record);
	while (!LIST_EMPTY(&job->all))
		item_drop(LIST_FIRST(&job->all));
	letter_shelf_free(&job->shelf);
	letter_files_done(&job->files);
	zone_shelf_done(&job->zones);
	if (job->asked == 0)
		free(job);
}
