/* daemon.h - convened as a library: what its jobs share, in the order it is opened. */
#ifndef CONVENE_DAEMON_H
#define CONVENE_DAEMON_H

#include "db.h"
#include "ids.h"
#include "settings.h"
#include "workers.h"

#include <event2/event.h>

struct control;
struct lag;
struct mail_job;
struct round_job;
struct tick;

/* Plain to its jobs; only daemon.c changes it. */
struct daemon {
	struct event_base *base;
	const char *config_path;
	struct settings *settings; /* replaced by a reload: take it anew each time */
	struct settings *at_start; /* those that need a restart are in force as here */
	char instance_id[IDS_UUID_SIZE]; /* of this process */
	int64_t started_ms;              /* monotonic */
	bool is_reloading;
	char reload_trouble[240]; /* of the last reload, "" when it was good */
	struct ids_key *link_key;
	struct lag *lag;
	struct workers *workers;
	struct db *db; /* NULL once it is closing */
	struct mail_job *mail;
	struct tick *tick;
	struct control *control;
	struct round_job *round_jobs; /* that run */
	struct event *beat, *watchdog;
};

/* Reads the configuration, opens everything, and begins to work when the database is
 * there; it may come later. ERR_INVALID: the configuration, with all its errors on
 * standard error. The base stays the caller's. */
MUST_CHECK enum status daemon_open(struct event_base *base, const char *config_path,
    struct daemon **ret_daemon, struct err *err);

/* Reads the configuration anew, in a worker; a bad one changes nothing. done, which may
 * be NULL, is called once, never before daemon_reload() returns. restarts names what
 * differs from the start and waits for a restart: "database connections, web listen".
 *
 *   ERR_INVALID      the file, a template, a user or a group is wrong
 *   ERR_UNAVAILABLE  another reload is under way, or the daemon is ending */
typedef void daemon_reloaded_fn(enum status status, const char *restarts,
    const struct err *err, void *arg);
void daemon_reload(struct daemon *daemon, daemon_reloaded_fn *done, void *arg);

/* No new work from now on; gone is called when what runs has ended, or after 30 s. */
typedef void daemon_gone_fn(void *arg);
void daemon_drain(struct daemon *daemon, daemon_gone_fn *gone, void *arg);

void daemon_close(struct daemon **daemon);
#endif
