/* smtp_talk.h - one conversation of the dialogue for tests: the relay's words and ours in
 * a row, in bits of any size. Ours: "!" begins the body, "#" ends the connection, "~"
 * sends another mail, "+" the second one behind the body, "|" lets what we have leave. */
#ifndef CONVENE_SMTP_TALK_H
#define CONVENE_SMTP_TALK_H

#include "smtp_dialogue.h"

#define MAIL "MAIL FROM:<d@h.test>\r\n"
#define DATA "DATA\r\n"
#define RCPT "RCPT TO:<a@c.test>\r\n"
#define ALL MAIL RCPT DATA
#define SENT "Subject: x\r\n\r\n..hello\r\n.\r\n"
#define ALL_2 MAIL "RCPT TO:<b@c.test>\r\n" DATA
#define SENT_2 "Subject: y\r\n\r\nto you\r\n.\r\n"
#define OK_TO_ALL "250 ok\r\n250 ok\r\n354 go\r\n"

extern const struct smtp_envelope smtp_talk_first, smtp_talk_second;

struct smtp_talk {
	struct smtp_dialogue dialogue;
	struct text written;
	struct smtp_result results[3];
	int count; /* of them, since the last ~ */
};

/* From a new dialogue with the first mail on. */
void smtp_talk_run(struct smtp_talk *talk, bool has_pipelining, const char *heard,
    size_t bit);
void smtp_talk_done(struct smtp_talk *talk);

void smtp_talk_hear(struct smtp_talk *talk, const char *bytes, size_t length);
void smtp_talk_write(struct smtp_talk *talk, size_t bit);
#endif
