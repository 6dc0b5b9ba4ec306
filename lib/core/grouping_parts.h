/* grouping_parts.h - regions that share no venue: problems of their own, small enough
 * for a cache, formed in any thread. */
#ifndef CONVENE_GROUPING_PARTS_H
#define CONVENE_GROUPING_PARTS_H

#include "grouping.h"

struct grouping_parts;

/* The input must be right, and live as long as the arena. */
struct grouping_parts *grouping_parts_new(const struct grouping_input *input,
    struct arena *arena);
uint32_t grouping_parts_count(const struct grouping_parts *parts); /* 1 at least */

/* The part as an input of its own, in the arena; effort is the whole's, of which the part
 * has its share by people. */
struct grouping_input grouping_parts_input(const struct grouping_parts *parts,
    uint32_t part, uint64_t effort, struct arena *arena);

/* The plan of a part in the numbers of the whole: members, venues, fixed tables. */
void grouping_parts_translate(const struct grouping_parts *parts, uint32_t part,
    struct grouping_plan *plan);

/* One plan of those of all parts, with costs and violations but no bound yet. Whole:
 * it needs those of the parts no more. */
struct grouping_plan grouping_parts_join(const struct grouping_parts *parts,
    const struct grouping_plan *plans, struct arena *arena);
#endif
