#include "mail_item.h"

#include "journal.h"
#include "retry.h"

#include <stdio.h>
#include <string.h>

struct mail_item *
mail_item_new(struct mail_job *job, const char *claim_id, const struct message_row *row)
{
	struct mail_item *item = alloc_zero(1, sizeof *item);

	item->job = job;
	(void)snprintf(item->claim_id, sizeof item->claim_id, "%s", claim_id);
	message_store_copy_row(row, &item->row);
	return item;
}

void
mail_item_free(struct mail_item **itemp)
{
	struct mail_item *item = TAKE(*itemp);

	message_store_free_row(&item->row);
	mail_content_done(&item->content);
	free(item);
}

static int
spread(void)
{
	char random[IDS_REQUEST_SIZE]; /* hex digits */

	ids_request(random);
	random[4] = '\0';
	return (int)(strtol(random, NULL, 16) * 2 * RETRY_SPREAD / UINT16_MAX) -
	    RETRY_SPREAD;
}

void
mail_item_judge(struct mail_item *item, const struct smtp_result *result)
{
	item->result = *result;
	if (item->is_returned && result->class == SMTP_NOT_SENT)
		item->outcome = (struct mail_outcome){ .class = SMTP_NOT_SENT };
	else
		item->outcome = mail_outcome_judge(result, &item->row, spread());
}

void
mail_item_decide(struct mail_item *item, enum smtp_class class, const char *words)
{
	item->result = (struct smtp_result){ .class = class, .phase = SMTP_CONNECTING };
	(void)snprintf(item->result.words, sizeof item->result.words, "%s", words);
	item->outcome = (struct mail_outcome){ .class = class };
}

/* The relay's own words may hold an address: they stand in the outbox, not here. */
void
mail_item_tell(const struct mail_item *item)
{
	const struct smtp_result *result = &item->result;
	enum smtp_class class = item->outcome.class;
	const struct journal_line line = {
		.level = class == SMTP_DEFERRED ? JOURNAL_INFO : JOURNAL_WARNING,
		.message = item->row.message_id,
		.seat = item->row.seat_id,
	};

	if (class == SMTP_DEFERRED || class == SMTP_REFUSED || class == SMTP_UNKNOWN ||
	    class == SMTP_UNFIT)
		journal_write(&line, "%s %s: %s in %s, %d %s", item->row.kind,
		    item->row.message_id, smtp_result_class_name(class),
		    smtp_result_phase_name(result->phase), result->code,
		    result->enhanced);
}
