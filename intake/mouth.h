/* mouth.h - where mails come from. */
#ifndef CONVENE_MOUTH_H
#define CONVENE_MOUTH_H

#include "intake.h"

/* The whole of standard input is one mail. Of what is longer than INTAKE_BYTES_MAX one
 * byte more is taken, which makes it unreadable; the rest is read and dropped, or the
 * mail server would stumble. As intake_take(). */
MUST_CHECK enum status mouth_pipe(struct intake *intake, struct err *err);

/* Every mail in DIR/new, the oldest name first; recorded ones move to DIR/cur with flag
 * S. A mail during which this program died twice moves to DIR/.Corrupt/cur, and is not
 * read again. Ends at the first that cannot be recorded: it stays. ERR_INVALID: no
 * Maildir. */
MUST_CHECK enum status mouth_maildir(struct intake *intake, const char *dir,
    struct err *err);
#endif
