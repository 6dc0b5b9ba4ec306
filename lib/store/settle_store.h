/* settle_store.h - what a relay's log decides of mails whose outcome is unknown. */
#ifndef CONVENE_SETTLE_STORE_H
#define CONVENE_SETTLE_STORE_H

#include "command_store.h"
#include "relay_log.h"

/* One transaction; answers as JSON how many count as sent, how many go once more, and how
 * many stay uncertain. Mails of which all is known are left alone. */
void settle_store_run(struct db *db, const struct relay_log *log,
    const struct command_caller *caller, const char *reason, command_done_fn *done,
    void *arg);
#endif
