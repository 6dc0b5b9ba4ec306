/* grouping_fixed.h - tables that are there before the search: frozen ones are kept out of
 * it, the others are where it begins. */
#ifndef CONVENE_GROUPING_FIXED_H
#define CONVENE_GROUPING_FIXED_H

#include "grouping_state.h"

/* Tells who comes, and what their staying is worth; before there are units. */
void grouping_fixed_read(struct grouping_state *state);

/* Frozen tables are taken from those of their venue. */
void grouping_fixed_take_tables(struct grouping_state *state);

/* Opens the others as far as they are lawful; where members are missing the pool is
 * asked. What cannot be opened leaves its members in the pool. */
void grouping_fixed_seat(struct grouping_state *state);
#endif
