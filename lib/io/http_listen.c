#include "http_listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024

struct http_listen {
	int fd;
	int lock_fd; /* -1: none */
	char *path;  /* NULL: not ours to remove */
};

static struct http_listen *
listen_new(void)
{
	struct http_listen *new = alloc_zero(1, sizeof *new);

	new->fd = -1;
	new->lock_fd = -1;
	return new;
}

void
http_listen_close(struct http_listen **listenp)
{
	struct http_listen *old = TAKE(*listenp);

	if (old == NULL)
		return;
	if (old->path != NULL)
		(void)unlink(old->path); /* the next one to start removes it too */
	if (old->fd >= 0)
		close(old->fd);
	if (old->lock_fd >= 0)
		close(old->lock_fd); /* the lock's file stays: removing it would race */
	free(old->path);
	free(old);
}

static enum status
refused(struct err *err, const char *path, const char *what)
{
	return err_set(err, ERR_UNAVAILABLE, "%s: %s: %s", path, what, strerror(errno));
}

static enum status
take_lock(struct http_listen *new, const char *path, struct err *err)
{
	CLEANUP(free_ptr) char *lock = NULL;

	if (asprintf(&lock, "%s.lock", path) < 0)
		alloc_check(NULL);
	new->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (new->lock_fd < 0)
		return refused(err, lock, "open");
	if (flock(new->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	if (errno == EWOULDBLOCK)
		return err_set(err, ERR_CONFLICT, "%s: another process listens there",
		    path);
	return refused(err, lock, "flock");
}

static enum status
remove_stale(const char *path, struct err *err)
{
	struct stat stat;

	if (lstat(path, &stat) != 0)
		return errno == ENOENT ? OK : refused(err, path, "stat");
	if (!S_ISSOCK(stat.st_mode))
		return err_set(err, ERR_INVALID, "%s: not a socket, not removed", path);
	return unlink(path) == 0 ? OK : refused(err, path, "remove");
}

static enum status
bind_path(struct http_listen *new, const char *path, mode_t mode, gid_t group,
    struct err *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof address.sun_path)
		return err_set(err, ERR_INVALID,
		    "%s: a socket's path has at most %zu bytes", path,
		    sizeof address.sun_path - 1);
	memcpy(address.sun_path, path, strlen(path) + 1);
	new->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (new->fd < 0 ||
	    bind(new->fd, (struct sockaddr *)&address, sizeof address) != 0)
		return refused(err, path, "bind");
	new->path = alloc_text(path);
	/* nobody can connect before listen(): until then the umask's mode does no
	 * harm */
	if (group != (gid_t)-1 && chown(path, (uid_t)-1, group) != 0)
		return refused(err, path, "group");
	if (chmod(path, mode) != 0)
		return refused(err, path, "mode");
	return listen(new->fd, BACKLOG) == 0 ? OK : refused(err, path, "listen");
}

enum status
http_listen_unix(const char *path, mode_t mode, gid_t group,
    struct http_listen **ret_listen, struct err *err)
{
	CLEANUP(http_listen_close) struct http_listen *new = listen_new();
	enum status status = take_lock(new, path, err);

	if (status == OK)
		status = remove_stale(path, err);
	if (status == OK)
		status = bind_path(new, path, mode, group, err);
	if (status == OK)
		*ret_listen = TAKE(new);
	return status;
}

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool
read_port(const char *text, in_port_t *ret_port)
{
	unsigned value = 0;
	size_t length = strlen(text);

	if (length == 0 || length > 5 || strspn(text, "0123456789") != length)
		return false;
	for (; *text != '\0'; text++)
		value = value * 10 + (unsigned)(*text - '0');
	if (value > 65535)
		return false;
	*ret_port = htons((in_port_t)value);
	return true;
}

/* 0: not an address. */
static socklen_t
read_address(const char *text, union address *address)
{
	char host[INET6_ADDRSTRLEN + 2]; /* and brackets */
	const char *colon = strrchr(text, ':');
	size_t length = colon == NULL ? 0 : (size_t)(colon - text);

	if (length == 0 || length >= sizeof host)
		return 0;
	memcpy(host, text, length);
	host[length] = '\0';
	if (host[0] == '[' && host[length - 1] == ']') {
		host[length - 1] = '\0';
		address->v6.sin6_family = AF_INET6;
		return inet_pton(AF_INET6, host + 1, &address->v6.sin6_addr) == 1 &&
			read_port(colon + 1, &address->v6.sin6_port)
		    ? sizeof address->v6
		    : 0;
	}
	address->v4.sin_family = AF_INET;
	return inet_pton(AF_INET, host, &address->v4.sin_addr) == 1 &&
		read_port(colon + 1, &address->v4.sin_port)
	    ? sizeof address->v4
	    : 0;
}

enum status
http_listen_tcp(const char *text, struct http_listen **ret_listen, struct err *err)
{
	CLEANUP(http_listen_close) struct http_listen *new = listen_new();
	union address address = { 0 };
	socklen_t size = read_address(text, &address);
	const int on = 1;

	if (size == 0)
		return err_set(err, ERR_INVALID, "%s: not like 127.0.0.1:8080", text);
	new->fd = socket(address.any.sa_family,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (new->fd < 0)
		return refused(err, text, "socket");
	(void)setsockopt(new->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(new->fd, &address.any, size) != 0 || listen(new->fd, BACKLOG) != 0)
		return refused(err, text, "bind");
	*ret_listen = TAKE(new);
	return OK;
}

enum status
http_listen_fd(int fd, struct http_listen **ret_listen, struct err *err)
{
	int is_listening = 0;
	socklen_t size = sizeof is_listening;
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0 ||
	    !is_listening)
		return err_set(err, ERR_INVALID, "fd %d is not a socket that listens",
		    fd);
	(void)fcntl(fd, F_SETFL, flags | O_NONBLOCK); /* fails for no socket */
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);

	struct http_listen *new = listen_new();

	new->fd = fd;
	*ret_listen = new;
	return OK;
}

int
http_listen_socket(const struct http_listen *old)
{
	return old->fd;
}

int
http_listen_port(const struct http_listen *old)
{
	union address address = { 0 };
	socklen_t size = sizeof address;

	if (getsockname(old->fd, &address.any, &size) != 0)
		return 0;
	if (address.any.sa_family == AF_INET)
		return ntohs(address.v4.sin_port);
	return address.any.sa_family == AF_INET6 ? ntohs(address.v6.sin6_port) : 0;
}
