/* catalogue.h - sites.csv, venues.csv, prompts.csv: where people work and eat, and what
 * they talk about. */
#ifndef CONVENE_CATALOGUE_H
#define CONVENE_CATALOGUE_H

#include "cell.h"
#include "sheet.h"

struct catalogue_site {
	struct sheet_place place;
	const char *site; /* the name by which other files call it */
	const char *name; /* for people to read */
	const char *region;
	struct cell_degrees latitude, longitude; /* always given */
	const char *zone;                        /* IANA */
};

/* Rejects a site that occurs twice. */
extern const struct sheet_kind catalogue_sites;

/* Adds the names of the sites, which are borrowed from the sheet. */
void catalogue_add_sites(const struct sheet *sites, struct lookup *names);

/* Texts are NULL where the cell was empty. */
struct catalogue_venue {
	struct sheet_place place;
	const char *venue;
	const char *street;
	const char *site; /* whose position it has, unless it has its own */
	struct cell_degrees latitude, longitude;
	int tables; /* at the same time */
	int seats;  /* of each table */
	int price_class;
	bool is_on_campus;
	const char *virtual_url;
	const char *backup; /* another venue of the file */
};

/* Rejects a venue that occurs twice; one with neither site, latitude and longitude nor a
 * virtual_url; an unknown site; a backup that is not in the file, or itself. */
extern const struct sheet_kind catalogue_venues;

struct catalogue_prompt {
	struct sheet_place place;
	const char *prompt; /* a code that stays when the words are mended */
	const char *topic;
	const char *licence;
	const char *source;
	const char *text;
};

/* Rejects a prompt, or a text, that occurs twice. */
extern const struct sheet_kind catalogue_prompts;
#endif
