/* mail_claims.h - what this daemon takes from the outbox, and keeps: claims, their
 * leases, and what is given back because nobody knows whether it was taken. */
#ifndef CONVENE_MAIL_CLAIMS_H
#define CONVENE_MAIL_CLAIMS_H

#include "daemon.h"
#include "message_store.h"

struct mail_claims;

/* rows are good until it returns; there may be none. */
typedef void mail_claims_got_fn(const char *claim_id, const struct message_row *rows,
    size_t count, void *arg);

/* The database answered, or did not. */
typedef void mail_claims_told_fn(enum status status, const struct err *err, void *arg);

struct mail_claims *mail_claims_open(struct daemon *daemon, mail_claims_got_fn *got,
    mail_claims_told_fn *told, void *arg);

/* More may be ready. */
void mail_claims_wake(struct mail_claims *claims);

/* Takes so many at most, if more may be ready and nothing is being asked. */
void mail_claims_take(struct mail_claims *claims, int most);

/* Whether it is known what the last claim took; what is not is given back meanwhile. */
bool mail_claims_is_sure(struct mail_claims *claims);

/* Ids may be named several times. */
void mail_claims_renew(struct mail_claims *claims, const char *const *ids, size_t count);

bool mail_claims_is_idle(const struct mail_claims *claims);

/* Answers that are still under way are heard by nobody. Accepts NULL. */
void mail_claims_close(struct mail_claims **claims);
#endif
