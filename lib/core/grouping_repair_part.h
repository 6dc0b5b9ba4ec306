/* grouping_repair_part.h - a few tables of a seating as a problem of their own, for
 * grouping_form(): each stays where and when it is, and whoever leaves one costs. */
#ifndef CONVENE_GROUPING_REPAIR_PART_H
#define CONVENE_GROUPING_REPAIR_PART_H

#include "grouping_repair_work.h"

struct grouping_repair_part {
	struct grouping_input input;
	const uint32_t *tables; /* of the seating: the input's fixed tables */
	uint32_t tables_count;
	uint32_t *people; /* of the seating: the input's people */
};

/* The people of these tables but the leaver, and as many candidates as the work's table
 * lacks people: the first ones who could come to one of them, those of lower priority
 * first. tables is borrowed; the rest is in the work's arena. */
void grouping_repair_part_init(struct grouping_repair_part *part,
    const struct grouping_repair_work *work, const uint32_t *tables, uint32_t count);

/* Who moves by this plan of the part. False: somebody who had a seat has none, or more
 * people move than *ret_found takes. */
bool grouping_repair_part_moves(const struct grouping_repair_part *part,
    const struct grouping_repair_work *work, const struct grouping_plan *plan,
    struct grouping_repair_found *ret_found);
#endif
