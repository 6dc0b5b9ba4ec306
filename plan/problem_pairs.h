/* problem_pairs.h - who must not meet, has met or would like to: from roster, files and
 * rules to the engine's pairs. */
#ifndef CONVENE_PROBLEM_PAIRS_H
#define CONVENE_PROBLEM_PAIRS_H

#include "problem.h"

/* All of the files; to be called once. As problem_new(). */
MUST_CHECK enum status problem_pairs_read(struct problem *problem, struct text *errors,
    struct err *err);

/* Everybody at these tables has met in the round of problem->round. */
MUST_CHECK enum status problem_pairs_note(struct problem *problem,
    const struct grouping_plan *plan, struct err *err);

/* Puts those of the round to come into the input. */
void problem_pairs_write(struct problem *problem);

/* Of a pair of the input that has met: 1 is the last round. */
uint32_t problem_pairs_rounds_ago(const struct problem *problem, size_t pair);

void problem_pairs_done(struct problem *problem);
#endif
