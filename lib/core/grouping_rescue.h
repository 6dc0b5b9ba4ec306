/* grouping_rescue.h - seats for those in the pool: a free seat, a seat that somebody else
 * can leave for another table, or a new table with people whom others can spare. */
#ifndef CONVENE_GROUPING_RESCUE_H
#define CONVENE_GROUPING_RESCUE_H

#include "grouping_state.h"

/* Ends with nobody in the pool whom a table with a free seat could take (unless the steps
 * of a hopeless input ran out). */
void grouping_rescue_pool(struct grouping_state *state);

struct grouping_place {
	uint32_t venue, slot;
};

/* Opens a table there for those of the units, all in the pool, who can share it; where
 * they are too few or no host, others of the pool are asked if asks_pool. False, with
 * nothing changed, where they make no table. */
bool grouping_rescue_seat(struct grouping_state *state, const uint32_t *units,
    uint32_t count, const struct grouping_place *place, bool asks_pool);

/* Opens a table there for the unit with others from the pool; false, with nothing
 * changed, where they make no table. */
bool grouping_rescue_open(struct grouping_state *state, uint32_t unit, uint32_t venue,
    uint32_t slot);
#endif
