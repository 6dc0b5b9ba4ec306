#include "intake_options.h"

#include "base.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
    "usage: convene-intake --pipe [--config FILE]          one mail on standard input\n"
    "       convene-intake --maildir DIR [--config FILE]   all new mails there\n"
    "       convene-intake --check-config [FILE]   all errors with their lines; 10 if "
    "any\n"
    "       convene-intake --version | --help\n"
    "The configuration is " INTAKE_OPTIONS_CONFIG " unless --config names another:\n"
    "convene.conf(5). Manual: convene-intake(8).\n";

static struct intake_options
end(int exit_code, FILE *to, const char *text)
{
	(void)fputs(text, to); /* nobody to tell if this fails */
	return (
	    struct intake_options){ .task = INTAKE_OPTIONS_END, .exit_code = exit_code };
}

static struct intake_options
wrong(void)
{
	return end(INTAKE_OPTIONS_LATER, stderr, usage);
}

struct intake_options
intake_options_read(int argc, char **argv)
{
	static const struct option known[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "pipe", no_argument, NULL, 'p' },
		{ "maildir", required_argument, NULL, 'm' },
		{ "check-config", no_argument, NULL, 'k' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct intake_options options = { .task = INTAKE_OPTIONS_END,
		.config_path = INTAKE_OPTIONS_CONFIG };
	int letter;

	while ((letter = getopt_long(argc, argv, "c:h", known, NULL)) != -1) {
		switch (letter) {
		case 'c':
			options.config_path = optarg;
			break;
		case 'p':
			options.task = INTAKE_OPTIONS_PIPE;
			break;
		case 'm':
			options.task = INTAKE_OPTIONS_MAILDIR;
			options.maildir = optarg;
			break;
		case 'k':
			options.task = INTAKE_OPTIONS_CHECK;
			break;
		case 'V':
			return end(OK, stdout, "convene-intake " PACKAGE_VERSION "\n");
		case 'h':
			return end(OK, stdout, usage);
		default:
			return wrong();
		}
	}
	if (options.task == INTAKE_OPTIONS_CHECK && optind == argc - 1)
		options.config_path = argv[optind++];
	if (optind < argc || options.task == INTAKE_OPTIONS_END)
		return wrong();
	return options;
}
