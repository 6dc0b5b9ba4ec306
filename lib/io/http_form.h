/* http_form.h - names and values of a query or of a form
 * (application/x-www-form-urlencoded), decoded strictly. Pure. */
#ifndef CONVENE_HTTP_FORM_H
#define CONVENE_HTTP_FORM_H

#include "base.h"

#include <stdbool.h>

#define HTTP_FORM_FIELDS_MAX 1000

struct http_field {
	const char *name, *value; /* UTF-8, without NUL; value is "" without an "=" */
};

struct http_form { /* all zero is empty */
	struct http_field *fields;
	size_t count;
	char *bytes; /* that the fields point into */
};

/* ERR_INVALID: a % without two hexadecimal digits, NUL, bad UTF-8, a field without a
 * name. ERR_LIMIT: too many fields. *ret_form is then untouched. Else http_form_done()
 * it. */
MUST_CHECK enum status http_form_parse(const char *bytes, size_t length,
    struct http_form *ret_form, struct err *err);
void http_form_done(struct http_form *form);

/* The first value of that name, or NULL. Boxes of one name: walk the fields. */
const char *http_form_text(const struct http_form *form, const char *name);

/* Decodes %HH in place, in a form + too. ERR_INVALID: see above; text is then
 * spoilt. */
MUST_CHECK enum status http_form_decode(char *text, bool is_form, struct err *err);
#endif
