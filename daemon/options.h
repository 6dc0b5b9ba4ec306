/* options.h - the command line of convened. */
#ifndef CONVENE_OPTIONS_H
#define CONVENE_OPTIONS_H

#define OPTIONS_CONFIG SYSCONFDIR "/convene/convene.conf"

enum options_task { OPTIONS_RUN, OPTIONS_CHECK, OPTIONS_END };

struct options {
	enum options_task task;
	int exit_code; /* of OPTIONS_END */
	const char *config_path;
};

struct options options_read(int argc, char **argv);
#endif
