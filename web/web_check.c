#include "web_check.h"

#include "page_files.h"
#include "settings_file.h"

#include <stdio.h>

enum status
web_check(const char *config_path)
{
	CLEANUP(text_done) struct text errors = { 0 };
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(page_files_free) struct page_files *files = NULL;
	enum status status = settings_file_read(config_path, &settings, &errors);

	if (status == OK)
		status = page_files_read(settings->web_templates, &files, &errors);
	if (status == OK) {
		printf("%s: no error\n", config_path);
		return OK;
	}
	(void)fputs(text_string(&errors), stderr); /* the findings are the answer */
	return ERR_FINDINGS;
}
