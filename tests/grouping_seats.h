/* grouping_seats.h - seatings of made-up people, and random changes of them. */
#ifndef CONVENE_GROUPING_SEATS_H
#define CONVENE_GROUPING_SEATS_H

#include "dice.h"
#include "grouping_seating.h"

#define GROUPING_SEATS_PEOPLE_MAX 90
#define GROUPING_SEATS_MOVES_MAX 8

/* What grouping_form() makes of the input; in the arena. */
struct grouping_seating *grouping_seats_make(const struct grouping_input *input,
    struct arena *arena);

/* A small random problem in which any of the rules may be tight. */
struct grouping_seating *grouping_seats_random(uint64_t seed, struct arena *arena);

/* Seven people, two tables of three in one place and slot: 0, 1, 2 and 3, 4, 5; person 6
 * is left out. 0, 3 and 6 host, and are alike, as are 1 and 4, 2 and 5. 0 and 4 must not
 * meet, 6 and 5 are manager and report, 6 and 1 have met. Tables of 3 or 4. */
struct grouping_seating *grouping_seats_seven(struct arena *arena);

/* What everybody at their place costs, from scratch. */
void grouping_seats_costs(const struct grouping_seating *seating,
    int64_t costs[GROUPING_TERM_COUNT]);

/* The seating as a plan, before grouping_check_plan(). */
MUST_CHECK enum status grouping_seats_check(const struct grouping_seating *seating,
    struct err *err);

/* Up to GROUPING_SEATS_MOVES_MAX people to anywhere else. */
uint32_t grouping_seats_moves(const struct grouping_seating *seating, struct dice *dice,
    struct grouping_move moves[GROUPING_SEATS_MOVES_MAX]);
#endif
