/* ical.h - one event for one person as an iTIP message (RFC 5546), and what a calendar
 * program answers. Only ical*.c know libical. Knows nothing about dinners. */
#ifndef CONVENE_ICAL_H
#define CONVENE_ICAL_H

#include "arena.h"
#include "text.h"

enum ical_verb {
	ICAL_VERB_REQUEST, /* invites, and updates under a higher sequence */
	ICAL_VERB_CANCEL,
	ICAL_VERB_REPLY,
	ICAL_VERB_COUNTER,
	ICAL_VERB_OTHER,    /* read only, as are the two before and the one behind */
	ICAL_VERB_DELEGATE, /* no method of RFC 5546, and yet sent */
};

enum ical_answer {
	ICAL_ANSWER_NONE, /* NEEDS-ACTION, or nothing said */
	ICAL_ANSWER_YES,
	ICAL_ANSWER_NO,
	ICAL_ANSWER_MAYBE,
	ICAL_ANSWER_OTHER, /* delegated, and what we do not know */
};

struct ical_event {
	enum ical_verb verb; /* REQUEST or CANCEL */
	const char *uid;
	int sequence;
	int64_t stamped_s, start_s, end_s;
	const char *organizer_name, *organizer_address; /* the From of the mail */
	const char *attendee_name, *attendee_address;   /* the recipient, nobody else */
	enum ical_answer
	    answer;         /* NONE, or what holds on when neither time nor place moved */
	bool is_called_off; /* CANCEL for everybody, not only for this one */
	const char *summary, *description;
	const char *location; /* or NULL */
	const char *join_url; /* of a room by video, in printable ASCII; or NULL */
};

/* "REQUEST", "CANCEL" ...: the method of the Content-Type too. */
const char *ical_verb_name(enum ical_verb verb);

/* Appends the calendar: UTC times, CR LF, folded, UTF-8. ERR_INVALID, nothing added: an
 * address that is not safe, a control character in a text, no uid, an event that ends
 * before it starts. */
MUST_CHECK enum status ical_write(const struct ical_event *event, struct text *out,
    struct err *err);

#define ICAL_BYTES_MAX ((size_t)256 * 1024)
#define ICAL_ATTENDEES_MAX 16

struct ical_attendee {
	const char *address; /* without mailto:, as written */
	enum ical_answer answer;
	bool is_delegated; /* PARTSTAT=DELEGATED, or a DELEGATED-TO: another would come */
};

struct ical_reply {
	enum ical_verb verb;
	const char *uid;
	int sequence;      /* 0 when not said */
	int64_t stamped_s; /* 0 when not said */
	size_t attendee_count;
	struct ical_attendee attendees[ICAL_ATTENDEES_MAX]; /* further ones are dropped */
};

/* Reads what a stranger sent; the texts are the arena's. ERR_LIMIT when it is longer than
 * ICAL_BYTES_MAX; ERR_INVALID unless it is one calendar with one event that has a UID. An
 * ORGANIZER is not asked for: Exchange leaves it out. */
MUST_CHECK enum status ical_read(const void *bytes, size_t length, struct arena *arena,
    struct ical_reply *ret_reply, struct err *err);
#endif
