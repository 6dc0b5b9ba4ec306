/* message_kind.h - what kinds of mail there are, and what each may say. The database has
 * the same rows in message_kind; a test compares them. */
#ifndef CONVENE_MESSAGE_KIND_H
#define CONVENE_MESSAGE_KIND_H

#include "template.h"

enum message_kind {
	MESSAGE_INVITATION,
	MESSAGE_REMINDER,
	MESSAGE_CONFIRMATION, /* of a yes */
	MESSAGE_CHANGE,       /* of time, place or table */
	MESSAGE_CANCELLATION,
	MESSAGE_DECLINED, /* of a no: takes the evening out of the calendar */
	MESSAGE_LAPSED,   /* no answer in time */
	MESSAGE_NOT_SEATED,
	MESSAGE_DAY_BEFORE,
	MESSAGE_HOST_REQUEST, /* asks somebody to host */
	MESSAGE_HOST_CARD,    /* the question, and how an evening begins */
	MESSAGE_AFTER_DINNER,
	MESSAGE_SEAT_OFFER, /* to a standby */
	MESSAGE_SEASON_INVITATION,
	MESSAGE_PAUSED,
	MESSAGE_LEFT, /* the program */
	MESSAGE_CLAIM_STATUS,
	MESSAGE_DIGEST, /* to an administrator, what needs a human */
	MESSAGE_KIND_COUNT
};

struct message_kind_row {
	const char *name;         /* also of its file: etc/templates/NAME.md */
	int priority;             /* 1 goes first */
	bool is_resent;           /* once, when nobody knows whether it arrived */
	const char *event_method; /* "REQUEST", "CANCEL" or NULL */
	int64_t
	    expires_before_s; /* seconds before the gathering starts; 0 if none does */
	const struct template_name *variables;
	bool is_for_staff; /* no mail of the program: nobody leaves it */
};

const struct message_kind_row *message_kind_row(enum message_kind kind);

/* ERR_NOT_FOUND, naming those there are. */
MUST_CHECK enum status message_kind_parse(const char *name, enum message_kind *ret_kind,
    struct err *err);
#endif
