/* grouping_bound_place.h - travel and what people of one site have in common, bounded
 * together: a short way means sitting with one's own site. */
#ifndef CONVENE_GROUPING_BOUND_PLACE_H
#define CONVENE_GROUPING_BOUND_PLACE_H

#include "grouping_bound_sites.h"

#define GROUPING_BOUND_UNIT 1024

/* The people of a site are of two kinds: those who have in common what most of the site
 * have, and others, of whom nothing is said. */
struct grouping_bound_place {
	uint32_t attributes; /* that most people share with their site: they count here */
	bool *is_other;      /* [person] */
	int64_t *prices;     /* [2 * site + is_other]: of a seat for one of them */
	int64_t *worst;      /* [venue]: the dearest seat of its cheapest table */
	/* Of travel and pairs of one site, times GROUPING_BOUND_UNIT. */
	int64_t bound;
};

/* The sites' ways are complete. */
struct grouping_bound_place *
grouping_bound_place_new(const struct grouping_bound_sites *sites, struct arena *scratch);

static inline int64_t
grouping_bound_place_price(const struct grouping_bound_place *place,
    const struct grouping_input *input, uint32_t person)
{
	return place
	    ->prices[2 * (size_t)input->people[person].site + place->is_other[person]];
}
#endif
