/* grouping_check.h - recomputes a plan's rules and costs from the input, slowly and
 * simply. Shares no code with the engine: it is there to disagree. */
#ifndef CONVENE_GROUPING_CHECK_H
#define CONVENE_GROUPING_CHECK_H

#include "grouping.h"

/* OK when everybody is in one group or left out once, every hard rule holds, every
 * fact and cost of the plan is right and no bound is above its cost. Else
 * ERR_FINDINGS, and err has the first finding. The input must be one that
 * grouping_form() takes; the plan may be anything that its pointers allow. */
MUST_CHECK enum status grouping_check_plan(const struct grouping_input *input,
    const struct grouping_plan *plan, struct err *err);
#endif
