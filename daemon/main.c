#include "config_check.h"
#include "daemon.h"
#include "options.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void
on_gone(void *arg)
{
	event_base_loopbreak(arg);
}

/* The first asks politely, the second does not wait. */
static void
on_end(evutil_socket_t fd, short what, void *arg)
{
	static bool is_asked;
	struct daemon *daemon = arg;

	if (is_asked)
		event_base_loopbreak(daemon->base);
	else
		daemon_drain(daemon, on_gone, daemon->base);
	is_asked = true;
}

static void
on_reload(evutil_socket_t fd, short what, void *arg)
{
	struct err err;

	(void)daemon_reload(arg, &err); /* told in journal and status */
}

static void
run(struct daemon *daemon)
{
	struct event *signals[] = {
		evsignal_new(daemon->base, SIGTERM, on_end, daemon),
		evsignal_new(daemon->base, SIGINT, on_end, daemon),
		evsignal_new(daemon->base, SIGHUP, on_reload, daemon),
	};

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_add(alloc_check(signals[i]), NULL);
	event_base_dispatch(daemon->base);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		event_free(signals[i]);
}

int
main(int argc, char **argv)
{
	struct options options = options_read(argc, argv);
	struct daemon *daemon = NULL;
	struct err err = { OK, "" };

	if (options.task == OPTIONS_END)
		return options.exit_code;
	if (options.task == OPTIONS_CHECK)
		return config_check(options.config_path);
	if (getuid() == 0 || geteuid() == 0) {
		(void)fputs("convened: not as root: systemctl start convened\n", stderr);
		return ERR_DENIED;
	}
	struct event_base *base = alloc_check(event_base_new());

	if (daemon_open(base, options.config_path, &daemon, &err) == OK)
		run(daemon);
	else
		(void)fprintf(stderr, "convened: %s\n", err.text);
	daemon_close(&daemon);
	event_base_free(base);
	return err.status;
}
