/* chore_store.h - what time alone brings about: rounds to publish, seats that lapse, mail
 * that becomes ready or too late. Each is one statement of a bounded batch. */
#ifndef CONVENE_CHORE_STORE_H
#define CONVENE_CHORE_STORE_H

#include "db.h"

enum chore {
	CHORE_PUBLISH,      /* rounds of seasons that publish by themselves */
	CHORE_LAPSE,        /* seats whose answer did not come */
	CHORE_CONFIRM,      /* tables with enough people */
	CHORE_HOLD_TABLES,  /* evenings that are over */
	CHORE_HOLD_ROUNDS,  /* rounds whose evenings are over */
	CHORE_MISS,         /* rounds that were not formed in time */
	CHORE_EXPIRE_MAIL,  /* too late to matter */
	CHORE_SWEEP_MAIL,   /* leases of daemons that went away */
	CHORE_RESEND_MAIL,  /* uncertain ones, once */
	CHORE_REMIND,       /* who was invited and has not answered */
	CHORE_CARD,         /* to hosts, a week ahead */
	CHORE_DAY_BEFORE,   /* who comes tomorrow */
	CHORE_AFTER_DINNER, /* who was expected yesterday */
	CHORE_DIGEST,       /* to an administrator */
	CHORE_RELEASE_MAIL, /* recall windows that are over */
	CHORE_COUNT,
};

const char *chore_store_name(enum chore chore); /* for the journal */

/* done is how many things were changed; 0 when nothing was due. */
typedef void chore_done_fn(enum status status, int64_t done, const struct err *err,
    void *arg);

struct chore_time {
	int64_t now_s;
	int64_t resend_s; /* an uncertain mail rests so long before it goes again */
};

void chore_store_run(struct db *db, enum chore chore, const struct chore_time *time,
    chore_done_fn *done, void *arg);
#endif
