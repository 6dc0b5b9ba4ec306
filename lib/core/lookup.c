/* lookup.c - open addressing, at most half full: chains of taken slots stay short. */
#include "lookup.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#define FIRST_SLOTS 64

struct lookup_slot {
	const char *key; /* NULL: free */
	uint64_t hash;
	size_t number;
};

/* FNV-1a, then mixed, because the slot is taken from the low bits. */
static uint64_t
hash_of(const char *key)
{
	uint64_t hash = 14695981039346656037U;

	for (; *key != '\0'; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211U;
	hash ^= hash >> 32;
	hash *= 0x9E3779B97F4A7C15U;
	return hash ^ (hash >> 29);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct lookup_slot *
slot_of(const struct lookup *lookup, const char *key, uint64_t hash)
{
	size_t at = hash & (lookup->slot_count - 1);

	while (lookup->slots[at].key != NULL &&
	    (lookup->slots[at].hash != hash || strcmp(lookup->slots[at].key, key) != 0))
		at = (at + 1) & (lookup->slot_count - 1);
	return &lookup->slots[at];
}

static void
grow(struct lookup *lookup)
{
	struct lookup bigger = {
		.slot_count = lookup->slot_count > 0 ? lookup->slot_count * 2
						     : FIRST_SLOTS,
		.count = lookup->count,
	};

	bigger.slots = alloc_zero(bigger.slot_count, sizeof *bigger.slots);
	for (size_t i = 0; i < lookup->slot_count; i++)
		if (lookup->slots[i].key != NULL)
			*slot_of(&bigger, lookup->slots[i].key,
			    lookup->slots[i].hash) = lookup->slots[i];
	free(lookup->slots);
	*lookup = bigger;
}

bool
lookup_add(struct lookup *lookup, const char *key, size_t number)
{
	uint64_t hash = hash_of(key);
	struct lookup_slot *slot;

	assert(key != NULL);
	if (lookup->count * 2 >= lookup->slot_count)
		grow(lookup);
	slot = slot_of(lookup, key, hash);
	if (slot->key != NULL)
		return false;
	*slot = (struct lookup_slot){ key, hash, number };
	lookup->count++;
	return true;
}

bool
lookup_find(const struct lookup *lookup, const char *key, size_t *ret_number)
{
	const struct lookup_slot *slot;

	if (lookup->slot_count == 0)
		return false;
	slot = slot_of(lookup, key, hash_of(key));
	if (slot->key == NULL)
		return false;
	*ret_number = slot->number;
	return true;
}

void
lookup_done(struct lookup *lookup)
{
	free(lookup->slots);
	*lookup = (struct lookup){ 0 };
}
