/* round_commit.h - a plan becomes tables, seats, money and mail in one transaction. */
#ifndef CONVENE_ROUND_COMMIT_H
#define CONVENE_ROUND_COMMIT_H

#include "db.h"
#include "text.h"

/* What a worker made of a plan: PostgreSQL array literals and JSON, each in the order
 * that its statement in sql/queries names. Emptied by round_commit(). */
struct round_commit_rows {
	int64_t gathering_count, seat_count, left_count;
	struct text numbers, venues, prompts, reasons; /* of gatherings */
	struct text seat_people, seat_numbers, seat_hosts, seat_minutes;
	struct text seat_ids, answer_digests; /* of their links */
	struct text leave_people, leave_digests;
	struct text left_people, left_codes, left_words;
	struct text summary;
	struct text people, places, input; /* of the engine */
};

void round_commit_rows_done(struct round_commit_rows *rows); /* for CLEANUP() */

struct round_commit {
	int64_t round_id;
	const char *forming_token, *formation_id; /* uuids */
	const char *actor;
	int64_t now_s;
	int64_t seed, effort, cost, bound;
	const char *snapshot_digest, *plan_digest; /* 64 hexadecimal digits */
	const char *engine;                        /* the version that made it */
	bool is_truncated;
	int64_t starts_s, lasts_min, links_end_s;
	const char *local_start, *zone;
	int answer_ms;
};

/* What a failed commit means:
 *   ERR_CONFLICT     the round is not ours any more, or the people have changed since the
 *                    snapshot: read anew
 *   ERR_LIMIT        the fund has not that much left any more
 *   ERR_UNCERTAIN    look with round_commit_look() whose formation stands */
typedef void round_commit_fn(enum status status, bool is_ours, const struct err *err,
    void *arg);

/* is_ours in the answer is true exactly when status is OK. */
void round_commit(struct db *db, const struct round_commit *commit,
    struct round_commit_rows *rows, round_commit_fn *done, void *arg);

/* On OK is_ours says whether the round has this formation id. */
void round_commit_look(struct db *db, int64_t round_id, const char *formation_id,
    round_commit_fn *done, void *arg);
#endif
