/* clock.h - the two clocks. Business time says what is due and may be simulated, so that
 * a season can be rehearsed; monotonic time measures waits and cannot. */
#ifndef CONVENE_CLOCK_H
#define CONVENE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Business time: seconds since 1970, UTC. */
int64_t clock_now_s(void);

/* Milliseconds (microseconds) since some moment; never back, never simulated. */
int64_t clock_now_ms(void);
int64_t clock_now_us(void);

/* From now on business time stands still at now_s and moves by clock_advance() alone,
 * which may only be called then. For the whole process, from any thread. */
void clock_set_simulated(int64_t now_s);
void clock_advance(int64_t seconds);
bool clock_is_simulated(void);

/* Back to the machine's clock. */
void clock_set_real(void);
#endif
