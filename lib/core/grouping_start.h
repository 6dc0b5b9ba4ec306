/* grouping_start.h - the first lawful plan: whoever has least choice opens a table. */
#ifndef CONVENE_GROUPING_START_H
#define CONVENE_GROUPING_START_H

#include "grouping_state.h"

/* Opens tables, each with a host and size_min people at least, while it can; the others
 * stay in the pool. */
void grouping_start_tables(struct grouping_state *state);

/* How many groups seat the most people, close to the middle of the sizes: 29 people in
 * 6..8 make 4. 0 when people_count is below
 * size_min. */
uint32_t grouping_start_groups(const struct grouping_input *input, uint32_t people_count);
#endif
