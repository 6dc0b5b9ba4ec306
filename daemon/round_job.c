/* round_job.c - one round, from its lease to its commit.
 *
 *   READING --snapshot--> PREPARING --> SEARCHING --best plan--> WRITING --rows--.
 *      ^  ^                                                                      |
 *      |  |                  DONE <--committed-- COMMITTING <--------------------'
 *      |  \__ people have changed, 3 times __________/  \--uncertain--> LOOKING --> DONE
 *      \___________________________ not ours ____________________________/  ours
 *
 * What takes time is done by workers, the search by several at once; at the deadline they
 * are stopped and the best plan so far is taken.
 * COMMITTING is keyed by the formation id: after ERR_UNCERTAIN, LOOKING reads whose
 * stands. Any other error gives the round up, with its reason on show (GIVING_UP), and it
 * is tried again when its pause is over. A dry run ends after WRITING. */
#include "round_job.h"

#include "clock.h"
#include "ids.h"
#include "journal.h"
#include "round_commit.h"
#include "round_search.h"
#include "round_store.h"

#include <assert.h>
#include <string.h>

#define TRIES_MAX 3
#define LOOK_EVERY_S 1
#define LOOKS_MAX 60
#define LINKS_LAST_S (90 * 86400) /* after the evening */

enum round_job_state {
	READING,
	PREPARING,
	SEARCHING,
	WRITING,
	COMMITTING,
	LOOKING,
	GIVING_UP,
	DONE,
};

struct round_job {
	struct daemon *daemon;
	enum round_job_state state;
	int64_t round_id;
	char *name, *forming_token, *actor;
	uint64_t seed, used_seed;
	uint32_t effort;
	int tries, looks;
	struct event *pause;    /* between two looks */
	struct round_job *next; /* of the daemon's */
	char formation_id[IDS_UUID_SIZE];
	struct round_snapshot *snapshot;
	struct round_making *making;
	uint32_t searching; /* workers that are not back yet */
	bool is_stopped;    /* no more than first tables */
	struct event *deadline;
	struct round_plan plan;
	struct err err; /* of the step that ended last */
	bool is_ours;
	round_job_fn *done;
	void *arg;
};

static void step(struct round_job *job);

static void
tell(const struct round_job *job)
{
	bool is_good = job->err.status == OK;

	const struct journal_line line = {
		.level = is_good ? JOURNAL_NOTICE : JOURNAL_WARNING,
		.round = job->name,
		.actor = job->actor,
	};

	if (is_good)
		journal_write(&line,
		    "round formed: %u tables, %u seats, %u left out (%u unpaid)",
		    job->plan.gatherings, job->plan.seated, job->plan.left_out,
		    job->plan.unpaid);
	else
		journal_write(&line, "round not formed: %s", job->err.text);
}

static void
leave_list(struct round_job *job)
{
	struct round_job **at = &job->daemon->round_jobs;

	while (*at != job)
		at = &(*at)->next;
	*at = job->next;
}

static void
finish(struct round_job *job)
{
	enum status status = job->err.status;

	job->state = DONE;
	if (job->forming_token != NULL) /* a dry run is nobody else's news */
		tell(job);
	job->done(status, status == OK ? &job->plan : NULL, &job->err, job->arg);
	leave_list(job);
	round_plan_done(&job->plan);
	round_plan_end(&job->making);
	round_snapshot_free(&job->snapshot);
	event_free(job->pause);
	event_free(job->deadline);
	free(job->name);
	free(job->forming_token);
	free(job->actor);
	free(job);
}

static void
on_snapshot(enum status status, struct round_snapshot *snapshot, const struct err *err,
    void *arg)
{
	struct round_job *job = arg;

	job->snapshot = snapshot;
	job->err = *err;
	step(job);
}

static void
read_start(struct round_job *job)
{
	job->state = READING;
	round_plan_done(&job->plan);
	round_plan_end(&job->making);
	round_snapshot_free(&job->snapshot);
	round_snapshot_read(job->daemon->db, job->round_id, on_snapshot, job);
}

/* Also when the daemon ends, and nobody would answer the next question. */
static void
note_worked(struct round_job *job, enum status status)
{
	if (status != OK || job->daemon->db == NULL)
		(void)err_set(&job->err, ERR_UNAVAILABLE, "planning was cancelled");
}

