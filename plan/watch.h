/* watch.h - over the threads of a search: how far they are, on the bar, and when to halt
 * them because the clock ran away. */
#ifndef CONVENE_WATCH_H
#define CONVENE_WATCH_H

#include "bar.h"
#include "crew.h"

#include <pthread.h>

struct watch {
	int64_t ends_ms; /* on clock_now_ms(); 0: never */
	uint64_t effort;
	pthread_mutex_t lock; /* of what follows */
	struct bar bar;
	uint64_t done[CREW_MAX], now[CREW_MAX]; /* moves of runs that are over; of this */
	bool has_best;
	int64_t best; /* the least wins */
	char words[80];
};

/* wished_ms: for how long the user would like it to take, or 0. Far beyond that all is
 * halted. */
void watch_start(struct watch *watch, uint64_t effort, int64_t wished_ms);

/* From any thread: its run is so far; value is what its plan is worth, the least is best,
 * and words say so. */
void watch_tell(struct watch *watch, uint32_t seat, uint64_t moves, int64_t value,
    const char *words);

/* The run of that thread is over. */
void watch_over(struct watch *watch, uint32_t seat, uint64_t moves);

uint64_t watch_moves(const struct watch *watch); /* of all runs that are over */
void watch_end(struct watch *watch);
#endif
