#include "compose.h"

#include "ical.h"
#include "mailpage.h"
#include "markdown.h"
#include "mime.h"

#include <string.h>

/* Assistants and shared screens see calendars: nothing of the dinner stands there. */
#define EVENT_TITLE "Dinner with colleagues"
#define EVENT_WORDS "The details are in the mail with this invitation."

struct parts {
	struct letter_text letter;
	struct text plain, fragment, html, calendar;
	struct text message_id, references, sender, to_name;
};

static void
parts_done(struct parts *parts)
{
	letter_text_done(&parts->letter);
	text_done(&parts->plain);
	text_done(&parts->fragment);
	text_done(&parts->html);
	text_done(&parts->calendar);
	text_done(&parts->message_id);
	text_done(&parts->references);
	text_done(&parts->sender);
	text_done(&parts->to_name);
}

/* The id of a mail of ours; mime_write() looks at it. */
static void
add_message_id(struct text *text, const char *uuid, const char *domain)
{
	text_add_line(text, uuid);
	text_add(text, "@");
	text_add_line(text, domain);
}

static void
write_page(const struct compose_input *input, struct parts *parts)
{
	text_add_line(&parts->sender, input->program);
	text_add(&parts->sender, " · ");
	text_add_line(&parts->sender, input->organisation);

	struct mailpage page = {
		.lang = "en",
		.title = text_string(&parts->letter.subject),
		.preheader = text_string(&parts->letter.preheader),
		.sender = text_string(&parts->sender),
		.content = &parts->fragment,
	};

	mailpage_add(&page, &parts->html);
}

static enum status
write_calendar(const struct compose_input *input, const char *method, struct parts *parts,
    struct err *err)
{
	bool is_cancel = strcmp(method, ical_verb_name(ICAL_VERB_CANCEL)) == 0;
	struct ical_event event = {
		.verb = is_cancel ? ICAL_VERB_CANCEL : ICAL_VERB_REQUEST,
		.uid = input->event.uid,
		.sequence = input->event.sequence,
		.stamped_s = input->ready_s,
		.start_s = input->event.start_s,
		.end_s = input->event.end_s,
		.organizer_name = input->from_name,
		.organizer_address = input->from_address,
		.attendee_name = text_string(&parts->to_name),
		.attendee_address = input->to_address,
		.answer = input->event.is_accepted ? ICAL_ANSWER_YES : ICAL_ANSWER_NONE,
		.is_called_off = input->event.is_called_off,
		.summary = EVENT_TITLE,
		.description = EVENT_WORDS,
		.location = input->event.location,
		.join_url = input->event.join_url,
	};

	return ical_write(&event, &parts->calendar, err);
}

static enum status
write_mail(const struct compose_input *input, const char *method, struct parts *parts,
    struct text *out, struct err *err)
{
	add_message_id(&parts->message_id, input->message_uuid, input->mail_domain);
	if (input->first_uuid != NULL)
		add_message_id(&parts->references, input->first_uuid, input->mail_domain);

	struct mime_mail mail = {
		.message_id = text_string(&parts->message_id),
		.date_s = input->ready_s,
		.from_name = input->from_name,
		.from_address = input->from_address,
		.to_name = text_string(&parts->to_name),
		.to_address = input->to_address,
		.reply_to = input->reply_to,
		.references = input->first_uuid == NULL ? NULL
							: text_string(&parts->references),
		.subject = text_string(&parts->letter.subject),
		.unsubscribe_url = input->unsubscribe_url,
		.unsubscribe_address = input->unsubscribe_address,
		.list_id = input->list_id,
		.plain = &parts->plain,
		.html = &parts->html,
		.calendar = method == NULL ? NULL : &parts->calendar,
		.calendar_method = method,
	};

	return mime_write(&mail, out, err);
}

enum status
compose_mail(const struct compose_input *input, struct text *out, struct err *err)
{
	const char *method = message_kind_row(letter_kind(input->letter))->event_method;
	CLEANUP(parts_done) struct parts parts = { 0 };
	enum status status = letter_render(input->letter, input->values, &parts.letter,
	    err);

	if (status == OK)
		status = markdown_render(text_string(&parts.letter.markdown),
		    parts.letter.markdown.length, &parts.plain, &parts.fragment, err);
	if (input->to_name != NULL)
		text_add_line(&parts.to_name, input->to_name);
	if (status == OK && method != NULL)
		status = write_calendar(input, method, &parts, err);
	if (status != OK)
		return status == ERR_LIMIT ? ERR_INVALID : status;
	write_page(input, &parts);
	if (input->plain != NULL)
		text_add_bytes(input->plain, parts.plain.data, parts.plain.length);
	if (input->html != NULL)
		text_add_bytes(input->html, parts.html.data, parts.html.length);
	return write_mail(input, method, &parts, out, err);
}
