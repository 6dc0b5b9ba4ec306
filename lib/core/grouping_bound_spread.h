/* grouping_bound_spread.h - the fewest pairs that have something in common, however the
 * seated people are spread over so many tables. */
#ifndef CONVENE_GROUPING_BOUND_SPREAD_H
#define CONVENE_GROUPING_BOUND_SPREAD_H

#include "grouping_bound_sites.h"

/* People who could never share a table are apart: how many of the tables each such region
 * has is left open, so this holds for every plan with as many tables in all. */
struct grouping_bound_spread;
struct grouping_bound_spread *
grouping_bound_spread_new(const struct grouping_bound_sites *sites,
    struct arena *scratch);

/* Of these attributes together, as bits. At least the sum of what each has alone. */
int64_t grouping_bound_spread_of(const struct grouping_bound_spread *spread,
    uint32_t attributes);
#endif
