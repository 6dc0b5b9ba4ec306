/* readers.h - what the programs read from strangers, as functions of bytes: for fuzzing
 * (tools/fuzz), and for the corpus of tests/fixtures/fuzz in every test run. The table is
 * that of the file that is linked: readers.c for files, mail_readers.c for mail. */
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

/* Once, before the first of them. */
void readers_start(void);
#endif
