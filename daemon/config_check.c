#include "config_check.h"

#include "letter_files.h"
#include "peer_roles.h"
#include "settings_file.h"

#include <stdio.h>

/* Each of them, so that one look finds all. */
static enum status
check_machine(const struct settings *settings, struct text *errors)
{
	enum status status = peer_roles_check(settings, errors);

	return letter_files_check(settings->mail_templates, errors) == OK ? status
									  : ERR_INVALID;
}

enum status
config_check(const char *path)
{
	CLEANUP(text_done) struct text errors = { 0 };
	CLEANUP(setting_free) struct settings *settings = NULL;
	enum status status = settings_file_read(path, &settings, &errors);

	if (status == OK)
		status = check_machine(settings, &errors);
	if (status == OK) {
		printf("%s: no error\n", path);
		return OK;
	}
	(void)fputs(text_string(&errors), stderr); /* the findings are the answer */
	return ERR_FINDINGS;
}
