/* round_study.h - a round that was formed, read back: what its tables were made of, and
 * who sits where now. For questions about it: why, what if, and is it true. */
#ifndef CONVENE_ROUND_STUDY_H
#define CONVENE_ROUND_STUDY_H

#include "arena.h"
#include "db.h"
#include "row.h"

#include <stdint.h>

struct round_study_person {
	const char *person_id; /* uuid */
	const char *id, *name;
	int64_t number; /* of their table now; 0: none */
	bool is_host;
	int64_t pinned;          /* to the table of that number; 0: not */
	const char *reason_code; /* why they were left out, or NULL */
};

struct round_study_table {
	int64_t number;
	struct row_maybe place; /* of the venue, from 1 */
};

struct round_study_met { /* places of people from 1 */
	int64_t a, b;
	const char *days; /* "4 May 2026 and 3 June 2026" */
};

struct round_study_facts {
	int64_t round_id;
	const char *name, *state, *zone, *evening; /* "Thu 14 Jan 18:30" */
	const char *engine;                        /* version of the program */
	bool truncated;
	int64_t edits; /* changes by hand since it was formed */
	const char *input_digest, *plan_digest;
	const char *input;       /* grouping_archive.h */
	int64_t number;          /* of the table that was asked about, or 0 */
	struct row_maybe person; /* who was asked about, a place from 1 */
};

/* Read-only once done was called: a worker may use it without a lock. */
struct round_study {
	struct arena arena; /* of all below */
	struct round_study_facts facts;
	struct round_study_person *people; /* in the order of the input */
	size_t people_count;
	struct round_study_table *tables; /* by number */
	size_t tables_count;
	const char **venues; /* names, in the order of the input */
	size_t venues_count;
	struct round_study_met *met; /* of the table that was asked about */
	size_t met_count;
};

enum round_study_kind {
	ROUND_STUDY_ROUND,
	ROUND_STUDY_GATHERING,
	ROUND_STUDY_SEAT,
	ROUND_STUDY_PERSON, /* the newest formed round that they belong to */
};

/* On OK the study is the callback's, until round_study_free(); otherwise NULL.
 * ERR_NOT_FOUND: there is none of that name. ERR_CONFLICT: the round is not formed. */
typedef void round_study_fn(enum status status, struct round_study *study,
    const struct err *err, void *arg);
void round_study_read(struct db *db, enum round_study_kind kind, const char *name,
    round_study_fn *done, void *arg);

/* For CLEANUP(); accepts NULL. */
void round_study_free(struct round_study **study);

#define ROUND_STUDY_QUERY_COUNT 5
extern const struct query round_study_queries[ROUND_STUDY_QUERY_COUNT];
#endif
