/* options.h - the command line of a server: which file configures it, and whether it only
 * checks that, says what it is, or runs in one of its modes. */
#ifndef CONVENE_OPTIONS_H
#define CONVENE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define OPTIONS_CONFIG SYSCONFDIR "/convene/convene.conf"
#define OPTIONS_MODES_MAX 4

struct options_mode {
	const char *name; /* "pipe" for --pipe */
	bool has_argument;
};

/* What a program understands beside --config, --check-config, --version and --help. */
struct options_form {
	const char *usage; /* whole, in lines */
	const char *name;
	const char *not_as_root; /* how it is started instead */
	int exit_wrong;          /* where a command line says nothing sensible */
	int exit_root; /* where root would run it: what reads strangers' bytes */
	struct options_mode modes[OPTIONS_MODES_MAX];
	int modes_count; /* 0: it runs without being told how */
};

enum options_task { OPTIONS_RUN, OPTIONS_CHECK, OPTIONS_END };

/* The texts are argv's. */
struct options {
	enum options_task task;
	int exit_code; /* of OPTIONS_END: what there was to say is printed */
	const char *config_path;
	int mode;             /* of OPTIONS_RUN: into modes */
	const char *argument; /* of that mode, or NULL */
};

struct options options_read(const struct options_form *form, int argc, char **argv);
#endif
