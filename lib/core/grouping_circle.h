/* grouping_circle.h - people at a table, and what one more would cost there: quick enough
 * to ask for thousands. */
#ifndef CONVENE_GROUPING_CIRCLE_H
#define CONVENE_GROUPING_CIRCLE_H

#include "grouping_seating.h"

struct grouping_circle {
	const struct grouping_seating *seating;
	uint32_t table;
	uint32_t people[GROUPING_SIZE_MAX];
	uint32_t count, hosts;
	uint64_t once, twice, minding; /* sections: borne, borne by two, minded */
};

/* The people of the table, but for one (or GROUPING_NONE). */
void grouping_circle_init(struct grouping_circle *circle,
    const struct grouping_seating *seating, uint32_t table, uint32_t except);

/* The same circle but for one of its people. */
void grouping_circle_without(const struct grouping_circle *circle, uint32_t person,
    struct grouping_circle *ret_circle);

void grouping_circle_add(struct grouping_circle *circle, uint32_t person);

/* There is a seat, the person offered the slot and the way is within their limit. */
bool grouping_circle_fits(const struct grouping_circle *circle, uint32_t person);

/* What the person would add to the cost of the table, or false: a pair must not meet. */
bool grouping_circle_cost(const struct grouping_circle *circle, uint32_t person,
    int64_t *ret_cost);

/* Enough people for a table, a host among them. */
static inline bool
grouping_circle_stands(const struct grouping_circle *circle)
{
	return circle->count >= circle->seating->input->size_min && circle->hosts > 0;
}
#endif
