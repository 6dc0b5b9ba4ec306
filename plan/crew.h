/* crew.h - independent jobs in several threads. */
#ifndef CONVENE_CREW_H
#define CONVENE_CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CREW_MAX 64

/* seat: which thread, 0 to threads - 1. */
typedef void crew_fn(void *arg, uint32_t seat, uint32_t job);

/* How many of so many threads find a processor and a job. */
uint32_t crew_busy(uint32_t threads, uint32_t jobs);

/* Calls work once for each job from 0 to jobs - 1, in that order but several at once, and
 * returns when all are done; after stop, which may be NULL, became true no further one is
 * begun, but job 0 always is. Where the system gives fewer threads, those do it. */
void crew_work(uint32_t threads, uint32_t jobs, const atomic_bool *stop, crew_fn *work,
    void *arg);
#endif
