/* lag.h - how late the event loop is: a timer that is due every few milliseconds, and
 * how long after its time it is called. A turn of T ms shows as T less at most one
 * period.
 *
 * On a busy machine the loop is late without a long turn, for it waits for a core. Linux
 * counts that (run delay: /proc/thread-self/schedstat, proc(5)); it is told apart, and
 * exact to one period. Where it is not counted, all of it is lag. */
#ifndef CONVENE_LAG_H
#define CONVENE_LAG_H

#include "base.h"

#include <event2/event.h>
#include <stdint.h>

struct lag;

/* Upper bounds of the histogram; one bucket more is for what lies above. */
#define LAG_BOUNDS 10
extern const int64_t lag_bounds_us[LAG_BOUNDS];

struct lag_figures {
	int64_t max_us; /* since the start, as the next three without waits for a core */
	int64_t minute_us; /* the longest of the last 60 s */
	int64_t sum_us;
	uint64_t buckets[LAG_BOUNDS + 1]; /* each for itself, not added up */
	uint64_t count;
	int64_t core_max_us; /* the longest that an expiry waited for a core */
	int64_t core_sum_us; /* of all that were late */
};

/* Measures until lag_close(). Never NULL: a process that gets no descriptor at its start
 * ends, as one without memory does. Costs one wake-up and two reads a period. */
struct lag *lag_open(struct event_base *base, int period_ms);
void lag_close(struct lag **lag); /* for CLEANUP(); accepts NULL */

struct lag_figures lag_figures(const struct lag *lag);
#endif
