/* mail_content.h - a claimed message as the bytes that go out, and the links in it. */
#ifndef CONVENE_MAIL_CONTENT_H
#define CONVENE_MAIL_CONTENT_H

#include "ids.h"
#include "letter.h"
#include "message_store.h"
#include "settings.h"
#include "zone.h"

/* What all mails of this daemon share. */
struct mail_origin {
	const struct settings *settings;
	const struct ids_key *link_key;
	struct zone_shelf *zones;
	bool is_preview; /* shows every link that a kind may have; keeps both texts */
};

struct mail_content {
	struct text bytes;
	struct text plain, html;       /* of a preview */
	struct text sender, recipient; /* of the envelope, domains in ASCII */
	char digest[IDS_SHA256_SIZE];
	bool has_answer; /* a link to answer, beside that to leave */
	bool is_tagged;  /* its sender and Reply-To have tokens, too */
	char answer_digest[IDS_SHA256_SIZE], leave_digest[IDS_SHA256_SIZE];
	char bounce_digest[IDS_SHA256_SIZE], reply_digest[IDS_SHA256_SIZE];
	int64_t links_end_s;
};

/* ERR_INVALID or ERR_NOT_FOUND: the mail can never be made of this row; ret_content is
 * untouched. The same row, settings and key give the same bytes. */
MUST_CHECK enum status mail_content_write(const struct mail_origin *origin,
    const struct message_row *row, const struct letter *letter,
    struct mail_content *ret_content, struct err *err);

void mail_content_done(struct mail_content *content); /* also for CLEANUP() */

/* Of message ids: the setting, or that of the sender's address. */
const char *mail_content_domain(const struct settings *settings);
#endif
