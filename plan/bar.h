/* bar.h - how far a search is, as one line that is written over and over: on standard
 * error, if that is a terminal, and at most ten times a second. */
#ifndef CONVENE_BAR_H
#define CONVENE_BAR_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

struct bar {
	bool is_shown;
	int64_t next_ms;
};

struct bar_state {
	uint64_t done, of; /* moves */
	int64_t cost;      /* of the best plan yet */
	uint32_t left_out;
	const char *scale; /* in which cost is told: "objective"; NULL: "cost" */
};

void bar_start(struct bar *bar);
void bar_show(struct bar *bar, const struct bar_state *state);
void bar_end(struct bar *bar); /* takes the line away */
#endif
