/* grouping_left.h - which rule kept somebody in the pool. */
#ifndef CONVENE_GROUPING_LEFT_H
#define CONVENE_GROUPING_LEFT_H

#include "grouping_state.h"

/* Of a unit in the pool, once nobody moves any more. The person is not filled in. */
struct grouping_left grouping_left_of(const struct grouping_state *state, uint32_t unit);
#endif
