/* web_store.h - what a link's holder may see and say: the functions web_* of the schema,
 * each with the token as a parameter. Unknown, expired and revoked links are all
 * ERR_NOT_FOUND, and write nothing. */
#ifndef CONVENE_WEB_STORE_H
#define CONVENE_WEB_STORE_H

#include "db.h"

/* What became of an answer. */
enum web_outcome {
	WEB_SHOWN, /* nothing was asked for but the page */
	WEB_RECORDED,
	WEB_UNCHANGED, /* it was so already, or the seat had lapsed */
	WEB_FULL,      /* the seat was passed on */
	WEB_TOO_LATE,  /* the evening has begun */
	WEB_CLOSED,    /* withdrawn, cancelled, moved */
	WEB_OUTCOME_COUNT
};

/* Called exactly once, never before the question returns. content is the page's JSON as
 * it stands now, or NULL unless status is OK; it goes when the callback returns.
 *
 *   ERR_NOT_FOUND    no such link
 *   ERR_UNAVAILABLE  nothing was recorded
 *   ERR_UNCERTAIN    nobody can say whether; saying it again is harmless */
typedef void web_store_fn(enum status status, enum web_outcome outcome,
    const char *content, const struct err *err, void *arg);

/* The invitation behind the token. */
void web_store_answer_page(struct db *db, const char *token, int64_t now_s,
    web_store_fn *done, void *arg);

/* Says yes or no to it, and reads it anew, in one transaction. */
void web_store_answer(struct db *db, const char *token, bool is_yes, int64_t now_s,
    web_store_fn *done, void *arg);

/* Whose it is and what there is to leave. */
void web_store_leave_page(struct db *db, const char *token, int64_t now_s,
    web_store_fn *done, void *arg);

/* Leaves every program. content is as it was before. */
void web_store_leave(struct db *db, const char *token, int64_t now_s, web_store_fn *done,
    void *arg);
#endif
