#include "web_options.h"

#include "base.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
    "usage: convene-web [--config FILE]\n"
    "       convene-web --check-config [FILE]   all errors with their lines; 10 if any\n"
    "       convene-web --version | --help\n"
    "The configuration is " WEB_OPTIONS_CONFIG " unless --config names another:\n"
    "convene.conf(5). Manual: convene-web(8).\n";

static struct web_options
end(int exit_code, FILE *to, const char *text)
{
	(void)fputs(text, to); /* nobody to tell if this fails */
	return (struct web_options){ .task = WEB_OPTIONS_END, .exit_code = exit_code };
}

struct web_options
web_options_read(int argc, char **argv)
{
	static const struct option known[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check-config", no_argument, NULL, 'k' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct web_options options = { .config_path = WEB_OPTIONS_CONFIG };
	int letter;

	while ((letter = getopt_long(argc, argv, "c:h", known, NULL)) != -1) {
		switch (letter) {
		case 'c':
			options.config_path = optarg;
			break;
		case 'k':
			options.task = WEB_OPTIONS_CHECK;
			break;
		case 'V':
			return end(OK, stdout, "convene-web " PACKAGE_VERSION "\n");
		case 'h':
			return end(OK, stdout, usage);
		default:
			return end(ERR_INVALID, stderr, usage);
		}
	}
	if (options.task == WEB_OPTIONS_CHECK && optind == argc - 1)
		options.config_path = argv[optind++];
	if (optind < argc)
		return end(ERR_INVALID, stderr, usage);
	return options;
}
