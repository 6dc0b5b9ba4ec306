/* signals.h - what an administrator tells the daemon by signal. SIGTERM and SIGINT ask
 * it to end when its work is done, a second one does not wait; SIGHUP reads the
 * configuration. */
#ifndef CONVENE_SIGNALS_H
#define CONVENE_SIGNALS_H

#include "daemon.h"

/* Runs the loop until the daemon has ended. */
void signals_run(struct daemon *daemon);
#endif
