#include "smtp_envelope.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#define LOCAL_MAX 64
#define ADDRESS_MAX 254
#define ID_MAX 64
#define LINE_MAX_BYTES 998

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static bool
is_allowed(unsigned char c)
{
	return c > ' ' && c != 0x7F && strchr("<>(),;:\\\"[]", c) == NULL;
}

/* Atoms between single dots, none of them empty. */
static bool
has_sound_dots(const char *text, size_t length)
{
	if (length == 0 || text[0] == '.' || text[length - 1] == '.')
		return false;
	for (size_t i = 1; i < length; i++)
		if (text[i] == '.' && text[i - 1] == '.')
			return false;
	return true;
}

static enum status
check_address(const char *address, const char *which, struct err *err)
{
	size_t length = strnlen(address, ADDRESS_MAX + 1);
	const char *at = memchr(address, '@', length);

	if (length > ADDRESS_MAX)
		return err_set(err, ERR_INVALID, "%s is over %d bytes", which,
		    ADDRESS_MAX);
	for (size_t i = 0; i < length; i++)
		if (!is_allowed((unsigned char)address[i]))
			return err_set(err, ERR_INVALID, "%s holds byte 0x%02x", which,
			    (unsigned char)address[i]);
	if (at == NULL || strchr(at + 1, '@') != NULL)
		return err_set(err, ERR_INVALID, "%s has not exactly one @", which);

	size_t local = (size_t)(at - address);
	if (local > LOCAL_MAX)
		return err_set(err, ERR_INVALID, "%s has a local part over %d bytes",
		    which, LOCAL_MAX);
	if (!has_sound_dots(address, local) ||
	    !has_sound_dots(at + 1, length - local - 1))
		return err_set(err, ERR_INVALID, "%s has an empty part", which);
	if (!is_ascii(at + 1))
		return err_set(err, ERR_INVALID, "%s has a domain beyond ASCII", which);
	return OK;
}

/* One pass each by memchr() and a plain loop, which the compiler makes wide. */
static bool
is_seven_bit(const char *bytes, size_t length)
{
	unsigned char all = 0;
	bool has_nul = false;

	for (size_t i = 0; i < length; i++) {
		all |= (unsigned char)bytes[i];
		has_nul |= bytes[i] == '\0';
	}
	return all < 0x80 && !has_nul;
}

static enum status
check_lines(const char *bytes, size_t length, struct err *err)
{
	const char *end = bytes + length;
	int line = 1;

	for (const char *at = bytes; at < end; line++) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		const char *cr = memchr(at, '\r', (size_t)((lf != NULL ? lf : end) - at));

		if (lf == NULL || cr == NULL || cr + 1 != lf)
			return err_set(err, ERR_INVALID,
			    "line %d does not end with CR LF", line);
		if (cr - at > LINE_MAX_BYTES)
			return err_set(err, ERR_INVALID, "line %d is over %d bytes", line,
			    LINE_MAX_BYTES);
		at = lf + 1;
	}
	return OK;
}

enum status
smtp_envelope_check(const struct smtp_envelope *envelope, struct err *err)
{
	enum status status = check_address(envelope->from, "the sender's address", err);

	if (status != OK)
		return status;
	status = check_address(envelope->to, "the recipient's address", err);
	if (status != OK)
		return status;
	if (envelope->id[0] == '\0' || strnlen(envelope->id, ID_MAX + 1) > ID_MAX)
		return err_set(err, ERR_INVALID, "an id is 1 to %d bytes", ID_MAX);
	if (envelope->length == 0 || !is_seven_bit(envelope->bytes, envelope->length))
		return err_set(err, ERR_INVALID, "the mail is empty or not 7-bit");
	return check_lines(envelope->bytes, envelope->length, err);
}

enum status
smtp_envelope_suits(const struct smtp_envelope *envelope, const struct smtp_offer *offer,
    struct err *err)
{
	if (offer->size_max > 0 && envelope->length > (uint64_t)offer->size_max)
		return err_set(err, ERR_INVALID,
		    "the mail has %zu bytes, the relay takes %" PRId64, envelope->length,
		    offer->size_max);
	if (!offer->has_smtputf8 &&
	    (!is_ascii(envelope->from) || !is_ascii(envelope->to)))
		return err_set(err, ERR_INVALID,
		    "the relay takes no address beyond ASCII (no SMTPUTF8)");
	return OK;
}

/* RFC 3461: all but 33 to 126, and + and =, become +HH. */
static void
add_xtext(struct text *text, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *value != '\0'; value++) {
		unsigned char c = (unsigned char)*value;
		const char coded[3] = { '+', digits[c >> 4], digits[c & 15] };

		if (c > ' ' && c < 0x7F && c != '+' && c != '=')
			text_add_bytes(text, value, 1);
		else
			text_add_bytes(text, coded, sizeof coded);
	}
}

void
smtp_envelope_add_mail(struct text *text, const struct smtp_envelope *envelope,
    const struct smtp_offer *offer)
{
	assert(check_address(envelope->from, "", NULL) == OK);
	text_add(text, "MAIL FROM:<");
	text_add_bytes(text, envelope->from, strlen(envelope->from)); /* asserted */
	text_add(text, ">");
	if (offer->has_size) {
		text_add(text, " SIZE=");
		text_add_int(text, (int64_t)envelope->length);
	}
	if (!is_ascii(envelope->from) || !is_ascii(envelope->to))
		text_add(text, " SMTPUTF8");
	if (offer->has_dsn) {
		text_add(text, " RET=HDRS ENVID=");
		add_xtext(text, envelope->id);
	}
	text_add(text, "\r\n");
}

void
smtp_envelope_add_rcpt(struct text *text, const struct smtp_envelope *envelope,
    const struct smtp_offer *offer)
{
	assert(check_address(envelope->to, "", NULL) == OK);
	text_add(text, "RCPT TO:<");
	text_add_bytes(text, envelope->to, strlen(envelope->to)); /* asserted */
	text_add(text, ">");
	if (offer->has_dsn && is_ascii(envelope->to)) {
		text_add(text, " NOTIFY=FAILURE,DELAY ORCPT=rfc822;");
		add_xtext(text, envelope->to);
	}
	text_add(text, "\r\n");
}

void
smtp_envelope_add_body(struct text *text, const struct smtp_envelope *envelope)
{
	const char *at = envelope->bytes;
	const char *end = at + envelope->length;

	if (*at == '.')
		text_add(text, ".");
	for (;;) {
		const char *dot = memmem(at, (size_t)(end - at), "\n.", 2);

		if (dot == NULL)
			break;
		text_add_bytes(text, at, (size_t)(dot + 2 - at)); /* the body: checked */
		text_add(text, ".");
		at = dot + 2;
	}
	text_add_bytes(text, at, (size_t)(end - at));
	text_add(text, ".\r\n");
}
