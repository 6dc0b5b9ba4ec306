#include "options.h"

#include "base.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

enum { CONFIG = 'c', HELP = 'h', CHECK = 256, RELEASE, MODES };

static struct options
end(int exit_code)
{
	return (struct options){ .task = OPTIONS_END, .exit_code = exit_code };
}

/* Nobody is there to be told that a line could not be printed. */
static struct options
wrong(const struct options_form *form)
{
	(void)fputs(form->usage, stderr);
	return end(form->exit_wrong);
}

static void
list_known(const struct options_form *form, struct option *known)
{
	*known++ = (struct option){ "config", required_argument, NULL, CONFIG };
	*known++ = (struct option){ "check-config", no_argument, NULL, CHECK };
	*known++ = (struct option){ "version", no_argument, NULL, RELEASE };
	*known++ = (struct option){ "help", no_argument, NULL, HELP };
	for (int i = 0; i < form->modes_count; i++)
		*known++ = (struct option){ form->modes[i].name,
			form->modes[i].has_argument ? required_argument : no_argument,
			NULL, MODES + i };
}

static struct options
refuse_root(const struct options_form *form)
{
	const char *const parts[] = { form->name, ": not as root: ", form->not_as_root,
		"\n" };

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		(void)fputs(parts[i], stderr);
	return end(form->exit_root);
}

struct options
options_read(const struct options_form *form, int argc, char **argv)
{
	struct option known[4 + OPTIONS_MODES_MAX + 1] = { { NULL, 0, NULL, 0 } };
	struct options options = { .config_path = OPTIONS_CONFIG, .mode = -1 };
	int letter;

	assert(form->modes_count <= OPTIONS_MODES_MAX);
	list_known(form, known);
	while ((letter = getopt_long(argc, argv, "c:h", known, NULL)) != -1) {
		switch (letter) {
		case CONFIG:
			options.config_path = optarg;
			break;
		case CHECK:
			options.task = OPTIONS_CHECK;
			break;
		case RELEASE:
			(void)fputs(form->name, stdout);
			(void)fputs(" " PACKAGE_VERSION "\n", stdout);
			return end(OK);
		case HELP:
			(void)fputs(form->usage, stdout);
			return end(OK);
		case '?':
			return wrong(form);
		default:
			if (options.mode >= 0)
				return wrong(form);
			options.mode = letter - MODES;
			options.argument = optarg;
		}
	}
	if (options.task == OPTIONS_CHECK && optind == argc - 1)
		options.config_path = argv[optind++];
	bool lacks_mode = form->modes_count > 0 && options.mode < 0;

	if (optind < argc || (lacks_mode && options.task == OPTIONS_RUN))
		return wrong(form);
	if (options.task == OPTIONS_RUN && (getuid() == 0 || geteuid() == 0))
		return refuse_root(form);
	return options;
}
