/* matrix_made.h - made-up matrices for tests and benchmarks, as files and in memory. */
#ifndef CONVENE_MATRIX_MADE_H
#define CONVENE_MATRIX_MADE_H

#include "matrix.h"
#include "text.h"

struct matrix_made {
	uint32_t count, groups;
	uint32_t size_min, size_max; /* of each group */
	uint32_t distance_max;       /* thousandths; uniform from 0 on */
};

/* A file of the public format. */
void matrix_made_write(const struct matrix_made *made, uint64_t seed, struct text *file);

/* The same, read. */
struct matrix matrix_made_read(const struct matrix_made *made, uint64_t seed,
    struct arena *arena);

/* The greatest objective of all groupings, by trying each: for 12 elements at most. */
int64_t matrix_made_best(const struct matrix *matrix);
#endif
