/* reload.h - a plan that was printed as JSON, with the files that it was made from. */
#ifndef CONVENE_RELOAD_H
#define CONVENE_RELOAD_H

#include "outcome.h"

struct reload {
	const char *path;
	struct source source;
	struct json *plan;
	bool is_matrix;
	struct outcome_basis basis;
	struct source matrix;
	struct sheets sheets;
	struct rules rules;
	struct text lines; /* what is wrong in a file; or what was found */
	size_t found;      /* things that are not as the plan says */
	struct arena arena;
};

/* ret_reload is all zero before. What the plan names and has changed since is found, not
 * refused. Errors as source_read(), sheets_read() and rules_read(); ERR_INVALID too for
 * what is no plan. */
MUST_CHECK enum status reload_plan(const char *path, struct reload *ret_reload,
    struct err *err);

/* Looks at all of a plan of people; adds to what was found. */
void reload_verify(struct reload *reload);

/* For CLEANUP(). */
void reload_done(struct reload *reload);
#endif
