/* mail_readers.c - what comes by mail and from a relay, what administrators write as
 * templates, and what an importer gives as addresses. */
#include "readers.h"

#include "address.h"
#include "ical.h"
#include "mail_digest.h"
#include "mail_sort.h"
#include "mail_token.h"
#include "mailbox.h"
#include "mime.h"
#include "relay_log.h"
#include "smtp_dialogue.h"
#include "template.h"
#include "utf8.h"

#include <assert.h>
#include <string.h>

void
readers_start(void)
{
	mime_start();
}

/* A mail that holds NUL is told by its length. What is sorted is one kind, and an answer
 * says what the database is asked with. */
static void
sort(const char *bytes, size_t length)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct mail_sorted sorted;

	mail_sort(bytes, length, &arena, &sorted);
	if (sorted.act == MAIL_REPLY) {
		assert(sorted.reply.uid[0] != '\0' && sorted.reply.attendee != NULL);
		assert(sorted.reply.sender != NULL && sorted.reply.participation != NULL);
	}
	if (sorted.act == MAIL_WISH)
		assert(sorted.reply.uid[0] != '\0' && sorted.reply.sender != NULL);
	if (sorted.act == MAIL_LEAVE)
		assert(strlen(sorted.report.secret) == MAIL_TOKEN_DIGITS);
	if (sorted.act == MAIL_BOUNCE || sorted.act == MAIL_COMPLAINT)
		assert(sorted.report.says != NULL);
	assert(sorted.kind != NULL);
	assert(sorted.act != MAIL_NOTE || sorted.effect != NULL);
}

static void
read_intake(const uint8_t *data, size_t size)
{
	char digest[IDS_SHA256_SIZE];

	mail_digest((const char *)data, size, digest);
	sort((const char *)data, size);
}

/* The bytes as the calendar of a mail that is otherwise well. */
static void
read_reply(const uint8_t *data, size_t size)
{
	CLEANUP(text_done) struct text mail = { 0 };

	text_add(&mail,
	    "From: Zoe <p1@example.org>\r\nTo: dinners@example.org\r\n"
	    "Message-ID: <1@mail>\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n");
	text_add_bytes(&mail, data, size);
	sort(text_string(&mail), mail.length);
}

/* What we write is UTF-8, or lines would be folded elsewhere, and does not end in a
 * blank, which a reader may take for the line's. */
static bool
may_be_written(const struct ical_reply *read)
{
	size_t length = strlen(read->uid);

	return read->attendee_count > 0 && mailbox_is_line(read->uid) && length > 0 &&
	    read->uid[length - 1] != ' ' &&
	    utf8_valid_length(read->uid, length) == length &&
	    mailbox_is_safe(read->attendees[0].address);
}

/* What was read can be written, and is read the same. */
static void
read_ics(const uint8_t *data, size_t size)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text written = { 0 };
	struct ical_reply read, again;
	struct err err;

	if (ical_read(data, size, &arena, &read, &err) != OK || !may_be_written(&read))
		return;

	struct ical_event event = {
		.verb = ICAL_VERB_REQUEST,
		.uid = read.uid,
		.sequence = 1,
		.stamped_s = 1800000000,
		.start_s = 1800003600,
		.end_s = 1800007200,
		.organizer_address = "dinners@example.org",
		.attendee_name = read.uid,
		.attendee_address = read.attendees[0].address,
		.summary = read.uid,
		.description = read.attendees[0].address,
	};

	assert(ical_write(&event, &written, &err) == OK);
	assert(ical_read(written.data, written.length, &arena, &again, &err) == OK);
	assert(strcmp(again.uid, read.uid) == 0 && again.sequence == 1);
	assert(again.verb == ICAL_VERB_REQUEST && again.stamped_s == event.stamped_s);
	assert(again.attendee_count == 1 &&
	    strcmp(again.attendees[0].address, read.attendees[0].address) == 0);
}

/* An address that is taken harms no header, envelope or calendar. */
static void
read_address(const uint8_t *data, size_t size)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	const char *address = arena_bytes(&arena, data, size);
	bool is_ascii = true;
	struct err err;

	for (size_t i = 0; i < size; i++)
		is_ascii = is_ascii && data[i] < 0x80;
	if (address_check(address, size, &err) != OK) {
		assert(err.text[0] != '\0' && mailbox_is_line(err.text));
		return;
	}
	assert(strlen(address) == size);
	assert(mailbox_is_safe(address) || !is_ascii);
	assert(address_check(address_key(&arena, address), size, &err) == OK);
}

#define HOSTILE "\r\nBcc: x@example.net\r\n\r\n<script>\"'&{{x}}%0d\\"

static const struct template_value *
hostile_values(struct arena *arena)
{
	struct template_value *root = template_value_new(arena);
	struct template_value *list = template_value_list(arena, root, "l");

	template_value_text(arena, root, "t", HOSTILE);
	template_value_text(arena, root, "u", "https://example.org/?a=b&c=<d>");
	template_value_flag(arena, root, "f", true);
	for (int i = 0; i < 2; i++)
		template_value_text(arena, template_value_record(arena, list, NULL), "n",
		    HOSTILE);
	return root;
}

