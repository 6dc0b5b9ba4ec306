/* waiting.h - a change that the daemon finishes later: wait for its end, and say so. */
#ifndef CONVENE_WAITING_H
#define CONVENE_WAITING_H

#include "request.h"

/* answer is that of a 202, replaced by the last one of `show`. Asks twice a second until
 * its state is no longer the one meanwhile. On a terminal standard error shows that time
 * goes on. The daemon may come and go: only a refusal ends the wait early. */
MUST_CHECK enum status waiting_finish(const struct inputs *values,
    const struct arguments *arguments, struct answer *answer, struct err *err);
#endif
