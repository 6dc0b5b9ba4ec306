/* smtp_offer.h - what a relay offers in its answer to EHLO. Pure. */
#ifndef CONVENE_SMTP_OFFER_H
#define CONVENE_SMTP_OFFER_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

/* All zero is a relay that has not spoken yet. */
struct smtp_offer {
	bool has_pipelining, has_size, has_dsn, has_smtputf8, has_auth;
	bool is_authenticated; /* the relay has said 235 */
	int64_t size_max;      /* bytes of a message; 0 is no limit announced */
	int last_code;         /* of the line before */
};

/* Takes one line of what passes while libcurl logs in, with or without its end. The first
 * 250 after another code starts afresh: what was offered before STARTTLS may be a lie. */
void smtp_offer_read(struct smtp_offer *offer, const char *line, size_t length);
#endif
