/* smtp_result.h - where a delivery ended, and what a reply means. Pure. */
#ifndef CONVENE_SMTP_RESULT_H
#define CONVENE_SMTP_RESULT_H

#include "smtp_reply.h"

/* What a connection is doing; each has a deadline of its own. */
enum smtp_phase {
	SMTP_CONNECTING, /* name, TCP, greeting, EHLO, TLS, AUTH */
	SMTP_IDLE,
	SMTP_RESET, /* RSET is on its way */
	SMTP_MAIL,  /* the answer to MAIL is awaited, and so on */
	SMTP_RCPT,
	SMTP_DATA,
	SMTP_BEGIN, /* 354 came, no byte of the body has left: ours to say */
	SMTP_BODY,  /* the body is leaving */
	SMTP_DOT,   /* all has left, the last answer is awaited */
	SMTP_QUIT,
	SMTP_OVER, /* of no more use */
	SMTP_PHASE_COUNT
};

enum smtp_class {
	SMTP_ACCEPTED, /* 250 to the dot */
	SMTP_DEFERRED, /* 4xx to RCPT, DATA or the dot */
	SMTP_REFUSED,  /* 5xx to these, or too big */
	SMTP_RELAY,    /* the relay's own trouble; says nothing about this mail */
	SMTP_NOT_SENT, /* lost before the first byte of the body left */
	SMTP_UNKNOWN,  /* lost after it: may have been taken */
	SMTP_UNFIT,    /* address or bytes that cannot be sent */
	SMTP_CLASS_COUNT
};

struct smtp_result {
	enum smtp_class class;
	enum smtp_phase phase; /* where it ended; CONNECTING also while it waited */
	int code;              /* of the reply that decided; 0: there was none */
	char enhanced[12];
	char words[SMTP_WORDS_MAX + 1]; /* the relay's, or ours when code is 0 */
	char queue_id[SMTP_QUEUE_ID_MAX + 1];
};

/* What a reply means while a mail is in that phase. */
enum smtp_verdict { SMTP_GOES_ON, SMTP_ENDS, SMTP_MAKES_NO_SENSE };

/* ENDS fills ret_class: for BODY and DOT that may be ACCEPTED. The phase is one from
 * RESET to DOT. */
enum smtp_verdict smtp_result_judge(enum smtp_phase phase, const struct smtp_reply *reply,
    enum smtp_class *ret_class);

/* "accepted", "dot": words for rows, journal and status. */
const char *smtp_result_class_name(enum smtp_class class);
const char *smtp_result_phase_name(enum smtp_phase phase);
#endif
