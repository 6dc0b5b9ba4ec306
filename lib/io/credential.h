/* credential.h - a secret by its name: from systemd's $CREDENTIALS_DIRECTORY, else from a
 * file that is ours alone. Kept in memory that is locked, and wiped when it is freed. */
#ifndef CONVENE_CREDENTIAL_H
#define CONVENE_CREDENTIAL_H

#include "base.h"

#define CREDENTIAL_BYTES_MAX 4096

struct credential {
	char *bytes; /* and a NUL; without the line's end that an editor adds */
	size_t length;
};

/* file may be NULL: only systemd's is looked for. ERR_NOT_FOUND: neither is there.
 * ERR_DENIED: the file is not the caller's own, or others may read it (it must be 0600 or
 * less). ERR_INVALID: empty, too long, or no regular file. The text never holds the
 * secret. */
MUST_CHECK enum status credential_read(const char *name, const char *file,
    struct credential *ret_credential, struct err *err);

/* For CLEANUP(). */
void credential_done(struct credential *credential);
#endif
