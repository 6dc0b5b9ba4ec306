/* round_rows.h - the rows that a round's snapshot is read from. Private to
 * round_snapshot.c. */
#ifndef CONVENE_ROUND_ROWS_H
#define CONVENE_ROUND_ROWS_H

#include "row.h"

#include <stdbool.h>
#include <stdint.h>

/* The statements, in their order: the later ones refer to people, sites and venues. */
enum round_rows_query {
	ROUND_ROWS_FACTS,
	ROUND_ROWS_PEOPLE,
	ROUND_ROWS_SITES,
	ROUND_ROWS_VENUES,
	ROUND_ROWS_WAYS,
	ROUND_ROWS_APART,
	ROUND_ROWS_MET,
	ROUND_ROWS_WISHES,
	ROUND_ROWS_PROMPTS,
	ROUND_ROWS_GIVEN,
};

struct person_row {
	const char *person_id;
	int64_t specialty, stage, profession, site_id;
	bool is_free, may_host;
	int64_t host_count, seat_count, credit;
	int64_t glue;     /* same number, same table; 0: nobody's */
	int64_t sections; /* a bit each */
	bool minds_alone;
};

struct id_row { /* of a site or prompt */
	int64_t id;
};

struct venue_row {
	int64_t venue_id, seats, tables;
};

struct way_row {
	int64_t site_id, venue_id, minutes;
};

struct pair_row {
	const char *person_a, *person_b;
	bool is_report;
	int64_t times, rounds_ago;
};

struct given_row {
	const char *person_id;
	int64_t prompt_id;
};
#endif
