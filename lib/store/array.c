#include "array.h"

#include <assert.h>
#include <string.h>

void
array_start(struct text *array)
{
	text_add(array, "{");
}

/* No element ends with a brace, so one at the end is the start. */
static void
add_comma(struct text *array)
{
	assert(array->length > 0);
	if (array->data[array->length - 1] != '{')
		text_add(array, ",");
}

/* Always quoted: what needs no quotes is a long list, and NULL without is no text. */
void
array_add_text(struct text *array, const char *value)
{
	if (value == NULL) {
		array_add_null(array);
		return;
	}
	add_comma(array);
	text_add(array, "\"");
	while (*value != '\0') {
		size_t plain = strcspn(value, "\"\\");

		text_add_bytes(array, value, plain);
		value += plain;
		if (*value == '\0')
			break;
		text_add(array, "\\");
		text_add_bytes(array, value++, 1);
	}
	text_add(array, "\"");
}

void
array_add_int64(struct text *array, int64_t value)
{
	add_comma(array);
	text_add_int(array, value);
}

void
array_add_bool(struct text *array, bool value)
{
	add_comma(array);
	if (value)
		text_add(array, "t");
	else
		text_add(array, "f");
}

void
array_add_null(struct text *array)
{
	add_comma(array);
	text_add(array, "NULL");
}

void
array_finish(struct text *array)
{
	text_add(array, "}");
}
