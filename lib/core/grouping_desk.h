/* grouping_desk.h - what the inner loop of the search reads of a table, in a few cache
 * lines: a seat is a lane, eight lanes with their packed codes are a line. A copy of the
 * state, to be laid anew for each table that changed. */
#ifndef CONVENE_GROUPING_DESK_H
#define CONVENE_GROUPING_DESK_H

#include "grouping_state.h"

#define GROUPING_LANES_MAX GROUPING_SIZE_MAX

enum grouping_lane_mark {
	GROUPING_LANE_HOSTS = 1,
	GROUPING_LANE_GLUED = 2,    /* one of several people that move together */
	GROUPING_LANE_SECTIONS = 4, /* bears one: the cost of sitting alone may change */
	GROUPING_LANE_WISHES = 8,   /* pairs may take something off */
};

/* Which bits of equal bytes count, and for what. */
struct grouping_worth {
	uint64_t narrow;                     /* bytes of one-byte attributes */
	uint64_t first[GROUPING_ATTRIBUTES]; /* lowest bit of each lane's byte ... */
	int32_t weight[GROUPING_ATTRIBUTES]; /* ... of an attribute that has a weight */
	uint32_t count;
	const int32_t *equal_cost; /* by which bytes of one lane are equal */
};

/* Eight seats of a table; the first line of a table has its size. */
struct grouping_line {
	uint64_t codes[8], slots[8];
	int64_t own[8]; /* what ends when the person leaves, but for sitting alone */
	uint32_t people[8], sites[8];
	uint8_t known[8], minutes_max[8], marks[8];
	uint32_t venue;
	uint8_t slot, size, seats, hosts;
};

struct grouping_lanes;

struct grouping_desk {
	struct grouping_state *state;
	const struct grouping_lanes *lanes; /* the way through the loop */
	uint32_t stride;                    /* lines of a table */
	struct grouping_line *lines;
	struct grouping_worth worth;
	uint8_t *minutes;         /* [venue * sites_count + site] */
	int32_t travel_cost[256]; /* by minutes */
};

void grouping_desk_init(struct grouping_desk *desk, struct grouping_state *state,
    const struct grouping_lanes *lanes);

/* After the table changed. */
void grouping_desk_lay(struct grouping_desk *desk, uint32_t table);

static inline struct grouping_line *
grouping_desk_table(const struct grouping_desk *desk, uint32_t table)
{
	return &desk->lines[(size_t)table * desk->stride];
}
#endif
