/* misses.h - how often an address asked for links that do not exist. Only misses are
 * counted: a hospital shares one address, and its people hold good links. Pure. */
#ifndef CONVENE_MISSES_H
#define CONVENE_MISSES_H

#include <stdbool.h>
#include <stdint.h>

#define MISSES_PER_MINUTE 20
#define MISSES_KEY_SIZE 16
#define MISSES_SLOTS 4096 /* the oldest of a few is forgotten when it is crowded */

struct misses_slot {
	unsigned char key[MISSES_KEY_SIZE];
	int64_t since_ms; /* of the minute that counts; 0: free */
	int count;
};

/* All zero is empty. */
struct misses {
	struct misses_slot slots[MISSES_SLOTS];
};

/* address: IPv4 or IPv6 as text; of the latter its /64 counts. Any other text, "" and
 * this machine itself (a proxy that is not in the settings) is never over the limit:
 * all visitors would share it. */
bool misses_is_over(const struct misses *misses, const char *address, int64_t now_ms);
void misses_add(struct misses *misses, const char *address, int64_t now_ms);
#endif
