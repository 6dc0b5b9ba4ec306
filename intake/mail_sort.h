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
	MAIL_RECEIPT,   /* files to the address that a message asks answers to */
	MAIL_WORDS,     /* of a person */
	MAIL_ACT_COUNT
};

struct mail_sorted {
	enum mail_act act;
	struct intake_reply reply; /* of REPLY; of WISH uid and sender */
	/* Of BOUNCE and COMPLAINT; of LEAVE, RECEIPT and WORDS the secret, of WORDS
	 * returned_id too. */
	struct intake_report report;
	bool is_whole; /* RECEIPT: all of its files are here */
	size_t file_count;
	struct intake_file files[INTAKE_FILES_MAX];
	const char *kind;   /* a constant, for the journal and of a note */
	const char *effect; /* of a NOTE, a constant */
	bool is_kept;       /* an administrator may have to read it */
};

/* Always answers: what cannot be read is a note too. Texts are the arena's. mime_start()
 * comes first. */
void mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted);
#endif
