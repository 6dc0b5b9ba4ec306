/* notify.h - what systemd is told of us, and the sockets it hands over: its protocol of
 * environment variables, so that libsystemd is not needed. Without systemd all of it does
 * nothing. */
#ifndef CONVENE_NOTIFY_H
#define CONVENE_NOTIFY_H

#include "base.h"

void notify_ready(void);
void notify_reloading(void); /* then notify_ready() when it is over */
void notify_stopping(void);
void notify_watchdog(void);
void notify_status(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* How often notify_watchdog() is due (half of what systemd allows), or 0: never. */
int notify_watchdog_ms(void);

/* The listening socket with this FileDescriptorName=, or -1. It is close-on-exec and
 * belongs to the caller; `at` counts those of the same name from 0. */
int notify_socket(const char *name, int at);
#endif
