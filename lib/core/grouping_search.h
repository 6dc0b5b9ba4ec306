/* grouping_search.h - makes a lawful plan cheaper, by exchange and insertion. */
#ifndef CONVENE_GROUPING_SEARCH_H
#define CONVENE_GROUPING_SEARCH_H

#include "grouping_state.h"

/* Tries state->effort moves; false if the stop flag ended it before. */
bool grouping_search_run(struct grouping_state *state,
    const struct grouping_options *options);
#endif
