/* grouping_least.h - what the best plan of a few people costs, found by trying all. */
#ifndef CONVENE_GROUPING_LEAST_H
#define CONVENE_GROUPING_LEAST_H

#include "grouping.h"

#define GROUPING_LEAST_PEOPLE 12 /* at most, for 2^12 sets of them are looked at */
#define GROUPING_LEAST_NO_PLAN INT64_MAX

struct grouping_least {
	/* [groups][who sits, a bit each]: the cheapest lawful plan that seats them. */
	int64_t cost[GROUPING_LEAST_PEOPLE + 1][1u << GROUPING_LEAST_PEOPLE];
	/* [groups][left out]: the cheapest of those. */
	int64_t by_left[GROUPING_LEAST_PEOPLE + 1][GROUPING_LEAST_PEOPLE + 1];
	uint32_t left_least; /* with any number of groups */
};

/* In the arena. Every rule of the input counts but tables that are fixed before. Shares
 * no code with the engine. */
const struct grouping_least *grouping_least_find(const struct grouping_input *input,
    struct arena *arena);
#endif
