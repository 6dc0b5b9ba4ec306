#include "http_registry.h"

#include <assert.h>
#include <event2/buffer.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define SWEEP_MS 20

int64_t
http_registry_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t
cookie_of(int fd)
{
	uint64_t cookie = 0; /* the kernel's begin with 1 */
	socklen_t size = sizeof cookie;

	if (getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) != 0)
		return 0;
	return cookie;
}

static void
arm(struct event *timer, int ms)
{
	struct timeval wait = { ms / 1000, ms % 1000 * 1000 };

	if (!evtimer_pending(timer, NULL))
		evtimer_add(timer, &wait);
}

/* The bytes of the head as they come, before evhttp takes them off. */
static void
on_input(struct evbuffer *input, const struct evbuffer_cb_info *info, void *arg)
{
	struct http_conn *conn = arg;
	struct evbuffer_iovec parts[8];
	struct evbuffer_ptr start;

	if (info->n_added == 0 || conn->guard.is_whole || conn->guard.is_over)
		return;
	evbuffer_ptr_set(input, &start, evbuffer_get_length(input) - info->n_added,
	    EVBUFFER_PTR_SET);

	int count = evbuffer_peek(input, (ev_ssize_t)info->n_added, &start, parts,
	    COUNT_OF(parts));

	assert(count <= (int)COUNT_OF(parts)); /* one read fills two chains at most */
	for (int i = 0; i < count; i++)
		http_guard_add(&conn->guard, parts[i].iov_base, parts[i].iov_len,
		    conn->registry->head_max);
}

static uid_t
uid_of(int fd)
{
	struct ucred ucred = { .uid = (uid_t)-1 };
	socklen_t size = sizeof ucred;

	(void)getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &ucred, &size); /* then nobody's */
	return ucred.uid;
}

static size_t
count_of_uid(const struct http_registry *registry, uid_t uid)
{
	const struct http_conn *conn;
	size_t count = 0;

	TAILQ_FOREACH(conn, &registry->conns, next)
	count += !conn->is_new && conn->uid == uid;
	return count;
}

static void
adopt(struct http_conn *conn)
{
	struct http_registry *registry = conn->registry;

	if (!conn->is_new)
		return;
	conn->is_new = false;
	conn->fd = bufferevent_getfd(conn->bev);
	conn->cookie = conn->fd < 0 ? 0 : cookie_of(conn->fd);
	bufferevent_decref(conn->bev);
	if (registry->per_uid_max == 0 || conn->fd < 0)
		return;
	conn->uid = uid_of(conn->fd);
	if (conn->uid != (uid_t)-1 &&
	    count_of_uid(registry, conn->uid) > registry->per_uid_max)
		http_registry_cut(conn, "429 Too Many Requests");
}

static void
on_adopt(evutil_socket_t fd, short what, void *arg)
{
	struct http_registry *registry = arg;
	struct http_conn *conn;

	TAILQ_FOREACH(conn, &registry->conns, next)
	adopt(conn);
}

static void
rest(struct http_registry *registry, bool is_full)
{
	for (size_t i = 0; i < registry->listener_count; i++) {
		if (is_full)
			evconnlistener_disable(registry->listeners[i]);
		else
			evconnlistener_enable(registry->listeners[i]);
	}
	registry->is_full = is_full;
}

static void
drop(struct http_conn *conn)
{
	struct http_registry *registry = conn->registry;

	TAILQ_REMOVE(&registry->conns, conn, next);
	registry->count--;
	http_guard_done(&conn->guard);
	free(conn);
	if (registry->is_full && registry->count < registry->count_max)
		rest(registry, false);
}

void
http_registry_forget(struct http_conn *conn)
{
	adopt(conn);
	evbuffer_remove_cb_entry(bufferevent_get_input(conn->bev), conn->watch);
	drop(conn);
}

/* Where a handler has the call, evhttp's close callback tells; the others nobody
 * does. */
static bool
is_gone(const struct http_conn *conn)
{
	return !conn->is_new && conn->call == NULL &&
	    (conn->fd < 0 || cookie_of(conn->fd) != conn->cookie);
}

/* While a handler works evhttp does not read, and hears of nothing. A Unix socket tells
 * when the other end is closed; TCP only once it has refused something. */
static bool
is_left(const struct http_conn *conn)
{
	struct pollfd pollfd = { .fd = conn->fd };

	return conn->call != NULL && poll(&pollfd, 1, 0) == 1 &&
	    (pollfd.revents & (POLLHUP | POLLERR)) != 0;
}

static void
look_at(struct http_conn *conn, int64_t now_ms)
{
	struct http_registry *registry = conn->registry;

	if (is_gone(conn))
		drop(conn);
	else if (is_left(conn))
		registry->events->left(conn);
	else if (now_ms >= conn->deadline_ms)
		registry->events->expired(conn);
}

