/* gathering_store.h - moving one gathering to another place or time. */
#ifndef CONVENE_GATHERING_STORE_H
#define CONVENE_GATHERING_STORE_H

#include "command_store.h"
#include "row.h"

struct gathering_facts { /* texts until the callback returns */
	const char *gathering_id, *zone, *local_start;
};

/* facts is NULL unless status is OK. ERR_NOT_FOUND: there is none of that id. */
typedef void gathering_facts_fn(enum status status, const struct gathering_facts *facts,
    const struct err *err, void *arg);
void gathering_store_facts(struct db *db, const char *id, gathering_facts_fn *done,
    void *arg);

struct gathering_move {
	const char *id;
	const char *venue;       /* its name, or NULL */
	const char *local_start; /* "2027-01-14 19:00" in the gathering's zone, or NULL */
	int64_t starts_s;        /* the same; of no meaning without local_start */
	const char *reason, *actor;
	int64_t now_s;
};

/* Its people are told in the same transaction. ERR_NOT_FOUND: no such gathering or open
 * venue. ERR_CONFLICT: it is over, or somebody of it sits elsewhere then. */
void gathering_store_move(struct db *db, const struct gathering_move *move,
    command_done_fn *done, void *arg);

#define GATHERING_STORE_QUERY_COUNT 1
extern const struct query gathering_store_queries[GATHERING_STORE_QUERY_COUNT];
#endif
