/* mail_record.h - what is committed about mails on their way: that their bodies may
 * begin, and how they ended. One statement, and one commit, for all that wait; while the
 * database is away they wait on, and what was not answered is asked again. */
#ifndef CONVENE_MAIL_RECORD_H
#define CONVENE_MAIL_RECORD_H

#include "daemon.h"
#include "mail_item.h"

struct mail_record;

/* is_ours: the body may leave. Not called for an item that has ended meanwhile. */
typedef void mail_record_begun_fn(struct mail_item *item, bool is_ours);

/* The outcome is on record, or cannot be, which the journal says; the lease's end will
 * then settle it. The callback frees the item. */
typedef void mail_record_ended_fn(struct mail_item *item);

struct mail_record *mail_record_open(struct daemon *daemon, mail_record_begun_fn *begun,
    mail_record_ended_fn *ended);

/* Once for an item whose envelope was accepted (BEGINNING). */
void mail_record_begin(struct mail_record *record, struct mail_item *item);

/* Once for each item, in whatever phase it was: it is ENDED from now on. */
void mail_record_end(struct mail_record *record, struct mail_item *item);

/* The database is back: what waits is asked at once. */
void mail_record_wake(struct mail_record *record);

/* Of the last statement; OK when it was. */
const struct err *mail_record_trouble(const struct mail_record *record);
bool mail_record_is_idle(const struct mail_record *record);

/* Forgets the items, which are their owner's. Answers that are still under way are heard
 * by nobody; the record's own memory goes with the last. Accepts NULL. */
void mail_record_close(struct mail_record **record);
#endif
