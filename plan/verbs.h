/* verbs.h - what convene-plan can do: a row each, in the form of convenectl's. */
#ifndef CONVENE_VERBS_H
#define CONVENE_VERBS_H

#include "inputs.h"

enum verbs_id {
	VERBS_GROUPS,
	VERBS_SEASON,
	VERBS_MATRIX,
	VERBS_EXPLAIN,
	VERBS_CHECK,
	VERBS_COUNT,
};

extern const struct command verbs_table[VERBS_COUNT];

/* ERR_INVALID with what was perhaps meant. */
MUST_CHECK enum status verbs_find(const char *word, enum verbs_id *ret_id,
    struct err *err);
#endif
