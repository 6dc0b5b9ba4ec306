/* round_plan.h - from a snapshot to the rows that a commit writes. Runs in a worker: it
 * sees its order and nothing else. */
#ifndef CONVENE_ROUND_PLAN_H
#define CONVENE_ROUND_PLAN_H

#include "ids.h"
#include "round_commit.h"
#include "round_snapshot.h"

struct round_plan_order {
	const struct round_snapshot *snapshot;
	uint64_t seed;
	uint32_t effort;  /* 20 is what such a round gets by itself */
	uint32_t threads; /* that search at most */
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
	bool is_truncated;            /* the deadline ended it: not to be made again */
	char digest[IDS_SHA256_SIZE]; /* of the engine's input */
	char plan_digest[IDS_SHA256_SIZE]; /* of grouping_archive_plan() */
};
void round_plan_done(struct round_plan *plan); /* for CLEANUP() */

/* Three steps, each in a worker: what is asked, the search, in which many may help
 * (round_search_work), and the rows. The order's snapshot is borrowed until the end. */
struct round_making;
struct round_search;
struct round_making *round_plan_begin(const struct round_plan_order *order);
void round_plan_prepare(struct round_making *making);
/* NULL: there is nobody to search a place for. */
struct round_search *round_plan_search(struct round_making *making);
void round_plan_finish(struct round_making *making, struct round_plan *ret_plan);
void round_plan_end(struct round_making **making);
#endif
