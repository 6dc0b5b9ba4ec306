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
	MAIL_ACT_COUNT
};

struct mail_sorted {
	enum mail_act act;
	struct intake_reply reply;   /* of REPLY */
	struct intake_report report; /* of BOUNCE and COMPLAINT */
	const char *kind;            /* a constant, for the journal and of a note */
	const char *effect;          /* of a NOTE, a constant */
	bool is_kept;                /* an administrator may have to read it */
};

/* Always answers: what cannot be read is a note too. Texts are the arena's. mime_start()
 * comes first. */
void mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted);
#endif
