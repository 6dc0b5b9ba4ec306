/* smtp_job.h - mails of an smtp from send to done. Private to smtp.c. */
#ifndef CONVENE_SMTP_JOB_H
#define CONVENE_SMTP_JOB_H

#include "smtp.h"

#include <sys/queue.h>

struct smtp_job {
	STAILQ_ENTRY(smtp_job) next;
	struct smtp_mail mail;
	uint64_t ticket;           /* 0: the envelope is not accepted yet */
	struct smtp_result result; /* of one that no connection took */
};

struct smtp_jobs {
	STAILQ_HEAD(, smtp_job) list;
	int count;
};

void smtp_job_list_init(struct smtp_jobs *jobs);
void smtp_job_add(struct smtp_jobs *jobs, struct smtp_job *job);
struct smtp_job *smtp_job_take(struct smtp_jobs *jobs); /* the oldest; NULL: none */

struct smtp_job *smtp_job_new(const struct smtp_mail *mail);

/* Ends a job without a reply. */
void smtp_job_set_result(struct smtp_job *job, enum smtp_class class, const char *why);
#endif
