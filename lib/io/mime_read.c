/* The reading half of mime.h: what a stranger sent, within its caps. */
#include "mime.h"

#include "mime_line.h"

#include <gmime/gmime.h>
#include <string.h>

static void
free_object(void *object)
{
	if (*(GObject **)object != NULL)
		g_object_unref(*(GObject **)object);
}

static const char *
keep_header(struct arena *arena, GMimeMessage *message, const char *name)
{
	return mime_line_keep(arena,
	    g_mime_object_get_header(GMIME_OBJECT(message), name));
}

static const char *
keep_id(struct arena *arena, GMimeMessage *message, const char *name)
{
	return mime_line_id(arena, g_mime_object_get_header(GMIME_OBJECT(message), name));
}

static size_t
keep_addresses(struct arena *arena, InternetAddressList *list, const char **ret_addresses,
    size_t max)
{
	size_t count = 0;
	int length = list == NULL ? 0 : internet_address_list_length(list);

	for (int i = 0; i < length && count < max; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(address))
			ret_addresses[count++] = mime_line_keep(arena,
			    internet_address_mailbox_get_addr(
				INTERNET_ADDRESS_MAILBOX(address)));
	}
	return count;
}

/* Whom servers on the way took the mail for: To may say anything. */
static void
read_delivered(GMimeMessage *message, struct arena *arena, struct mime_letter *letter)
{
	static const char *const names[] = { "Delivered-To", "X-Original-To",
		"Envelope-To" };
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
	int length = g_mime_header_list_get_count(headers);
	size_t count = 0;

	for (int i = 0; i < length && count < MIME_DELIVERED_MAX; i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
		const char *name = g_mime_header_get_name(header);

		for (size_t k = 0; k < COUNT_OF(names); k++)
			if (g_ascii_strcasecmp(name, names[k]) == 0)
				letter->delivered[count++] = mime_line_keep(arena,
				    g_mime_header_get_value(header));
	}
}

static void
read_headers(GMimeMessage *message, struct arena *arena, struct mime_letter *letter)
{
	GMimeObject *whole = g_mime_message_get_mime_part(message);
	const char *senders[2];
	size_t count;

	letter->message_id = keep_id(arena, message, "Message-Id");
	letter->in_reply_to = keep_id(arena, message, "In-Reply-To");
	if (keep_addresses(arena, g_mime_message_get_from(message), senders, 2) == 1)
		letter->from = senders[0];
	count = keep_addresses(arena, g_mime_message_get_to(message), letter->recipients,
	    MIME_RECIPIENTS_MAX);
	(void)keep_addresses(arena, g_mime_message_get_cc(message),
	    letter->recipients + count, MIME_RECIPIENTS_MAX - count);
	read_delivered(message, arena, letter);
	letter->subject = mime_line_keep(arena, g_mime_message_get_subject(message));
	letter->auto_submitted = keep_header(arena, message, "Auto-Submitted");
	letter->precedence = keep_header(arena, message, "Precedence");
	if (whole == NULL)
		return;

	GMimeContentType *type = g_mime_object_get_content_type(whole);
	g_autofree char *name = g_mime_content_type_get_mime_type(type);

	letter->type = mime_line_keep(arena, name);
	letter->report_type = mime_line_keep(arena,
	    g_mime_content_type_get_parameter(type, "report-type"));
}

struct reading {
	struct arena *arena;
	struct mime_letter *letter;
	GMimePart *ics; /* the first .ics: a part of the message, not owned */
	int parts;
	struct err *err;
};

/* The decoded bytes; NULL: an empty part. To be given back. */
static GMimeStream *
content_of(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	CLEANUP(free_object) GMimeStream *stream = g_mime_stream_mem_new();

	if (content == NULL || g_mime_data_wrapper_write_to_stream(content, stream) < 0)
		return NULL;
	return TAKE(stream);
}

static const GByteArray *
bytes_of(GMimeStream *stream)
{
	return g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
}

static enum status
keep_calendar(struct reading *reading, GMimePart *part)
{
	CLEANUP(free_object) GMimeStream *stream = content_of(part);

	if (stream == NULL)
		return OK; /* there is no calendar */

	const GByteArray *bytes = bytes_of(stream);

	if (bytes->len > MIME_CALENDAR_MAX)
		return err_set(reading->err, ERR_LIMIT,
		    "a calendar of %u bytes, at most %zu", bytes->len, MIME_CALENDAR_MAX);
	reading->letter->calendar = arena_bytes(reading->arena, bytes->data, bytes->len);
	reading->letter->calendar_length = bytes->len;
	return OK;
}

static bool
is_ics(GMimePart *part)
{
	const char *name = g_mime_part_get_filename(part);

	return g_mime_content_type_is_type(g_mime_object_get_content_type(
					       GMIME_OBJECT(part)),
		   "application", "ics") ||
	    (name != NULL && g_str_has_suffix(name, ".ics"));
}

/* In UTF-8, with LF. */
static void
keep_plain(struct reading *reading, GMimeTextPart *part)
{
	CLEANUP(text_done) struct text plain = { 0 };
	g_autofree char *text = g_mime_text_part_get_text(part);
	g_autofree char *valid = g_utf8_make_valid(text == NULL ? "" : text, -1);

	for (const char *p = valid; *p != '\0'; p++)
		if (p[0] != '\r' || p[1] != '\n')
			text_add_bytes(&plain, p, 1);
	reading->letter->plain = arena_text(reading->arena, text_string(&plain));
}

