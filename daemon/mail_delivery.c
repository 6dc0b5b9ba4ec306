#include "mail_delivery.h"

#include "journal.h"

struct mail_delivery {
	mail_delivery_ready_fn *ready;
	mail_delivery_ended_fn *ended;
	struct mail_relays *relays;
	LIST_HEAD(, mail_relays) retired; /* they end what they have */
	enum smtp_breaker_state breaker;  /* as the journal knows it */
	bool is_stopped, is_closed;
};

struct mail_delivery *
mail_delivery_new(mail_delivery_ready_fn *ready, mail_delivery_ended_fn *ended)
{
	struct mail_delivery *delivery = alloc_zero(1, sizeof *delivery);

	delivery->ready = ready;
	delivery->ended = ended;
	LIST_INIT(&delivery->retired);
	return delivery;
}

void
mail_delivery_use(struct mail_delivery *delivery, struct mail_relays *relays)
{
	if (delivery->relays != NULL)
		LIST_INSERT_HEAD(&delivery->retired, delivery->relays, next);
	delivery->relays = relays;
	delivery->breaker = SMTP_BREAKER_CLOSED;
}

bool
mail_delivery_has_room(const struct mail_delivery *delivery)
{
	return mail_relays_pick(delivery->relays) != NULL;
}

bool
mail_delivery_flows(const struct mail_delivery *delivery)
{
	struct smtp_status status;

	mail_relays_status(delivery->relays, &status);
	return status.breaker == SMTP_BREAKER_CLOSED;
}

static void
on_begin(struct smtp *smtp, uint64_t ticket, void *arg)
{
	struct mail_item *item = arg;

	item->ticket = ticket;
	if (item->delivery->is_stopped || item->delivery->is_closed)
		mail_delivery_abort(item);
	else
		item->delivery->ready(item);
}

static void
on_done(const struct smtp_result *result, void *arg)
{
	struct mail_item *item = arg;

	item->relays->mails--;
	if (item->delivery->is_closed)
		return;
	mail_item_judge(item, result);
	item->delivery->ended(item);
}

void
mail_delivery_send(struct mail_delivery *delivery, struct mail_item *item)
{
	const struct message_row *row = &item->row;

	item->phase = MAIL_AT_RELAY;
	item->delivery = delivery;
	item->smtp = mail_relays_pick(delivery->relays);
	item->relays = delivery->relays;
	item->relays->mails++;
	smtp_send(item->smtp,
	    &(struct smtp_mail){
		.envelope = {
			.id = row->message_id,
			.from = text_string(&item->content.sender),
			.to = text_string(&item->content.recipient),
			.bytes = item->content.bytes.data,
			.length = item->content.bytes.length,
		},
		.begin = on_begin,
		.done = on_done,
		.arg = item,
	    });
}

void
mail_delivery_begin(struct mail_item *item)
{
	item->phase = MAIL_BEGUN;
	smtp_begin(item->smtp, item->ticket);
}

void
mail_delivery_abort(struct mail_item *item)
{
	item->is_returned = true;
	smtp_abort(item->smtp, item->ticket);
}

static void
close_idle(struct mail_delivery *delivery)
{
	struct mail_relays *relays = LIST_FIRST(&delivery->retired);

	while (relays != NULL) {
		struct mail_relays *next = LIST_NEXT(relays, next);

		if (relays->mails == 0) {
			LIST_REMOVE(relays, next);
			mail_relays_close(&relays);
		}
		relays = next;
	}
}

bool
mail_delivery_look(struct mail_delivery *delivery)
{
	struct smtp_status status;

	close_idle(delivery);
	mail_relays_status(delivery->relays, &status);
	if (status.breaker == delivery->breaker || status.breaker == SMTP_BREAKER_PROBING)
		return false;
	delivery->breaker = status.breaker;
	if (status.breaker == SMTP_BREAKER_CLOSED)
		journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
		    "the relay takes mail again");
	else
		journal_write(&(struct journal_line){ .level = status.is_alarm
				      ? JOURNAL_ERROR
				      : JOURNAL_WARNING },
		    "the relay is left alone for a while: %s", status.reason);
	return true;
}

void
mail_delivery_status(const struct mail_delivery *delivery, struct smtp_status *ret_status)
{
	mail_relays_status(delivery->relays, ret_status);
}

const char *
mail_delivery_relay(const struct mail_delivery *delivery, int index,
    struct smtp_status *ret_status)
{
	return mail_relays_one(delivery->relays, index, ret_status);
}

void
mail_delivery_stop(struct mail_delivery *delivery)
{
	delivery->is_stopped = true;
}

void
mail_delivery_close(struct mail_delivery **deliveryp)
{
	struct mail_delivery *delivery = TAKE(*deliveryp);
	struct mail_relays *relays;

	if (delivery == NULL)
		return;
	delivery->is_closed = true;
	mail_relays_close(&delivery->relays);
	while ((relays = LIST_FIRST(&delivery->retired)) != NULL) {
		LIST_REMOVE(relays, next);
		mail_relays_close(&relays);
	}
	free(delivery);
}
