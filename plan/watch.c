#include "watch.h"

#include "clock.h"
#include "halt.h"

#include <stdio.h>

#define SAFETY 4        /* times the wished time; a search that is slower is cut off */
#define SAFETY_MS 10000 /* and so much more: the machine may be busy */

void
watch_start(struct watch *watch, uint64_t effort, int64_t wished_ms)
{
	*watch = (struct watch){ .effort = effort };
	if (wished_ms > 0)
		watch->ends_ms = clock_now_ms() + SAFETY * wished_ms + SAFETY_MS;
	(void)pthread_mutex_init(&watch->lock, NULL); /* of the usual kind: no failure */
	bar_start(&watch->bar);
}

void
watch_tell(struct watch *watch, uint32_t seat, uint64_t moves, int64_t value,
    const char *words)
{
	uint64_t sum = 0;

	(void)pthread_mutex_lock(&watch->lock);
	watch->now[seat] = moves;
	for (size_t i = 0; i < CREW_MAX; i++)
		sum += watch->done[i] + watch->now[i];
	if (!watch->has_best || value < watch->best) {
		watch->has_best = true;
		watch->best = value;
		snprintf(watch->words, sizeof watch->words, "%s", words);
	}
	bar_show(&watch->bar, sum, watch->effort, watch->words);
	(void)pthread_mutex_unlock(&watch->lock);
	if (watch->ends_ms > 0 && clock_now_ms() > watch->ends_ms)
		halt_now();
}

void
watch_over(struct watch *watch, uint32_t seat, uint64_t moves)
{
	(void)pthread_mutex_lock(&watch->lock);
	watch->done[seat] += moves;
	watch->now[seat] = 0;
	(void)pthread_mutex_unlock(&watch->lock);
}

uint64_t
watch_moves(const struct watch *watch)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < CREW_MAX; i++)
		sum += watch->done[i];
	return sum;
}

void
watch_end(struct watch *watch)
{
	bar_end(&watch->bar);
	(void)pthread_mutex_destroy(&watch->lock);
}
