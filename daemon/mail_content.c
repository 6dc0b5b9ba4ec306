#include "mail_content.h"

#include "compose.h"
#include "domain.h"
#include "letter_facts.h"

#include <limits.h>
#include <string.h>

/* As long as those that forming writes down: long enough for late feedback. */
#define LINKS_LAST_S (INT64_C(90) * 86400)

struct links {
	struct text answer, leave, event_uid;
	struct text reply_to, leave_to; /* addresses; empty unless tagged */
	struct text list_id;
	struct text to;    /* the person's address */
	struct text other; /* of a preview: a page that is not there yet */
};

static void
links_done(struct links *links)
{
	text_done(&links->answer);
	text_done(&links->leave);
	text_done(&links->event_uid);
	text_done(&links->reply_to);
	text_done(&links->leave_to);
	text_done(&links->list_id);
	text_done(&links->to);
	text_done(&links->other);
}

const char *
mail_content_domain(const struct settings *settings)
{
	const char *at = strrchr(settings->mail_from, '@');

	if (*settings->mail_domain != '\0')
		return settings->mail_domain;
	return at != NULL ? at + 1 : settings->mail_from;
}

/* The database will know its digest only. */
static void
make_token(const struct mail_origin *origin, const char *purpose, const char *row_id,
    char token[static IDS_TOKEN_SIZE], char digest[static IDS_SHA256_SIZE])
{
	ids_token(origin->link_key, purpose, row_id, 1, token);
	ids_sha256(token, strlen(token), digest);
}

/* LINK_BASE/PURPOSE/TOKEN. */
static void
write_link(const struct mail_origin *origin, const char *purpose, const char *row_id,
    struct text *url, char digest[static IDS_SHA256_SIZE])
{
	const char *base = origin->settings->mail_link_base;
	size_t length = strlen(base);
	char token[IDS_TOKEN_SIZE];

	while (length > 0 && base[length - 1] == '/')
		length--;
	make_token(origin, purpose, row_id, token, digest);
	text_add_bytes(url, base, length); /* an address of ours, as configured */
	text_add(url, "/");
	text_add_url(url, purpose);
	text_add(url, "/");
	text_add_url(url, token);
}

/* PURPOSE+TOKEN@domain: a mail that comes back says by itself what it is about. */
static void
write_address(const struct mail_origin *origin, const char *purpose, const char *row_id,
    struct text *address, char digest[static IDS_SHA256_SIZE])
{
	char token[IDS_TOKEN_SIZE];

	make_token(origin, purpose, row_id, token, digest);
	text_add_line(address, purpose);
	text_add(address, "+");
	text_add_line(address, token);
	text_add(address, "@");
	text_add_line(address, mail_content_domain(origin->settings));
}

static void
write_addresses(const struct mail_origin *origin, const struct message_row *row,
    struct links *links, struct mail_content *content)
{
	content->is_tagged = origin->settings->mail_return == SETTINGS_RETURN_TAGGED;
	if (!content->is_tagged) {
		text_add_line(&content->sender, origin->settings->mail_from);
		return;
	}
	write_address(origin, "bounce", row->message_id, &content->sender,
	    content->bounce_digest);
	write_address(origin, "reply", row->message_id, &links->reply_to,
	    content->reply_digest);
	write_address(origin, "leave", row->person_id, &links->leave_to,
	    content->leave_digest);
}

/* dinners@example.org is the list dinners.example.org (RFC 2919). */
static void
write_list_id(const char *from, struct text *list_id)
{
	for (; *from != '\0'; from++)
		if (*from == '@')
			text_add(list_id, ".");
		else
			text_add_bytes(list_id,
			    strchr("+=/%&?!#$*'`{|}~^", *from) != NULL ? "-" : from, 1);
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
	write_addresses(origin, row, links, content);
	write_list_id(origin->settings->mail_from, &links->list_id);
	if (row->event_uid != NULL) {
		text_add_line(&links->event_uid, row->event_uid);
		text_add(&links->event_uid, "@");
		text_add_line(&links->event_uid, mail_content_domain(origin->settings));
	}
}

/* In a preview every link has somewhere to point to. */
static void
write_other(const struct mail_origin *origin, const struct message_row *row,
    struct links *links)
{
	char digest[IDS_SHA256_SIZE];

	if (origin->is_preview)
		write_link(origin, "preview", row->person_id, &links->other, digest);
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

static const char *
text_or_null(const struct text *text)
{
	return text->length == 0 ? NULL : text_string(text);
}

static enum status
compose(const struct mail_origin *origin, const struct message_row *row,
    const struct letter *letter, const struct links *links,
    const struct letter_facts *facts, struct mail_content *content, struct err *err)
{
	const struct settings *settings = origin->settings;
	const struct message_kind_row *kind = message_kind_row(letter_kind(letter));
	const char *method = kind->event_method;
	bool is_staff = kind->is_for_staff;

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
		.to_address = text_string(&links->to),
		.reply_to = text_or_null(&links->reply_to),
		.unsubscribe_url = is_staff ? NULL : text_string(&links->leave),
		.unsubscribe_address = is_staff ? NULL : text_or_null(&links->leave_to),
		.list_id = is_staff ? NULL : text_string(&links->list_id),
		.organisation = facts->organisation,
		.program = facts->program,
		.event = {
			.uid = text_string(&links->event_uid),
			.sequence = (int)row->event_sequence,
			.start_s = facts->starts_s,
			.end_s = facts->ends_s,
			.location = facts->location,
			.join_url = facts->join_url,
			.is_called_off = row->is_called_off,
			.is_accepted = row->is_accepted,
		},
		.plain = origin->is_preview ? &content->plain : NULL,
		.html = origin->is_preview ? &content->html : NULL,
	    },
	    &content->bytes, err);
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
	status = domain_add_address(row->to_address, &links.to, err);
	if (status == OK)
		status = domain_add_address(row->redirect != NULL ? row->redirect
								  : row->to_address,
		    &content.recipient, err);
	if (status != OK)
		return status;
	write_links(origin, row, &links, &content);
	write_other(origin, row, &links);

	const struct letter_links urls = {
		.answer_url = content.has_answer ? text_string(&links.answer) : NULL,
		.leave_url = text_string(&links.leave),
		.feedback_url = text_or_null(&links.other),
		.receipt_url = text_or_null(&links.other),
		.enrol_url = text_or_null(&links.other),
		.resume_url = text_or_null(&links.other),
	};

	status = letter_facts_read(row->content, strlen(row->content), &urls,
	    origin->zones, &arena, &facts, err);
	if (status == OK && (facts.organisation == NULL || facts.program == NULL))
		status = err_set(err, ERR_INVALID, "organisation and program are needed");
	if (status == OK)
		status = compose(origin, row, letter, &links, &facts, &content, err);
	if (status != OK)
		return status;
	ids_sha256(content.bytes.data, content.bytes.length, content.digest);
	content.links_end_s = LINKS_LAST_S +
	    (facts.starts_s > row->ready_s ? facts.starts_s : row->ready_s);
	*ret_content = content;
	content = (struct mail_content){ 0 }; /* given away */
	return OK;
}

void
mail_content_done(struct mail_content *content)
{
	text_done(&content->bytes);
	text_done(&content->plain);
	text_done(&content->html);
	text_done(&content->sender);
	text_done(&content->recipient);
}
