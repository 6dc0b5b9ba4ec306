/* round_snapshot.h - everything that forming a round needs, read in one transaction: one
 * picture of the database. What comes out is the engine's input. */
#ifndef CONVENE_ROUND_SNAPSHOT_H
#define CONVENE_ROUND_SNAPSHOT_H

#include "arena.h"
#include "db.h"
#include "grouping.h"
#include "money.h"
#include "row.h"

/* The attributes of the engine, in its order; the rest are free. */
enum round_attribute {
	ROUND_SPECIALTY,
	ROUND_SITE,
	ROUND_STAGE,
	ROUND_PROFESSION,
	ROUND_ATTRIBUTE_COUNT,
};

struct round_facts {
	int64_t round_id, season_id, seq;
	const char *name;        /* "winter-27/1" */
	const char *state;       /* life.h */
	const char *local_start; /* "2027-01-14 18:30" */
	const char *zone;
	int64_t starts_s, respond_by_s;
	int64_t lasts_min, seats_min, seats_max, travel_max_min;
	/* What it costs when a rule is bent. */
	int64_t weigh_specialty, weigh_site, weigh_stage, weigh_role, weigh_travel;
	int64_t weigh_repeats, weigh_wishes, weigh_alone, weigh_left_out;
	struct money cap, free;
	int64_t fund_id;
	const char *fund, *currency;
};

#define ROUND_UUID_SIZE 37

/* Read-only once done was called: a worker may use it without a lock. */
struct round_snapshot {
	struct arena arena; /* of all below */
	struct round_facts facts;
	struct grouping_input input;           /* seed and effort are the caller's */
	const char (*people)[ROUND_UUID_SIZE]; /* ids, in the order of input.people */
	const int64_t *venues;                 /* ids, in the order of the engine's */
	const int64_t *prompts;
	uint32_t prompts_count;
	const uint64_t *given; /* as prompt_choice.h wants it */
};

/* Called once, as db_done_fn is. On OK the snapshot is the callback's, until
 * round_snapshot_free(); otherwise NULL. */
typedef void round_snapshot_fn(enum status status, struct round_snapshot *snapshot,
    const struct err *err, void *arg);

/* ERR_NOT_FOUND: there is no such round. ERR_LIMIT: more people, sites or venues than the
 * engine takes. */
void round_snapshot_read(struct db *db, int64_t round_id, round_snapshot_fn *done,
    void *arg);

/* For CLEANUP(); accepts NULL. */
void round_snapshot_free(struct round_snapshot **snapshot);

#define ROUND_SNAPSHOT_QUERY_COUNT 10
extern const struct query round_snapshot_queries[ROUND_SNAPSHOT_QUERY_COUNT];
#endif
