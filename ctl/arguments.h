/* arguments.h - convenectl's own options, taken out of the command line. */
#ifndef CONVENE_ARGUMENTS_H
#define CONVENE_ARGUMENTS_H

#include "base.h"
#include "text.h"

#include <stdbool.h>

enum arguments_output { OUTPUT_TABLE, OUTPUT_JSON, OUTPUT_CSV, OUTPUT_IDS };
enum arguments_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct arguments {
	enum arguments_output output;
	enum arguments_color color;
	const char *columns; /* NULL: the command's */
	const char *sort;    /* NULL: as the daemon answers; "-name" descends */
	const char *socket;  /* NULL: of org or the default */
	const char *org;
	bool is_csv_raw, wants_help, wants_version;

	const char **words; /* the rest, in their order; borrowed from argv */
	size_t word_count;
};

/* Own options may stand anywhere before "--". ERR_INVALID names the wrong one; output is
 * then set as far as it was understood, so that the error can be told in that form. */
MUST_CHECK enum status arguments_read(struct arguments *arguments, int argc, char **argv,
    struct err *err);

void arguments_done(struct arguments *arguments); /* for CLEANUP() */

/* For help: a line for each own option. */
void arguments_add_help(struct text *text);

/* Is what goes to standard output to be coloured? */
bool arguments_has_color(const struct arguments *arguments);
#endif
