/* bar.h - how far a search is, as one line that is written over and over: on standard
 * error, if that is a terminal, and at most ten times a second. */
#ifndef CONVENE_BAR_H
#define CONVENE_BAR_H

#include "text.h"

#include <stdbool.h>
#include <stdint.h>

struct bar {
	bool is_shown;
	int64_t next_ms;
};

void bar_start(struct bar *bar);

/* Done, of so much; words tell how good the best is, and may be NULL. */
void bar_show(struct bar *bar, uint64_t done, uint64_t of, const char *words);
void bar_end(struct bar *bar); /* takes the line away */
#endif
