/* mail_token.h - the secret in the address that a mail came to: PURPOSE+TOKEN@domain. */
#ifndef CONVENE_MAIL_TOKEN_H
#define CONVENE_MAIL_TOKEN_H

#include "mime.h"

#define MAIL_TOKEN_DIGITS 32

/* In small letters, as mail systems may fold case; the arena's. NULL: there is none.
 * Where servers say whom they took the mail for, that goes before To and Cc. */
const char *mail_token_find(const struct mime_letter *letter, const char *purpose,
    struct arena *arena);

/* Of one address, maybe in angle brackets. */
const char *mail_token_read(const char *address, const char *purpose,
    struct arena *arena);
#endif
