/* mime.h - a mail as bytes, and a stranger's bytes as a mail. Only mime*.c know
 * GMime. Knows nothing about dinners. */
#ifndef CONVENE_MIME_H
#define CONVENE_MIME_H

#include "mime_report.h"
#include "text.h"

/* Once in a process, before anything else here, and once at its end. */
void mime_start(void);
void mime_stop(void);

struct mime_mail {
	const char *message_id; /* UUID@domain, without the angle brackets */
	int64_t date_s;
	const char *from_name, *from_address;
	const char *to_name, *to_address; /* one mailbox; the name may be NULL */
	const char *reply_to;             /* an address, or NULL */
	const char *references;           /* a message id without brackets, or NULL */
	const char *subject;
	const char *unsubscribe_url;     /* https, RFC 8058; or NULL */
	const char *unsubscribe_address; /* or NULL */
	const char *list_id;             /* as a domain (RFC 2919); or NULL */
	const struct text *plain, *html; /* lines end in LF */
	const struct text *calendar;     /* by ical_write(), or NULL */
	const char *calendar_method;     /* by ical_verb_name() */
};

/* Appends the message: ASCII, CR LF, no line over 998 bytes, Auto-Submitted; the same
 * input gives the same bytes on every machine, as a mail sent again must be equal.
 * Leading dots are the sender's to stuff. ERR_INVALID, nothing added: an address or id
 * that is not safe, a control character in a name or subject, an address of a page that
 * is not plain ASCII. */
MUST_CHECK enum status mime_write(const struct mime_mail *mail, struct text *out,
    struct err *err);

#define MIME_BYTES_MAX ((size_t)10 * 1024 * 1024)
#define MIME_DEPTH_MAX 32
#define MIME_PARTS_MAX 200
#define MIME_CALENDAR_MAX ((size_t)256 * 1024)
#define MIME_RECIPIENTS_MAX 16
#define MIME_DELIVERED_MAX 8
#define MIME_FILES_MAX 8

struct mime_file {
	const void *bytes; /* decoded; the arena's */
	size_t length;
};

/* What intake asks of a mail. Texts are the arena's: UTF-8, header values in one line;
 * NULL where the mail has none. */
struct mime_letter {
	const char *message_id, *in_reply_to; /* without brackets */
	const char *from;                     /* NULL unless it is one address */
	const char
	    *recipients[MIME_RECIPIENTS_MAX + 1]; /* of To and Cc; NULL ends them */
	/* of Delivered-To, X-Original-To and Envelope-To; NULL ends them */
	const char *delivered[MIME_DELIVERED_MAX + 1];
	const char *subject;
	const char *auto_submitted, *precedence;
	const char *type;        /* of the whole: "multipart/report" */
	const char *report_type; /* "delivery-status" */
	const char *plain;       /* the first text/plain, converted */
	const char *calendar;    /* the first text/calendar, or else the first .ics */
	size_t calendar_length;
	/* Parts that are no text, but not pictures within a HTML text, in their order.
	 * Further ones are counted alone. */
	size_t file_count;
	struct mime_file files[MIME_FILES_MAX];
	struct mime_report report; /* of a multipart/report */
	const char *returned_id;   /* of the mail that it returns, without brackets */
};

/* Mails inside the mail (message/rfc822) are not looked into but for returned_id: what a
 * bounce quotes is not said by its sender. ERR_LIMIT beyond a maximum above; ERR_INVALID:
 * no mail. */
MUST_CHECK enum status mime_read(const void *bytes, size_t length, struct arena *arena,
    struct mime_letter *ret_letter, struct err *err);
#endif
