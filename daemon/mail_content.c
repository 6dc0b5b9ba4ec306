#include "mail_content.h"

#include "compose.h"
#include "letter_facts.h"

#include <limits.h>
#include <string.h>

/* As long as those that forming writes down: long enough for late feedback. */
#define LINKS_LAST_S (INT64_C(90) * 86400)

struct links {
	struct text answer, leave, event_uid;
};

static void
links_done(struct links *links)
{
	text_done(&links->answer);
	text_done(&links->leave);
	text_done(&links->event_uid);
}

const char *
mail_content_domain(const struct settings *settings)
{
	const char *at = strrchr(settings->mail_from, '@');

	if (*settings->mail_domain != '\0')
		return settings->mail_domain;
	return at != NULL ? at + 1 : settings->mail_from;
}

/* LINK_BASE/PURPOSE/TOKEN; the database will know the token's digest only. */
static void
write_link(const struct mail_origin *origin, const char *purpose, const char *row_id,
    struct text *url, char digest[static IDS_SHA256_SIZE])
{
	const char *base = origin->settings->mail_link_base;
	size_t length = strlen(base);
	char token[IDS_TOKEN_SIZE];

	while (length > 0 && base[length - 1] == '/')
		length--;
	ids_token(origin->link_key, purpose, row_id, 1, token);
	ids_sha256(token, strlen(token), digest);
	text_add_bytes(url, base, length); /* an address of ours, as configured */
	text_add(url, "/");
	text_add_url(url, purpose);
	text_add(url, "/");
	text_add_url(url, token);
}

static void
write_links(const struct mail_origin *origin, const struct message_row *row,
    struct links *links, struct mail_content *content)
{
	content->has_answer = row->seat_id != NULL;
	if (content->has_answer)
		write_link(origin, "answer", row->seat_id, &links->answer,
		    content->answer_digest);
	write_link(origin, "leave", row->person_id, &links->leave, content->leave_digest);
	if (row->event_uid != NULL) {
		text_add_line(&links->event_uid, row->event_uid);
		text_add(&links->event_uid, "@");
		text_add_line(&links->event_uid, mail_content_domain(origin->settings));
	}
}

static enum status
check_row(const struct message_row *row, struct err *err)
{
	if (row->to_address == NULL)
		return err_set(err, ERR_INVALID, "the person has no address");
	if (row->content == NULL)
		return err_set(err, ERR_INVALID, "the message has no content");
	if (row->event_sequence < 0 || row->event_sequence > INT_MAX)
		return err_set(err, ERR_INVALID, "a SEQUENCE of no calendar");
	return OK;
}

static enum status
compose(const struct mail_origin *origin, const struct message_row *row,
    const struct letter *letter, const struct links *links,
    const struct letter_facts *facts, struct text *out, struct err *err)
{
	const struct settings *settings = origin->settings;
	const char *method = message_kind_row(letter_kind(letter))->event_method;

	if (method != NULL && row->event_uid == NULL)
		return err_set(err, ERR_INVALID, "the message has no calendar entry");
	return compose_mail(
	    &(struct compose_input){
		.letter = letter,
		.values = facts->values,
		.message_uuid = row->message_id,
		.mail_domain = mail_content_domain(settings),
		.first_uuid = row->first_id,
		.ready_s = row->ready_s,
		.from_name = facts->organisation,
		.from_address = settings->mail_from,
		.to_name = facts->full_name,
		.to_address = row->to_address,
		.unsubscribe_url = text_string(&links->leave),
		.organisation = facts->organisation,
		.program = facts->program,
		.event = {
			.uid = text_string(&links->event_uid),
			.sequence = (int)row->event_sequence,
			.start_s = facts->starts_s,
			.end_s = facts->ends_s,
			.location = facts->location,
			.is_called_off = row->is_called_off,
			.is_accepted = row->is_accepted,
		},
	    },
	    out, err);
}

enum status
mail_content_write(const struct mail_origin *origin, const struct message_row *row,
    const struct letter *letter, struct mail_content *ret_content, struct err *err)
{
	CLEANUP(mail_content_done) struct mail_content content = { 0 };
	CLEANUP(links_done) struct links links = { 0 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct letter_facts facts = { 0 };
	enum status status = check_row(row, err);

	if (status != OK)
		return status;
	write_links(origin, row, &links, &content);
	const struct letter_links urls = {
		.answer_url = content.has_answer ? text_string(&links.answer) : NULL,
		.leave_url = text_string(&links.leave),
	};

	status = letter_facts_read(row->content, strlen(row->content), &urls,
	    origin->zones, &arena, &facts, err);
	if (status == OK && (facts.organisation == NULL || facts.program == NULL))
		status = err_set(err, ERR_INVALID, "organisation and program are needed");
	if (status == OK)
		status = compose(origin, row, letter, &links, &facts, &content.bytes,
		    err);
	if (status != OK)
		return status;
	text_add_line(&content.sender, origin->settings->mail_from);
	ids_sha256(content.bytes.data, content.bytes.length, content.digest);
	content.links_end_s = facts.starts_s + LINKS_LAST_S;
	*ret_content = content;
	content = (struct mail_content){ 0 }; /* given away */
	return OK;
}

void
mail_content_done(struct mail_content *content)
{
	text_done(&content->bytes);
	text_done(&content->sender);
}
