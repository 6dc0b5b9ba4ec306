/* mail_sort.h - what kind of mail this is, and so what becomes of it. Nothing is guessed
 * from words. */
#ifndef CONVENE_MAIL_SORT_H
#define CONVENE_MAIL_SORT_H

#include "arena.h"
#include "intake_store.h"

#include <stdbool.h>

enum mail_act {
	MAIL_NOTE,
	MAIL_REPLY,     /* of a calendar program */
	MAIL_BOUNCE,    /* a delivery status, RFC 3464 */
	MAIL_COMPLAINT, /* RFC 5965 */
	MAIL_WISH,      /* by a calendar program: another time, another person */
	MAIL_LEAVE,     /* to the address of List-Unsubscribe */
	MAIL_WORDS,     /* of a person */
	MAIL_ACT_COUNT
};

struct mail_sorted {
	enum mail_act act;
	struct intake_reply reply; /* of REPLY; of WISH uid and sender */
	struct intake_report
	    report;         /* of BOUNCE and COMPLAINT; of LEAVE and WORDS a part */
	const char *kind;   /* a constant, for the journal and of a note */
	const char *effect; /* of a NOTE, a constant */
	bool is_kept;       /* an administrator may have to read it */
};

/* Always answers: what cannot be read is a note too. Texts are the arena's. mime_start()
 * comes first. */
void mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted);
#endif
