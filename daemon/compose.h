/* compose.h - a queued mail as the bytes that go to the relay: template, Markdown,
 * calendar and MIME in one call. It is made on the loop, in well under a millisecond. */
#ifndef CONVENE_COMPOSE_H
#define CONVENE_COMPOSE_H

#include "letter.h"

/* Of the seat; used when the letter's kind has an event method. */
struct compose_event {
	const char *uid;
	int sequence;
	int64_t start_s, end_s;
	const char *location; /* or NULL */
	const char *join_url; /* or NULL */
	bool is_called_off;   /* the whole gathering is, not this seat alone */
	bool is_accepted;     /* the person said yes, and neither time nor place moved */
};

/* Everything is frozen: the same input gives the same bytes. */
struct compose_input {
	const struct letter *letter;
	const struct template_value *values;
	const char *message_uuid, *mail_domain; /* the Message-ID */
	const char *first_uuid;                 /* of the seat's invitation, or NULL */
	int64_t ready_s;                        /* Date and DTSTAMP */
	const char *from_name, *from_address;   /* the organiser, also in the calendar */
	const char *to_name, *to_address;
	const char *reply_to;
	const char *unsubscribe_url, *unsubscribe_address;
	const char *list_id;
	const char *organisation, *program; /* the line above the mail */
	struct compose_event event;
	struct text *plain, *html; /* get both texts as they were before MIME; or NULL */
};

/* Appends the message (mime_write()); mime_start() comes first. ERR_INVALID: the mail can
 * never be made of this input, its class is "unfit"; nothing is added. */
MUST_CHECK enum status compose_mail(const struct compose_input *input, struct text *out,
    struct err *err);
#endif
