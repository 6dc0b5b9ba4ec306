#include "signals.h"

#include <signal.h>

struct asking {
	struct daemon *daemon;
	bool is_ending;
};

static void
on_gone(void *arg)
{
	struct asking *asking = arg;

	event_base_loopbreak(asking->daemon->base);
}

static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	struct asking *asking = arg;

	if (asking->is_ending)
		on_gone(asking);
	else
		daemon_drain(asking->daemon, on_gone, asking);
	asking->is_ending = true;
}

static void
on_reload(evutil_socket_t fd, short what, void *arg)
{
	struct asking *asking = arg;

	daemon_reload(asking->daemon, NULL, NULL); /* journal and status tell */
}

void
signals_run(struct daemon *daemon)
{
	struct asking asking = { .daemon = daemon };
	struct event *const signals[] = {
		evsignal_new(daemon->base, SIGTERM, on_end, &asking),
		evsignal_new(daemon->base, SIGINT, on_end, &asking),
		evsignal_new(daemon->base, SIGHUP, on_reload, &asking),
	};

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_add(alloc_check(signals[i]), NULL);
	event_base_dispatch(daemon->base);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_free(signals[i]);
}
