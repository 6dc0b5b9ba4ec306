/* round_writing.h - a plan as the rows that a commit writes. */
#ifndef CONVENE_ROUND_WRITING_H
#define CONVENE_ROUND_WRITING_H

#include "round_making.h"

/* What is kept with a table. */
struct round_reasons {
	uint32_t minutes_max, hosts, repeats, specialties, sites;
	const int64_t *costs; /* by term */
};
void round_writing_reasons(const struct round_reasons *reasons, struct text *json);

/* Fills rows, counts and digests of making->out, from a plan that has prompts. */
void round_writing_make(struct round_making *making);
#endif
