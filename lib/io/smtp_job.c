#include "smtp_job.h"

#include <stdio.h>

void
smtp_job_list_init(struct smtp_jobs *jobs)
{
	STAILQ_INIT(&jobs->list);
	jobs->count = 0;
}

void
smtp_job_add(struct smtp_jobs *jobs, struct smtp_job *job)
{
	STAILQ_INSERT_TAIL(&jobs->list, job, next);
	jobs->count++;
}

struct smtp_job *
smtp_job_take(struct smtp_jobs *jobs)
{
	struct smtp_job *job = STAILQ_FIRST(&jobs->list);

	if (job != NULL) {
		STAILQ_REMOVE_HEAD(&jobs->list, next);
		jobs->count--;
	}
	return job;
}

struct smtp_job *
smtp_job_new(const struct smtp_mail *mail)
{
	struct smtp_job *job = alloc_zero(1, sizeof *job);

	job->mail = *mail;
	return job;
}

void
smtp_job_set_result(struct smtp_job *job, enum smtp_class class, const char *why)
{
	job->result = (struct smtp_result){ .class = class, .phase = SMTP_CONNECTING };
	(void)snprintf(job->result.words, sizeof job->result.words, "%s", why);
}
