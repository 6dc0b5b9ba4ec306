/* matrix_search.h - one anneal: from elements dealt at random to a local optimum. */
#ifndef CONVENE_MATRIX_SEARCH_H
#define CONVENE_MATRIX_SEARCH_H

#include "matrix_scan.h"

/* Deals and anneals within so many evaluations, descends (within a few more), leaves
 * state at a local optimum and adds to *evaluations. False if the stop flag ended it. */
bool matrix_search_run(const struct matrix_input *input,
    const struct matrix_options *options, uint32_t run, uint64_t effort,
    struct matrix_state *state, struct arena *arena, uint64_t *ret_evaluations);
#endif
