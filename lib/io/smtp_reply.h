/* smtp_reply.h - an SMTP server's replies, from bytes split anywhere. Pure. */
#ifndef CONVENE_SMTP_REPLY_H
#define CONVENE_SMTP_REPLY_H

#include "base.h"

#include <stdbool.h>

#define SMTP_LINE_MAX 4096 /* bytes of one line without its end */
#define SMTP_LINES_MAX 100 /* lines of one reply */
#define SMTP_WORDS_MAX 500
#define SMTP_QUEUE_ID_MAX 64

struct smtp_reply {
	int code;          /* 200 to 599 */
	char enhanced[12]; /* "5.1.1", of the code's own class; else "" */
	/* What the relay said, its lines joined by a blank: printable ASCII, all else is
	 * a question mark, so that a row, a journal line and JSON may hold it. */
	char words[SMTP_WORDS_MAX + 1];
};

/* All zero is a reader at the start of a reply. */
struct smtp_reply_reader {
	struct smtp_reply reply;
	int lines;
	size_t words_length;
	size_t line_length;
	bool is_whole; /* the next byte starts another reply */
	char line[SMTP_LINE_MAX];
};

enum smtp_reading { SMTP_READ_MORE, SMTP_READ_WHOLE, SMTP_READ_JUNK };

/* Takes bytes up to the end of one reply and moves *bytes and *left past them. WHOLE:
 * reader->reply is good until the next call. JUNK: no reply, or over the limits above;
 * the connection is of no more use, nor is the reader. */
enum smtp_reading smtp_reply_read(struct smtp_reply_reader *reader, const char **bytes,
    size_t *left);

/* The name under which the relay keeps what it took, from the words after its 250, for
 * Postfix, Sendmail, Exim, OpenSMTPD and Exchange; "" when it gave none. */
void smtp_reply_queue_id(const struct smtp_reply *reply,
    char ret_id[SMTP_QUEUE_ID_MAX + 1]);
#endif
