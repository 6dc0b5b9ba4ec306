/* grouping_reason.h - why somebody has no seat, for programs and for administrators. */
#ifndef CONVENE_GROUPING_REASON_H
#define CONVENE_GROUPING_REASON_H

#include "grouping.h"

#define GROUPING_REASON_TEXT_MAX 200

/* One word: "no_host". */
const char *grouping_reason_name(enum grouping_left_reason reason);

/* Without numbers: "nobody at a table could host". */
const char *grouping_reason_short(enum grouping_left_reason reason);

/* "attribute 1" ... "travel", "met", "wish", "alone", "left out",
 * "stay". */
const char *grouping_reason_term(enum grouping_term term);

/* A sentence without names: "nobody at a table could host". Returns buf. */
const char *grouping_reason_text(const struct grouping_input *input,
    const struct grouping_left *left, char buf[static GROUPING_REASON_TEXT_MAX]);
#endif
