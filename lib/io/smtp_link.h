/* smtp_link.h - one connection to the relay: wire, dialogue and deadlines together.
 * Private to smtp.c. */
#ifndef CONVENE_SMTP_LINK_H
#define CONVENE_SMTP_LINK_H

#include "smtp_dialogue.h"
#include "smtp_wire.h"

#include <sys/queue.h>

enum smtp_news {
	SMTP_NEWS_IDLE,   /* may take a mail: smtp_link_send() */
	SMTP_NEWS_BEGIN,  /* the envelope was accepted: smtp_link_begin() or _end() */
	SMTP_NEWS_RESULT, /* smtp_link_result() of the mail that was sent first */
	SMTP_NEWS_CLOSED  /* the last news; close it, but not in here */
};

struct smtp_link;

/* Never from within a call of smtp_link_*(), but smtp_link_end(). */
typedef void smtp_link_news_fn(struct smtp_link *link, enum smtp_news news, void *arg);

/* The settings live as long as the link. */
struct smtp_link *smtp_link_open(struct event_base *base, struct smtp_hub *hub,
    const struct smtp_settings *settings, smtp_link_news_fn *news, void *arg);

enum smtp_phase smtp_link_phase(const struct smtp_link *link);
int smtp_link_mails(const struct smtp_link *link); /* sent so far */

/* From BEGIN on: one more mail may come behind the one that it has. */
bool smtp_link_takes_next(const struct smtp_link *link);

/* When idle or when it takes the next. The envelope was checked and lives until its
 * RESULT. ERR_INVALID: this relay cannot take it, and nothing was done. */
MUST_CHECK enum status smtp_link_send(struct smtp_link *link,
    const struct smtp_envelope *envelope, struct err *err);

void smtp_link_begin(struct smtp_link *link); /* in phase BEGIN */
/* In phase BEGIN: smtp_link_end() in the loop's next turn. why lives until then. */
void smtp_link_give_up(struct smtp_link *link, const char *why);
void smtp_link_quit(struct smtp_link *link); /* when idle; CLOSED follows */
void smtp_link_end(struct smtp_link *link, const char *why); /* RESULT, CLOSED at once */

const struct smtp_result *smtp_link_result(const struct smtp_link *link);

/* Why it was closed; status OK after it had been logged in. */
const struct err *smtp_link_fault(const struct smtp_link *link, bool *ret_is_alarm);

/* Tells nothing; the mail under way is forgotten. Takes NULL, nulls. */
void smtp_link_close(struct smtp_link **link);
#endif
