/* sheets.h - the files that a plan of people is made from, read and checked together. */
#ifndef CONVENE_SHEETS_H
#define CONVENE_SHEETS_H

#include "catalogue.h"
#include "meeting.h"
#include "roster.h"
#include "source.h"

enum sheets_file {
	SHEETS_SITES, /* in the order in which they are read: later ones refer to these */
	SHEETS_VENUES,
	SHEETS_ROSTER,
	SHEETS_HISTORY,
	SHEETS_EXCLUDE,
	SHEETS_COUNT,
};

/* All zero before sheets_read(). */
struct sheets {
	struct source sources[SHEETS_COUNT]; /* without a path: not given */
	struct sheet sheets[SHEETS_COUNT];
	uint32_t invented;    /* people; 0: the roster is a file */
	struct lookup sites;  /* names to rows of sites */
	struct lookup people; /* ids to rows of the roster */
};

/* "roster", "sites" ...: the word for the file in options and plans. */
const char *sheets_word(enum sheets_file file);

/* paths by enum sheets_file, NULL where a file is not given; the roster must be. What is
 * wrong in a file is one or more lines "FILE:LINE: ID: what" of errors (only the first
 * ones), and ERR_INVALID. ERR_INVALID too for a roster of nobody. As source_read() for a
 * file that cannot be read. */
MUST_CHECK enum status sheets_read(const char *const paths[SHEETS_COUNT],
    struct sheets *ret_sheets, struct text *errors, struct err *err);

/* The same from bytes that are in sheets->sources already. */
MUST_CHECK enum status sheets_parse(struct sheets *sheets, struct text *errors,
    struct err *err);

/* A roster of so many people of whom nothing is known, P1 and so on, to be parsed. */
#define SHEETS_PEOPLE_MAX 60000
void sheets_invent(struct sheets *sheets, uint32_t people_count);

size_t sheets_count(const struct sheets *sheets, enum sheets_file file);
const struct roster_person *sheets_person(const struct sheets *sheets, size_t index);
const struct catalogue_site *sheets_site(const struct sheets *sheets, size_t index);
const struct catalogue_venue *sheets_venue(const struct sheets *sheets, size_t index);

/* For CLEANUP(). */
void sheets_done(struct sheets *sheets);
#endif
