#include "misses.h"

#include "base.h"

#include <arpa/inet.h>
#include <string.h>

#define MINUTE_MS 60000
#define PROBES 8
#define PREFIX_BYTES 8 /* of an IPv6 address: one site has all of a /64 */

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

/* IPv4 as ::ffff:a.b.c.d; false: nobody is told from the others by this. */
static bool
read_key(const char *address, unsigned char ret_key[static MISSES_KEY_SIZE])
{
	unsigned char key[MISSES_KEY_SIZE] = { 0 };

	memcpy(key, mapped, sizeof mapped);
	if (inet_pton(AF_INET, address, key + sizeof mapped) != 1 &&
	    inet_pton(AF_INET6, address, key) != 1)
		return false;
	if (memcmp(key, mapped, sizeof mapped) == 0) {
		if (key[sizeof mapped] == 127)
			return false;
	} else if (memcmp(key, &in6addr_loopback, sizeof key) == 0) {
		return false;
	} else {
		memset(key + PREFIX_BYTES, 0, sizeof key - PREFIX_BYTES);
	}
	memcpy(ret_key, key, sizeof key);
	return true;
}

static size_t
first_slot(const unsigned char key[static MISSES_KEY_SIZE])
{
	uint32_t hash = 2166136261; /* FNV-1a; a crowd only makes us forget */

	for (size_t i = 0; i < MISSES_KEY_SIZE; i++)
		hash = (hash ^ key[i]) * 16777619;
	return hash % MISSES_SLOTS;
}

static bool
is_live(const struct misses_slot *slot, int64_t now_ms)
{
	return slot->count > 0 && now_ms - slot->since_ms < MINUTE_MS;
}

/* The slot of the key, or else the one to give up. */
static size_t
find(const struct misses *misses, const unsigned char key[static MISSES_KEY_SIZE])
{
	size_t start = first_slot(key), oldest = start;

	for (size_t i = 0; i < PROBES; i++) {
		size_t at = (start + i) % MISSES_SLOTS;
		const struct misses_slot *slot = &misses->slots[at];

		if (memcmp(slot->key, key, MISSES_KEY_SIZE) == 0)
			return at;
		if (slot->since_ms < misses->slots[oldest].since_ms)
			oldest = at;
	}
	return oldest;
}

bool
misses_is_over(const struct misses *misses, const char *address, int64_t now_ms)
{
	unsigned char key[MISSES_KEY_SIZE];

	if (!read_key(address, key))
		return false;
	const struct misses_slot *slot = &misses->slots[find(misses, key)];

	return memcmp(slot->key, key, sizeof key) == 0 && is_live(slot, now_ms) &&
	    slot->count >= MISSES_PER_MINUTE;
}

void
misses_add(struct misses *misses, const char *address, int64_t now_ms)
{
	unsigned char key[MISSES_KEY_SIZE];

	if (!read_key(address, key))
		return;
	struct misses_slot *slot = &misses->slots[find(misses, key)];

	if (memcmp(slot->key, key, sizeof key) != 0 || !is_live(slot, now_ms)) {
		*slot = (struct misses_slot){ .since_ms = now_ms };
		memcpy(slot->key, key, sizeof key);
	}
	slot->count++;
}
