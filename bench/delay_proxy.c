/* delay_proxy.c - a distance to a server on loopback: what comes from either side goes on
 * so many milliseconds later, as much as there is.
 *
 *	delay_proxy PORT TO_PORT DELAY_MS
 *
 * Says "ready" when it listens on that port; ends with its standard input. */
#include "base.h"
#include "clock.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

/* What came in one read. Empty: the end. */
struct piece {
	STAILQ_ENTRY(piece) next;
	struct evbuffer *bytes;
	int64_t due_us;
};

struct pipe {
	struct bufferevent *from, *to;
	STAILQ_HEAD(, piece) under_way;
	struct event *timer;
	struct call *call;
};

struct call {
	struct pipe there, back;
};

static struct {
	struct event_base *base;
	struct sockaddr_in to;
	int64_t delay_us;
} proxy;

static struct sockaddr_in
local(const char *port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtol(port, NULL, 10)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static void
set_timer(struct pipe *pipe)
{
	const struct piece *first = STAILQ_FIRST(&pipe->under_way);
	int64_t left_us = first->due_us - clock_now_us();
	const struct timeval wait = { 0, left_us > 0 ? left_us : 0 };

	evtimer_add(pipe->timer, &wait);
}

static void
push(struct pipe *pipe, struct evbuffer *bytes)
{
	struct piece *piece = alloc_zero(1, sizeof *piece);
	bool is_first = STAILQ_EMPTY(&pipe->under_way);

	piece->bytes = alloc_check(evbuffer_new());
	piece->due_us = clock_now_us() + proxy.delay_us;
	if (bytes != NULL)
		evbuffer_add_buffer(piece->bytes, bytes);
	STAILQ_INSERT_TAIL(&pipe->under_way, piece, next);
	if (is_first)
		set_timer(pipe);
}

static void
on_read(struct bufferevent *from, void *arg)
{
	push(arg, bufferevent_get_input(from));
}

static void
on_end(struct bufferevent *from, short what, void *arg)
{
	if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
		push(arg, NULL);
}

static void
done_pipe(struct pipe *pipe)
{
	struct piece *piece;

	while ((piece = STAILQ_FIRST(&pipe->under_way)) != NULL) {
		STAILQ_REMOVE_HEAD(&pipe->under_way, next);
		evbuffer_free(piece->bytes);
		free(piece);
	}
	event_free(pipe->timer);
	bufferevent_free(pipe->from);
}

static void
end_call(struct call *call)
{
	done_pipe(&call->there);
	done_pipe(&call->back);
	free(call);
}

/* One piece a turn: the end of a call frees the pipe. */
static void
on_due(evutil_socket_t fd, short what, void *arg)
{
	struct pipe *pipe = arg;
	struct piece *piece = STAILQ_FIRST(&pipe->under_way);
	bool is_end = evbuffer_get_length(piece->bytes) == 0;

	STAILQ_REMOVE_HEAD(&pipe->under_way, next);
	bufferevent_write_buffer(pipe->to, piece->bytes);
	evbuffer_free(piece->bytes);
	free(piece);
	if (is_end)
		end_call(pipe->call);
	else if (!STAILQ_EMPTY(&pipe->under_way))
		set_timer(pipe);
}

static void
init_pipe(struct pipe *pipe, struct call *call, struct bufferevent *from,
    struct bufferevent *to)
{
	pipe->from = from;
	pipe->to = to;
	pipe->call = call;
	STAILQ_INIT(&pipe->under_way);
	pipe->timer = alloc_check(evtimer_new(proxy.base, on_due, pipe));
	bufferevent_setcb(from, on_read, NULL, on_end, pipe);
	bufferevent_enable(from, EV_READ | EV_WRITE);
}

static void
on_connect(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
    int length, void *arg)
{
	int out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct call *call = alloc_zero(1, sizeof *call);
	int on = 1;

	if (out < 0 || connect(out, (struct sockaddr *)&proxy.to, sizeof proxy.to) != 0) {
		perror("connect");
		exit(EXIT_FAILURE);
	}
	evutil_make_socket_nonblocking(out);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(out, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

	struct bufferevent *here = alloc_check(
	    bufferevent_socket_new(proxy.base, fd, BEV_OPT_CLOSE_ON_FREE));
	struct bufferevent *there = alloc_check(
	    bufferevent_socket_new(proxy.base, out, BEV_OPT_CLOSE_ON_FREE));
	init_pipe(&call->there, call, here, there);
	init_pipe(&call->back, call, there, here);
}

static void
on_stdin(evutil_socket_t fd, short what, void *arg)
{
	char bytes[64];

	if (read(fd, bytes, sizeof bytes) <= 0)
		event_base_loopbreak(proxy.base);
}

/* Timers of libevent's own are whole milliseconds, which is a fifth of the way. */
static struct event_base *
make_base(void)
{
	struct event_config *config = alloc_check(event_config_new());
	struct event_base *base;

	event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
	base = alloc_check(event_base_new_with_config(config));
	event_config_free(config);
	return base;
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: delay_proxy PORT TO_PORT DELAY_MS\n");
		return EXIT_FAILURE;
	}
	signal(SIGPIPE, SIG_IGN);
	proxy.base = make_base();
	proxy.to = local(argv[2]);
	proxy.delay_us = strtol(argv[3], NULL, 10) * 1000;

	struct sockaddr_in at = local(argv[1]);
	struct evconnlistener *listener = evconnlistener_new_bind(proxy.base, on_connect,
	    NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC, 128,
	    (struct sockaddr *)&at, sizeof at);
	struct event *input = event_new(proxy.base, STDIN_FILENO, EV_READ | EV_PERSIST,
	    on_stdin, NULL);

	if (listener == NULL || event_add(input, NULL) != 0) {
		perror(argv[1]);
		return EXIT_FAILURE;
	}
	puts("ready");
	fflush(stdout);
	event_base_dispatch(proxy.base);
	event_free(input);
	evconnlistener_free(listener);
	return EXIT_SUCCESS;
}
