/* rotation.h - who visits which table when: speed networking in the fewest rounds.
 *
 * Teams visit tables. In one round a team is at one table and a table has one team, so
 * the rounds are the colours of a bipartite graph's edges: as many as the busiest team
 * or table has visits suffice, and fewer cannot do (Koenig 1916). Visits are placed one
 * by one; where no round is free for both, two rounds change places along one path of
 * visits. */
#ifndef CONVENE_ROTATION_H
#define CONVENE_ROTATION_H

#include "arena.h"

#include <stdbool.h>

#define ROTATION_CELLS_MAX 268435456 /* teams and tables, times rounds: 1 GB */

struct rotation_visit {
	uint32_t team, table; /* from 0; twins of a table are two tables */
};

struct rotation_input {
	uint32_t teams_count, tables_count, visits_count;
	const struct rotation_visit *visits;
	uint32_t rounds_least; /* more rounds than needed make them even, or 0 */
};

struct rotation_plan {
	uint32_t rounds_count;  /* the most that anyone has to do, or rounds_least */
	uint32_t *round_of;     /* [visit] */
	uint32_t *visits_count; /* [round]: they differ by one at most */
	/* One that has the most visits: who has to have fewer, if there are too many
	 * rounds. Teams come first, then tables. */
	uint32_t busiest;
};

/* ERR_INVALID: a visit by a team or to a table that there is not, or the same visit
 * twice; ERR_LIMIT: more cells than ROTATION_CELLS_MAX. Equal input, equal plan. */
MUST_CHECK enum status rotation_plan_make(const struct rotation_input *input,
    struct arena *arena, struct rotation_plan *ret_plan, struct err *err);

/* Looks at a plan by simple code of its own: whether it is one, in rounds that are even
 * and no more than are needed. ERR_FINDINGS says what is not. */
MUST_CHECK enum status rotation_check(const struct rotation_input *input,
    const struct rotation_plan *plan, struct err *err);
#endif
