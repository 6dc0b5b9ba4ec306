/* import_rows.h - a checked file as PostgreSQL arrays, one a column, in the order of its
 * statement in sql/queries. Pure: a worker makes them. */
#ifndef CONVENE_IMPORT_ROWS_H
#define CONVENE_IMPORT_ROWS_H

#include "sheet.h"
#include "text.h"

#define IMPORT_ROWS_MAX 14

struct import_rows {
	struct text arrays[IMPORT_ROWS_MAX];
	int count;
};

/* A site that is known already; its position as decimal text. */
struct import_site {
	const char *name, *latitude, *longitude;
};

struct import_sites { /* all zero is none */
	struct arena arena;
	struct import_site *items;
	size_t count, capacity;
};

/* Each adds to rows, which is empty before. */
void import_rows_of_sites(const struct sheet *sites, struct import_rows *rows);
void import_rows_of_people(const struct sheet *people, struct import_rows *rows);
void import_rows_of_prompts(const struct sheet *prompts, struct import_rows *rows);

/* A venue without a position of its own has that of its site; numbers tells the place of
 * a site's name among the sites. */
void import_rows_of_venues(const struct sheet *venues, const struct import_sites *sites,
    const struct lookup *numbers, struct import_rows *rows);

/* wording is what those agreed to of whom the file does not say it. */
void import_rows_of_enrolments(const struct sheet *enrolments, const char *wording,
    struct import_rows *rows);

/* Both also for CLEANUP(). */
void import_rows_done(struct import_rows *rows);
void import_rows_sites_done(struct import_sites *sites);
#endif
