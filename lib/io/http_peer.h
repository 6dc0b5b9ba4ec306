/* http_peer.h - who is at the other end of a connection: the kernel's word for a Unix
 * socket, an address for TCP. Never a name: that may wait for a directory server. */
#ifndef CONVENE_HTTP_PEER_H
#define CONVENE_HTTP_PEER_H

#include "base.h"

#include <stdbool.h>
#include <sys/types.h>

struct http_peer {
	bool is_local; /* a Unix socket: the ids are the kernel's; else they are -1 */
	uid_t uid;
	gid_t gid; /* the primary group */
	pid_t pid;
	gid_t *groups; /* the others, fixed when the user logged in */
	size_t group_count;
	char address[64]; /* of the network's far end; "" where there is none */
};

/* ERR_UNAVAILABLE: the connection is gone. ERR_DENIED: a Unix socket without a user.
 * Then *ret_peer is untouched; else http_peer_done() it. */
MUST_CHECK enum status http_peer_read(int fd, struct http_peer *ret_peer,
    struct err *err);
void http_peer_done(struct http_peer *peer);

bool http_peer_is_in_group(const struct http_peer *peer, gid_t group);

/* Takes the address that our own proxy wrote: the last one of an X-Forwarded-For. What
 * is not an address, and NULL, leave peer->address empty. */
void http_peer_forwarded(struct http_peer *peer, const char *header);
#endif
