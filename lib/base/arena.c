#include "arena.h"

#include <assert.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)64 * 1024)
#define SMALL_ALIGNMENT 16

struct arena_block {
	struct arena_block *next;
	size_t size; /* of bytes[] */
	_Alignas(ARENA_ALIGNMENT) unsigned char bytes[];
};

static struct arena_block *
block_new(struct arena *arena, size_t wanted)
{
	size_t size = wanted > BLOCK_BYTES ? wanted : BLOCK_BYTES;
	size_t whole = sizeof(struct arena_block) + size;

	whole = (whole + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
	struct arena_block *block = alloc_check(aligned_alloc(ARENA_ALIGNMENT, whole));

	memset(block, 0, whole);
	block->size = whole - sizeof(struct arena_block);
	arena->total_bytes += whole;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		alloc_check(NULL);

	size_t alignment = bytes < ARENA_ALIGNMENT ? SMALL_ALIGNMENT : ARENA_ALIGNMENT;
	size_t at = (arena->used + alignment - 1) & ~(alignment - 1);

	if (arena->blocks == NULL || at + bytes > arena->blocks->size) {
		struct arena_block *block = block_new(arena, bytes);

		block->next = arena->blocks;
		arena->blocks = block;
		at = 0;
	}
	arena->used = at + bytes;
	return arena->blocks->bytes + at;
}

char *
arena_bytes(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *
arena_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_bytes(arena, text, strlen(text));
}

void
arena_done(struct arena *arena)
{
	while (arena->blocks != NULL) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
	*arena = (struct arena){ 0 };
}
