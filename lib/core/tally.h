/* tally.h - how much was done within the last minute and the last hour. All zero has done
 * nothing. Times are of a clock that never goes back. */
#ifndef CONVENE_TALLY_H
#define CONVENE_TALLY_H

#include "base.h"

#include <stdint.h>

#define TALLY_SLOTS 60

struct tally_ring {
	int64_t at; /* of the newest slot, in steps */
	int64_t counts[TALLY_SLOTS];
};

struct tally {
	struct tally_ring seconds, minutes;
};

void tally_add(struct tally *tally, int64_t now_ms, int64_t count);

/* Whole slots, the running one too: of 59 to 60 seconds, and of 59 to 60 minutes. */
int64_t tally_minute(const struct tally *tally, int64_t now_ms);
int64_t tally_hour(const struct tally *tally, int64_t now_ms);
#endif
