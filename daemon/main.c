#include "config_check.h"
#include "daemon.h"
#include "options.h"
#include "signals.h"

#include <stdio.h>

static const struct options_form form = {
	.name = "convened",
	.usage = "usage: convened [--config FILE]\n"
		 "       convened --check-config [FILE]   all errors with their lines; "
		 "10 if any\n"
		 "       convened --version | --help\n"
		 "The configuration is " OPTIONS_CONFIG
		 " unless --config names another:\n"
		 "convene.conf(5). Secrets are read from $CREDENTIALS_DIRECTORY. Manual: "
		 "convened(8).\n",
	.not_as_root = "systemctl start convened",
	.exit_root = ERR_DENIED,
	.exit_wrong = ERR_INVALID,
};

static enum status
run(const char *config_path)
{
	struct event_base *base = alloc_check(event_base_new());
	struct daemon *daemon = NULL;
	struct err err = { OK, "" };

	if (daemon_open(base, config_path, &daemon, &err) == OK)
		signals_run(daemon);
	else
		(void)fprintf(stderr, "convened: %s\n", err.text);
	daemon_close(&daemon);
	event_base_free(base);
	return err.status;
}

int
main(int argc, char **argv)
{
	struct options options = options_read(&form, argc, argv);

	switch (options.task) {
	case OPTIONS_END:
		return options.exit_code;
	case OPTIONS_CHECK:
		return (int)config_check(options.config_path);
	case OPTIONS_RUN:
		break;
	}
	return (int)run(options.config_path);
}
