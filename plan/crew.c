#include "crew.h"

#include <assert.h>
#include <pthread.h>
#include <unistd.h>

struct crew {
	const atomic_bool *stop;
	crew_fn *work;
	void *arg;
	uint32_t jobs;
	atomic_uint next;
};

struct member {
	struct crew *crew;
	pthread_t thread;
	uint32_t seat;
};

static void *
take_jobs(void *arg)
{
	const struct member *member = arg;
	struct crew *crew = member->crew;

	for (;;) {
		uint32_t job = atomic_fetch_add(&crew->next, 1);

		if (job >= crew->jobs ||
		    (job > 0 && crew->stop != NULL && atomic_load(crew->stop)))
			return NULL;
		crew->work(crew->arg, member->seat, job);
	}
}

uint32_t
crew_busy(uint32_t threads, uint32_t jobs)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (threads > jobs)
		threads = jobs;
	if (processors > 0 && threads > (uint32_t)processors)
		threads = (uint32_t)processors;
	return threads > 0 ? threads : 1;
}

void
crew_work(uint32_t threads, uint32_t jobs, const atomic_bool *stop, crew_fn *work,
    void *arg)
{
	struct crew crew = { .stop = stop, .work = work, .arg = arg, .jobs = jobs };
	struct member members[CREW_MAX];
	uint32_t started = 1;

	assert(threads >= 1 && threads <= CREW_MAX);
	members[0] = (struct member){ .crew = &crew };
	for (uint32_t seat = 1; seat < threads && seat < jobs; seat++) {
		members[seat] = (struct member){ .crew = &crew, .seat = seat };
		if (pthread_create(&members[seat].thread, NULL, take_jobs,
			&members[seat]) != 0)
			break;
		started++;
	}
	take_jobs(&members[0]);
	for (uint32_t seat = 1; seat < started; seat++)
		(void)pthread_join(members[seat].thread, NULL);
}
