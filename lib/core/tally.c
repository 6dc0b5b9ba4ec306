#include "tally.h"

#include <string.h>

#define SECOND_MS 1000
#define MINUTE_MS 60000

/* Slots that are too old are empty again. */
static void
turn(struct tally_ring *ring, int64_t at)
{
	if (at - ring->at >= TALLY_SLOTS) {
		memset(ring->counts, 0, sizeof ring->counts);
		ring->at = at;
	}
	while (ring->at < at)
		ring->counts[++ring->at % TALLY_SLOTS] = 0;
}

static void
add(struct tally_ring *ring, int64_t at, int64_t count)
{
	turn(ring, at);
	ring->counts[at % TALLY_SLOTS] += count;
}

static int64_t
sum(const struct tally_ring *ring, int64_t at)
{
	struct tally_ring now = *ring;
	int64_t total = 0;

	turn(&now, at);
	for (int i = 0; i < TALLY_SLOTS; i++)
		total += now.counts[i];
	return total;
}

void
tally_add(struct tally *tally, int64_t now_ms, int64_t count)
{
	add(&tally->seconds, now_ms / SECOND_MS, count);
	add(&tally->minutes, now_ms / MINUTE_MS, count);
}

int64_t
tally_minute(const struct tally *tally, int64_t now_ms)
{
	return sum(&tally->seconds, now_ms / SECOND_MS);
}

int64_t
tally_hour(const struct tally *tally, int64_t now_ms)
{
	return sum(&tally->minutes, now_ms / MINUTE_MS);
}
