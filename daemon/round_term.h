/* round_term.h - what the rules of a round are called: in JSON, and by people. */
#ifndef CONVENE_ROUND_TERM_H
#define CONVENE_ROUND_TERM_H

#include "grouping_explain.h"
#include "text.h"

/* "specialty", "repeats"; NULL: a term that rounds do not have. */
const char *round_term_name(enum grouping_term term);

/* Of an attribute: "career stage" and "career stages"; NULL for others. */
const char *round_term_one(size_t attribute);
const char *round_term_many(size_t attribute);

/* {"specialty":120,...} */
void round_term_add(struct text *json, const int64_t costs[static GROUPING_TERM_COUNT]);

/* Which rules a round keeps and which it bends, its score and the gap: lines. The plan
 * needs its bounds. ERR_INVALID: it does not fit the input. */
MUST_CHECK enum status round_term_words(const struct grouping_input *input,
    const struct grouping_plan *plan, struct text *words, struct err *err);

/* [{"rule":"specialty","cost":120},...] of those that are not 0; the second one as
 * changes, with signs. */
void round_term_list(struct text *json, const int64_t costs[static GROUPING_TERM_COUNT]);
void round_term_list_changes(struct text *json,
    const int64_t costs[static GROUPING_TERM_COUNT]);
#endif
