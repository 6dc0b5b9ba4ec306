#include "letter_facts.h"

#include "json.h"
#include "wording.h"

#include <string.h>

struct reading {
	const struct json *content;
	const struct zone *zone;
	struct arena *arena;
	struct template_value *values;
	struct err *err;
};

static void
put(struct reading *reading, const char *name, const char *text)
{
	template_value_text(reading->arena, reading->values, name, text);
}

/* A field under the name that templates have for it; a missing one is put as none. */
static enum status
put_text(struct reading *reading, const char *field, const char *name,
    const char **ret_text)
{
	const char *text = NULL;
	enum status status = json_opt_text(reading->content, field, &text, reading->err);

	if (status != OK)
		return status;
	put(reading, name, text);
	if (ret_text != NULL)
		*ret_text = arena_text(reading->arena, text);
	return OK;
}

static void
put_time(struct reading *reading, int64_t at_s, enum zone_form form, const char *name)
{
	CLEANUP(text_done) struct text text = { 0 };

	zone_add_time(reading->zone, at_s, form, &text);
	put(reading, name, text_string(&text));
}

/* An address that a mail or page may link to. Anything else (javascript:) is left out. */
static enum status
put_join_url(struct reading *reading)
{
	const char *url = NULL;
	enum status status = json_opt_text(reading->content, "virtual_url", &url,
	    reading->err);

	if (status == OK)
		put(reading, "join_url",
		    url != NULL && strncmp(url, "https://", strlen("https://")) == 0
			? url
			: NULL);
	return status;
}

/* Seconds that any calendar has: zone_add_time() asks for it. */
static bool
is_time(int64_t at_s)
{
	return at_s >= 0 && at_s < INT64_C(7258118400); /* 2200-01-01 */
}

static enum status
read_times(struct reading *reading, struct zone_shelf *zones, struct letter_facts *facts)
{
	CLEANUP(text_done) struct text duration = { 0 };
	int64_t lasts_min = 0, respond_by_s = -1;
	const char *zone;
	enum status status = json_get_text(reading->content, "zone", &zone, reading->err);

	if (status == OK)
		status = json_get_int(reading->content, "starts_s", &facts->starts_s,
		    reading->err);
	if (status == OK)
		status = json_get_int(reading->content, "ends_s", &facts->ends_s,
		    reading->err);
	if (status == OK)
		status = json_get_int(reading->content, "lasts_min", &lasts_min,
		    reading->err);
	if (status == OK)
		status = json_opt_int(reading->content, "respond_by_s", &respond_by_s,
		    reading->err);
	if (status != OK)
		return status;
	if (!is_time(facts->starts_s) || !is_time(facts->ends_s) || lasts_min < 1 ||
	    (respond_by_s != -1 && !is_time(respond_by_s)))
		return err_set(reading->err, ERR_INVALID, "a time of no calendar");
	status = zone_shelf_find(zones, zone, &reading->zone, reading->err);
	if (status != OK)
		return status;
	put_time(reading, facts->starts_s, ZONE_FULL, "when_local");
	put_time(reading, facts->starts_s, ZONE_BRIEF, "when_brief");
	put_time(reading, facts->starts_s, ZONE_INITIALS, "zone");
	if (respond_by_s != -1)
		put_time(reading, respond_by_s, ZONE_DAY, "respond_by");
	wording_add_duration(lasts_min, &duration);
	put(reading, "duration", text_string(&duration));
	return OK;
}

static enum status
read_place(struct reading *reading, struct letter_facts *facts)
{
	CLEANUP(text_done) struct text location = { 0 };
	const char *venue = NULL, *street = NULL;
	int64_t travel_min = -1;
	enum status status = put_text(reading, "venue", "venue_name", &venue);

	if (status == OK)
		status = put_text(reading, "street", "venue_street", &street);
	if (status == OK)
		status = put_join_url(reading);
	if (status == OK)
		status = json_opt_int(reading->content, "travel_min", &travel_min,
		    reading->err);
	if (status != OK)
		return status;
	if (travel_min > 0) {
		text_add_int(&location, travel_min);
		put(reading, "travel_minutes", text_string(&location));
		text_clear(&location);
	}
	if (venue != NULL)
		text_add_line(&location, venue);
	if (street != NULL && *street == '\0')
		street = NULL; /* by video, or nobody knows it */
	if (venue != NULL && street != NULL)
		text_add(&location, ", ");
	if (street != NULL)
		text_add_line(&location, street);
	if (location.length > 0)
		facts->location = arena_text(reading->arena, location.data);
	return OK;
}

