/* import_check.h - an uploaded file, read and checked in a worker: rows for the database,
 * or every line that is wrong and why. Pure but for the zones of this machine. */
#ifndef CONVENE_IMPORT_CHECK_H
#define CONVENE_IMPORT_CHECK_H

#include "import_store.h"

struct import_check {
	/* What is asked; texts are borrowed. */
	enum import_store_file file;
	const char *bytes; /* of the file, without NUL */
	const char *sites; /* the file of sites that goes with a roster, or NULL */
	const char *wording;
	struct import_sites known; /* owned */

	/* What comes of it. */
	struct import_rows rows, site_rows;
	struct text rejects; /* ",\"rejects\":[{\"file\":...}, ...],\"left_out\":
			      * \"2 rows name a manager whose row is wrong\"", or empty */
	struct err err;      /* OK: the rows may be written */
};

void import_check_run(struct import_check *check);
void import_check_done(struct import_check *check); /* also for CLEANUP() */
#endif
