/* actors.h - who asks, for the audit trail: "name@host". Looking a user up may wait for a
 * directory server, so a worker does it, once for each user. */
#ifndef CONVENE_ACTORS_H
#define CONVENE_ACTORS_H

#include "workers.h"

#include <sys/types.h>

struct actors;

#define ACTORS_NAME_MAX 120

/* actor is good until the callback returns: "uid 1001@host" when nobody knows a name. */
typedef void actors_fn(const char *actor, void *arg);

struct actors *actors_open(struct workers *workers);

/* Calls found once: at once when the user was asked for before, else from the loop. */
void actors_find(struct actors *actors, uid_t uid, actors_fn *found, void *arg);

/* After the workers: they answer what waits. */
void actors_close(struct actors **actors);
#endif
