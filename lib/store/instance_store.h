/* instance_store.h - this daemon among the others: its heartbeat, the courtesy of one
 * leader, and the facts that functions of the schema read. */
#ifndef CONVENE_INSTANCE_STORE_H
#define CONVENE_INSTANCE_STORE_H

#include "db.h"

struct instance {
	const char *instance_id, *host, *version;
	int pid;
};

typedef void instance_done_fn(enum status status, const struct err *err, void *arg);

void instance_store_beat(struct db *db, const struct instance *instance,
    instance_done_fn *done, void *arg);

/* A setting for the schema's functions: "organisation.name". */
void instance_store_keep(struct db *db, const char *key, const char *value,
    instance_done_fn *done, void *arg);

typedef void instance_led_fn(enum status status, bool is_ours, const struct err *err,
    void *arg);

/* Whether the lead under this name is ours for the next half minute. It saves work;
 * nothing correct rests on it. */
void instance_store_lead(struct db *db, const char *name, const char *instance_id,
    instance_led_fn *done, void *arg);
#endif
