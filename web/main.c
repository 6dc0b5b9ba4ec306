#include "options.h"
#include "web_check.h"
#include "web_run.h"

#include <stdio.h>

static const struct options_form form = {
	.name = "convene-web",
	.usage = "usage: convene-web [--config FILE]\n"
		 "       convene-web --check-config [FILE]   all errors with their "
		 "lines; 10 if any\n"
		 "       convene-web --version | --help\n"
		 "The configuration is " OPTIONS_CONFIG
		 " unless --config names another:\n"
		 "convene.conf(5). Manual: convene-web(8).\n",
	.not_as_root = "systemctl start convene-web, or setpriv --reuid=convene-web",
	.exit_root = ERR_DENIED,
	.exit_wrong = ERR_INVALID,
};

int
main(int argc, char **argv)
{
	struct options options = options_read(&form, argc, argv);
	struct web *web = NULL;
	struct err err = { OK, "" };

	if (options.task == OPTIONS_END)
		return options.exit_code;
	if (options.task == OPTIONS_CHECK)
		return (int)web_check(options.config_path);
	struct event_base *base = alloc_check(event_base_new());

	if (web_open(base, options.config_path, &web, &err) == OK)
		web_run(base, web);
	else
		(void)fprintf(stderr, "convene-web: %s\n", err.text);
	web_close(&web);
	event_base_free(base);
	return (int)err.status;
}
