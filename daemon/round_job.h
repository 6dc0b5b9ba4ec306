/* round_job.h - forms one round: snapshot, plan in a worker, one transaction. */
#ifndef CONVENE_ROUND_JOB_H
#define CONVENE_ROUND_JOB_H

#include "daemon.h"
#include "round_plan.h"

struct round_job_order {
	int64_t round_id;
	const char *name;          /* copied */
	const char *forming_token; /* copied; NULL: a dry run, nothing is committed */
	const char *actor;         /* copied */
	uint64_t seed;             /* 0: the round's own */
	uint32_t effort;           /* 0: the setting */
};

/* Once. plan is NULL unless status is OK, and lives until the callback returns.
 *   ERR_LIMIT        no table can be formed; the round says why and is tried again later
 *   ERR_CONFLICT     another daemon was faster, or people kept changing
 *   ERR_UNAVAILABLE  the database went away; the lease brings the round back */
typedef void round_job_fn(enum status status, const struct round_plan *plan,
    const struct err *err, void *arg);

void round_job_start(struct daemon *daemon, const struct round_job_order *order,
    round_job_fn *done, void *arg);

/* Of the round of that name that this daemon is searching tables for; false: of none. */
bool round_job_progress(struct daemon *daemon, const char *name,
    struct grouping_progress *ret_progress);

/* Ends the search of the round of that name, or of any dry run of it: the best plan so
 * far is taken, marked as truncated. False: this daemon is not looking for its tables, or
 * has found them. */
bool round_job_stop(struct daemon *daemon, const char *name, const char *actor);
#endif
