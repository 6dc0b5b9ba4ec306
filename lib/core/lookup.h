/* lookup.h - finds a text's number in constant time: duplicates and references in files
 * of a million rows. */
#ifndef CONVENE_LOOKUP_H
#define CONVENE_LOOKUP_H

#include "base.h"

#include <stdbool.h>

struct lookup_slot;

/* All zero is empty. Keys are borrowed: they must outlive the lookup. */
struct lookup {
	struct lookup_slot *slots;
	size_t slot_count, count;
};

/* Adds a key with its number; returns false, changing nothing, when the key is there. */
bool lookup_add(struct lookup *lookup, const char *key, size_t number);

bool lookup_find(const struct lookup *lookup, const char *key, size_t *ret_number);

/* For CLEANUP(). */
void lookup_done(struct lookup *lookup);
#endif
