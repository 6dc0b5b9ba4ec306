/* listing.h - an answer of the database as JSON, by its columns' types: what the list and
 * show commands print, without a struct for each. */
#ifndef CONVENE_LISTING_H
#define CONVENE_LISTING_H

#include "text.h"

#include <libpq-fe.h>

/* One line as an object, its keys the columns' names; those that begin with _ are for the
 * program alone and left out.
 *   smallint, integer, bigint, real, double, numeric  number; null if it is none (NaN)
 *   boolean      true, false
 *   json, jsonb  as it is
 *   timestamptz  "2027-01-14T23:30:00Z"
 *   others       string
 *   NULL         null */
void listing_add_row(struct text *json, const PGresult *res, int line);

/* All lines, as an array. */
void listing_add_rows(struct text *json, const PGresult *res);
#endif
