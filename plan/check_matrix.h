/* check_matrix.h - `check` for a plan of `matrix`. */
#ifndef CONVENE_CHECK_MATRIX_H
#define CONVENE_CHECK_MATRIX_H

#include "json.h"

/* bytes: the file of distances. Adds a line to findings for each thing that is not as the
 * plan says, and returns how many there are. */
size_t check_matrix_plan(const struct json *plan, const struct text *bytes,
    struct text *findings);
#endif
