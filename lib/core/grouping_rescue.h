/* grouping_rescue.h - seats for those in the pool: a free seat, a seat that somebody else
 * can leave for another table, or a new table with people whom others can spare. */
#ifndef CONVENE_GROUPING_RESCUE_H
#define CONVENE_GROUPING_RESCUE_H

#include "grouping_state.h"

/* Ends with nobody in the pool whom a table with a free seat could take (unless the steps
 * of a hopeless input ran out). */
void grouping_rescue_pool(struct grouping_state *state);

/* Opens a table there for the unit with others from the pool; false, with nothing
 * changed, where they make no table. */
bool grouping_rescue_open(struct grouping_state *state, uint32_t unit, uint32_t venue,
    uint32_t slot);
#endif
