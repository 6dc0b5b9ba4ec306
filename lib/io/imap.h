/* imap.h - a mailbox on a server: which mails are there, one as bytes, one into another
 * folder. Waits for the server: only for programs that have nothing else to do. Knows no
 * dinners. */
#ifndef CONVENE_IMAP_H
#define CONVENE_IMAP_H

#include "text.h"

#include <stdbool.h>
#include <stdint.h>

/* All borrowed until imap_close(); NULL where there is none. */
struct imap_settings {
	const char *url;  /* imaps://HOST[:PORT]/MAILBOX, or imap:// for STARTTLS */
	const char *user; /* NULL: without login */
	const char *password;
	const char *ca_file; /* to trust instead of the system's */
	long connect_ms, answer_ms;
};

struct imap;

#define IMAP_UIDS_MAX 100

/* Connects with the first question. Only a server on loopback is talked to without TLS.
 * ERR_INVALID: the URL is none of these. */
MUST_CHECK enum status imap_open(const struct imap_settings *settings,
    struct imap **ret_imap, struct err *err);
void imap_close(struct imap **imap); /* takes NULL */

/* Of all the following: ERR_UNAVAILABLE, in the words of the server or of libcurl; the
 * next call connects again. */

/* Of the first IMAP_UIDS_MAX mails that are in the mailbox: a long answer would be cut,
 * so there is no question for all. Moved ones make room for the next. flag: only those
 * that have it, a keyword like "$Begun"; NULL: all. */
MUST_CHECK enum status imap_uids(struct imap *imap, const char *flag,
    uint32_t ret_uids[static IMAP_UIDS_MAX], size_t *ret_count, struct err *err);

/* Appends the mail, of which at most bytes_max + 1: more is too much for the caller. It
 * counts as seen. ERR_NOT_FOUND: it is gone. */
MUST_CHECK enum status imap_fetch(struct imap *imap, uint32_t uid, size_t bytes_max,
    struct text *mail, struct err *err);

/* A keyword stays with the mail, also when this program ends. Not every server keeps
 * them, so it is not told whether this one did. */
void imap_set_flag(struct imap *imap, uint32_t uid, const char *flag, bool is_set);

/* Into another folder of the server (RFC 6851), which is made if it is not there. */
MUST_CHECK enum status imap_move(struct imap *imap, uint32_t uid, const char *folder,
    struct err *err);
#endif
