/* mail_item.h - one claimed message on its way through this daemon. */
#ifndef CONVENE_MAIL_ITEM_H
#define CONVENE_MAIL_ITEM_H

#include "mail_content.h"
#include "mail_outcome.h"
#include "mail_relays.h"

#include <sys/queue.h>

struct mail_delivery;
struct mail_job;

enum mail_phase {
	MAIL_CLAIMED,   /* waits for its template, or for room at a relay */
	MAIL_AT_RELAY,  /* its envelope is on the way */
	MAIL_BEGINNING, /* the envelope was accepted; "begun" is not committed yet */
	MAIL_BEGUN,     /* the body may leave */
	MAIL_ENDED,     /* the outcome is known and not committed yet */
};

struct mail_item {
	LIST_ENTRY(mail_item) all;   /* of the job */
	TAILQ_ENTRY(mail_item) next; /* where it waits, if it does */
	struct mail_job *job;
	enum mail_phase phase;
	char claim_id[IDS_UUID_SIZE];
	struct message_row row; /* a copy */
	struct mail_content content;
	struct mail_delivery *delivery;
	struct mail_relays *relays; /* that have it, or had it */
	struct smtp *smtp;
	uint64_t ticket;
	bool is_returned; /* by us: says nothing about the relay */
	struct smtp_result result;
	struct mail_outcome outcome;
};

TAILQ_HEAD(mail_items, mail_item);
LIST_HEAD(mail_item_list, mail_item);

/* In no list; the row is copied. */
struct mail_item *mail_item_new(struct mail_job *job, const char *claim_id,
    const struct message_row *row);
void mail_item_free(struct mail_item **item);

/* The relay's end of it, or ours: fills result and outcome. */
void mail_item_judge(struct mail_item *item, const struct smtp_result *result);
void mail_item_decide(struct mail_item *item, enum smtp_class class, const char *words);

/* A line in the journal, unless all is well. */
void mail_item_tell(const struct mail_item *item);
#endif
