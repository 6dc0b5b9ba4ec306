/* fuzz.c - the entry of libFuzzer for the reader that READER names. */
#include "readers.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc; /* libFuzzer's */
	(void)argv;
	readers_start();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (const struct readers_target *at = readers_table; at->name != NULL; at++)
		if (strcmp(at->name, READER) == 0) {
			at->read(data, size);
			return 0;
		}
	abort();
}
