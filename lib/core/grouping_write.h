/* grouping_write.h - takes the plan out of the engine's state, with its costs and
 * facts. */
#ifndef CONVENE_GROUPING_WRITE_H
#define CONVENE_GROUPING_WRITE_H

#include "grouping_state.h"

/* Groups, those left out, costs and violations; into the arena, in an order that does not
 * depend on how the search went. Why somebody is left out takes a while to find. */
void grouping_write_plan(const struct grouping_state *state, struct arena *arena,
    bool with_reasons, struct grouping_plan *ret_plan);
#endif
