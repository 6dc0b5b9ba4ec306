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

/* Up to GROUPING_SEATS_MOVES_MAX people to anywhere else. */
uint32_t grouping_seats_moves(const struct grouping_seating *seating, struct dice *dice,
    struct grouping_move moves[GROUPING_SEATS_MOVES_MAX]);
#endif
