/* grouping_bound_pairs.h - what meeting again, wishes and sitting alone cost at least. */
#ifndef CONVENE_GROUPING_BOUND_PAIRS_H
#define CONVENE_GROUPING_BOUND_PAIRS_H

#include "grouping_bound_place.h"
#include "grouping_bound_sites.h"

/* Who has fewer strangers to sit with than a table has other seats meets some again.
 * 0 for more than GROUPING_BOUND_MET_MAX people: among so many there are strangers. */
#define GROUPING_BOUND_MET_MAX 4000
int64_t grouping_bound_pairs_met(const struct grouping_bound_sites *sites,
    struct arena *scratch);

/* Every wish comes true whose people could share a table; 0 or less. */
int64_t grouping_bound_pairs_wishes(const struct grouping_bound_sites *sites);

/* The same where the place's bound is used: what a wish brings, less what the people go
 * out of their way for it. In 1/GROUPING_BOUND_UNIT. */
int64_t grouping_bound_pairs_wishes_of(const struct grouping_bound_sites *sites,
    const struct grouping_bound_place *place, struct arena *scratch);

/* People who mind being alone in a section, and could sit with nobody else of it. */
int64_t grouping_bound_pairs_alone(const struct grouping_bound_sites *sites,
    struct arena *scratch);
#endif
