/* mime_report.h - what a mail server says of a mail: a delivery status (RFC 3464) or a
 * complaint (RFC 5965). */
#ifndef CONVENE_MIME_REPORT_H
#define CONVENE_MIME_REPORT_H

#include "arena.h"

/* Texts are the arena's, each one line; NULL where nothing is said. */
struct mime_report {
	const char *envelope_id; /* Original-Envelope-Id */
	/* Of the first recipient that failed, or else of the first. */
	const char *recipient; /* the original one, or else the final, without its type */
	const char *action;    /* "failed", "delayed"; NULL: no delivery status */
	const char *status;    /* "5.1.1" */
	const char *words;     /* of the server that refused */
	/* Of a complaint. */
	const char *feedback; /* "abuse"; NULL: no complaint */
	const char *mail_from;
};

/* bytes: the content of a message/delivery-status or message/feedback-report: blocks of
 * header lines with empty lines between. Never fails: what is no such thing says
 * nothing. mime_start() comes first. */
void mime_report_parse(const void *bytes, size_t length, struct arena *arena,
    struct mime_report *ret_report);
#endif
