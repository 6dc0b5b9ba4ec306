/* fake-relay.c - tests/relay as a program, for end-to-end tests. Says where. */
#include "relay.h"

#include "text.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>

struct options {
	struct relay_settings relay;
	const char *script;
};

static bool
read_options(int argc, char **argv, struct options *ret_options)
{
	static const struct option names[] = {
		{ "port", required_argument, NULL, 'p' },
		{ "script", required_argument, NULL, 's' },
		{ "journal", required_argument, NULL, 'j' },
		{ "maildir", required_argument, NULL, 'm' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (option == 'p')
			ret_options->relay.port = (int)strtol(optarg, NULL, 10);
		else if (option == 's')
			ret_options->script = optarg;
		else if (option == 'j')
			ret_options->relay.journal = optarg;
		else if (option == 'm')
			ret_options->relay.maildir = optarg;
		else
			return false;
	}
	return optind == argc;
}

static enum status
read_script(struct relay *relay, const char *path, struct err *err)
{
	CLEANUP(text_done) struct text script = { 0 };
	char buffer[4096];
	size_t length;
	FILE *file = fopen(path, "r");

	if (file == NULL)
		return err_set(err, ERR_NOT_FOUND, "cannot read %s", path);
	while ((length = fread(buffer, 1, sizeof buffer, file)) > 0)
		text_add_bytes(&script, buffer, length); /* our own file */
	fclose(file);
	return relay_script(relay, text_string(&script), err);
}

static void
on_signal(evutil_socket_t signal, short what, void *arg)
{
	event_base_loopbreak(arg);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct event_base *base = alloc_check(event_base_new());
	struct event *end = alloc_check(evsignal_new(base, SIGTERM, on_signal, base));
	struct relay *relay = NULL;
	struct err err = { OK, "" };
	enum status status;

	if (!read_options(argc, argv, &options)) {
		fprintf(stderr,
		    "usage: fake-relay [--port N] [--script FILE] "
		    "[--journal FILE] [--maildir DIR]\n");
		return ERR_INVALID;
	}
	signal(SIGPIPE, SIG_IGN);
	status = relay_open(base, &options.relay, &relay, &err);
	if (status == OK && options.script != NULL)
		status = read_script(relay, options.script, &err);
	if (status == OK) {
		printf("listening on 127.0.0.1:%d\n", relay_port(relay));
		fflush(stdout);
		evsignal_add(end, NULL);
		event_base_dispatch(base);
	} else {
		fprintf(stderr, "fake-relay: %s\n", err.text);
	}
	relay_close(&relay);
	event_free(end);
	event_base_free(base);
	return (int)status;
}
