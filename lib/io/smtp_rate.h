/* smtp_rate.h - a token bucket: so many mails a second, some at once. Pure. */
#ifndef CONVENE_SMTP_RATE_H
#define CONVENE_SMTP_RATE_H

#include <stdint.h>

/* All zero but these two is a full bucket. per_s 0: no limit. */
struct smtp_rate {
	int per_s, burst; /* burst at least 1 */
	int64_t empty_us; /* the time at which the mails so far would be due evenly */
};

/* Takes one token and returns 0; or takes none and returns the milliseconds until there
 * is one. now_ms never goes back. */
int smtp_rate_take(struct smtp_rate *rate, int64_t now_ms);
#endif
