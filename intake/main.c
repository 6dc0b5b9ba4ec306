#include "intake.h"
#include "intake_check.h"
#include "mouth.h"
#include "mouth_imap.h"
#include "options.h"

#include <stdio.h>

/* With any other code a mail server returns the mail, for a mistake of ours. */
#define LATER 75

enum { PIPE, MAILDIR, IMAP };

static const struct options_form form = {
	.name = "convene-intake",
	.usage =
	    "usage: convene-intake --pipe [--config FILE]          one mail on stdin\n"
	    "       convene-intake --maildir DIR [--config FILE]   all new mails there\n"
	    "       convene-intake --imap URL [--config FILE]      all of a mailbox\n"
	    "       convene-intake --check-config [FILE]   all errors with their lines\n"
	    "       convene-intake --version | --help\n"
	    "The configuration is " OPTIONS_CONFIG " unless --config names another:\n"
	    "convene.conf(5). Manual: convene-intake(8).\n",
	.not_as_root = "run it as user convene-intake: convene-intake(8)",
	.exit_root = LATER,
	.exit_wrong = LATER,
	.modes = { { "pipe", false }, { "maildir", true }, { "imap", true } },
	.modes_count = 3,
};

static enum status
take(const struct options *options, struct err *err)
{
	CLEANUP(intake_close) struct intake *intake = NULL;
	enum status status = intake_open(options->config_path, &intake, err);

	if (status != OK)
		return status;
	if (options->mode == MAILDIR)
		return mouth_maildir(intake, options->argument, err);
	if (options->mode == IMAP)
		return mouth_imap(intake, options->argument, err);
	return mouth_pipe(intake, err);
}

int
main(int argc, char **argv)
{
	struct options options = options_read(&form, argc, argv);
	struct err err;

	if (options.task == OPTIONS_END)
		return options.exit_code;
	if (options.task == OPTIONS_CHECK)
		return (int)intake_check(options.config_path);
	if (take(&options, &err) == OK)
		return OK;
	(void)fprintf(stderr, "convene-intake: %s\n", err.text);
	return LATER;
}
