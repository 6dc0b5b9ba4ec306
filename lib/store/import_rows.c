#include "import_rows.h"

#include "array.h"
#include "catalogue.h"
#include "civil.h"
#include "roster.h"

#include <stdio.h>
#include <string.h>

#define DEGREES_TEXT_MAX 24 /* "-179.123456789" and room */

static void
start(struct import_rows *rows, int count)
{
	rows->count = count;
	for (int i = 0; i < count; i++)
		array_start(&rows->arrays[i]);
}

static void
finish(struct import_rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		array_finish(&rows->arrays[i]);
}

static void
add_degrees(struct text *array, const struct cell_degrees *cell)
{
	char text[DEGREES_TEXT_MAX];

	snprintf(text, sizeof text, "%.9f", cell->degrees);
	array_add_text(array, cell->is_given ? text : NULL);
}

static void
add_list(struct text *array, const struct sheet_list *list)
{
	CLEANUP(text_done) struct text joined = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		const char *item = list->items[i];

		if (i > 0)
			text_add(&joined, ";");
		text_add_bytes(&joined, item,
		    strlen(item)); /* without ';', quoted below */
	}
	array_add_text(array, text_string(&joined));
}

void
import_rows_of_sites(const struct sheet *sites, struct import_rows *rows)
{
	enum { NAME, REGION, LATITUDE, LONGITUDE, ZONE, COUNT };
	struct text *to = rows->arrays;

	start(rows, COUNT);
	for (size_t i = 0; i < sites->row_count; i++) {
		const struct catalogue_site *site = sheet_at(sites, i);

		array_add_text(&to[NAME], site->site);
		array_add_text(&to[REGION], site->region);
		add_degrees(&to[LATITUDE], &site->latitude);
		add_degrees(&to[LONGITUDE], &site->longitude);
		array_add_text(&to[ZONE], site->zone);
	}
	finish(rows);
}

enum people_array {
	ID,
	NAME,
	EMAIL,
	SPECIALTY,
	PANEL,
	STAGE,
	ROLE,
	RELATIONSHIP,
	MANAGER,
	TRAINING_ENDED,
	HOST,
	SITES,
	SECTIONS,
	EVENINGS,
	PEOPLE_ARRAYS
};
_Static_assert(PEOPLE_ARRAYS == IMPORT_ROWS_MAX, "the widest file");

static void
add_person(struct text *to, const struct roster_person *person)
{
	char day[CIVIL_TEXT_MAX], evenings[ROSTER_EVENINGS_MAX];
	const struct cell_date *ended = &person->training_ended;

	array_add_text(&to[ID], person->id);
	array_add_text(&to[NAME], person->name);
	array_add_text(&to[EMAIL], person->email);
	array_add_text(&to[SPECIALTY], person->specialty);
	array_add_text(&to[PANEL], roster_panel_name(person->panel));
	array_add_text(&to[STAGE], person->stage);
	array_add_text(&to[ROLE], person->role);
	array_add_text(&to[RELATIONSHIP], roster_relationship_name(person->relationship));
	array_add_text(&to[MANAGER], person->manager);
	array_add_text(&to[TRAINING_ENDED],
	    ended->is_given ? civil_format_date(ended->days, day) : NULL);
	array_add_bool(&to[HOST], person->is_host);
	add_list(&to[SITES], &person->sites);
	add_list(&to[SECTIONS], &person->sections);
	array_add_text(&to[EVENINGS], roster_evenings_format(person->evenings, evenings));
}

void
import_rows_of_people(const struct sheet *people, struct import_rows *rows)
{
	start(rows, PEOPLE_ARRAYS);
	for (size_t i = 0; i < people->row_count; i++)
		add_person(rows->arrays, sheet_at(people, i));
	finish(rows);
}

void
import_rows_of_prompts(const struct sheet *prompts, struct import_rows *rows)
{
	enum { CODE, TOPIC, LICENCE, SOURCE, TEXT, COUNT };
	struct text *to = rows->arrays;

	start(rows, COUNT);
	for (size_t i = 0; i < prompts->row_count; i++) {
		const struct catalogue_prompt *prompt = sheet_at(prompts, i);

		array_add_text(&to[CODE], prompt->prompt);
		array_add_text(&to[TOPIC], prompt->topic);
		array_add_text(&to[LICENCE], prompt->licence);
		array_add_text(&to[SOURCE], prompt->source);
		array_add_text(&to[TEXT], prompt->text);
	}
	finish(rows);
}

static void
add_position(struct text *latitudes, struct text *longitudes,
    const struct catalogue_venue *venue, const struct import_sites *sites,
    const struct lookup *numbers)
{
	size_t at;

	if (!venue->latitude.is_given && venue->site != NULL &&
	    lookup_find(numbers, venue->site, &at)) {
		array_add_text(latitudes, sites->items[at].latitude);
		array_add_text(longitudes, sites->items[at].longitude);
	} else {
		add_degrees(latitudes, &venue->latitude);
		add_degrees(longitudes, &venue->longitude);
	}
}

void
import_rows_of_venues(const struct sheet *venues, const struct import_sites *sites,
    const struct lookup *numbers, struct import_rows *rows)
{
	enum {
		VENUE,
		STREET,
		LATITUDE,
		LONGITUDE,
		TABLES,
		SEATS,
		PRICE_CLASS,
		CAMPUS,
		URL,
		BACKUP,
		COUNT
	};
	struct text *to = rows->arrays;

	start(rows, COUNT);
	for (size_t i = 0; i < venues->row_count; i++) {
		const struct catalogue_venue *venue = sheet_at(venues, i);

		array_add_text(&to[VENUE], venue->venue);
		array_add_text(&to[STREET], venue->street);
		add_position(&to[LATITUDE], &to[LONGITUDE], venue, sites, numbers);
		array_add_int64(&to[TABLES], venue->tables);
		array_add_int64(&to[SEATS], venue->seats);
		array_add_int64(&to[PRICE_CLASS], venue->price_class);
		array_add_bool(&to[CAMPUS], venue->is_on_campus);
		array_add_text(&to[URL], venue->virtual_url);
		array_add_text(&to[BACKUP], venue->backup);
	}
	finish(rows);
}

void
import_rows_of_enrolments(const struct sheet *enrolments, const char *wording,
    struct import_rows *rows)
{
	enum { PERSON, MAY_HOST, WORDING, COMPANY, ALONE, WISHES, COUNT };
	struct text *to = rows->arrays;

	start(rows, COUNT);
	for (size_t i = 0; i < enrolments->row_count; i++) {
		const struct roster_enrolment *row = sheet_at(enrolments, i);

		array_add_text(&to[PERSON], row->id);
		if (row->host == CELL_UNSAID)
			array_add_null(&to[MAY_HOST]);
		else
			array_add_bool(&to[MAY_HOST], row->host == CELL_YES);
		array_add_text(&to[WORDING],
		    row->consent != NULL ? row->consent : wording);
		array_add_text(&to[COMPANY], row->together);
		array_add_bool(&to[ALONE], row->alone == CELL_YES);
		add_list(&to[WISHES], &row->wishes);
	}
	finish(rows);
}

void
import_rows_done(struct import_rows *rows)
{
	for (int i = 0; i < IMPORT_ROWS_MAX; i++)
		text_done(&rows->arrays[i]);
	rows->count = 0;
}

void
import_rows_sites_done(struct import_sites *sites)
{
	free(sites->items);
	arena_done(&sites->arena);
	*sites = (struct import_sites){ .count = 0 };
}
