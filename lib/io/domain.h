/* domain.h - an address as mail systems write it: its domain in ASCII, "xn--" for what is
 * beyond. Only domain.c knows libidn2. */
#ifndef CONVENE_DOMAIN_H
#define CONVENE_DOMAIN_H

#include "text.h"

/* Appends address, a domain beyond ASCII in A-labels (UTS #46, not transitional); another
 * one as it is. ERR_INVALID, nothing added: no such domain can be, or what comes out of
 * it is not mailbox_is_safe(), as where a wide letter stands for an '@' or a '>'. The
 * text holds no address. */
MUST_CHECK enum status domain_add_address(const char *address, struct text *out,
    struct err *err);
#endif
