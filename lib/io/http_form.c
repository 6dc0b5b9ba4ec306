#include "http_form.h"

#include "utf8.h"

#include <string.h>

static int
hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

enum status
http_form_decode(char *text, bool is_form, struct err *err)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (*from != '%') {
			*to++ = *from == '+' && is_form ? ' ' : *from;
			continue;
		}

		int high = hex_value(from[1]);
		int low = high < 0 ? -1 : hex_value(from[2]);

		if (low < 0)
			return err_set(err, ERR_INVALID,
			    "a %% without two hexadecimal digits");
		if (high == 0 && low == 0)
			return err_set(err, ERR_INVALID, "a NUL in the request");
		*to++ = (char)(high << 4 | low);
		from += 2;
	}
	*to = '\0';
	if (utf8_valid_length(text, (size_t)(to - text)) != (size_t)(to - text))
		return err_set(err, ERR_INVALID, "the request is not UTF-8");
	return OK;
}

static enum status
read_field(char *piece, struct http_field *ret_field, struct err *err)
{
	char *sign = strchr(piece, '=');
	char *value = sign == NULL ? piece + strlen(piece) : sign + 1;
	enum status status;

	if (sign != NULL)
		*sign = '\0';
	status = http_form_decode(piece, true, err);
	if (status == OK)
		status = http_form_decode(value, true, err);
	if (status != OK)
		return status;
	if (*piece == '\0')
		return err_set(err, ERR_INVALID, "a field without a name");
	ret_field->name = piece;
	ret_field->value = value;
	return OK;
}

static size_t
count_pieces(const char *bytes, size_t length)
{
	size_t count = 1;

	for (size_t i = 0; i < length; i++)
		count += bytes[i] == '&';
	return count;
}

enum status
http_form_parse(const char *bytes, size_t length, struct http_form *ret_form,
    struct err *err)
{
	CLEANUP(http_form_done) struct http_form form = { 0 };
	size_t room = count_pieces(bytes, length);

	if (room > HTTP_FORM_FIELDS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d fields",
		    HTTP_FORM_FIELDS_MAX);
	if (length > 0 && memchr(bytes, '\0', length) != NULL)
		return err_set(err, ERR_INVALID, "a NUL in the request");
	form.fields = alloc_zero(room, sizeof *form.fields);
	form.bytes = alloc_zero(length + 1, 1);
	if (length > 0)
		memcpy(form.bytes, bytes, length);

	char *rest = form.bytes;

	for (char *piece; (piece = strsep(&rest, "&")) != NULL;) {
		if (*piece == '\0')
			continue;

		enum status status = read_field(piece, &form.fields[form.count], err);

		if (status != OK)
			return status;
		form.count++;
	}
	*ret_form = form;
	form = (struct http_form){ 0 };
	return OK;
}

void
http_form_done(struct http_form *form)
{
	free(form->fields);
	free(form->bytes);
	*form = (struct http_form){ 0 };
}

const char *
http_form_text(const struct http_form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			return form->fields[i].value;
	return NULL;
}