/* The values bring nothing that the template itself does not say. */
static void
check_escaped(enum template_kind kind, const uint8_t *data, size_t size,
    const struct text *out)
{
	static const char *const dangers[] = {
		[TEMPLATE_PLAIN] = "",
		[TEMPLATE_MARKDOWN] = "\r\n",
		[TEMPLATE_HTML] = "<>\"",
		[TEMPLATE_LINE] = "\r\n",
		[TEMPLATE_URL] = "\r\n<>\" ",
	};

	for (const char *danger = dangers[kind]; *danger != '\0'; danger++)
		assert(memchr(data, *danger, size) != NULL || out->length == 0 ||
		    memchr(out->data, *danger, out->length) == NULL);
}

static const struct template_name mate_names[] = {
	{ "n", TEMPLATE_ALWAYS, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};
static const struct template_name names[] = {
	{ "t", TEMPLATE_ALWAYS, NULL },
	{ "u", TEMPLATE_MAYBE, NULL },
	{ "f", TEMPLATE_FLAG, NULL },
	{ "l", TEMPLATE_MANY, mate_names },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

/* The first byte says what the text is, and whether names are checked. */
static void
read_template(const uint8_t *data, size_t size)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text out = { 0 };
	const struct template *template;
	struct err err;

	if (size == 0)
		return;

	struct template_source source = {
		.file = "x.md",
		.first_line = 1,
		.bytes = (const char *)data + 1,
		.length = size - 1,
		.kind = (enum template_kind)(data[0] % (TEMPLATE_URL + 1)),
		.names = data[0] & 0x40 ? names : NULL,
	};

	if (template_parse(&source, &arena, &template, &err) != OK) {
		assert(mailbox_is_line(err.text));
		return;
	}
	assert(template_render(template, hostile_values(&arena), &out, &err) == OK);
	check_escaped(source.kind, data + 1, size - 1, &out);
	text_clear(&out);
	if (template_render(template, template_value_new(&arena), &out, &err) != OK)
		assert(out.length == 0);
}

static void
send_all(struct smtp_dialogue *dialogue)
{
	const char *bytes;
	size_t length;

	while (smtp_dialogue_output(dialogue, &bytes, &length))
		smtp_dialogue_sent(dialogue, length);
}

/* A relay that says these bytes, in pieces of a length that they choose too. A mail that
 * was begun ends once, and never as one that was not sent once its body may have left. */
static void
read_dialogue(const uint8_t *data, size_t size)
{
	static const struct smtp_envelope mail = { .id = "1",
		.from = "a@example.org",
		.to = "b@example.org",
		.bytes = "A: b\r\n\r\n.\r\n",
		.length = 11 };
	struct smtp_offer offer = { 0 };
	struct smtp_dialogue dialogue;
	bool is_under_way = false, has_begun = false;
	const char *at = (const char *)data + 1;
	size_t left = size == 0 ? 0 : size - 1;

	if (size == 0)
		return;
	offer.has_pipelining = data[0] & 1;
	offer.has_dsn = data[0] & 2;
	smtp_dialogue_init(&dialogue, &offer);
	while (left > 0 && smtp_dialogue_phase(&dialogue) != SMTP_OVER) {
		size_t piece = data[0] >> 2, given;
		enum smtp_event event = SMTP_NOTHING;

		piece = piece == 0 || piece > left ? left : piece;
		given = piece;
		if (!is_under_way && smtp_dialogue_phase(&dialogue) == SMTP_IDLE) {
			smtp_dialogue_mail(&dialogue, &mail);
			is_under_way = true;
			has_begun = false;
		}
		send_all(&dialogue);
		event = smtp_dialogue_read(&dialogue, &at, &piece);
		left -= given - piece;
		assert(piece == 0 || event != SMTP_NOTHING);
		if (event == SMTP_MAY_BEGIN) {
			smtp_dialogue_begin(&dialogue);
			has_begun = true;
		} else if (event == SMTP_ENDED) {
			assert(is_under_way);
			assert(!has_begun || dialogue.result.class != SMTP_NOT_SENT);
			is_under_way = false;
		}
	}
	assert((smtp_dialogue_end(&dialogue, "lost") == SMTP_ENDED) == is_under_way);
	smtp_dialogue_done(&dialogue);
}

/* A mail is told of with an id of ours and a decision, and once. */
static void
read_relaylog(const uint8_t *data, size_t size)
{
	CLEANUP(relay_log_done) struct relay_log log = { 0 };
	size_t copies = 0;

	relay_log_read((const char *)data, size, &log);
	for (size_t i = 0; i < log.count; i++) {
		const struct relay_log_mail *mail = &log.mails[i];

		assert(strlen(mail->id) == RELAY_LOG_ID_SIZE - 1);
		assert(mail->taken >= 0 && mail->dropped >= 0);
		assert(mail->taken + mail->dropped > 0);
		assert((mail->taken > 0) == (mail->queue_id[0] != '\0'));
		for (size_t k = 0; k < i; k++)
			assert(strcmp(log.mails[k].id, mail->id) != 0);
		copies += (size_t)(mail->taken + mail->dropped);
	}
	assert(copies <= (size_t)log.lines);
}

const struct readers_target readers_table[] = {
	{ "reply", read_reply },
	{ "intake", read_intake },
	{ "template", read_template },
	{ "address", read_address },
	{ "ics", read_ics },
	{ "dialogue", read_dialogue },
	{ "relaylog", read_relaylog },
	{ NULL, NULL },
};