static void
on_worked(enum status status, void *arg)
{
	struct round_job *job = arg;

	note_worked(job, status);
	step(job);
}

static void
work_start(struct round_job *job, workers_work_fn *work)
{
	if (workers_run(job->daemon->workers, work, on_worked, job, NULL, &job->err) !=
	    OK)
		step(job);
}

static void
prepare_work(void *arg, const atomic_bool *is_cancelled)
{
	struct round_job *job = arg;

	round_plan_prepare(job->making);
}

static void
prepare_start(struct round_job *job)
{
	const struct settings *settings = job->daemon->settings;

	job->state = PREPARING;
	job->used_seed = job->seed > 0 ? job->seed : (uint64_t)job->round_id;
	job->making = round_plan_begin(&(struct round_plan_order){
	    .snapshot = job->snapshot,
	    .seed = job->used_seed,
	    .effort = job->effort > 0 ? job->effort : (uint32_t)settings->forming_effort,
	    .threads = (uint32_t)settings->forming_workers,
	    .link_key = job->daemon->link_key,
	});
	work_start(job, prepare_work);
}

static void
on_searched(enum status status, void *arg)
{
	const struct round_search_seat *seat = arg;
	struct round_job *job = seat->search->owner;

	note_worked(job, status);
	if (--job->searching == 0)
		step(job);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
	struct round_job *job = arg;

	round_search_stop(round_plan_search(job->making));
}

static void
write_work(void *arg, const atomic_bool *is_cancelled)
{
	struct round_job *job = arg;

	round_plan_finish(job->making, &job->plan);
}

static void
write_start(struct round_job *job)
{
	evtimer_del(job->deadline);
	job->state = WRITING;
	work_start(job, write_work);
}

static void
search_start(struct round_job *job)
{
	struct round_search *search = round_plan_search(job->making);
	int64_t deadline_ms = job->daemon->settings->forming_deadline_ms;
	const struct timeval deadline = { deadline_ms / 1000, deadline_ms % 1000 * 1000 };

	if (search == NULL) { /* nobody is enrolled */
		write_start(job);
		return;
	}
	job->state = SEARCHING;
	search->owner = job;
	if (job->is_stopped)
		round_search_stop(search);
	for (uint32_t i = 0; i < search->threads; i++) {
		struct err err;

		if (workers_run(job->daemon->workers, round_search_work, on_searched,
			&search->seats[i], NULL, &err) == OK)
			job->searching++;
		else if (i == 0) /* one is enough */
			job->err = err;
	}
	if (job->searching == 0)
		step(job);
	else
		evtimer_add(job->deadline, &deadline);
}

static void
on_committed(enum status status, bool is_ours, const struct err *err, void *arg)
{
	struct round_job *job = arg;

	job->err = *err;
	job->is_ours = is_ours;
	step(job);
}

static void
commit_start(struct round_job *job)
{
	const struct round_facts *facts = &job->snapshot->facts;
	const struct round_commit commit = {
		.round_id = job->round_id,
		.forming_token = job->forming_token,
		.formation_id = job->formation_id,
		.actor = job->actor,
		.now_s = clock_now_s(),
		.seed = (int64_t)job->used_seed,
		.effort = (int64_t)job->plan.effort,
		.cost = job->plan.cost,
		.bound = job->plan.bound,
		.snapshot_digest = job->plan.digest,
		.plan_digest = job->plan.plan_digest,
		.engine = PACKAGE_VERSION,
		.is_truncated = job->plan.is_truncated,
		.starts_s = facts->starts_s,
		.lasts_min = facts->lasts_min,
		.links_end_s = facts->starts_s + LINKS_LAST_S,
		.local_start = facts->local_start,
		.zone = facts->zone,
		.answer_ms = (int)job->daemon->settings->database_formation_answer_ms,
	};

	job->state = COMMITTING;
	ids_random(job->formation_id);
	round_commit(job->daemon->db, &commit, &job->plan.rows, on_committed, job);
}

static void
look_start(struct round_job *job)
{
	job->state = LOOKING;
	round_commit_look(job->daemon->db, job->round_id, job->formation_id, on_committed,
	    job);
}

