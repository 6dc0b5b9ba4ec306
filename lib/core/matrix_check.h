/* matrix_check.h - what a grouping is worth, reckoned again from the file's own text.
 * Shares nothing with the search nor with its reader, on purpose. */
#ifndef CONVENE_MATRIX_CHECK_H
#define CONVENE_MATRIX_CHECK_H

#include "base.h"

#include <stdint.h>

/* The sum of distances inside groups, in thousandths. group_of[i] is the group of
 * element i, 0 to K - 1; file is the text of a file, with a NUL at its end. ERR_INVALID
 * when count is not the file's n, for text that is no such file, and for a group that is
 * none; ERR_FINDINGS when sizes are out of bounds, naming the first such group;
 * *ret_objective is then untouched. */
MUST_CHECK enum status matrix_check(const char *file, const uint32_t *group_of,
    uint32_t count, int64_t *ret_objective, struct err *err);
#endif
