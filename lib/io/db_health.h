/* db_health.h - whether the database is there, as an administrator would say it. */
#ifndef CONVENE_DB_HEALTH_H
#define CONVENE_DB_HEALTH_H

#include "base.h"

enum db_health {
	DB_UNKNOWN, /* until the first connection was made or refused */
	DB_WORKS,   /* a line is connected */
	DB_AWAY,    /* no line is, and none is being made */
	DB_REFUSED  /* as DB_AWAY, and by the hello check: it is there, not to be used */
};

/* Called once for each change. why is OK when it works. Must not close the db. */
typedef void db_health_fn(enum db_health health, const struct err *why, void *arg);

/* One line in the journal. A database that works from the start is no news: no call. */
void db_health_journal(enum db_health health, const struct err *why, void *arg);
#endif
