/* grouping_relax_part.h - a small part of a round: a few people and the tables nearest to
 * them, as an input of its own. */
#ifndef CONVENE_GROUPING_RELAX_PART_H
#define CONVENE_GROUPING_RELAX_PART_H

#include "grouping.h"

/* Theirs are the first `asked` people. What points to memory is the part's own and may be
 * changed. */
struct grouping_relax_part {
	struct grouping_input input;
	struct grouping_person *people;
	struct grouping_pair *pairs;
	uint16_t *tables, *table_seats;
	uint32_t asked;
	const uint32_t *sites; /* [site of the part]: site of the whole */
};

/* Tables of the plan that are not in the part keep their places at the venues. */
struct grouping_relax_part *grouping_relax_part_new(const struct grouping_input *input,
    const struct grouping_plan *plan, const uint32_t *people, uint32_t count,
    struct arena *arena);

/* A copy in the arena whose memory may be changed without changing the part. */
struct grouping_relax_part *
grouping_relax_part_copy(const struct grouping_relax_part *part, struct arena *arena);
#endif
