/* season_plan_build.h - a season in which no two people meet twice, by arithmetic.
 *
 * People are numbered p = k * q + i in a field of q elements: k is a class, i a place in
 * it. In round r they sit at table i + r * k. Two people of one class never meet; two of
 * different classes k and l meet once, in the round r = (i - j) / (l - k). That makes q
 * rounds at q tables, with sizes that differ by one; classes that fill tables by
 * themselves make one more. (Aguado 2004 has q = size; here q is the tables.) */
#ifndef CONVENE_SEASON_PLAN_BUILD_H
#define CONVENE_SEASON_PLAN_BUILD_H

#include "season_plan_draft.h"

struct season_plan_build {
	uint32_t field;      /* q */
	uint32_t rounds_max; /* q, or q + 1 */
	uint32_t slot;
};

/* The smallest field that gives all rounds. ERR_LIMIT, with *ret_build untouched, says
 * why there is none: not everybody may come to one slot of every round, or tables or
 * hosts are too few, or there are too many rounds. */
MUST_CHECK enum status season_plan_build_choose(const struct season_plan_input *input,
    struct season_plan_build *ret_build, struct err *err);

/* All rounds. Who gets which number is searched with so many moves at most, so that
 * nobody meets whom they must not, or met before, and those who have much in common are
 * in one class. ERR_LIMIT, with the rounds untouched, when somebody still would meet
 * whom they must not. */
MUST_CHECK enum status season_plan_build_rounds(struct season_plan_draft *draft,
    const struct season_plan_build *build, uint64_t effort,
    const struct grouping_options *options, struct arena *arena, struct err *err);
#endif
