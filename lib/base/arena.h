/* arena.h - memory of one piece of work: taken in small bits, given back all at once. */
#ifndef CONVENE_ARENA_H
#define CONVENE_ARENA_H

#include "base.h"

#include <stdint.h>

struct arena_block;

/* All zero is an empty arena. Not for two threads at once. */
struct arena {
	struct arena_block *blocks; /* the newest first */
	size_t used;                /* of the newest */
	size_t total_bytes;         /* of all blocks, for limits and tests */
};

#define ARENA_ALIGNMENT 64 /* a cache line: rows of the grouping engine start on one */

/* Zeroed, aligned for any type (to a cache line from 64 bytes on), never NULL, good until
 * arena_done(). */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* Copies; NULL gives NULL. */
char *arena_text(struct arena *arena, const char *text);
char *arena_bytes(struct arena *arena, const void *bytes, size_t length); /* and a NUL */

/* Frees everything; the arena is empty and may be used again. */
void arena_done(struct arena *arena);

#define ARENA_NEW(arena, type, count) \
	((type *)arena_alloc((arena), (count), sizeof(type)))
#endif
