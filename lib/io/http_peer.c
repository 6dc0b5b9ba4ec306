#include "http_peer.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* The first try asks with no room: the kernel then says how much it needs. Groups of a
 * process do not change for a connection that stands, so the second try fits. */
static enum status
read_groups(int fd, struct http_peer *peer, struct err *err)
{
	socklen_t size = 0;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, NULL, &size) == 0)
		return OK; /* none */
	if (errno != ERANGE || size == 0)
		return err_set(err, ERR_UNAVAILABLE, "peer's groups: %s",
		    strerror(errno));
	peer->groups = alloc_zero(1, size);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, peer->groups, &size) != 0)
		return err_set(err, ERR_UNAVAILABLE, "peer's groups: %s",
		    strerror(errno));
	peer->group_count = size / sizeof *peer->groups;
	return OK;
}

static enum status
read_local(int fd, struct http_peer *peer, struct err *err)
{
	struct ucred ucred;
	socklen_t size = sizeof ucred;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &ucred, &size) != 0)
		return err_set(err, ERR_UNAVAILABLE, "peer's user: %s", strerror(errno));
	if (ucred.uid == (uid_t)-1)
		return err_set(err, ERR_DENIED, "the kernel names no user for this peer");
	peer->is_local = true;
	peer->uid = ucred.uid;
	peer->gid = ucred.gid;
	peer->pid = ucred.pid;
	return read_groups(fd, peer, err);
}

static void
read_address(int fd, struct http_peer *peer)
{
	struct sockaddr_storage storage;
	socklen_t size = sizeof storage;
	const void *address = NULL;

	if (getpeername(fd, (struct sockaddr *)&storage, &size) != 0)
		return;
	if (storage.ss_family == AF_INET)
		address = &((struct sockaddr_in *)&storage)->sin_addr;
	else if (storage.ss_family == AF_INET6)
		address = &((struct sockaddr_in6 *)&storage)->sin6_addr;
	if (address != NULL)
		(void)inet_ntop(storage.ss_family, address, peer->address,
		    sizeof peer->address); /* the room is more than any address needs */
}

enum status
http_peer_read(int fd, struct http_peer *ret_peer, struct err *err)
{
	CLEANUP(http_peer_done)
	struct http_peer peer = { .uid = (uid_t)-1, .gid = (gid_t)-1, .pid = -1 };
	struct sockaddr_storage own;
	socklen_t size = sizeof own;

	if (getsockname(fd, (struct sockaddr *)&own, &size) != 0)
		return err_set(err, ERR_UNAVAILABLE, "connection: %s", strerror(errno));
	/* on TCP SO_PEERCRED succeeds, with uid -1 */
	if (own.ss_family == AF_UNIX) {
		enum status status = read_local(fd, &peer, err);

		if (status != OK)
			return status;
	} else {
		read_address(fd, &peer);
	}
	*ret_peer = peer;
	peer.groups = NULL;
	return OK;
}

void
http_peer_done(struct http_peer *peer)
{
	free(peer->groups);
	*peer = (struct http_peer){ .uid = (uid_t)-1, .gid = (gid_t)-1, .pid = -1 };
}

bool
http_peer_is_in_group(const struct http_peer *peer, gid_t group)
{
	if (!peer->is_local)
		return false;
	for (size_t i = 0; i < peer->group_count; i++)
		if (peer->groups[i] == group)
			return true;
	return peer->gid == group;
}

void
http_peer_forwarded(struct http_peer *peer, const char *header)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	const char *comma = header == NULL ? NULL : strrchr(header, ',');
	const char *last = comma == NULL ? header : comma + 1;

	peer->address[0] = '\0';
	if (last == NULL)
		return;
	last += strspn(last, " \t");
	if (strlen(last) < sizeof peer->address &&
	    (inet_pton(AF_INET, last, bytes) == 1 ||
		inet_pton(AF_INET6, last, bytes) == 1))
		memcpy(peer->address, last, strlen(last) + 1);
}
