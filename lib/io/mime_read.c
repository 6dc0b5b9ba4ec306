/* The reading half of mime.h: what a stranger sent, within its caps. */
#include "mime.h"

#include <gmime/gmime.h>
#include <string.h>

static void
free_object(void *object)
{
	if (*(GObject **)object != NULL)
		g_object_unref(*(GObject **)object);
}

/* The arena's, without controls, in valid UTF-8; NULL gives NULL. */
static const char *
keep_line(struct arena *arena, const char *value)
{
	if (value == NULL)
		return NULL;

	g_autofree char *valid = g_utf8_make_valid(value, -1);

	for (char *p = valid; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	return arena_text(arena, g_strstrip(valid));
}

static const char *
keep_header(struct arena *arena, GMimeMessage *message, const char *name)
{
	return keep_line(arena, g_mime_object_get_header(GMIME_OBJECT(message), name));
}

/* "<id>" and what surrounds it. */
static const char *
keep_id(struct arena *arena, GMimeMessage *message, const char *name)
{
	const char *line = keep_header(arena, message, name);
	const char *from = line == NULL ? NULL : strchr(line, '<');
	const char *to = from == NULL ? NULL : strchr(from, '>');

	return to == NULL ? NULL : arena_bytes(arena, from + 1, (size_t)(to - from - 1));
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
			ret_addresses[count++] = keep_line(arena,
			    internet_address_mailbox_get_addr(
				INTERNET_ADDRESS_MAILBOX(address)));
	}
	return count;
}

static void
read_headers(GMimeMessage *message, struct arena *arena, struct mime_letter *letter)
{
	GMimeObject *whole = g_mime_message_get_mime_part(message);
	size_t count;

	letter->message_id = keep_id(arena, message, "Message-Id");
	letter->in_reply_to = keep_id(arena, message, "In-Reply-To");
	(void)keep_addresses(arena, g_mime_message_get_from(message), &letter->from, 1);
	count = keep_addresses(arena, g_mime_message_get_to(message), letter->recipients,
	    MIME_RECIPIENTS_MAX);
	(void)keep_addresses(arena, g_mime_message_get_cc(message),
	    letter->recipients + count, MIME_RECIPIENTS_MAX - count);
	letter->subject = keep_line(arena, g_mime_message_get_subject(message));
	letter->auto_submitted = keep_header(arena, message, "Auto-Submitted");
	letter->precedence = keep_header(arena, message, "Precedence");
	if (whole == NULL)
		return;

	GMimeContentType *type = g_mime_object_get_content_type(whole);
	g_autofree char *name = g_mime_content_type_get_mime_type(type);

	letter->type = keep_line(arena, name);
	letter->report_type = keep_line(arena,
	    g_mime_content_type_get_parameter(type, "report-type"));
}

struct reading {
	struct arena *arena;
	struct mime_letter *letter;
	GMimePart *ics; /* the first .ics: a part of the message, not owned */
	int parts;
	struct err *err;
};

static enum status
keep_calendar(struct reading *reading, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	CLEANUP(free_object) GMimeStream *stream = g_mime_stream_mem_new();

	if (content == NULL || g_mime_data_wrapper_write_to_stream(content, stream) < 0)
		return OK; /* an empty part: there is no calendar */

	const GByteArray *bytes = g_mime_stream_mem_get_byte_array(
	    GMIME_STREAM_MEM(stream));

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

static enum status
look_at_part(struct reading *reading, GMimePart *part)
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
	return OK;
}

static enum status
look_at(struct reading *reading, GMimeObject *object, int depth)
{
	if (depth > MIME_DEPTH_MAX || ++reading->parts > MIME_PARTS_MAX)
		return err_set(reading->err, ERR_LIMIT,
		    "a mail of more than %d levels or %d parts", MIME_DEPTH_MAX,
		    MIME_PARTS_MAX);
	if (GMIME_IS_PART(object))
		return look_at_part(reading, GMIME_PART(object));
	if (!GMIME_IS_MULTIPART(object))
		return OK;

	GMimeMultipart *multipart = GMIME_MULTIPART(object);
	enum status status = OK;

	for (int i = 0; i < g_mime_multipart_get_count(multipart) && status == OK; i++)
		status = look_at(reading, g_mime_multipart_get_part(multipart, i),
		    depth + 1);
	return status;
}

static enum status
read_message(GMimeMessage *message, struct arena *arena, struct mime_letter *ret_letter,
    struct err *err)
{
	struct mime_letter letter = { 0 };
	struct reading reading = { .arena = arena, .letter = &letter, .err = err };
	GMimeObject *whole = g_mime_message_get_mime_part(message);
	enum status status = whole == NULL ? OK : look_at(&reading, whole, 1);

	if (status == OK && letter.calendar == NULL && reading.ics != NULL)
		status = keep_calendar(&reading, reading.ics);
	if (status != OK)
		return status;
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
