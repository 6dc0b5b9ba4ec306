/* mail_sort.h - what kind of mail this is, and so what becomes of it. Nothing is guessed
 * from words. */
#ifndef CONVENE_MAIL_SORT_H
#define CONVENE_MAIL_SORT_H

#include "arena.h"
#include "intake_store.h"

#include <stdbool.h>

struct mail_sorted {
	bool is_reply;
	struct intake_reply reply; /* of a calendar program, when is_reply */
	const char *kind, *effect; /* of a note, else; constants */
	bool is_kept;              /* an administrator should be able to read it */
};

/* Always answers: what cannot be read is a note too. Texts are the arena's. mime_start()
 * comes first. */
void mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted);
#endif
