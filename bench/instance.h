/* instance.h - a file of free distances for the benchmarks: read, or an end with a word. */
#ifndef CONVENE_INSTANCE_H
#define CONVENE_INSTANCE_H

#include "matrix.h"

struct instance {
	const char *text; /* of the file, with a NUL at its end */
	struct matrix matrix;
};

/* False, and a line on standard error, when it cannot be had. In the arena. */
bool instance_read(const char *path, struct arena *arena, struct instance *instance);

#endif