static void
keep_file(struct reading *reading, GMimePart *part)
{
	struct mime_letter *letter = reading->letter;
	CLEANUP(free_object) GMimeStream *stream = content_of(part);

	if (stream == NULL)
		return;
	if (letter->file_count < MIME_FILES_MAX)
		letter->files[letter->file_count] = (struct mime_file){
			.bytes = arena_bytes(reading->arena, bytes_of(stream)->data,
			    bytes_of(stream)->len),
			.length = bytes_of(stream)->len,
		};
	letter->file_count++;
}

static enum status
look_at_part(struct reading *reading, GMimePart *part, bool is_within)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));

	if (g_mime_content_type_is_type(type, "text", "calendar"))
		return reading->letter->calendar == NULL ? keep_calendar(reading, part)
							 : OK;
	if (reading->ics == NULL && is_ics(part))
		reading->ics = part;
	else if (reading->letter->plain == NULL && GMIME_IS_TEXT_PART(part) &&
	    g_mime_content_type_is_type(type, "text", "plain"))
		keep_plain(reading, GMIME_TEXT_PART(part));
	else if (!GMIME_IS_TEXT_PART(part) && !is_within && !is_ics(part))
		keep_file(reading, part);
	return OK;
}

static enum status
look_at(struct reading *reading, GMimeObject *object, int depth, bool is_within)
{
	if (depth > MIME_DEPTH_MAX || ++reading->parts > MIME_PARTS_MAX)
		return err_set(reading->err, ERR_LIMIT,
		    "a mail of more than %d levels or %d parts", MIME_DEPTH_MAX,
		    MIME_PARTS_MAX);
	if (GMIME_IS_PART(object))
		return look_at_part(reading, GMIME_PART(object), is_within);
	if (!GMIME_IS_MULTIPART(object))
		return OK;

	GMimeMultipart *multipart = GMIME_MULTIPART(object);
	enum status status = OK;

	is_within = is_within ||
	    g_mime_content_type_is_type(g_mime_object_get_content_type(object),
		"multipart", "related");
	for (int i = 0; i < g_mime_multipart_get_count(multipart) && status == OK; i++)
		status = look_at(reading, g_mime_multipart_get_part(multipart, i),
		    depth + 1, is_within);
	return status;
}

static bool
is_status(GMimeContentType *type)
{
	return g_mime_content_type_is_type(type, "message", "delivery-status") ||
	    g_mime_content_type_is_type(type, "message", "global-delivery-status") ||
	    g_mime_content_type_is_type(type, "message", "feedback-report");
}

static const char *
id_of_headers(GMimeStream *bytes, struct arena *arena)
{
	(void)g_mime_stream_reset(bytes); /* of memory */
	CLEANUP(free_object) GMimeParser *parser = g_mime_parser_new_with_stream(bytes);
	CLEANUP(free_object)
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	return message == NULL ? NULL : keep_id(arena, message, "Message-Id");
}

/* Of the returned mail only its name is taken. */
static void
look_at_report(struct reading *reading, GMimeObject *object)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	struct mime_letter *letter = reading->letter;

	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message(
		    GMIME_MESSAGE_PART(object));

		if (message != NULL && letter->returned_id == NULL)
			letter->returned_id = keep_id(reading->arena, message,
			    "Message-Id");
		return;
	}
	if (!GMIME_IS_PART(object))
		return;

	CLEANUP(free_object) GMimeStream *stream = content_of(GMIME_PART(object));

	if (stream == NULL)
		return;
	if (is_status(type) && letter->report.action == NULL &&
	    letter->report.feedback == NULL)
		mime_report_parse(bytes_of(stream)->data, bytes_of(stream)->len,
		    reading->arena, &letter->report);
	else if (g_mime_content_type_is_type(type, "text", "rfc822-headers") &&
	    letter->returned_id == NULL)
		letter->returned_id = id_of_headers(stream, reading->arena);
}

static void
read_report(struct reading *reading, GMimeObject *whole)
{
	if (whole == NULL || !GMIME_IS_MULTIPART(whole) ||
	    !g_mime_content_type_is_type(g_mime_object_get_content_type(whole),
		"multipart", "report"))
		return;

	GMimeMultipart *multipart = GMIME_MULTIPART(whole);

	for (int i = 0; i < g_mime_multipart_get_count(multipart); i++)
		look_at_report(reading, g_mime_multipart_get_part(multipart, i));
}

static enum status
read_message(GMimeMessage *message, struct arena *arena, struct mime_letter *ret_letter,
    struct err *err)
{
	struct mime_letter letter = { 0 };
	struct reading reading = { .arena = arena, .letter = &letter, .err = err };
	GMimeObject *whole = g_mime_message_get_mime_part(message);
	enum status status = whole == NULL ? OK : look_at(&reading, whole, 1, false);

	if (status == OK && letter.calendar == NULL && reading.ics != NULL)
		status = keep_calendar(&reading, reading.ics);
	if (status != OK)
		return status;
	read_report(&reading, whole);
	read_headers(message, arena, &letter);
	*ret_letter = letter;
	return OK;
}

enum status
mime_read(const void *bytes, size_t length, struct arena *arena,
    struct mime_letter *ret_letter, struct err *err)
{
	if (length > MIME_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "a mail of %zu bytes, at most %zu", length,
		    MIME_BYTES_MAX);

	CLEANUP(free_object)
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	CLEANUP(free_object) GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	CLEANUP(free_object)
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	if (message == NULL)
		return err_set(err, ERR_INVALID, "not a mail");
	return read_message(message, arena, ret_letter, err);
}