static enum status
read_money(struct reading *reading)
{
	CLEANUP(text_done) struct text stipend = { 0 };
	struct money cap = { 0 };
	const char *currency = NULL;
	enum status status = json_opt_int(reading->content, "stipend_cents", &cap.cents,
	    reading->err);

	if (status == OK)
		status = json_opt_text(reading->content, "currency", &currency,
		    reading->err);
	if (status != OK || cap.cents <= 0 || currency == NULL)
		return status;
	wording_add_money(cap, currency, &stipend);
	put(reading, "stipend", text_string(&stipend));
	return OK;
}

static enum status
read_tablemate(struct reading *reading, const struct json *from,
    struct template_value *list)
{
	struct template_value *mate = template_value_record(reading->arena, list, NULL);
	static const char *const fields[] = { "name", "specialty", "site" };

	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		const char *text = NULL;
		enum status status = json_opt_text(from, fields[i], &text, reading->err);

		if (status != OK)
			return status;
		template_value_text(reading->arena, mate, fields[i], text);
	}
	return OK;
}

static enum status
read_company(struct reading *reading)
{
	CLEANUP(text_done) struct text company = { 0 };
	const struct json *mates = NULL;
	int64_t seats = 0;
	bool is_host = false;
	enum status status = json_opt_int(reading->content, "seats", &seats,
	    reading->err);

	if (status == OK)
		status = json_opt_bool(reading->content, "is_host", &is_host,
		    reading->err);
	if (status == OK && !is_host)
		status = put_text(reading, "host_name", "host_name", NULL);
	if (status == OK)
		status = json_opt_array(reading->content, "tablemates", &mates,
		    reading->err);
	if (status != OK)
		return status;
	if (seats > 0) {
		wording_add_count(seats - 1, "colleague", "colleagues", &company);
		put(reading, "company", text_string(&company));
	}
	template_value_flag(reading->arena, reading->values, "is_host", is_host);
	template_value_flag(reading->arena, reading->values, "has_tablemates",
	    json_count(mates) > 0);

	struct template_value *list = template_value_list(reading->arena, reading->values,
	    "tablemates");

	for (size_t i = 0; i < json_count(mates) && status == OK; i++)
		status = read_tablemate(reading, json_at(mates, i), list);
	return status;
}

static enum status
read_person(struct reading *reading, struct letter_facts *facts)
{
	bool fund_is_short = false;
	enum status status = put_text(reading, "organisation", "organisation",
	    &facts->organisation);

	if (status == OK)
		status = put_text(reading, "program", "program", &facts->program);
	if (status == OK)
		status = put_text(reading, "first_name", "first_name", NULL);
	if (status == OK)
		status = put_text(reading, "full_name", "full_name", &facts->full_name);
	if (status == OK)
		status = json_opt_bool(reading->content, "fund_is_short", &fund_is_short,
		    reading->err);
	template_value_flag(reading->arena, reading->values, "fund_is_short",
	    fund_is_short);
	return status;
}

enum status
letter_facts_read(const char *content, size_t length, const struct letter_links *links,
    struct zone_shelf *zones, struct arena *arena, struct letter_facts *ret_facts,
    struct err *err)
{
	CLEANUP(json_free) struct json *json = NULL;
	struct letter_facts facts = { 0 };
	enum status status = json_parse(content, length, &json, err);

	if (status != OK)
		return status;

	struct reading reading = {
		.content = json,
		.arena = arena,
		.values = template_value_new(arena),
		.err = err,
	};

	status = read_person(&reading, &facts);
	if (status == OK)
		status = read_times(&reading, zones, &facts);
	if (status == OK)
		status = read_place(&reading, &facts);
	if (status == OK)
		status = read_money(&reading);
	if (status == OK)
		status = read_company(&reading);
	if (status != OK)
		return status;
	put(&reading, "answer_url", links->answer_url);
	put(&reading, "leave_url", links->leave_url);
	facts.values = reading.values;
	*ret_facts = facts;
	return OK;
}
