/* http_listen.h - a socket that waits for connections: a Unix socket that this process
 * alone owns, a TCP port, or one that systemd opened for us. */
#ifndef CONVENE_HTTP_LISTEN_H
#define CONVENE_HTTP_LISTEN_H

#include "base.h"

#include <sys/types.h>

struct http_listen;

/* Holds PATH.lock for as long as the socket is open, and under it alone removes what an
 * earlier process left at path. group (gid_t)-1: leave it.
 *
 *   ERR_CONFLICT     another process holds the lock
 *   ERR_INVALID      the path is too long, or something else than a socket lies there
 *   ERR_UNAVAILABLE  the system refuses: no such folder, no right, no such group */
MUST_CHECK enum status http_listen_unix(const char *path, mode_t mode, gid_t group,
    struct http_listen **ret_listen, struct err *err);

/* "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one. Numbers only: looking up a
 * name would block. ERR_INVALID: not such a text. ERR_UNAVAILABLE: the port is
 * taken. */
MUST_CHECK enum status http_listen_tcp(const char *address,
    struct http_listen **ret_listen, struct err *err);

/* Takes the fd of a stream socket that listens already. ERR_INVALID: it does not; then
 * the fd is still the caller's. */
MUST_CHECK enum status http_listen_fd(int fd, struct http_listen **ret_listen,
    struct err *err);

/* For CLEANUP(); accepts NULL. Removes the file of a Unix socket opened here. */
void http_listen_close(struct http_listen **listen);

int http_listen_socket(const struct http_listen *listen); /* borrowed */
int http_listen_port(const struct http_listen *listen);   /* 0: not TCP */
#endif
