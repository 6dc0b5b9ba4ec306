/* intake_store.h - what came by mail, recorded once: the functions intake_* of the
 * schema, which know a mail again by its digest. Bytes that are no UTF-8 are replaced. */
#ifndef CONVENE_INTAKE_STORE_H
#define CONVENE_INTAKE_STORE_H

#include "db.h"

#define INTAKE_STORE_RAW_MAX ((size_t)256 * 1024) /* of a message that is kept */

struct intake_mail {
	const char *digest; /* 64 hex digits */
	const char *raw;    /* the message as it came, may hold NULs; NULL: not kept */
	size_t raw_length;
	int64_t now_s;
};

struct intake_reply {
	const char *uid, *attendee, *sender;
	const char *participation; /* iCalendar's word: "ACCEPTED" */
	int sequence;
	int64_t stamped_s;
};

/* effect: what it did ("recorded", "stale", "stranger", "seen before"), or NULL unless
 * status is OK. Both call done exactly once, never before they return. */
typedef void intake_store_fn(enum status status, const char *effect,
    const struct err *err, void *arg);

/* An answer from a calendar program: taken when it is the invited person's own. */
void intake_store_reply(struct db *db, const struct intake_mail *mail,
    const struct intake_reply *reply, intake_store_fn *done, void *arg);

/* kind: "counter", "automatic", "words" or "unreadable". Never an answer. */
void intake_store_note(struct db *db, const struct intake_mail *mail, const char *kind,
    const char *effect, intake_store_fn *done, void *arg);
#endif
