/* mail_relays.h - the relays of one configuration: the first that has room is used, the
 * others stand by. */
#ifndef CONVENE_MAIL_RELAYS_H
#define CONVENE_MAIL_RELAYS_H

#include "settings.h"
#include "smtp.h"

#include <sys/queue.h>

struct mail_relays {
	LIST_ENTRY(mail_relays) next; /* the owner's */
	struct smtp *relays[SETTINGS_RELAYS_MAX];
	char *names[SETTINGS_RELAYS_MAX];
	int count;
	int mails; /* with them now; the owner counts */
};

/* Where there is TLS, it connects at once. ERR_INVALID: no relay, or its settings; what a
 * credential lacks is told as it is. */
MUST_CHECK enum status mail_relays_open(struct event_base *base,
    const struct settings *settings, struct mail_relays **ret_relays, struct err *err);

/* As smtp_close(). Accepts NULL. */
void mail_relays_close(struct mail_relays **relays);

/* NULL: none has room. */
struct smtp *mail_relays_pick(const struct mail_relays *relays);

/* Of one of them, 0 to count - 1. Answers its name in the configuration, good as long as
 * they are open; NULL: there is none of that number. */
const char *mail_relays_one(const struct mail_relays *relays, int index,
    struct smtp_status *ret_status);

/* Of the relay that mail flows to, or of the one that is tried next; is_connecting is of
 * any. */
void mail_relays_status(const struct mail_relays *relays, struct smtp_status *ret_status);
#endif
