/* readers.h - what convene-plan reads from strangers, as functions of bytes: for fuzzing
 * (tools/fuzz), and for the corpus of tests/fixtures/fuzz in every test run. */
#ifndef CONVENE_READERS_H
#define CONVENE_READERS_H

#include <stddef.h>
#include <stdint.h>

typedef void readers_fn(const uint8_t *data, size_t size);

struct readers_target {
	const char *name; /* of its folder in the corpus */
	readers_fn *read;
};

/* Ends with no name. */
extern const struct readers_target readers_table[];
#endif
