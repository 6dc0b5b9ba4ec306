/* spelling.h - did you mean ...? */
#ifndef CONVENE_SPELLING_H
#define CONVENE_SPELLING_H

#include "base.h"

/* Letters to add, drop, change or swap with the next; words are compared up to
 * SPELLING_MAX bytes, longer ones are as far apart as they are long. */
#define SPELLING_MAX 48
size_t spelling_distance(const char *a, const char *b);

/* The nearest of the words when it is near enough to be meant (a third of its letters, or
 * what was typed is its beginning), else NULL. */
const char *spelling_nearest(const char *typed, const char *const *words, size_t count);
#endif
