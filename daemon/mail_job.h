/* mail_job.h - the outbox goes to the relay: claims, begins, results
 * (docs/architecture.md tells the protocol). One per daemon; any number of daemons
 * share an outbox. */
#ifndef CONVENE_MAIL_JOB_H
#define CONVENE_MAIL_JOB_H

#include "daemon.h"
#include "smtp.h"

struct mail_job;

/* Opens the relay and reads the templates; begins when the database is there.
 * ERR_INVALID: a template or the relay's settings, with the place of the fault. */
MUST_CHECK enum status mail_job_open(struct daemon *daemon, struct mail_job **ret_job,
    struct err *err);

/* Something may be ready: look in the loop's next turn. */
void mail_job_wake(struct mail_job *job);

/* The database has come (back): templates are written down before the next claim. */
void mail_job_greet(struct mail_job *job);

/* Takes relay and templates of the daemon's new settings over; what is under way ends
 * with the old relay. ERR_INVALID, and nothing changes. */
MUST_CHECK enum status mail_job_reload(struct mail_job *job, struct err *err);

struct mail_job_state {
	struct smtp_status relay;
	int in_flight;                             /* claimed by this daemon */
	int64_t sent, failed, deferred, uncertain; /* since the start */
	struct err trouble; /* of the last claim, begin or result */
};

void mail_job_state(const struct mail_job *job, struct mail_job_state *ret_state);

/* Claims nothing more and gives back what was not begun. */
void mail_job_stop(struct mail_job *job);
bool mail_job_is_idle(const struct mail_job *job);

void mail_job_close(struct mail_job **job);
#endif
