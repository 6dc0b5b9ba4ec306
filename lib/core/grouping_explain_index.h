/* grouping_explain_index.h - what the explanations share: the plan as a seating, and
 * which entries of the input's pairs are about whom. */
#ifndef CONVENE_GROUPING_EXPLAIN_INDEX_H
#define CONVENE_GROUPING_EXPLAIN_INDEX_H

#include "grouping_change.h"
#include "grouping_explain.h"

struct grouping_explain {
	const struct grouping_input *input;
	const struct grouping_plan *plan;
	struct grouping_seating *seating;
	uint32_t *pair_first; /* [person]: into pairs; one more at the end */
	uint32_t *pairs;      /* those whose a the person is */
	uint32_t *left_at;    /* [person]: of those left out, where in plan->left */
};

/* Published or standing: nobody joins or leaves it. */
static inline bool
grouping_explain_is_frozen(const struct grouping_explain *explain, uint32_t table)
{
	uint32_t fixed = explain->plan->groups[table].fixed;

	return fixed < explain->input->fixed_count &&
	    explain->input->fixed[fixed].is_frozen;
}

/* The pair has both people at this table. */
static inline bool
grouping_explain_sits(const struct grouping_explain *explain,
    const struct grouping_pair *pair, uint32_t table)
{
	return explain->seating->place[pair->a] == table &&
	    explain->seating->place[pair->b] == table;
}
/* What a table costs: all that would go with it. */
void grouping_explain_costs(const struct grouping_explain *explain, uint32_t group,
    int64_t costs[static GROUPING_TERM_COUNT]);
#endif
