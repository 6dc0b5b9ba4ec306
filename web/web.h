/* web.h - convene-web as a library: the pages of the people who are invited. */
#ifndef CONVENE_WEB_H
#define CONVENE_WEB_H

#include "base.h"

#include <event2/event.h>

struct web;

/* Reads the configuration, listens, and answers; the database may come later.
 * ERR_INVALID: the configuration or a page's file, with all errors on standard error.
 * Others: the socket. The base stays the caller's. */
MUST_CHECK enum status web_open(struct event_base *base, const char *config_path,
    struct web **ret_web, struct err *err);

/* Reads the configuration anew; a bad one changes nothing, and is told in the journal.
 * Those who wait are answered by the old one. */
enum status web_reload(struct web *web, struct err *err);

/* Lets nobody in any more; gone is called when all are answered. */
typedef void web_gone_fn(void *arg);
void web_drain(struct web *web, web_gone_fn *gone, void *arg);

int web_port(const struct web *web); /* 0: not TCP */
void web_close(struct web **web);    /* takes NULL */
#endif
