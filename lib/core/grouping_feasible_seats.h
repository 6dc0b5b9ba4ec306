/* grouping_feasible_seats.h - more people than seats, and more kept apart than tables. */
#ifndef CONVENE_GROUPING_FEASIBLE_SEATS_H
#define CONVENE_GROUPING_FEASIBLE_SEATS_H

#include "grouping_feasible.h"
#include "grouping_state.h"

/* A flow from people to places (a venue in a slot). Who finds no seat even when
 * everybody moves to make room is one of a group that has only so many places, all
 * full: fills *ret_finding with that group. False: there are seats, or no answer was
 * found in time. */
bool grouping_feasible_seats(const struct grouping_state *state, struct arena *scratch,
    struct grouping_finding *ret_finding);

/* People of whom no two may meet, more than there can be tables. Looked for from the ones
 * with most such pairs; false: none was found. */
bool grouping_feasible_seats_apart(const struct grouping_state *state,
    struct arena *scratch, struct grouping_finding *ret_finding);
#endif
