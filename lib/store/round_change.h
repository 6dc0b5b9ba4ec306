/* round_change.h - tables of a formed round that somebody changed by hand. */
#ifndef CONVENE_ROUND_CHANGE_H
#define CONVENE_ROUND_CHANGE_H

#include "db.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

/* Array literals and JSON, as sql/queries/round/reseat.sql names them. Emptied by
 * round_change_keep(). */
struct round_change_rows {
	struct text people, numbers, minutes;
	struct text tables, hosts, reasons;
	struct text differences; /* of the score, by rule */
	struct text words;       /* what is kept and bent now */
};

void round_change_rows_done(struct round_change_rows *rows); /* for CLEANUP() */

struct round_change {
	int64_t round_id;
	int64_t edits; /* that were there when it was looked at */
	bool is_pin;   /* who moves stays there */
	const char *action, *reason, *actor;
	int64_t now_s;
};

/* ERR_CONFLICT: somebody else was faster, or people have read where they sit. */
typedef void round_change_fn(enum status status, const struct err *err, void *arg);
void round_change_keep(struct db *db, const struct round_change *change,
    struct round_change_rows *rows, round_change_fn *done, void *arg);
#endif
