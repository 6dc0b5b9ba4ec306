/* pairing.h - who is whose mentor: as many pairs as there can be, and of those the ones
 * with the highest score, proved.
 *
 * Mentees take one mentor each, mentors as many mentees as they have room for. It is a
 * flow of least cost, found by shortest augmenting paths with prices (Tomizawa 1971,
 * Edmonds and Karp 1972). The prices are handed out: with them anyone can see that no
 * other choice would be better. */
#ifndef CONVENE_PAIRING_H
#define CONVENE_PAIRING_H

#include "arena.h"

#include <stdbool.h>

#define PAIRING_NEVER INT32_MIN /* a pair that is not allowed */
#define PAIRING_NOBODY UINT32_MAX
#define PAIRING_COUNT_MAX 20000      /* mentees, mentors */
#define PAIRING_SCORE_MAX 1000000000 /* either way */

struct pairing_input {
	uint32_t mentees_count, mentors_count;
	const int32_t *scores; /* [mentee * mentors_count + mentor], higher is better */
	const uint32_t *capacities; /* [mentor]: mentees at once */
};

/* Costs are the greatest score less the pair's; a mentee alone costs more than any pairs
 * can save. Of each allowed pair the cost is at least worth[mentee] + price[mentor], of a
 * pair of the plan it is that; prices are 0 or less, and 0 where there is room left; a
 * mentee is worth no more than to be alone costs, and that when alone. */
struct pairing_plan {
	uint32_t *mentor_of; /* [mentee], or PAIRING_NOBODY */
	uint32_t pairs_count;
	int64_t score;        /* of all pairs */
	int64_t *worth;       /* [mentee] */
	int64_t *price;       /* [mentor] */
	int64_t highest;      /* score, or 0 when no pair is allowed */
	int64_t cost_of_none; /* of a mentee alone */
};

/* ERR_LIMIT: more people than PAIRING_COUNT_MAX; ERR_INVALID: a score beyond
 * PAIRING_SCORE_MAX. Equal input, equal plan. */
MUST_CHECK enum status pairing_plan_make(const struct pairing_input *input,
    struct arena *arena, struct pairing_plan *ret_plan, struct err *err);

/* Looks at a plan and its proof by simple code of its own; ERR_FINDINGS says what is
 * not as the comment above says. */
MUST_CHECK enum status pairing_check(const struct pairing_input *input,
    const struct pairing_plan *plan, struct err *err);
#endif
