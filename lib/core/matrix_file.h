/* matrix_file.h - reads the public format of free distances.
 *
 * Line 1: `n K ss lb1 ub1 ... lbK ubK` (ss: each group of one size; ds: between bounds),
 * then `i j d` for each pair 0 <= i < j < n once, in any order; d is 0 or more, with up
 * to three decimals. Fields are parted by single blanks, a line may end in one more. */
#ifndef CONVENE_MATRIX_FILE_H
#define CONVENE_MATRIX_FILE_H

#include "matrix.h"

/* ERR_INVALID, as "name:line: ...", for whatever is not in that format, bounds that n
 * cannot fill, and a distance that times the largest size is over 536,870.911: sums have
 * to fit in a quarter of 2^31. ERR_LIMIT for over MATRIX_COUNT_MAX elements, or
 * bounds so wide that the search would need over 1 GB. *ret_matrix is then untouched. */
MUST_CHECK enum status matrix_file_parse(const char *name, const char *bytes,
    size_t length, struct arena *arena, struct matrix *ret_matrix, struct err *err);
#endif
