/* naming.h - the names of a problem's people and places for the engine's sentences. */
#ifndef CONVENE_NAMING_H
#define CONVENE_NAMING_H

#include "grouping_words.h"
#include "problem.h"

struct naming {
	const struct problem *problem;
	struct text names[2]; /* in turn */
	size_t next;
};

/* Borrows naming, in which only problem is set before. */
struct grouping_names naming_names(struct naming *naming);

/* For CLEANUP(). */
void naming_done(struct naming *naming);
#endif
