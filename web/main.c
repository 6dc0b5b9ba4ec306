#include "web_check.h"
#include "web_options.h"
#include "web_run.h"

#include <stdio.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct web_options options = web_options_read(argc, argv);
	struct web *web = NULL;
	struct err err = { OK, "" };

	if (options.task == WEB_OPTIONS_END)
		return options.exit_code;
	if (options.task == WEB_OPTIONS_CHECK)
		return (int)web_check(options.config_path);
	if (getuid() == 0 || geteuid() == 0) {
		(void)fputs("convene-web: not as root: systemctl start convene-web, or "
			    "setpriv --reuid=convene-web\n",
		    stderr);
		return ERR_DENIED;
	}
	struct event_base *base = alloc_check(event_base_new());

	if (web_open(base, options.config_path, &web, &err) == OK)
		web_run(base, web);
	else
		(void)fprintf(stderr, "convene-web: %s\n", err.text);
	web_close(&web);
	event_base_free(base);
	return (int)err.status;
}
