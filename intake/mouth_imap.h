/* mouth_imap.h - mails from a mailbox on a server. */
#ifndef CONVENE_MOUTH_IMAP_H
#define CONVENE_MOUTH_IMAP_H

#include "intake.h"

/* Every mail of the mailbox; recorded ones move to the folder that the settings name. One
 * during which this program died twice moves to the folder Corrupt, and is not read
 * again. Ends at the first that cannot be recorded: it stays. ERR_UNAVAILABLE: the
 * server, too. ERR_INVALID, ERR_NOT_FOUND, ERR_DENIED: the address or the password. */
MUST_CHECK enum status mouth_imap(struct intake *intake, const char *url,
    struct err *err);
#endif
