#include "talk.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WAIT_S 5

static LIST_HEAD(, talk) talks = LIST_HEAD_INITIALIZER(talks);

static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct talk *talk = arg;
	char bytes[65536];
	ssize_t length = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);

	if (length > 0) {
		text_add_bytes(&talk->heard, bytes, (size_t)length);
	} else if (length == 0 || errno != EAGAIN) {
		talk->is_over = true;
		event_del(talk->io);
	}
}

static struct talk *
talk_new(struct event_base *base, int fd, const struct sockaddr *address, socklen_t size)
{
	struct talk *talk = alloc_zero(1, sizeof *talk);

	talk->base = base;
	talk->fd = fd;
	ck_assert_msg(connect(fd, address, size) == 0, "%s", strerror(errno));
	talk->io = event_new(base, fd, EV_READ | EV_PERSIST, on_readable, talk);
	event_add(talk->io, NULL);
	LIST_INSERT_HEAD(&talks, talk, open);
	return talk;
}

struct talk *
talk_unix(struct event_base *base, const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	memcpy(address.sun_path, path, strlen(path) + 1);
	return talk_new(base, socket(AF_UNIX, SOCK_STREAM, 0),
	    (struct sockaddr *)&address, sizeof address);
}

struct talk *
talk_tcp(struct event_base *base, int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };

	address.sin_port = htons((in_port_t)port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return talk_new(base, socket(AF_INET, SOCK_STREAM, 0),
	    (struct sockaddr *)&address, sizeof address);
}

void
talk_close(struct talk **talkp)
{
	struct talk *talk = TAKE(*talkp);

	if (talk == NULL)
		return;
	if (talk->io != NULL)
		event_free(talk->io);
	LIST_REMOVE(talk, open);
	close(talk->fd);
	text_done(&talk->heard);
	free(talk);
}

void
talk_end_loop(const struct event_base *base)
{
	struct talk *talk;

	LIST_FOREACH(talk, &talks, open)
	{
		if (talk->base != base || talk->io == NULL)
			continue;
		event_free(talk->io);
		talk->io = NULL;
	}
}

size_t
talk_send(struct talk *talk, const void *bytes, size_t length)
{
	ssize_t sent = send(talk->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);

	return sent < 0 ? 0 : (size_t)sent;
}

void
talk_say(struct talk *talk, const char *text)
{
	ck_assert_uint_eq(talk_send(talk, text, strlen(text)), strlen(text));
}

void
talk_turn_until(struct event_base *base, const bool *flag)
{
	struct timeval wait = { WAIT_S, 0 };
	struct timeval end, now;

	evutil_gettimeofday(&now, NULL);
	evutil_timeradd(&now, &wait, &end);
	while (!*flag) {
		event_base_loop(base, EVLOOP_ONCE);
		evutil_gettimeofday(&now, NULL);
		ck_assert_msg(evutil_timercmp(&now, &end, <), "nothing within %d s",
		    WAIT_S);
	}
}

/* The guard's timer wakes a loop in which nothing else would happen any more. */
static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
}

void
talk_wait(struct talk *talk)
{
	struct timeval often = { 0, 100000 };
	struct event *tick = event_new(talk->base, -1, EV_PERSIST, on_tick, NULL);

	evtimer_add(tick, &often);
	talk_turn_until(talk->base, &talk->is_over);
	event_free(tick);
}

static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	*(bool *)arg = true;
}

void
talk_turn(struct event_base *base, int ms)
{
	struct timeval wait = { ms / 1000, ms % 1000 * 1000 };
	bool is_over = false;
	struct event *end = evtimer_new(base, on_end, &is_over);

	evtimer_add(end, &wait);
	talk_turn_until(base, &is_over);
	event_free(end);
}

int
talk_code(const struct talk *talk)
{
	const char *heard = text_string(&talk->heard);

	return strncmp(heard, "HTTP/1.", 7) == 0 ? (int)strtol(heard + 9, NULL, 10) : 0;
}

const char *
talk_body(const struct talk *talk)
{
	const char *end = strstr(text_string(&talk->heard), "\r\n\r\n");

	return end == NULL ? "" : end + 4;
}
