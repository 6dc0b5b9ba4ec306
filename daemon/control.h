/* control.h - the control sockets: requests of convenectl, and what monitoring reads. */
#ifndef CONVENE_CONTROL_H
#define CONVENE_CONTROL_H

#include "daemon.h"

struct control;

/* Listens on control.sock and file.sock (or takes them from systemd), and on the metrics
 * address when there is one. ERR_CONFLICT: another daemon is there. */
MUST_CHECK enum status control_open(struct daemon *daemon, struct control **ret_control,
    struct err *err);

/* Users and groups of role sections become ids anew. ERR_INVALID, and nothing changes: a
 * user or group that this machine does not know. */
MUST_CHECK enum status control_reload(struct control *control, struct err *err);

/* Lets nobody in any more; what runs is answered. */
void control_stop(struct control *control);
void control_close(struct control **control);
#endif
