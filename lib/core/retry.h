/* retry.h - when a mail that the relay put off is tried again, and when no more. */
#ifndef CONVENE_RETRY_H
#define CONVENE_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#define RETRY_SPREAD 200 /* permille, either way */

/* Seconds to wait after that many tries that counted, 1 for the first: 1, 5, 15, 30
 * minutes, then an hour each. spread, -RETRY_SPREAD to RETRY_SPREAD, moves it, so that
 * what failed together does not come back together. */
int64_t retry_wait_s(int64_t tries, int spread);

/* Two days have passed with so many tries: the mail has failed. */
bool retry_is_over(int64_t tries);
#endif
