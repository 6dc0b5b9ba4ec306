/* season_store.h - running seasons, and the rounds that are planned for them. */
#ifndef CONVENE_SEASON_STORE_H
#define CONVENE_SEASON_STORE_H

#include "db.h"
#include "row.h"

/* A season that wants another round planned. */
struct season_row {
	int64_t season_id;
	const char *name, *cadence, *starts_time, *zone;
	const char *starts_on, *ends_on; /* dates; ends_on may be NULL */
	struct row_maybe rounds_max;
	int64_t lead_s, respond_by_s;
	int64_t last_seq;
	const char *last_day; /* of the last round, or NULL */
};

/* Once for each season, then once with NULL and how it ended. */
typedef void season_row_fn(enum status status, const struct season_row *season,
    const struct err *err, void *arg);

void season_store_wanting(struct db *db, int64_t now_s, season_row_fn *each, void *arg);

struct season_round {
	int64_t season_id, seq;
	const char *local_start, *zone;
	int64_t starts_s, forms_s, respond_by_s;
};

typedef void season_done_fn(enum status status, const struct err *err, void *arg);

/* OK too when another daemon has planned it. */
void season_store_plan(struct db *db, const struct season_round *round,
    season_done_fn *done, void *arg);

/* Its last day is behind us. */
void season_store_end(struct db *db, int64_t season_id, season_done_fn *done, void *arg);

#define SEASON_STORE_QUERY_COUNT 1
extern const struct query season_store_queries[SEASON_STORE_QUERY_COUNT];
#endif
