/* mail_delivery.h - mails at the relays: from the envelope to the last answer. After a
 * reload the relays before end what they have. */
#ifndef CONVENE_MAIL_DELIVERY_H
#define CONVENE_MAIL_DELIVERY_H

#include "mail_item.h"

struct mail_delivery;

/* The envelope was accepted: mail_delivery_begin() or _abort() is awaited. */
typedef void mail_delivery_ready_fn(struct mail_item *item);

/* The last that is heard of it; result and outcome are filled. */
typedef void mail_delivery_ended_fn(struct mail_item *item);

struct mail_delivery *mail_delivery_new(mail_delivery_ready_fn *ready,
    mail_delivery_ended_fn *ended);

/* These from now on; they are the delivery's. The first come before anything else. */
void mail_delivery_use(struct mail_delivery *delivery, struct mail_relays *relays);

/* There is room for another mail now. Mail flows: the relay is well. */
bool mail_delivery_has_room(const struct mail_delivery *delivery);
bool mail_delivery_flows(const struct mail_delivery *delivery);

/* Only while there is room. */
void mail_delivery_send(struct mail_delivery *delivery, struct mail_item *item);

/* After abort the item ends as not sent, for reasons of ours. */
void mail_delivery_begin(struct mail_item *item);
void mail_delivery_abort(struct mail_item *item);

/* Now and then: relays that are done with are closed, changes are told to the journal.
 * Answers whether the relay's state has changed. */
bool mail_delivery_look(struct mail_delivery *delivery);

void mail_delivery_status(const struct mail_delivery *delivery,
    struct smtp_status *ret_status);

/* As mail_relays_one(), of those of the settings in force. */
const char *mail_delivery_relay(const struct mail_delivery *delivery, int index,
    struct smtp_status *ret_status);

/* Nothing begins any more; what has begun ends. */
void mail_delivery_stop(struct mail_delivery *delivery);

/* Nobody hears of what is still there. Accepts NULL. */
void mail_delivery_close(struct mail_delivery **delivery);
#endif
