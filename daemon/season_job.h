/* season_job.h - plans the next rounds of running seasons from their cadence. */
#ifndef CONVENE_SEASON_JOB_H
#define CONVENE_SEASON_JOB_H

#include "daemon.h"

/* Called once; a season whose rule or zone is wrong is told in the journal and does not
 * keep the others from being planned. */
typedef void season_job_fn(enum status status, const struct err *err, void *arg);

void season_job_start(struct daemon *daemon, season_job_fn *done, void *arg);
#endif
