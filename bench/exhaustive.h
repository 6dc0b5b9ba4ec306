/* exhaustive.h - the best of all partitions, found by trying every one. */
#ifndef CONVENE_EXHAUSTIVE_H
#define CONVENE_EXHAUSTIVE_H

#include "matrix.h"

#define EXHAUSTIVE_COUNT_MAX 14

/* In thousandths. For EXHAUSTIVE_COUNT_MAX elements at most. */
int64_t exhaustive_objective(const struct matrix *matrix);

#endif
