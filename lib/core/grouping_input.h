/* grouping_input.h - whether a grouping's input makes sense, and its fingerprint. */
#ifndef CONVENE_GROUPING_INPUT_H
#define CONVENE_GROUPING_INPUT_H

#include "grouping.h"

/* ERR_INVALID names the field. */
MUST_CHECK enum status grouping_input_check(const struct grouping_input *input,
    struct err *err);

/* Of every value but seed and effort; the same on every machine. */
uint64_t grouping_input_digest(const struct grouping_input *input);
#endif
