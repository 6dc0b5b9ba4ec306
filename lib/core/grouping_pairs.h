/* grouping_pairs.h - what two people have to do with each other, found in one look. Only
 * pairs that have something are stored; there is no table of all pairs. */
#ifndef CONVENE_GROUPING_PAIRS_H
#define CONVENE_GROUPING_PAIRS_H

#include "grouping.h"

/* Costs that stand for a hard rule; no sum of real ones comes near. */
#define GROUPING_PAIRS_APART INT64_MAX
#define GROUPING_PAIRS_MANAGER (INT64_MAX - 1)
#define GROUPING_PAIRS_FORBIDDEN GROUPING_PAIRS_MANAGER /* this and above */

struct grouping_pairs_slot {
	uint32_t a, b; /* a < b; both 0: empty */
	int64_t cost;
};

struct grouping_pairs {
	struct grouping_pairs_slot *slots;
	uint32_t mask;
	/* Per person a bit for each partner's number, folded to 64: most questions are
	 * about two strangers and end here, in a line that is in the cache already. */
	uint64_t *partners;
};

void grouping_pairs_init(struct grouping_pairs *pairs, const struct grouping_input *input,
    struct arena *arena);

static inline uint64_t
grouping_pairs_mark(uint32_t person)
{
	return UINT64_C(1) << ((person * UINT32_C(0x9e3779b9)) >> 26);
}

int64_t grouping_pairs_find(const struct grouping_pairs *pairs, uint32_t a, uint32_t b);

static inline int64_t
grouping_pairs_cost(const struct grouping_pairs *pairs, uint32_t a, uint32_t b)
{
	if ((pairs->partners[a] & grouping_pairs_mark(b)) == 0)
		return 0;
	return grouping_pairs_find(pairs, a, b);
}
#endif
