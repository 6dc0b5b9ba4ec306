/* cell.h - how the kinds of cells of a sheet are read (sheet_parse_fn, see sheet.h). Each
 * refuses with ERR_INVALID, the column's name and what is wanted. */
#ifndef CONVENE_CELL_H
#define CONVENE_CELL_H

#include "sheet.h"

/* What a cell may leave open. All zero: it was empty. */
struct cell_date {
	bool is_given;
	int32_t days; /* civil.h */
};

struct cell_degrees {
	bool is_given;
	double degrees;
};

enum cell_answer { CELL_UNSAID, CELL_NO, CELL_YES };

/* const char *: one line, min to max bytes. Refused, rather than silently changed, are
 * line ends, controls, characters that turn or hide text, and a beginning that a
 * spreadsheet would run as a formula (= + - @ and their wide forms). */
sheet_parse_fn cell_text;

/* struct sheet_list of such texts, none twice. */
sheet_parse_fn cell_item;

/* const char *: letters, digits and . _ : / - behind a letter or digit. */
sheet_parse_fn cell_key;

/* const char *: what address_check() lets through. */
sheet_parse_fn cell_email;

/* const char *: https:// and printable ASCII without blanks, quotes and brackets. */
sheet_parse_fn cell_url;

/* const char *: the shape of an IANA zone; whether it exists, lib/io/zone knows. */
sheet_parse_fn cell_zone;

/* unsigned or enum: the index in the column's choices. */
sheet_parse_fn cell_choice;

sheet_parse_fn cell_yes;     /* bool: yes or no */
sheet_parse_fn cell_answer;  /* enum cell_answer: yes or no */
sheet_parse_fn cell_count;   /* int: a whole number from min to max */
sheet_parse_fn cell_evening; /* unsigned: bit n is enum civil_weekday n */
sheet_parse_fn cell_degrees; /* struct cell_degrees: -max to max, 9 decimals at most */

/* struct cell_date: a date, or a year, which means its last day. */
sheet_parse_fn cell_date;
#endif
