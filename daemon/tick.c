/* tick.c - one pass at a time, by one daemon: chores, then seasons, then one round.
 *
 *   IDLE --timer, news--> LEADING --ours--> CHORES --> SEASONS --> ROUNDS --> IDLE
 *    ^____________ another leads, database away, stopped _/________/__________/
 *
 * Forming runs beside the passes: a large round takes its time, and mail must not wait. A
 * chore that did a whole batch makes the tick look again at once. */
#include "tick.h"

#include "chore_store.h"
#include "clock.h"
#include "instance_store.h"
#include "journal.h"
#include "lag.h"
#include "mail_job.h"
#include "round_job.h"
#include "round_store.h"
#include "season_job.h"
#include "text.h"

#include <assert.h>

#define FORMING_LEASE_SPARE_S 60

enum tick_phase { IDLE, LEADING, CHORES, SEASONS, ROUNDS };

struct tick {
	struct daemon *daemon;
	struct event *timer;
	enum tick_phase phase;
	enum chore chore;
	bool is_stopped, is_wanted; /* another pass at once */
	struct text deeds; /* of this pass, for one line: "round publish 1, ..." */
	struct err trouble;
	int64_t passed_ms; /* monotonic time of the last whole pass; 0: none yet */
	bool is_forming;
	int64_t forming_since_ms, last_took_ms, last_formed_s, rounds_formed;
	char forming_token[IDS_UUID_SIZE];
};

static void chore_start(struct tick *tick);

static void
rest(struct tick *tick, int64_t ms)
{
	const struct timeval wait = { ms / 1000, ms % 1000 * 1000 };

	tick->phase = IDLE;
	evtimer_add(tick->timer, &wait);
}

static void
note_deed(struct tick *tick, int64_t count)
{
	if (tick->deeds.length > 0)
		text_add(&tick->deeds, ", ");
	text_add_line(&tick->deeds, chore_store_name(tick->chore));
	text_add(&tick->deeds, " ");
	text_add_int(&tick->deeds, count);
}

static void
tell_deeds(struct tick *tick)
{
	if (tick->deeds.length == 0)
		return;
	journal_write(&(struct journal_line){ .level = JOURNAL_INFO }, "done: %s",
	    text_string(&tick->deeds));
	text_clear(&tick->deeds);
}

static void
pass_end(struct tick *tick, enum status status, const struct err *err)
{
	if (status == OK)
		tick->passed_ms = clock_now_ms();
	tell_deeds(tick);
	tick->trouble = *err;
	rest(tick,
	    status == OK && tick->is_wanted ? 0 : tick->daemon->settings->tick_every_ms);
}

static void
on_led(enum status status, bool is_ours, const struct err *err, void *arg)
{
	struct tick *tick = arg;

	if (status != OK || !is_ours || tick->is_stopped) {
		pass_end(tick, status, err);
		return;
	}
	tick->phase = CHORES;
	tick->chore = 0;
	chore_start(tick);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct tick *tick = arg;

	if (tick->is_stopped || tick->phase != IDLE)
		return;
	tick->is_wanted = false;
	tick->phase = LEADING;
	instance_store_lead(tick->daemon->db, "tick", tick->daemon->instance_id, on_led,
	    tick);
}

static void
on_formed(enum status status, const struct round_plan *plan, const struct err *err,
    void *arg)
{
	struct tick *tick = arg;

	tick->is_forming = false;
	if (status == OK) {
		tick->rounds_formed++;
		tick->last_formed_s = clock_now_s();
		tick->last_took_ms = clock_now_ms() - tick->forming_since_ms;
	}
	tick_wake(tick);
}

static void
on_taken(enum status status, const struct round_taken *taken, const struct err *err,
    void *arg)
{
	struct tick *tick = arg;

	if (taken != NULL && !tick->is_stopped) {
		tick->is_forming = true;
		tick->forming_since_ms = clock_now_ms();
		round_job_start(tick->daemon,
		    &(struct round_job_order){
			.round_id = taken->round_id,
			.name = taken->name,
			.forming_token = tick->forming_token,
			.actor = "tick",
		    },
		    on_formed, tick);
	}
	pass_end(tick, status, err);
}

static void
on_seasons(enum status status, const struct err *err, void *arg)
{
	struct tick *tick = arg;
	const struct settings *settings = tick->daemon->settings;

	if (status != OK || tick->is_forming || tick->is_stopped) {
		pass_end(tick, status, err);
		return;
	}
	tick->phase = ROUNDS;
	ids_random(tick->forming_token);
	round_store_take_due(tick->daemon->db, clock_now_s(), tick->forming_token,
	    (int)(settings->forming_deadline_ms / 1000) + FORMING_LEASE_SPARE_S, on_taken,
	    tick);
}

static void
on_chore(enum status status, int64_t done, const struct err *err, void *arg)
{
	struct tick *tick = arg;

	if (done > 0) {
		tick->is_wanted = true;
		note_deed(tick, done);
		mail_job_wake(tick->daemon->mail);
	}
	if (status != OK && status != ERR_UNAVAILABLE && !tick->is_stopped)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "%s failed: %s", chore_store_name(tick->chore), err->text);
	if (status == ERR_UNAVAILABLE || tick->is_stopped) {
		pass_end(tick, status, err);
		return;
	}
	tick->chore++;
	if (tick->chore < CHORE_COUNT) {
		chore_start(tick);
		return;
	}
	tick->phase = SEASONS;
	season_job_start(tick->daemon, on_seasons, tick);
}

static void
chore_start(struct tick *tick)
{
	const struct chore_time time = {
		.now_s = clock_now_s(),
		.resend_s = tick->daemon->settings->mail_uncertain_resend_ms / 1000,
	};

	chore_store_run(tick->daemon->db, tick->chore, &time, on_chore, tick);
}

struct tick *
tick_open(struct daemon *daemon)
{
	struct tick *tick = alloc_zero(1, sizeof *tick);

	tick->daemon = daemon;
	tick->timer = alloc_check(evtimer_new(daemon->base, on_timer, tick));
	rest(tick, 0);
	return tick;
}

void
tick_wake(struct tick *tick)
{
	tick->is_wanted = true;
	if (tick->phase == IDLE && !tick->is_stopped)
		rest(tick, 0);
}

void
tick_state(const struct tick *tick, struct tick_state *ret_state)
{
	*ret_state = (struct tick_state){
		.last_ms = tick->passed_ms == 0 ? -1 : clock_now_ms() - tick->passed_ms,
		.trouble = tick->trouble,
		.is_forming = tick->is_forming,
		.is_wanted = tick->is_wanted,
		.rounds_formed = tick->rounds_formed,
		.last_formed_s = tick->last_formed_s,
		.last_took_ms = tick->last_took_ms,
	};
}

void
tick_stop(struct tick *tick)
{
	tick->is_stopped = true;
	evtimer_del(tick->timer);
}

bool
tick_is_idle(const struct tick *tick)
{
	return tick->phase == IDLE && !tick->is_forming;
}

void
tick_close(struct tick **tickp)
{
	struct tick *tick = TAKE(*tickp);

	if (tick == NULL)
		return;
	assert(tick_is_idle(tick));
	event_free(tick->timer);
	text_done(&tick->deeds);
	free(tick);
}
