/* What only some kinds of letters say. Missing fields are put as none: letter_render()
 * says when a template needs one. */
#include "letter_reading.h"

#include "wording.h"

static const struct {
	const char *field, *name;
} texts[] = {
	{ "was_where", "was_where" },
	{ "joined", "joined" },
	{ "gone", "gone" },
	{ "prompt", "prompt" },
	{ "claim", "claim" },
	{ "standing", "standing" },
	{ "why", "why" },
};

static const struct {
	const char *field;
	enum zone_form form;
	const char *name;
} times[] = {
	{ "was_starts_s", ZONE_FULL, "was_when" },
	{ "offer_until_s", ZONE_BRIEF, "offer_until" },
	{ "begins_s", ZONE_DAY, "begins" },
	{ "answer_by_s", ZONE_DAY, "answer_by" },
	{ "until_s", ZONE_DAY, "until" },
	{ "pay_by_s", ZONE_DAY, "pay_by" },
	{ "day_s", ZONE_DAY, "day" },
};

static const struct {
	const char *field, *one, *many;
} counts[] = {
	{ "evenings", "evening", "evenings" },
	{ "seats_given", "seat", "seats" },
};

static enum status
read_counts(struct letter_reading *reading)
{
	enum status status = OK;

	for (size_t i = 0; i < COUNT_OF(counts) && status == OK; i++) {
		CLEANUP(text_done) struct text text = { 0 };
		int64_t count = 0;

		status = json_opt_int(reading->content, counts[i].field, &count,
		    reading->err);
		if (status == OK && count > 0) {
			wording_add_count(count, counts[i].one, counts[i].many, &text);
			letter_reading_put(reading, counts[i].field, text_string(&text));
		}
	}
	return status;
}

static enum status
read_amount(struct letter_reading *reading)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct money amount = { 0 };
	const char *currency = NULL;
	enum status status = json_opt_int(reading->content, "amount_cents", &amount.cents,
	    reading->err);

	if (status == OK)
		status = json_opt_text(reading->content, "currency", &currency,
		    reading->err);
	if (status != OK || amount.cents <= 0 || currency == NULL)
		return status;
	wording_add_money(amount, currency, &text);
	letter_reading_put(reading, "amount", text_string(&text));
	return OK;
}

static enum status
read_lines(struct letter_reading *reading, const char *field, size_t *ret_count)
{
	const struct json *lines = NULL;
	enum status status = json_opt_array(reading->content, field, &lines,
	    reading->err);

	if (status != OK)
		return status;
	*ret_count = json_count(lines);

	struct template_value *list = template_value_list(reading->arena, reading->values,
	    field);

	for (size_t i = 0; i < json_count(lines); i++) {
		const char *line = json_as_text(json_at(lines, i));

		if (line == NULL)
			return err_set(reading->err, ERR_INVALID,
			    "%s has what is no text", field);
		template_value_text(reading->arena,
		    template_value_record(reading->arena, list, NULL), "line", line);
	}
	return OK;
}

enum status
letter_more_read(struct letter_reading *reading)
{
	enum status status = OK;
	size_t help = 0, lines_count = 0;

	for (size_t i = 0; i < COUNT_OF(texts) && status == OK; i++)
		status = letter_reading_text(reading, texts[i].field, texts[i].name,
		    NULL);
	for (size_t i = 0; i < COUNT_OF(times) && status == OK; i++)
		status = letter_reading_time(reading, times[i].field, times[i].form,
		    times[i].name);
	if (status == OK)
		status = read_counts(reading);
	if (status == OK)
		status = read_amount(reading);
	if (status == OK)
		status = read_lines(reading, "help", &help);
	if (status == OK)
		status = read_lines(reading, "lines", &lines_count);
	template_value_flag(reading->arena, reading->values, "has_help", help > 0);
	template_value_flag(reading->arena, reading->values, "has_changes",
	    json_has(reading->content, "was_starts_s") ||
		json_has(reading->content, "was_where") ||
		json_has(reading->content, "joined") ||
		json_has(reading->content, "gone"));
	return status;
}
