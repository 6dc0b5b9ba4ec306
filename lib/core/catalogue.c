#include "catalogue.h"

#include <string.h>

/* clang-format off */
#define SITE(field) offsetof(struct catalogue_site, field)
#define VENUE(field) offsetof(struct catalogue_venue, field)
#define PROMPT(field) offsetof(struct catalogue_prompt, field)

enum { KEY, PROMPT_TEXT }; /* the columns that checks name */

static const struct sheet_column site_columns[] = {
	[KEY] = { "site", "the name that the other files use, without ';'",
	    SHEET_FILLED, false, cell_text, SITE(site), 1, 100, NULL },
	{ "name", "the name that people read",
	    SHEET_FILLED, false, cell_text, SITE(name), 1, 200, NULL },
	{ "region", "the region to which it belongs",
	    SHEET_FILLED, false, cell_text, SITE(region), 1, 100, NULL },
	{ "latitude", "degrees north, like 42.3601",
	    SHEET_FILLED, false, cell_degrees, SITE(latitude), 0, 90, NULL },
	{ "longitude", "degrees east, like -71.0589",
	    SHEET_FILLED, false, cell_degrees, SITE(longitude), 0, 180, NULL },
	{ "timezone", "an IANA time zone like America/New_York",
	    SHEET_FILLED, false, cell_zone, SITE(zone), 1, 64, NULL },
};

static const struct sheet_column venue_columns[] = {
	[KEY] = { "venue", "its name, as it stands in invitations",
	    SHEET_FILLED, false, cell_text, VENUE(venue), 1, 200, NULL },
	{ "street", "how to get there",
	    SHEET_BLANK, false, cell_text, VENUE(street), 1, 200, NULL },
	{ "site", "the site whose position it has",
	    SHEET_BLANK, false, cell_text, VENUE(site), 1, 100, NULL },
	{ "latitude", "degrees north, like 42.3601",
	    SHEET_BLANK, false, cell_degrees, VENUE(latitude), 0, 90, NULL },
	{ "longitude", "degrees east, like -71.0589",
	    SHEET_BLANK, false, cell_degrees, VENUE(longitude), 0, 180, NULL },
	{ "tables", "how many tables at the same time, 1 to 1000",
	    SHEET_FILLED, false, cell_count, VENUE(tables), 1, 1000, NULL },
	{ "seats", "how many people at each table, 2 to 100",
	    SHEET_FILLED, false, cell_count, VENUE(seats), 2, 100, NULL },
	{ "price_class", "1 (plain) to 4 (dear)",
	    SHEET_FILLED, false, cell_count, VENUE(price_class), 1, 4, NULL },
	{ "on_campus", "yes or no",
	    SHEET_BLANK, false, cell_yes, VENUE(is_on_campus), 0, 0, NULL },
	{ "virtual_url", "an https address, for a virtual room",
	    SHEET_BLANK, false, cell_url, VENUE(virtual_url), 0, 500, NULL },
	{ "backup", "another venue of this file, should this one fail",
	    SHEET_BLANK, false, cell_text, VENUE(backup), 1, 200, NULL },
};

static const struct sheet_column prompt_columns[] = {
	[KEY] = { "prompt", "a code of letters, digits and ._:/-",
	    SHEET_FILLED, false, cell_key, PROMPT(prompt), 1, 64, NULL },
	[PROMPT_TEXT] = { "text", "the question, in one line",
	    SHEET_FILLED, false, cell_text, PROMPT(text), 1, 1000, NULL },
	{ "topic", "one word or two",
	    SHEET_FILLED, false, cell_text, PROMPT(topic), 1, 60, NULL },
	{ "licence", "under which it may be used, like CC0-1.0",
	    SHEET_FILLED, false, cell_text, PROMPT(licence), 1, 100, NULL },
	{ "source", "who wrote it, or where it stands",
	    SHEET_FILLED, false, cell_text, PROMPT(source), 1, 200, NULL },
};
/* clang-format on */

/* The roster separates sites by ';'. */
static void
check_sites(struct sheet *sheet, const struct lookup *sites)
{
	(void)sites;
	sheet_refuse_twins(sheet, KEY, NULL);
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct catalogue_site *site = sheet_at(sheet, i);

		if (site->site != NULL && strchr(site->site, ';') != NULL)
			sheet_refuse(sheet, i, "site '%s' holds a ';'", site->site);
	}
}

void
catalogue_add_sites(const struct sheet *sites, struct lookup *names)
{
	for (size_t i = 0; i < sites->row_count; i++) {
		const struct catalogue_site *site = sheet_at(sites, i);

		(void)lookup_add(names, site->site, i); /* known before: as good */
	}
}

static void
check_position(struct sheet *sheet, size_t index, const struct lookup *sites)
{
	const struct catalogue_venue *venue = sheet_at(sheet, index);
	bool has_latitude = venue->latitude.is_given;
	size_t site;

	if (has_latitude != venue->longitude.is_given)
		sheet_refuse(sheet, index, "latitude and longitude go together");
	else if (!has_latitude && venue->site == NULL && venue->virtual_url == NULL)
		sheet_refuse(sheet, index,
		    "a venue has a site, latitude and longitude, or a virtual_url");
	if (venue->site != NULL && sites != NULL &&
	    !lookup_find(sites, venue->site, &site))
		sheet_refuse(sheet, index, "site '%s' is not known", venue->site);
}

static void
check_venues(struct sheet *sheet, const struct lookup *sites)
{
	CLEANUP(lookup_done) struct lookup names = { 0 };

	sheet_refuse_twins(sheet, KEY, NULL);
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct catalogue_venue *venue = sheet_at(sheet, i);

		check_position(sheet, i, sites);
		if (!venue->place.is_rejected)
			(void)lookup_add(&names, venue->venue, i);
	}
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct catalogue_venue *venue = sheet_at(sheet, i);
		size_t backup;

		if (venue->backup == NULL)
			continue;
		if (!lookup_find(&names, venue->backup, &backup))
			sheet_refuse(sheet, i,
			    "backup '%s' is not in this file, or rejected",
			    venue->backup);
		else if (backup == i)
			sheet_refuse(sheet, i, "backup is the venue itself");
	}
}

static void
check_prompts(struct sheet *sheet, const struct lookup *sites)
{
	(void)sites;
	sheet_refuse_twins(sheet, KEY, NULL);
	sheet_refuse_twins(sheet, PROMPT_TEXT, NULL);
}

#define KIND(file, list, row, checks)                                              \
	{                                                                          \
		.name = (file), .columns = (list), .column_count = COUNT_OF(list), \
		.row_size = sizeof(struct row), .check = (checks)                  \
	}

const struct sheet_kind catalogue_sites = KIND("sites.csv", site_columns, catalogue_site,
    check_sites);
const struct sheet_kind catalogue_venues = KIND("venues.csv", venue_columns,
    catalogue_venue, check_venues);
const struct sheet_kind catalogue_prompts = KIND("prompts.csv", prompt_columns,
    catalogue_prompt, check_prompts);
