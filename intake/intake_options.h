/* intake_options.h - the command line of convene-intake. */
#ifndef CONVENE_INTAKE_OPTIONS_H
#define CONVENE_INTAKE_OPTIONS_H

#define INTAKE_OPTIONS_CONFIG SYSCONFDIR "/convene/convene.conf"

enum intake_options_task {
	INTAKE_OPTIONS_PIPE,
	INTAKE_OPTIONS_MAILDIR,
	INTAKE_OPTIONS_CHECK,
	INTAKE_OPTIONS_END
};

struct intake_options {
	enum intake_options_task task;
	int exit_code; /* of INTAKE_OPTIONS_END: help or version was printed, or not */
	const char *config_path;
	const char *maildir; /* of INTAKE_OPTIONS_MAILDIR */
};

/* What a mail server takes for "try again later": with any other code it would return the
 * mail to its sender, only because of a mistake of ours. */
#define INTAKE_OPTIONS_LATER 75

struct intake_options intake_options_read(int argc, char **argv);
#endif
