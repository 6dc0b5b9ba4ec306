/* round_plan.h - from a snapshot to the rows that a commit writes. Runs in a worker: it
 * sees its order and nothing else. */
#ifndef CONVENE_ROUND_PLAN_H
#define CONVENE_ROUND_PLAN_H

#include "ids.h"
#include "round_commit.h"
#include "round_snapshot.h"

#include <stdatomic.h>

struct round_plan_order {
	const struct round_snapshot *snapshot;
	uint64_t seed;
	uint32_t effort; /* 20 is what such a round gets by itself */
	const struct ids_key *link_key;
};

struct round_plan {
	enum status status; /* ERR_LIMIT: nobody can be seated; err says why */
	struct err err;
	struct round_commit_rows rows;
	uint32_t gatherings, seated, left_out, unpaid;
	struct money cap; /* for each seat */
	char currency[4];
	uint64_t effort; /* moves */
	int64_t cost, bound;
	char digest[IDS_SHA256_SIZE]; /* of the snapshot */
};

void round_plan_make(const struct round_plan_order *order, const atomic_bool *stop,
    struct round_plan *ret_plan);
void round_plan_done(struct round_plan *plan); /* for CLEANUP() */
#endif
