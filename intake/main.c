#include "intake.h"
#include "intake_check.h"
#include "intake_options.h"
#include "mouth.h"

#include <stdio.h>
#include <unistd.h>

static enum status
take(const struct intake_options *options, struct err *err)
{
	CLEANUP(intake_close) struct intake *intake = NULL;
	enum status status = intake_open(options->config_path, &intake, err);

	if (status != OK)
		return status;
	if (options->task == INTAKE_OPTIONS_MAILDIR)
		return mouth_maildir(intake, options->maildir, err);
	return mouth_pipe(intake, err);
}

int
main(int argc, char **argv)
{
	struct intake_options options = intake_options_read(argc, argv);
	struct err err;

	if (options.task == INTAKE_OPTIONS_END)
		return options.exit_code;
	if (options.task == INTAKE_OPTIONS_CHECK)
		return (int)intake_check(options.config_path);
	if (getuid() == 0 || geteuid() == 0) {
		(void)fputs("convene-intake: not as root: setpriv "
			    "--reuid=convene-intake, or user=convene-intake in "
			    "Postfix's master.cf\n",
		    stderr);
		return INTAKE_OPTIONS_LATER;
	}
	if (take(&options, &err) == OK)
		return OK;
	(void)fprintf(stderr, "convene-intake: %s\n", err.text);
	return INTAKE_OPTIONS_LATER;
}
