/* round_writing.h - a plan as the rows that a commit writes. */
#ifndef CONVENE_ROUND_WRITING_H
#define CONVENE_ROUND_WRITING_H

#include "round_making.h"

/* Fills rows, counts and digests of making->out, from a plan that has prompts. */
void round_writing_make(struct round_making *making);
#endif
