/* import_store.h - whole files in one transaction each: all of a file, or nothing. */
#ifndef CONVENE_IMPORT_STORE_H
#define CONVENE_IMPORT_STORE_H

#include "command_store.h"
#include "import_rows.h"

enum import_store_file {
	IMPORT_STORE_ROSTER,
	IMPORT_STORE_VENUES,
	IMPORT_STORE_PROMPTS,
	IMPORT_STORE_ENROLMENTS,
	IMPORT_STORE_FILE_COUNT
};

struct import_order {
	enum import_store_file file;
	struct import_rows *rows;  /* emptied */
	struct import_rows *sites; /* that go before a roster, or NULL; emptied */
	const char *season;        /* of enrolments */
	int64_t leaving_max;       /* percent of the roster */
	bool is_dry;               /* does all of it, then undoes it */
	int64_t now_s;
	const char *actor, *reason;
	int answer_ms;
};

/* Answers what was added, changed and left, as JSON. Nothing has changed unless OK.
 *
 *   ERR_INVALID    sites that nobody knows
 *   ERR_NOT_FOUND  no such season; people who are not on the roster
 *   ERR_LIMIT      too many would leave
 *   ERR_CONFLICT   an address is somebody else's, a question was given already */
void import_store_run(struct db *db, const struct import_order *order,
    command_done_fn *done, void *arg);

/* On OK the sites are the callback's, until import_rows_sites_done(). */
typedef void import_sites_fn(enum status status, struct import_sites *sites,
    const struct err *err, void *arg);
void import_store_read_sites(struct db *db, import_sites_fn *done, void *arg);

/* For the test that prepares every statement. */
const char *import_store_sql(enum import_store_file file, int *ret_param_count);
#endif
