/* http_registry.h - the connections of a server: how many, and until when. Private to
 * http.c.
 *
 * evhttp tells nobody when a connection opens or goes, and its timeout is idle time:
 * one byte a second holds a place for ever. So every bufferevent is made here, and a
 * sweep asks the kernel whether the descriptor is still the socket it was
 * (SO_COOKIE). */
#ifndef CONVENE_HTTP_REGISTRY_H
#define CONVENE_HTTP_REGISTRY_H

#include "http_guard.h"

#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

struct http_conn {
	TAILQ_ENTRY(http_conn) next;
	struct http_registry *registry;
	struct bufferevent *bev; /* evhttp's; a reference of ours only while is_new */
	struct evbuffer_cb_entry *watch;
	bool is_new;      /* evhttp may not have set the descriptor yet */
	bool is_answered; /* ours has begun */
	bool is_cut; /* its socket is shut down: nothing of it is carried out any more */
	int fd;
	uint64_t cookie;
	uid_t uid;           /* of a Unix socket where per_uid_max counts; else -1 */
	int64_t deadline_ms; /* by http_registry_now_ms() */
	struct http_guard guard;
	struct http_call *call; /* while a handler owes the answer, or streams it */
};

/* Called by the sweep; each may answer a call, none may close the server. */
struct http_registry_events {
	void (*expired)(struct http_conn *conn); /* its deadline_ms is over */
	void (*left)(struct http_conn *conn);    /* who waits for conn->call has gone */
};

#define HTTP_REGISTRY_LISTENERS_MAX 8

struct http_registry {
	struct event_base *base;
	const struct http_registry_events *events;
	size_t head_max, count_max;
	size_t per_uid_max; /* 0: not counted */
	int request_ms;
	TAILQ_HEAD(http_conns, http_conn) conns;
	size_t count;
	struct event *adopt; /* the loop's next turn: descriptors are set by then */
	struct event *sweep;
	struct evconnlistener *listeners[HTTP_REGISTRY_LISTENERS_MAX];
	size_t listener_count;
	bool is_full;         /* the listeners rest */
	uint64_t opened, cut; /* since the start */
};

/* The settings (events, maxima, request_ms) are set by the caller before. */
void http_registry_init(struct http_registry *registry, struct event_base *base,
    struct evhttp *evhttp);
void http_registry_add_listener(struct http_registry *registry,
    struct evconnlistener *listener);

/* Lets no more connections in; those that are there go on. */
void http_registry_stop(struct http_registry *registry);

/* After evhttp_free(). */
void http_registry_done(struct http_registry *registry);

/* evhttp's connection of that bufferevent; never NULL. Its descriptor is known then. */
struct http_conn *http_registry_find(struct http_registry *registry,
    const struct bufferevent *bev);

/* evhttp is about to free the connection: conn is gone after it. */
void http_registry_forget(struct http_conn *conn);

/* Shuts the socket down; evhttp sees that and frees the connection. With a status line
 * ("408 Request Timeout") where evhttp has not begun to answer, NULL where it may
 * have. */
void http_registry_cut(struct http_conn *conn, const char *status_line);

int64_t http_registry_now_ms(void); /* CLOCK_MONOTONIC */
#endif
