/* Boundaries, Date and Message-ID are given, or each writing would be another mail.
 *
 * Trap of GMime: a header value of over some 75 characters without a blank is written as
 * RFC 2047 encoded words. For a person's name that is right; addresses of pages and ids
 * are folded here and set raw. */
#include "mime.h"

#include "mailbox.h"

#include <assert.h>
#include <gmime/gmime.h>
#include <string.h>

#define BOUNDARY_MAX 70 /* RFC 2046 */

void
mime_start(void)
{
	g_mime_init();
}

void
mime_stop(void)
{
	g_mime_shutdown();
}

static void
free_object(void *object)
{
	if (*(GObject **)object != NULL)
		g_object_unref(*(GObject **)object);
}

/* What is set raw: nothing that a header would have to encode or that ends "<...>". */
static bool
is_raw_safe(const char *value)
{
	if (strlen(value) > 900)
		return false;
	for (; *value != '\0'; value++)
		if (*value <= ' ' || *value >= 0x7F || strchr("<>,\"", *value) != NULL)
			return false;
	return true;
}

/* Its part before the @ goes into the boundaries. */
static bool
is_message_id(const char *id)
{
	const char *at = strchr(id, '@');

	if (!mailbox_is_safe(id) || at - id > BOUNDARY_MAX - 4)
		return false;
	for (const char *p = id; p < at; p++)
		if (!g_ascii_isalnum(*p) && *p != '-')
			return false;
	return true;
}

static enum status
check_mail(const struct mime_mail *mail, struct err *err)
{
	const char *const addresses[] = { mail->from_address, mail->to_address,
		mail->reply_to, mail->unsubscribe_address };
	const char *const lines[] = { mail->from_name, mail->to_name, mail->subject };

	assert((mail->calendar == NULL) == (mail->calendar_method == NULL));
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		if (addresses[i] != NULL && !mailbox_is_safe(addresses[i]))
			return err_set(err, ERR_INVALID,
			    "an address is not safe for a header");
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!mailbox_is_line(lines[i]))
			return err_set(err, ERR_INVALID,
			    "a control character in a name or subject");
	if (!is_message_id(mail->message_id) ||
	    (mail->references != NULL && !mailbox_is_safe(mail->references)))
		return err_set(err, ERR_INVALID, "a message id is not like UUID@domain");
	if (mail->list_id != NULL && !is_raw_safe(mail->list_id))
		return err_set(err, ERR_INVALID, "a list id is not plain ASCII");
	if (mail->unsubscribe_url != NULL && !is_raw_safe(mail->unsubscribe_url))
		return err_set(err, ERR_INVALID, "a page's address is not plain ASCII");
	return OK;
}

static void
add_mailbox(GMimeMessage *message, GMimeAddressType type, const char *name,
    const char *address)
{
	InternetAddressList *list = g_mime_message_get_addresses(message, type);
	CLEANUP(free_object)
	InternetAddress *mailbox = internet_address_mailbox_new(name, address);

	internet_address_set_charset(mailbox, "utf-8");
	internet_address_list_add(list, mailbox);
}

/* value: ASCII, with a LF and a blank wherever it is folded. */
static void
add_raw_header(GMimeMessage *message, const char *name, const struct text *value)
{
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
	CLEANUP(text_done) struct text raw = { 0 };

	text_add(&raw, " ");
	text_add_bytes(&raw, value->data, value->length);
	text_add(&raw, "\n");
	g_mime_header_list_append(headers, name, "", NULL);

	GMimeHeader *header = g_mime_header_list_get_header_at(headers,
	    g_mime_header_list_get_count(headers) - 1);

	g_mime_header_set_raw_value(header, raw.data);
}

static void
add_bracketed(struct text *value, const char *scheme, const char *inner)
{
	if (value->length > 0)
		text_add(value, ",\n ");
	text_add(value, "<");
	text_add_bytes(value, scheme, strlen(scheme));
	text_add_bytes(value, inner,
	    strlen(inner)); /* is_raw_safe() or mailbox_is_safe() */
	text_add(value, ">");
}

static void
add_id(GMimeMessage *message, const char *name, const char *inner)
{
	CLEANUP(text_done) struct text value = { 0 };

	if (inner == NULL)
		return;
	add_bracketed(&value, "", inner);
	add_raw_header(message, name, &value);
}

static void
add_unsubscribe(GMimeMessage *message, const struct mime_mail *mail)
{
	CLEANUP(text_done) struct text value = { 0 };

	if (mail->unsubscribe_url != NULL)
		add_bracketed(&value, "", mail->unsubscribe_url);
	if (mail->unsubscribe_address != NULL)
		add_bracketed(&value, "mailto:", mail->unsubscribe_address);
	if (value.length > 0)
		add_raw_header(message, "List-Unsubscribe", &value);
	if (mail->unsubscribe_url != NULL &&
	    strncmp(mail->unsubscribe_url, "https://", 8) == 0)
		g_mime_object_set_header(GMIME_OBJECT(message), "List-Unsubscribe-Post",
		    "List-Unsubscribe=One-Click", NULL);
}

