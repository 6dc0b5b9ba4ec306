#include "letter_reading.h"

void
letter_reading_put(struct letter_reading *reading, const char *name, const char *text)
{
	template_value_text(reading->arena, reading->values, name, text);
}

enum status
letter_reading_text(struct letter_reading *reading, const char *field, const char *name,
    const char **ret_text)
{
	const char *text = NULL;
	enum status status = json_opt_text(reading->content, field, &text, reading->err);

	if (status != OK)
		return status;
	letter_reading_put(reading, name, text);
	if (ret_text != NULL)
		*ret_text = arena_text(reading->arena, text);
	return OK;
}

void
letter_reading_put_time(struct letter_reading *reading, int64_t at_s, enum zone_form form,
    const char *name)
{
	CLEANUP(text_done) struct text text = { 0 };

	zone_add_time(reading->zone, at_s, form, &text);
	letter_reading_put(reading, name, text_string(&text));
}

bool
letter_reading_is_time(int64_t at_s)
{
	return at_s >= 0 && at_s < INT64_C(7258118400); /* 2200-01-01 */
}

enum status
letter_reading_time(struct letter_reading *reading, const char *field,
    enum zone_form form, const char *name)
{
	int64_t at_s = -1;
	enum status status = json_opt_int(reading->content, field, &at_s, reading->err);

	if (status != OK || at_s == -1)
		return status;
	if (!letter_reading_is_time(at_s) || reading->zone == NULL)
		return err_set(reading->err, ERR_INVALID, "a time of no calendar");
	letter_reading_put_time(reading, at_s, form, name);
	return OK;
}
