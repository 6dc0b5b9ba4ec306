/* grouping_bound_place.h - travel and what people of one site have in common, bounded
 * together: a short way means sitting with one's own site. */
#ifndef CONVENE_GROUPING_BOUND_PLACE_H
#define CONVENE_GROUPING_BOUND_PLACE_H

#include "grouping_bound_sites.h"

struct grouping_bound_place {
	/* Of travel and pairs of one site, times GROUPING_BOUND_UNIT. */
	int64_t bound;
	int64_t *prices; /* [site]: of a seat for one of them */
	int64_t *worst;  /* [venue]: the dearest seat of its cheapest table */
};

#define GROUPING_BOUND_UNIT 1024

/* Attributes that everybody at a site has in common, as bits: only these count here. */
uint32_t grouping_bound_place_attributes(const struct grouping_bound_sites *sites);

/* The sites' ways are complete. */
struct grouping_bound_place *
grouping_bound_place_new(const struct grouping_bound_sites *sites, uint32_t attributes,
    struct arena *scratch);
#endif
