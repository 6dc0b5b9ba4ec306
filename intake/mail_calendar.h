/* mail_calendar.h - what a calendar in a mail asks for. */
#ifndef CONVENE_MAIL_CALENDAR_H
#define CONVENE_MAIL_CALENDAR_H

#include "mail_sort.h"
#include "mime.h"

/* letter->calendar is not NULL. False: none of what we answer to, an invitation from
 * somebody, say. */
bool mail_calendar_sort(const struct mime_letter *letter, struct arena *arena,
    struct mail_sorted *ret_sorted);
#endif
