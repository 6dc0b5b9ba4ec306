/* smtp_envelope.h - one mail as it goes over the wire: MAIL, RCPT and the body. The last
 * guard against addresses and bodies that would be read as commands. Pure. */
#ifndef CONVENE_SMTP_ENVELOPE_H
#define CONVENE_SMTP_ENVELOPE_H

#include "smtp_offer.h"
#include "text.h"

/* All borrowed; the strings are not empty. */
struct smtp_envelope {
	const char *id;        /* ENVID of delivery notices, at most 64 bytes */
	const char *from, *to; /* local@domain, domains in ASCII */
	const char *bytes;
	size_t length;
};

/* ERR_INVALID: an address with a byte below 0x21 or 0x7f, any of <>(),;:\"[], other than
 * one @, a local part over 64, over 254 in all, empty labels or doubled dots, a domain
 * beyond ASCII; a body that is empty, not 7-bit, holds a CR or LF alone or a NUL, has a
 * line over 998, or does not end with CR LF. The text holds no address. */
MUST_CHECK enum status smtp_envelope_check(const struct smtp_envelope *envelope,
    struct err *err);

/* ERR_INVALID: this relay cannot take it: too long, or a local part beyond ASCII. */
MUST_CHECK enum status smtp_envelope_suits(const struct smtp_envelope *envelope,
    const struct smtp_offer *offer, struct err *err);

/* For a checked envelope only. The body gets its dots doubled and its end. */
void smtp_envelope_add_mail(struct text *text, const struct smtp_envelope *envelope,
    const struct smtp_offer *offer);
void smtp_envelope_add_rcpt(struct text *text, const struct smtp_envelope *envelope,
    const struct smtp_offer *offer);
void smtp_envelope_add_body(struct text *text, const struct smtp_envelope *envelope);
#endif
