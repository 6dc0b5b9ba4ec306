#include "web_run.h"

#include <signal.h>
#include <stdbool.h>

struct running {
	struct event_base *base;
	struct web *web;
	bool is_asked;
};

static void
on_gone(void *arg)
{
	event_base_loopbreak(arg);
}

/* The first asks politely, the second does not wait. */
static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	struct running *running = arg;

	if (running->is_asked)
		event_base_loopbreak(running->base);
	else
		web_drain(running->web, on_gone, running->base);
	running->is_asked = true;
}

static void
on_reload(evutil_socket_t fd, short what, void *arg)
{
	struct running *running = arg;
	struct err err;

	if (!running->is_asked)
		web_reload(running->web, &err);
}

void
web_run(struct event_base *base, struct web *web)
{
	struct running running = { .base = base, .web = web };
	struct event *signals[] = {
		evsignal_new(base, SIGTERM, on_end, &running),
		evsignal_new(base, SIGINT, on_end, &running),
		evsignal_new(base, SIGHUP, on_reload, &running),
	};

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_add(alloc_check(signals[i]), NULL);
	event_base_dispatch(base);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_free(signals[i]);
}