static void
add_headers(GMimeMessage *message, const struct mime_mail *mail)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(mail->date_s);

	assert(date != NULL);
	g_mime_message_set_date(message, date);
	add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, mail->from_name,
	    mail->from_address);
	add_mailbox(message, GMIME_ADDRESS_TYPE_TO, mail->to_name, mail->to_address);
	if (mail->reply_to != NULL)
		add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, mail->reply_to);
	g_mime_message_set_subject(message, mail->subject, "utf-8");
	g_mime_message_set_message_id(message, mail->message_id);
	add_id(message, "References", mail->references);
	g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted",
	    "auto-generated", NULL);
	add_id(message, "List-Id", mail->list_id);
	add_unsubscribe(message, mail);
}

static GMimeObject *
part_new(const char *type, const char *subtype, const struct text *content,
    GMimeContentEncoding encoding)
{
	GMimePart *part = alloc_check(g_mime_part_new_with_type(type, subtype));
	CLEANUP(free_object)
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text_string(content),
	    content->length);
	CLEANUP(free_object)
	GMimeDataWrapper *wrapper = g_mime_data_wrapper_new_with_stream(stream,
	    GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, wrapper);
	g_mime_part_set_content_encoding(part, encoding);
	if (strcmp(type, "text") == 0)
		g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset",
		    "utf-8");
	return GMIME_OBJECT(part);
}

/* Gives part away. */
static void
add_part(GMimeMultipart *to, GMimeObject *part)
{
	g_mime_multipart_add(to, part);
	g_object_unref(part);
}

static GMimeMultipart *
multipart_new(const char *subtype, const char *prefix, const char *message_id)
{
	GMimeMultipart *multipart = alloc_check(
	    g_mime_multipart_new_with_subtype(subtype));
	CLEANUP(text_done) struct text boundary = { 0 };

	text_add_bytes(&boundary, prefix, strlen(prefix));
	text_add_bytes(&boundary, message_id,
	    (size_t)(strchr(message_id, '@') - message_id));
	g_mime_multipart_set_boundary(multipart, boundary.data);
	return multipart;
}

static GMimeMultipart *
alternative_new(const struct mime_mail *mail)
{
	GMimeContentEncoding quoted = GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	GMimeMultipart *to = multipart_new("alternative", "=_a_", mail->message_id);

	add_part(to, part_new("text", "plain", mail->plain, quoted));
	add_part(to, part_new("text", "html", mail->html, quoted));
	if (mail->calendar != NULL) {
		GMimeObject *calendar = part_new("text", "calendar", mail->calendar,
		    GMIME_CONTENT_ENCODING_BASE64);

		g_mime_object_set_content_type_parameter(calendar, "method",
		    mail->calendar_method);
		add_part(to, calendar);
	}
	return to;
}

/* Some programs read only the attachment: the same bytes once more. */
static GMimeObject *
attachment_new(const struct mime_mail *mail)
{
	GMimeObject *part = part_new("application", "ics", mail->calendar,
	    GMIME_CONTENT_ENCODING_BASE64);

	g_mime_object_set_content_type_parameter(part, "name", "invite.ics");
	g_mime_object_set_disposition(part, GMIME_DISPOSITION_ATTACHMENT);
	g_mime_part_set_filename(GMIME_PART(part), "invite.ics");
	return part;
}

static void
write_bytes(GMimeMessage *message, struct text *out)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	CLEANUP(free_object) GMimeStream *stream = g_mime_stream_mem_new();

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	ssize_t written = g_mime_object_write_to_stream(GMIME_OBJECT(message), options,
	    stream);
	g_mime_format_options_free(options);
	assert(written > 0); /* into memory */

	const GByteArray *bytes = g_mime_stream_mem_get_byte_array(
	    GMIME_STREAM_MEM(stream));

	text_add_bytes(out, bytes->data, bytes->len);
}

enum status
mime_write(const struct mime_mail *mail, struct text *out, struct err *err)
{
	enum status status = check_mail(mail, err);

	if (status != OK)
		return status;

	CLEANUP(free_object)
	GMimeMessage *message = alloc_check(g_mime_message_new(FALSE));
	CLEANUP(free_object) GMimeMultipart *body = alternative_new(mail);

	add_headers(message, mail);
	if (mail->calendar != NULL) {
		GMimeMultipart *mixed = multipart_new("mixed", "=_m_", mail->message_id);

		g_mime_multipart_add(mixed, GMIME_OBJECT(body));
		add_part(mixed, attachment_new(mail));
		g_object_unref(body);
		body = mixed;
	}
	g_mime_message_set_mime_part(message, GMIME_OBJECT(body));
	write_bytes(message, out);
	return OK;
}
