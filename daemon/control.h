/* control.h - the control sockets: commands, files, and what monitoring reads. */
#ifndef CONVENE_CONTROL_H
#define CONVENE_CONTROL_H

#include "daemon.h"
#include "http.h"
#include "peer_roles.h"

struct control;
struct glance;

/* Listens on control.sock and file.sock (or takes them from systemd), and on the metrics
 * address when there is one. Looks users and groups up, so before the loop runs.
 *
 *   ERR_CONFLICT     another daemon is there
 *   ERR_INVALID      an address or path that cannot be one; users or groups that this
 *                    machine does not know
 *   ERR_UNAVAILABLE  the system refuses a socket */
MUST_CHECK enum status control_open(struct daemon *daemon, struct control **ret_control,
    struct err *err);

/* The database has come (back): status knows its figures from the start, and keeps them
 * fresh. */
void control_greet(struct control *control);

/* Who holds which role from now on. Takes it. */
void control_set_roles(struct control *control, struct peer_roles **roles);

/* Lets nobody in any more; what runs is answered. */
void control_stop(struct control *control);

/* What was begun by a command and outlives its answer: a round that is being formed. */
void control_begin(struct control *control);
void control_end(struct control *control);
bool control_is_idle(const struct control *control);

/* After database and workers: they still answer calls when they close. */
void control_close(struct control **control);

/* For the handlers of daemon/cmd_*.c and figures.c. */
enum control_listener {
	CONTROL_COMMANDS,
	CONTROL_FILES,
	CONTROL_FIGURES,
	CONTROL_LISTENER_COUNT
};

const char *control_listener_name(enum control_listener listener);
const struct http *control_http(const struct control *control,
    enum control_listener listener); /* NULL: not open */
struct daemon *control_daemon(const struct control *control);
struct glance *control_overview(struct control *control);
struct glance *control_figures(struct control *control);
#endif
