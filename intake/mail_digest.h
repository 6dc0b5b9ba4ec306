/* mail_digest.h - by what a mail is known again. Pure. */
#ifndef CONVENE_MAIL_DIGEST_H
#define CONVENE_MAIL_DIGEST_H

#include "ids.h"

/* SHA-256 of the mail without what servers on the way add (Received, Delivered-To,
 * Authentication-Results ...) and with LF for CR LF, so that two deliveries of one mail,
 * by two ways or from two folders, are one. */
void mail_digest(const char *bytes, size_t length, char ret_hex[static IDS_SHA256_SIZE]);
#endif
