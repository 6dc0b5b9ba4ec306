#include "text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CAPACITY 256

static void
make_room(struct text *text, size_t more)
{
	size_t wanted;

	if (__builtin_add_overflow(text->length, more, &wanted) || wanted >= SIZE_MAX / 4)
		alloc_check(NULL);
	if (wanted < text->capacity)
		return;

	size_t capacity = text->capacity > 0 ? text->capacity : FIRST_CAPACITY;

	while (capacity <= wanted)
		capacity *= 2;
	text->data = alloc_check(realloc(text->data, capacity));
	text->capacity = capacity;
}

void
text_add_bytes(struct text *text, const void *bytes, size_t length)
{
	make_room(text, length);
	if (length > 0)
		memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void
text_add_int(struct text *text, int64_t value)
{
	char digits[21]; /* "-9223372036854775808" and a NUL */
	int length = snprintf(digits, sizeof digits, "%" PRId64, value);

	text_add_bytes(text, digits, (size_t)length);
}

void
text_add_html(struct text *text, const char *value)
{
	for (; *value != '\0'; value++) {
		switch (*value) {
		case '&':
			text_add(text, "&amp;");
			break;
		case '<':
			text_add(text, "&lt;");
			break;
		case '>':
			text_add(text, "&gt;");
			break;
		case '"':
			text_add(text, "&quot;");
			break;
		case '\'':
			text_add(text, "&#39;");
			break;
		default:
			text_add_bytes(text, value, 1);
		}
	}
}

static bool
is_punctuation(unsigned char byte)
{
	return (byte > ' ' && byte < '0') || (byte > '9' && byte < 'A') ||
	    (byte > 'Z' && byte < 'a') || (byte > 'z' && byte < 0x7F);
}

void
text_add_markdown(struct text *text, const char *value)
{
	for (; *value != '\0'; value++) {
		unsigned char byte = (unsigned char)*value;
		bool was_blank = text->length > 0 && text->data[text->length - 1] == ' ';

		if (byte <= ' ' || byte == 0x7F) {
			if (!was_blank)
				text_add(text, " ");
			continue;
		}
		if (is_punctuation(byte))
			text_add(text, "\\");
		text_add_bytes(text, value, 1);
	}
}

static void
add_hex(struct text *text, const char *prefix, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	const char pair[] = { digits[byte >> 4], digits[byte & 15] };

	text_add_bytes(text, prefix, strlen(prefix));
	text_add_bytes(text, pair, sizeof pair);
}

void
text_add_json(struct text *text, const char *value)
{
	if (value == NULL) {
		text_add(text, "null");
		return;
	}
	text_add(text, "\"");
	for (; *value != '\0'; value++) {
		unsigned char byte = (unsigned char)*value;

		if (byte == '"')
			text_add(text, "\\\"");
		else if (byte == '\\')
			text_add(text, "\\\\");
		else if (byte == '\n')
			text_add(text, "\\n");
		else if (byte < ' ' || byte == 0x7F)
			add_hex(text, "\\u00", byte);
		else
			text_add_bytes(text, value, 1);
	}
	text_add(text, "\"");
}

static bool
looks_like_formula(const char *value)
{
	value += strspn(value, " ");
	return *value != '\0' && strchr("=+-@\t\r", *value) != NULL;
}

void
text_add_csv(struct text *text, const char *value)
{
	bool is_formula = looks_like_formula(value);
	bool is_quoted = value[strcspn(value, ",\"\r\n")] != '\0' || *value == ' ';

	if (is_quoted)
		text_add(text, "\"");
	if (is_formula)
		text_add(text, "'");
	for (; *value != '\0'; value++) {
		if (*value == '"')
			text_add(text, "\"");
		text_add_bytes(text, value, 1);
	}
	if (is_quoted)
		text_add(text, "\"");
}

static bool
is_unreserved(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
	    byte == '~';
}

void
text_add_url(struct text *text, const char *value)
{
	for (; *value != '\0'; value++) {
		if (is_unreserved((unsigned char)*value))
			text_add_bytes(text, value, 1);
		else
			add_hex(text, "%", (unsigned char)*value);
	}
}

void
text_add_line(struct text *text, const char *value)
{
	for (; *value != '\0'; value++) {
		unsigned char byte = (unsigned char)value[0];
		unsigned char next = (unsigned char)value[1];

		if (byte < ' ' || byte == 0x7F) {
			add_hex(text, "\\x", byte);
		} else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
			/* a C1 control in UTF-8 */
			add_hex(text, "\\x", next);
			value++;
		} else {
			text_add_bytes(text, value, 1);
		}
	}
}

const char *
text_string(const struct text *text)
{
	return text->data == NULL ? "" : text->data;
}

void
text_cut(struct text *text, size_t length)
{
	assert(length <= text->length);
	text->length = length;
	if (text->data != NULL)
		text->data[length] = '\0';
}

void
text_clear(struct text *text)
{
	text_cut(text, 0);
}

char *
text_take(struct text *text)
{
	char *data = text->data == NULL ? alloc_text("") : text->data;

	*text = (struct text){ 0 };
	return data;
}

void
text_done(struct text *text)
{
	free(text->data);
	*text = (struct text){ 0 };
}
