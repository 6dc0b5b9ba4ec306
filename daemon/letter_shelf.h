/* letter_shelf.h - the templates that queued mails were written for, by their digests:
 * today's and, while they are asked for, older ones. */
#ifndef CONVENE_LETTER_SHELF_H
#define CONVENE_LETTER_SHELF_H

#include "letter.h"

#define LETTER_SHELF_MAX 64 /* then the one that came first goes */

struct letter_shelf;

struct letter_shelf *letter_shelf_new(void);
void letter_shelf_free(struct letter_shelf **shelf); /* accepts NULL */

/* What does not parse stands there as well, with its reason. body NULL: there is no such
 * template anywhere. */
void letter_shelf_add(struct letter_shelf *shelf, enum message_kind kind,
    const char *digest, const char *body, size_t length);

/* Good until the next add. ERR_NOT_FOUND: it is not on the shelf; ERR_INVALID: it is of
 * no use. */
MUST_CHECK enum status letter_shelf_find(const struct letter_shelf *shelf,
    enum message_kind kind, const char *digest, const struct letter **ret_letter,
    struct err *err);
#endif