static void
on_pause_over(evutil_socket_t fd, short what, void *arg)
{
	look_start(arg);
}

/* The database is away; its outcome is still there when it comes back. Without an answer
 * the lease brings the round back, and its state tells. */
static void
look_later(struct round_job *job)
{
	const struct timeval pause = { LOOK_EVERY_S, 0 };

	if (job->daemon->db == NULL || ++job->looks == LOOKS_MAX) {
		(void)err_set(&job->err, ERR_UNCERTAIN,
		    "the round may have been formed: convenectl round show %s",
		    job->name);
		finish(job);
		return;
	}
	evtimer_add(job->pause, &pause);
}

static void
on_given_up(enum status status, const struct err *err, void *arg)
{
	finish(arg); /* what failed first is the news; the lease ends by itself */
}

static void
give_up(struct round_job *job)
{
	if (job->forming_token == NULL || job->daemon->db == NULL) {
		finish(job);
		return;
	}
	job->state = GIVING_UP;
	round_store_give_up(job->daemon->db, job->round_id, job->forming_token,
	    job->err.text, on_given_up, job);
}

/* The answer of a state has come; err says how it ended. */
static void
step(struct round_job *job)
{
	enum status status = job->err.status;

	switch (job->state) {
	case READING:
		status == OK ? prepare_start(job) : give_up(job);
		return;
	case PREPARING:
		status == OK ? search_start(job) : give_up(job);
		return;
	case SEARCHING:
		status == OK ? write_start(job) : give_up(job);
		return;
	case WRITING:
		if (status == OK) /* of the worker */
			status = (job->err = job->plan.err).status;
		round_plan_end(&job->making); /* the rows are all that is needed */
		if (status != OK)
			give_up(job);
		else if (job->forming_token == NULL)
			finish(job);
		else
			commit_start(job);
		return;
	case COMMITTING:
		if (status == OK)
			finish(job);
		else if (status == ERR_UNCERTAIN)
			look_start(job);
		else if (status == ERR_CONFLICT && ++job->tries < TRIES_MAX)
			read_start(job);
		else
			give_up(job);
		return;
	case LOOKING:
		if (status == ERR_UNAVAILABLE)
			look_later(job);
		else if (status == OK && !job->is_ours && ++job->tries < TRIES_MAX)
			read_start(job);
		else
			finish(job);
		return;
	case GIVING_UP:
	case DONE:
		break;
	}
	assert(!"a round job steps only while it waits");
}

void
round_job_start(struct daemon *daemon, const struct round_job_order *order,
    round_job_fn *done, void *arg)
{
	struct round_job *job = alloc_zero(1, sizeof *job);

	job->daemon = daemon;
	job->pause = alloc_check(evtimer_new(daemon->base, on_pause_over, job));
	job->deadline = alloc_check(evtimer_new(daemon->base, on_deadline, job));
	job->next = daemon->round_jobs;
	daemon->round_jobs = job;
	job->round_id = order->round_id;
	job->name = alloc_text(order->name);
	job->forming_token = order->forming_token == NULL
	    ? NULL
	    : alloc_text(order->forming_token);
	job->actor = alloc_text(order->actor);
	job->seed = order->seed;
	job->effort = order->effort;
	job->done = done;
	job->arg = arg;
	read_start(job);
}

bool
round_job_progress(struct daemon *daemon, const char *name,
    struct grouping_progress *ret_progress)
{
	struct round_job *job = daemon->round_jobs;

	while (job != NULL && (job->state != SEARCHING || strcmp(job->name, name) != 0))
		job = job->next;
	return job != NULL &&
	    round_search_progress(round_plan_search(job->making), ret_progress);
}

bool
round_job_stop(struct daemon *daemon, const char *name, const char *actor)
{
	const struct journal_line line = { .level = JOURNAL_NOTICE,
		.round = name,
		.actor = actor };
	bool is_found = false;

	for (struct round_job *job = daemon->round_jobs; job != NULL; job = job->next) {
		if (job->state > SEARCHING || strcmp(job->name, name) != 0)
			continue;
		is_found = job->is_stopped = true;
		if (job->state == SEARCHING)
			round_search_stop(round_plan_search(job->making));
	}
	if (is_found)
		journal_write(&line, "the search for better tables is to end");
	return is_found;
}
