/* mail_job.h - the outbox goes to the relay: claims, begins, results (mail_job.c tells
 * the protocol). One per daemon; any number of daemons share an outbox. */
#ifndef CONVENE_MAIL_JOB_H
#define CONVENE_MAIL_JOB_H

#include "daemon.h"
#include "smtp.h"

struct mail_job;

/* Opens the relays and reads the templates; begins when the database is there.
 * ERR_INVALID: a template or a relay's settings, with the place of the fault; a missing
 * credential as credential_read() says it. mime_start() comes first. */
MUST_CHECK enum status mail_job_open(struct daemon *daemon, struct mail_job **ret_job,
    struct err *err);

/* Something may be ready: look in the loop's next turn. */
void mail_job_wake(struct mail_job *job);

/* The database has come (back): templates are written down before the next claim. */
void mail_job_greet(struct mail_job *job);

/* Takes relays and templates of the daemon's new settings over; what is under way ends
 * with the old relay. As mail_job_open(); on failure nothing changes. */
MUST_CHECK enum status mail_job_reload(struct mail_job *job, struct err *err);

struct mail_job_state {
	struct smtp_status relay;                  /* the one in use */
	int in_flight;                             /* claimed by this daemon */
	int64_t sent, failed, deferred, uncertain; /* since the start */
	int64_t sent_minute, sent_hour;            /* within the last one */
	struct err trouble; /* of the last claim, begin or result */
};

void mail_job_state(const struct mail_job *job, struct mail_job_state *ret_state);

/* The relays in their order, from 0. Answers the name in the configuration; NULL: there
 * is none of that number. */
const char *mail_job_relay(const struct mail_job *job, int index,
    struct smtp_status *ret_status);

/* Claims nothing more and gives back what was not begun; what was begun waits for the
 * relay's answer. */
void mail_job_stop(struct mail_job *job);
bool mail_job_is_idle(const struct mail_job *job);

/* At once: what is left is for the sweeper of any daemon. May come before or after
 * db_close(), with daemon->db NULL before it. Accepts NULL. */
void mail_job_close(struct mail_job **job);
#endif
