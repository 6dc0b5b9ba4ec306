/* mail_letters.h - the templates of mails: today's from their folder, which are kept in
 * the database, and older ones, which queued mail was written for and which come from
 * there. */
#ifndef CONVENE_MAIL_LETTERS_H
#define CONVENE_MAIL_LETTERS_H

#include "daemon.h"
#include "letter.h"
#include "message_store.h"

struct mail_letters;

/* The database answered: look again; later, unless status is OK. */
typedef void mail_letters_fn(enum status status, const struct err *err, void *arg);

struct mail_letters *mail_letters_new(struct daemon *daemon, mail_letters_fn *answered,
    void *arg);

/* Today's, from that folder. ERR_INVALID, and those before stay. */
MUST_CHECK enum status mail_letters_read(struct mail_letters *letters, const char *folder,
    struct err *err);

/* Whether today's are in the database; if not, they are on their way there. */
bool mail_letters_keep(struct mail_letters *letters);

/* It may be another database now. */
void mail_letters_doubt(struct mail_letters *letters);

/* That of a message; good until the next answer. ERR_UNAVAILABLE: it is being fetched;
 * ERR_INVALID: it will never be there. */
MUST_CHECK enum status mail_letters_find(struct mail_letters *letters,
    const struct message_row *row, const struct letter **ret_letter, struct err *err);

bool mail_letters_is_idle(const struct mail_letters *letters);

/* Answers that are still under way are heard by nobody. Accepts NULL. */
void mail_letters_close(struct mail_letters **letters);
#endif
