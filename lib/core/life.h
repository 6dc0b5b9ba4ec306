/* life.h - the life cycles: what each thing can be, and what it may become. The database
 * refuses every other step by the same arrows (table state_change). */
#ifndef CONVENE_LIFE_H
#define CONVENE_LIFE_H

#include "base.h"

#include <stdbool.h>

enum life_machine {
	LIFE_SEASON,
	LIFE_ROUND,
	LIFE_GATHERING,
	LIFE_SEAT,
	LIFE_MESSAGE,
	LIFE_MONEY, /* of a seat */
	LIFE_COUNT,
};

struct life_arrow {
	const char *from, *to;
	const char *why; /* for the manual: what happened, in an administrator's words */
};

const char *life_name(enum life_machine machine); /* as in state_change.machine */

/* The state in which every life begins. */
const char *life_first(enum life_machine machine);

/* All arrows, for the tests that walk them, the database and the manual's diagram. */
const struct life_arrow *life_arrows(enum life_machine machine, size_t *ret_count);

bool life_may(enum life_machine machine, const char *from, const char *to);
#endif
