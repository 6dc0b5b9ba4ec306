/* grouping_lanes.h - what a person has in common with the people of a table, all lanes at
 * once. Whole numbers throughout: each vector path gives the same. */
#ifndef CONVENE_GROUPING_LANES_H
#define CONVENE_GROUPING_LANES_H

#include "cpu.h"
#include "grouping_desk.h"

/* An exchange of one at table `from` for any of the lanes of table `to`. */
struct grouping_offer {
	uint64_t code; /* of the one who would go ... */
	uint8_t known;
	const struct grouping_line *from, *to;
	uint32_t wanted; /* bit per lane of `to` that may come in exchange */
};

/* One way through the loop. */
struct grouping_lanes {
	/* Fills *ret_whole: what the one has in common with all of `to`; and for each
	 * lane wanted what both sides would have in common with those they come to. */
	void (*exchange)(const struct grouping_worth *worth,
	    const struct grouping_offer *offer, int32_t *ret_whole, int32_t *ret_costs);
	/* For each lane of a table what it has in common with the others. */
	void (*company)(const struct grouping_worth *worth,
	    const struct grouping_line *lines, int32_t *ret_costs);
};

extern const struct grouping_lanes grouping_lanes_scalar, grouping_lanes_avx2,
    grouping_lanes_avx512, grouping_lanes_neon;

/* That this machine has: cpu_has(). */
const struct grouping_lanes *grouping_lanes_path(enum cpu_path path);
#endif
