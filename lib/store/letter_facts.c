#include "letter_facts.h"

#include "letter_reading.h"
#include "wording.h"

#include <string.h>

/* An address that a mail or page may link to. Anything else (javascript:) is left out. */
static enum status
put_join_url(struct letter_reading *reading, const char **ret_url)
{
	const char *url = NULL;
	enum status status = json_opt_text(reading->content, "virtual_url", &url,
	    reading->err);

	if (status != OK)
		return status;
	if (url != NULL && strncmp(url, "https://", strlen("https://")) != 0)
		url = NULL;
	letter_reading_put(reading, "join_url", url);
	*ret_url = arena_text(reading->arena, url);
	return OK;
}

/* A calendar's value of type URI is not escaped. */
static bool
is_for_calendars(const char *url)
{
	for (; *url != '\0'; url++)
		if (*url <= ' ' || *url >= 0x7F || *url == '"')
			return false;
	return true;
}

/* Where people look for a room by video: many programs show LOCATION alone. */
static void
add_part(struct text *location, const char *part)
{
	if (part == NULL || *part == '\0')
		return;
	if (location->length > 0)
		text_add(location, ", ");
	text_add_line(location, part);
}

static enum status
read_zone(struct letter_reading *reading, struct zone_shelf *zones)
{
	const char *zone = NULL;
	enum status status = json_opt_text(reading->content, "zone", &zone, reading->err);

	if (status != OK || zone == NULL)
		return status;
	return zone_shelf_find(zones, zone, &reading->zone, reading->err);
}

/* Letters about a person alone have no gathering, and so no times. */
static enum status
read_times(struct letter_reading *reading, struct letter_facts *facts)
{
	CLEANUP(text_done) struct text duration = { 0 };
	int64_t lasts_min = 0;

	if (!json_has(reading->content, "starts_s"))
		return letter_reading_time(reading, "respond_by_s", ZONE_DAY,
		    "respond_by");

	enum status status = json_get_int(reading->content, "starts_s", &facts->starts_s,
	    reading->err);

	if (status == OK)
		status = json_get_int(reading->content, "ends_s", &facts->ends_s,
		    reading->err);
	if (status == OK)
		status = json_get_int(reading->content, "lasts_min", &lasts_min,
		    reading->err);
	if (status != OK)
		return status;
	if (reading->zone == NULL)
		return err_set(reading->err, ERR_INVALID, "times without a zone");
	if (!letter_reading_is_time(facts->starts_s) ||
	    !letter_reading_is_time(facts->ends_s) || lasts_min < 1)
		return err_set(reading->err, ERR_INVALID, "a time of no calendar");
	letter_reading_put_time(reading, facts->starts_s, ZONE_FULL, "when_local");
	letter_reading_put_time(reading, facts->starts_s, ZONE_BRIEF, "when_brief");
	letter_reading_put_time(reading, facts->starts_s, ZONE_INITIALS, "zone");
	wording_add_duration(lasts_min, &duration);
	letter_reading_put(reading, "duration", text_string(&duration));
	return letter_reading_time(reading, "respond_by_s", ZONE_DAY, "respond_by");
}

static enum status
read_place(struct letter_reading *reading, struct letter_facts *facts)
{
	CLEANUP(text_done) struct text location = { 0 };
	const char *venue = NULL, *street = NULL, *url = NULL;
	int64_t travel_min = -1;
	enum status status = letter_reading_text(reading, "venue", "venue_name", &venue);

	if (status == OK)
		status = letter_reading_text(reading, "street", "venue_street", &street);
	if (status == OK)
		status = put_join_url(reading, &url);
	if (status == OK)
		status = json_opt_int(reading->content, "travel_min", &travel_min,
		    reading->err);
	if (status != OK)
		return status;
	if (travel_min > 0) {
		text_add_int(&location, travel_min);
		letter_reading_put(reading, "travel_minutes", text_string(&location));
		text_clear(&location);
	}
	if (url != NULL && is_for_calendars(url))
		facts->join_url = url;
	add_part(&location, venue);
	add_part(&location, street);
	add_part(&location, facts->join_url);
	if (location.length > 0)
		facts->location = arena_text(reading->arena, location.data);
	return OK;
}

static enum status
read_money(struct letter_reading *reading)
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
	letter_reading_put(reading, "stipend", text_string(&stipend));
	return OK;
}

static enum status
read_tablemate(struct letter_reading *reading, const struct json *from,
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
read_company(struct letter_reading *reading)
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
		status = letter_reading_text(reading, "host_name", "host_name", NULL);
	if (status == OK)
		status = json_opt_array(reading->content, "tablemates", &mates,
		    reading->err);
	if (status != OK)
		return status;
	if (seats > 0) {
		wording_add_count(seats - 1, "colleague", "colleagues", &company);
		letter_reading_put(reading, "company", text_string(&company));
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
read_person(struct letter_reading *reading, struct letter_facts *facts)
{
	bool fund_is_short = false;
	enum status status = letter_reading_text(reading, "organisation", "organisation",
	    &facts->organisation);

	if (status == OK)
		status = letter_reading_text(reading, "program", "program",
		    &facts->program);
	if (status == OK)
		status = letter_reading_text(reading, "first_name", "first_name", NULL);
	if (status == OK)
		status = letter_reading_text(reading, "full_name", "full_name",
		    &facts->full_name);
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

	struct letter_reading reading = {
		.content = json,
		.arena = arena,
		.values = template_value_new(arena),
		.err = err,
	};

	status = read_person(&reading, &facts);
	if (status == OK)
		status = read_zone(&reading, zones);
	if (status == OK)
		status = read_times(&reading, &facts);
	if (status == OK)
		status = read_place(&reading, &facts);
	if (status == OK)
		status = read_money(&reading);
	if (status == OK)
		status = read_company(&reading);
	if (status == OK)
		status = letter_more_read(&reading);
	if (status != OK)
		return status;
	letter_reading_put(&reading, "answer_url", links->answer_url);
	letter_reading_put(&reading, "leave_url", links->leave_url);
	letter_reading_put(&reading, "feedback_url", links->feedback_url);
	letter_reading_put(&reading, "receipt_url", links->receipt_url);
	letter_reading_put(&reading, "enrol_url", links->enrol_url);
	letter_reading_put(&reading, "resume_url", links->resume_url);
	facts.values = reading.values;
	*ret_facts = facts;
	return OK;
}
