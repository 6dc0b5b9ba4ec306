#include "arguments.h"
#include "refusal.h"
#include "run.h"
#include "usage.h"

#include <locale.h>
#include <stdio.h>

static enum status
serve(struct arguments *arguments, int argc, char **argv)
{
	struct err err;

	if (arguments_read(arguments, argc, argv, &err) != OK)
		return refusal_tell(arguments, &err, "convenectl help");
	if (arguments->wants_version) {
		puts("convenectl " PACKAGE_VERSION);
		return OK;
	}
	if (usage_is_wanted(arguments))
		return usage_print(arguments);
	return run_command(arguments);
}

int
main(int argc, char **argv)
{
	CLEANUP(arguments_done) struct arguments arguments = { .output = OUTPUT_TABLE };

	(void)setlocale(LC_ALL, ""); /* without it, widths are those of ASCII */
	enum status status = serve(&arguments, argc, argv);

	/* a full disk must not look like an empty answer */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("convenectl: standard output");
		return ERR_UNAVAILABLE;
	}
	return (int)status;
}
