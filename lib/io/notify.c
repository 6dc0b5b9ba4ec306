#include "notify.h"

#include "clock.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LISTEN_FDS_START 3 /* sd_listen_fds(3) */

/* A datagram, which is never waited for: the next one says the same. */
static void
tell(const char *words)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (path == NULL || (path[0] != '/' && path[0] != '@') ||
	    strlen(path) >= sizeof address.sun_path)
		return;
	memcpy(address.sun_path, path, strlen(path));
	if (path[0] == '@') /* abstract */
		address.sun_path[0] = '\0';

	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return;
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
	    strlen(path));

	(void)!sendto(fd, words, strlen(words), MSG_NOSIGNAL,
	    (const struct sockaddr *)&address, size);
	close(fd);
}

void
notify_ready(void)
{
	tell("READY=1");
}

/* Type=notify-reload wants to know when, by the monotonic clock. */
void
notify_reloading(void)
{
	CLEANUP(text_done) struct text words = { 0 };

	text_add(&words, "RELOADING=1\nMONOTONIC_USEC=");
	text_add_int(&words, clock_now_us());
	tell(text_string(&words));
}

void
notify_stopping(void)
{
	tell("STOPPING=1");
}

void
notify_watchdog(void)
{
	tell("WATCHDOG=1");
}

void
notify_status(const char *fmt, ...)
{
	CLEANUP(text_done) struct text words = { 0 };
	char status[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(status, sizeof status, fmt, ap); /* cut: it is for people */
	va_end(ap);
	text_add(&words, "STATUS=");
	text_add_line(&words, status);
	tell(text_string(&words));
}

static bool
read_number(const char *variable, long *ret_number)
{
	const char *text = getenv(variable);
	char *end;

	if (text == NULL || *text == '\0')
		return false;
	errno = 0;
	*ret_number = strtol(text, &end, 10);
	return errno == 0 && *end == '\0' && *ret_number > 0;
}

int
notify_watchdog_ms(void)
{
	long allowed_us, pid;

	if (getenv("WATCHDOG_PID") != NULL &&
	    (!read_number("WATCHDOG_PID", &pid) || pid != getpid()))
		return 0;
	if (!read_number("WATCHDOG_USEC", &allowed_us) || allowed_us > 3600L * 1000000)
		return 0;
	return allowed_us < 2000 ? 1 : (int)(allowed_us / 2000);
}

/* The at-th of that name in "control:web:control"; -1: there is none. */
static int
find_name(const char *names, const char *name, int at)
{
	size_t length = strlen(name);

	for (int i = 0;; i++) {
		size_t end = strcspn(names, ":");

		if (end == length && strncmp(names, name, length) == 0 && at-- == 0)
			return i;
		if (names[end] == '\0')
			return -1;
		names += end + 1;
	}
}

int
notify_socket(const char *name, int at)
{
	const char *names = getenv("LISTEN_FDNAMES");
	long pid, count;

	if (names == NULL || !read_number("LISTEN_PID", &pid) || pid != getpid() ||
	    !read_number("LISTEN_FDS", &count))
		return -1;
	int found = find_name(names, name, at);

	if (found < 0 || found >= count)
		return -1;
	fcntl(LISTEN_FDS_START + found, F_SETFD, FD_CLOEXEC);
	return LISTEN_FDS_START + found;
}
