/* web_run.h - convene-web from its first request until a signal ends it. */
#ifndef CONVENE_WEB_RUN_H
#define CONVENE_WEB_RUN_H

#include "web.h"

/* Turns the loop. SIGHUP reloads; SIGTERM and SIGINT let visitors finish, twice they do
 * not. */
void web_run(struct event_base *base, struct web *web);
#endif
