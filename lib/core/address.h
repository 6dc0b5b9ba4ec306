/* address.h - is this an e-mail address that may go near an envelope or a header? */
#ifndef CONVENE_ADDRESS_H
#define CONVENE_ADDRESS_H

#include "arena.h"

#define ADDRESS_BYTES_MAX 254
#define ADDRESS_LOCAL_BYTES_MAX 64

/* Refuses, with ERR_INVALID: bytes below 0x21, 0x7f, any of <>(),;:\"[]; other than one
 * '@'; a local part over 64 bytes, a whole over 254; an empty part or label, so outer and
 * double dots; before the '@', what is beyond ASCII; in the domain, all but letters,
 * digits, '-', '.' and non-ASCII (which lib/io turns into xn-- labels, or refuses).
 * length is given because a NUL in the middle is one of the attacks. The text of the
 * error never quotes the address. */
MUST_CHECK enum status address_check(const char *address, size_t length, struct err *err);

/* The spelling under which two addresses are one mailbox to us: ASCII letters in lower
 * case. In the arena. */
const char *address_key(struct arena *arena, const char *address);
#endif
