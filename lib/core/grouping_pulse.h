/* grouping_pulse.h - first tables and rescue of many people take seconds: they tell how
 * far they are, and may be ended, as the search that follows. */
#ifndef CONVENE_GROUPING_PULSE_H
#define CONVENE_GROUPING_PULSE_H

#include "grouping_state.h"

/* Between two units or tables, every table lawful; the first one tells at once. True: no
 * more, for the stop flag is up. It is not looked at in the first 2,000,000 steps, some
 * 60 ms: all but the largest regions get their first tables in any case. */
bool grouping_pulse(struct grouping_state *state);
#endif
