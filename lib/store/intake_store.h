/* intake_store.h - what came by mail, recorded once: the functions intake_* of the
 * schema, which know a mail again by its digest. Bytes that are no UTF-8 are replaced. */
#ifndef CONVENE_INTAKE_STORE_H
#define CONVENE_INTAKE_STORE_H

#include "db.h"

#include <stdbool.h>

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

/* What somebody says of a message of ours; NULL where nothing is. */
struct intake_report {
	const char *secret; /* of the address that it came to */
	const char *envelope_id;
	const char *returned_id; /* the Message-ID that it returns or answers to */
	const char *says;        /* a bounce: "failed"; a complaint: "abuse" */
	const char *recipient, *status, *words; /* of a bounce */
};

#define INTAKE_FILES_MAX 8

struct intake_file {
	const char *type;  /* by its bytes: "image/jpeg" */
	const void *bytes; /* not empty */
	size_t length;
};

struct intake_receipt {
	const char *secret; /* of the address that it came to */
	bool is_whole;      /* else the mail is kept too: it has more than these */
	const struct intake_file *files;
	size_t file_count;
};

/* effect: what it did ("recorded", "stale", "stranger", "seen before"), or NULL unless
 * status is OK. All call done exactly once, never before they return. */
typedef void intake_store_fn(enum status status, const char *effect,
    const struct err *err, void *arg);

/* An answer from a calendar program: taken when it is the invited person's own. */
void intake_store_reply(struct db *db, const struct intake_mail *mail,
    const struct intake_reply *reply, intake_store_fn *done, void *arg);

/* That a message did not, or not yet, arrive. Only a report that proves which message it
 * is about ends mail to the address; others are kept for the administrator. */
void intake_store_bounce(struct db *db, const struct intake_mail *mail,
    const struct intake_report *report, intake_store_fn *done, void *arg);

/* That somebody does not want it: ends program mail to the address, likewise. */
void intake_store_complaint(struct db *db, const struct intake_mail *mail,
    const struct intake_report *report, intake_store_fn *done, void *arg);

/* kind: "counter" or "delegate". Kept beside the seat that uid names. */
void intake_store_wish(struct db *db, const struct intake_mail *mail, const char *kind,
    const struct intake_reply *wish, intake_store_fn *done, void *arg);

/* The person of the secret leaves every program, as by the button of the page. */
void intake_store_leave(struct db *db, const struct intake_mail *mail,
    const struct intake_report *wish, intake_store_fn *done, void *arg);

/* Files for the claim of a host's table, each kept once. */
void intake_store_receipt(struct db *db, const struct intake_mail *mail,
    const struct intake_receipt *receipt, intake_store_fn *done, void *arg);

/* What a person writes. Kept beside the message that it answers to. */
void intake_store_words(struct db *db, const struct intake_mail *mail,
    const struct intake_report *words, intake_store_fn *done, void *arg);

/* kind: "automatic" or "unreadable". Never an answer. */
void intake_store_note(struct db *db, const struct intake_mail *mail, const char *kind,
    const char *effect, intake_store_fn *done, void *arg);
#endif
