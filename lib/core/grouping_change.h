/* grouping_change.h - what a change of a given plan would cost, term by term, and which
 * hard rules it would break: asked before it is made. */
#ifndef CONVENE_GROUPING_CHANGE_H
#define CONVENE_GROUPING_CHANGE_H

#include "grouping_breach.h"

struct grouping_difference {
	int64_t costs[GROUPING_TERM_COUNT]; /* after minus before */
	int64_t cost;                       /* their sum */
	struct grouping_breaches breaches;
};

/* All moves at once; an empty table is a table no more, and breaks nothing. Costs a few
 * microseconds for a few moves, whatever the plan's size. ERR_INVALID, with
 * *ret_difference untouched, for a person or table that does not exist, a person who
 * comes twice or is there already, more than GROUPING_MOVES_MAX. */
MUST_CHECK enum status grouping_change_ask(const struct grouping_seating *seating,
    const struct grouping_move *moves, uint32_t count,
    struct grouping_difference *ret_difference, struct err *err);

/* The usual changes, as grouping_change_ask() says of them; and ERR_INVALID where the
 * comment has an "if".
 * a and b change places, one of which may be no table: if both are at the same. */
MUST_CHECK enum status grouping_change_swap(const struct grouping_seating *seating,
    uint32_t a, uint32_t b, struct grouping_difference *ret_difference, struct err *err);

/* To the table from another one: if the person has no seat. */
MUST_CHECK enum status grouping_change_move(const struct grouping_seating *seating,
    uint32_t person, uint32_t table, struct grouping_difference *ret_difference,
    struct err *err);

/* From among those left out or outside to the table: if the person has a seat. */
MUST_CHECK enum status grouping_change_join(const struct grouping_seating *seating,
    uint32_t person, uint32_t table, struct grouping_difference *ret_difference,
    struct err *err);

/* From a table to outside, of their own will: if the person has no seat. */
MUST_CHECK enum status grouping_change_leave(const struct grouping_seating *seating,
    uint32_t person, struct grouping_difference *ret_difference, struct err *err);
#endif
