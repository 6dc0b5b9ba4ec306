/* grouping_move.h - a change of a seating as a list of moves, made at once: who is where
 * after it. */
#ifndef CONVENE_GROUPING_MOVE_H
#define CONVENE_GROUPING_MOVE_H

#include "grouping_seating.h"

#define GROUPING_MOVES_MAX 512

struct grouping_moves {
	const struct grouping_seating *seating;
	struct grouping_move items[GROUPING_MOVES_MAX]; /* by person, each once */
	uint32_t count;
};

/* Those who are at a table after the moves. */
struct grouping_company {
	uint32_t people[GROUPING_SIZE_MAX + GROUPING_MOVES_MAX];
	uint32_t count;
	uint32_t hosts; /* how many of them are willing */
};

/* ERR_INVALID for a person or place that does not exist, a person who comes twice or is
 * there already, or more than GROUPING_MOVES_MAX; *ret_moves is good only after OK. */
MUST_CHECK enum status grouping_move_read(const struct grouping_seating *seating,
    const struct grouping_move *items, uint32_t count, struct grouping_moves *ret_moves,
    struct err *err);

/* ERR_INVALID if there is no such person. */
MUST_CHECK enum status grouping_move_check(const struct grouping_seating *seating,
    uint32_t person, struct err *err);

/* NULL: the person stays. */
const struct grouping_move *grouping_move_of(const struct grouping_moves *moves,
    uint32_t person);

uint32_t grouping_move_place(const struct grouping_moves *moves, uint32_t person);

void grouping_move_company(const struct grouping_moves *moves, uint32_t table,
    struct grouping_company *ret_company);
#endif
