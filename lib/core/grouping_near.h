/* grouping_near.h - which tables a person could come to: for each site those within its
 * reach, slot by slot. Listed from time to time; tables may have moved since. */
#ifndef CONVENE_GROUPING_NEAR_H
#define CONVENE_GROUPING_NEAR_H

#include "grouping_state.h"

struct grouping_near {
	uint32_t slots_count, tables_count;
	uint32_t
	    *first; /* [site * slots_count + slot]: into tables; one more at the end */
	uint32_t *tables;
	uint64_t tables_max; /* room; 0: the lists would be too long, any table is near */
	uint32_t *counts;    /* [place]: into by_cell */
	uint32_t
	    *by_cell;   /* tables by slot within venue; neighbours follow one another */
	uint32_t *turn; /* [venue]: its place among its neighbours */
};

void grouping_near_init(struct grouping_near *near, struct grouping_state *state);
void grouping_near_list(struct grouping_near *near, const struct grouping_state *state);

/* One of those at a site that offered these slots, or GROUPING_NONE. */
static inline uint32_t
grouping_near_table(const struct grouping_near *near, uint32_t site, uint64_t slots,
    uint64_t deal)
{
	const uint32_t *first = &near->first[(size_t)site * near->slots_count];
	uint32_t count = 0, slot;

	if (near->tables_max == 0)
		return (uint32_t)((deal >> 32) * near->tables_count >> 32);
	for (uint64_t rest = slots;
	     (slot = grouping_state_next_slot(&rest)) < GROUPING_SLOTS_MAX;)
		count += first[slot + 1] - first[slot];
	if (count == 0)
		return GROUPING_NONE;
	count = (uint32_t)((deal >> 32) * count >> 32);
	for (;;) {
		slot = grouping_state_next_slot(&slots);
		if (count < first[slot + 1] - first[slot])
			return near->tables[first[slot] + count];
		count -= first[slot + 1] - first[slot];
	}
}
#endif
