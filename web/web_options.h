/* web_options.h - the command line of convene-web. */
#ifndef CONVENE_WEB_OPTIONS_H
#define CONVENE_WEB_OPTIONS_H

#define WEB_OPTIONS_CONFIG SYSCONFDIR "/convene/convene.conf"

enum web_options_task { WEB_OPTIONS_RUN, WEB_OPTIONS_CHECK, WEB_OPTIONS_END };

struct web_options {
	enum web_options_task task;
	int exit_code; /* of WEB_OPTIONS_END: help or version was printed, or not */
	const char *config_path;
};

struct web_options web_options_read(int argc, char **argv);
#endif
