/* round_store.h - who forms a round now, and rounds given back. */
#ifndef CONVENE_ROUND_STORE_H
#define CONVENE_ROUND_STORE_H

#include "db.h"
#include "row.h"

struct round_taken {
	int64_t round_id;
	const char *name; /* until the callback returns */
};

/* taken is NULL when there is no round to form, or an error. */
typedef void round_taken_fn(enum status status, const struct round_taken *taken,
    const struct err *err, void *arg);

/* The next round whose lead time has begun. The lease only saves work: formation_id alone
 * proves who formed it. */
void round_store_take_due(struct db *db, int64_t now_s, const char *forming_token,
    int lease_s, round_taken_fn *done, void *arg);

/* That round, now. ERR_NOT_FOUND: there is none of that name. ERR_CONFLICT: it is
 * formed, cancelled or being formed. */
void round_store_take(struct db *db, const char *name, const char *forming_token,
    int lease_s, round_taken_fn *done, void *arg);

/* Only looks: the round could be taken. Errors as round_store_take(). */
void round_store_find(struct db *db, const char *name, round_taken_fn *done, void *arg);

typedef void round_given_up_fn(enum status status, const struct err *err, void *arg);

/* It is tried again after a while; trouble is for an administrator. */
void round_store_give_up(struct db *db, int64_t round_id, const char *forming_token,
    const char *trouble, round_given_up_fn *done, void *arg);

#define ROUND_STORE_QUERY_COUNT 3
extern const struct query round_store_queries[ROUND_STORE_QUERY_COUNT];
#endif
