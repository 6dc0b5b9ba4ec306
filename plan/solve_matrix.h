/* solve_matrix.h - runs the matrix search in threads, as solve.h does the other one. */
#ifndef CONVENE_SOLVE_MATRIX_H
#define CONVENE_SOLVE_MATRIX_H

#include "matrix.h"
#include "solve.h"

#define SOLVE_MATRIX_EFFORT UINT64_C(1600000000) /* unless more is asked for */

struct solve_matrix_result {
	struct matrix_plan plan; /* in the arena, which must be empty before */
	uint64_t effort;
	double seconds; /* of wall clock */
};

MUST_CHECK enum status solve_matrix(const struct matrix *matrix,
    const struct solve_order *order, struct arena *arena,
    struct solve_matrix_result *ret_result, struct err *err);
#endif
