#include "intake_check.h"

#include "settings_file.h"

#include <stdio.h>

enum status
intake_check(const char *config_path)
{
	CLEANUP(text_done) struct text errors = { 0 };
	CLEANUP(setting_free) struct settings *settings = NULL;

	if (settings_file_read(config_path, &settings, &errors) == OK) {
		printf("%s: no error\n", config_path);
		return OK;
	}
	(void)fputs(text_string(&errors), stderr); /* the findings are the answer */
	return ERR_FINDINGS;
}