/* An event may answer any call, and so take any connection off the list: so each turn
 * begins with the list's head, and the head goes to the end first. */
static void
on_sweep(evutil_socket_t fd, short what, void *arg)
{
	struct http_registry *registry = arg;
	int64_t now_ms = http_registry_now_ms();

	for (size_t left = registry->count; left > 0; left--) {
		struct http_conn *conn = TAILQ_FIRST(&registry->conns);

		if (conn == NULL)
			break;
		TAILQ_REMOVE(&registry->conns, conn, next);
		TAILQ_INSERT_TAIL(&registry->conns, conn, next);
		look_at(conn, now_ms);
	}
	if (registry->count > 0)
		arm(registry->sweep, SWEEP_MS);
}

static void
drop_gone(struct http_registry *registry)
{
	struct http_conn *conn = TAILQ_FIRST(&registry->conns);

	while (conn != NULL) {
		struct http_conn *next = TAILQ_NEXT(conn, next);

		if (is_gone(conn))
			drop(conn);
		conn = next;
	}
}

/* A bufferevent that is already freed may lend its address to the next one. */
static void
drop_namesake(struct http_registry *registry, const struct bufferevent *bev)
{
	struct http_conn *conn;

	TAILQ_FOREACH(conn, &registry->conns, next)
	{
		if (conn->bev == bev) {
			drop(conn);
			return;
		}
	}
}

static struct bufferevent *
on_open(struct event_base *base, void *arg)
{
	struct http_registry *registry = arg;
	struct bufferevent *bev = alloc_check(
	    bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE));

	drop_namesake(registry, bev);

	struct http_conn *conn = alloc_zero(1, sizeof *conn);

	conn->registry = registry;
	conn->bev = bev;
	conn->is_new = true;
	conn->fd = -1;
	conn->uid = (uid_t)-1;
	conn->deadline_ms = http_registry_now_ms() + registry->request_ms;
	conn->watch = alloc_check(
	    evbuffer_add_cb(bufferevent_get_input(bev), on_input, conn));
	bufferevent_incref(bev);
	TAILQ_INSERT_TAIL(&registry->conns, conn, next);
	registry->opened++;
	if (++registry->count >= registry->count_max)
		drop_gone(registry);
	if (registry->count >= registry->count_max)
		rest(registry, true);
	arm(registry->adopt, 0);
	arm(registry->sweep, SWEEP_MS);
	return bev;
}

void
http_registry_init(struct http_registry *registry, struct event_base *base,
    struct evhttp *evhttp)
{
	assert(registry->events != NULL);
	assert(registry->count_max > 0);
	assert(registry->request_ms > 0);
	TAILQ_INIT(&registry->conns);
	registry->base = base;
	registry->adopt = alloc_check(evtimer_new(base, on_adopt, registry));
	registry->sweep = alloc_check(evtimer_new(base, on_sweep, registry));
	evhttp_set_bevcb(evhttp, on_open, registry);
}

void
http_registry_add_listener(struct http_registry *registry,
    struct evconnlistener *listener)
{
	assert(registry->listener_count < HTTP_REGISTRY_LISTENERS_MAX);
	registry->listeners[registry->listener_count++] = listener;
}

void
http_registry_stop(struct http_registry *registry)
{
	rest(registry, true);
	registry->listener_count = 0; /* so nothing wakes them up again */
}

void
http_registry_done(struct http_registry *registry)
{
	registry->listener_count = 0;
	while (!TAILQ_EMPTY(&registry->conns)) {
		struct http_conn *conn = TAILQ_FIRST(&registry->conns);

		adopt(conn);
		drop(conn);
	}
	event_free(registry->adopt);
	event_free(registry->sweep);
}

struct http_conn *
http_registry_find(struct http_registry *registry, const struct bufferevent *bev)
{
	struct http_conn *conn;

	TAILQ_FOREACH_REVERSE(conn, &registry->conns, http_conns, next)
	if (conn->bev == bev)
		break;
	assert(conn != NULL);
	if (conn->is_new)
		on_adopt(-1, 0, registry);
	return conn;
}

void
http_registry_cut(struct http_conn *conn, const char *status_line)
{
	static const char tail[] = "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
	CLEANUP(text_done) struct text answer = { 0 };

	if (status_line != NULL) {
		text_add(&answer, "HTTP/1.1 ");
		text_add_bytes(&answer, status_line, strlen(status_line)); /* ours */
		text_add_bytes(&answer, tail, sizeof tail - 1);
		(void)!send(conn->fd, answer.data, answer.length,
		    MSG_DONTWAIT | MSG_NOSIGNAL);
	}
	if (conn->fd >= 0)
		shutdown(conn->fd, SHUT_RDWR);
	conn->is_cut = true;
	conn->deadline_ms = http_registry_now_ms() + 1000; /* look once more */
	conn->registry->cut++;
}
