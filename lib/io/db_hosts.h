/* db_hosts.h - a conninfo with a list of hosts, begun at another one each time: libpq on
 * an event loop never leaves a host that accepts and is silent. Private to db. */
#ifndef CONVENE_DB_HOSTS_H
#define CONVENE_DB_HOSTS_H

#include "base.h"

#include <libpq-fe.h>

struct db_hosts;

/* ERR_INVALID, in libpq's words: it cannot read the conninfo. */
MUST_CHECK enum status db_hosts_new(const char *conninfo, struct db_hosts **ret_hosts,
    struct err *err);
void db_hosts_free(struct db_hosts **hosts);

/* PQconnectStart() with the lists of host, hostaddr and port turned left `turn` times. */
PGconn *db_hosts_connect(const struct db_hosts *hosts, unsigned turn);

/* The list as it would be tried, for that and for tests: turned left, wrapping round. A
 * list of one, and an empty one, stay. The caller frees. */
char *db_hosts_turned(const char *list, unsigned turn);
#endif
