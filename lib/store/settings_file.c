#include "settings_file.h"

#include "config.h"
#include "setting_check.h"
#include "zone.h"

#include <string.h>

static enum status
on_value(const char *section, const char *title, const char *name, const char *value,
    struct err *err, void *arg)
{
	return setting_set(arg, section, title, name, value, err);
}

static struct config_option *
make_options(size_t *ret_count)
{
	const struct setting *rows = setting_table(ret_count);
	struct config_option *options = alloc_zero(*ret_count, sizeof *options);

	for (size_t i = 0; i < *ret_count; i++)
		options[i] = (struct config_option){
			.section = rows[i].section,
			.name = rows[i].name,
			.is_titled = (rows[i].flags & SETTING_TITLED) != 0,
			.is_list = rows[i].type == SETTING_LIST,
		};
	return options;
}

/* What core cannot know: the zones of this machine. */
static enum status
check_zone(const struct settings *settings, struct text *errors)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	struct err err;

	if (settings->organisation_zone[0] == '\0' ||
	    zone_open(settings->organisation_zone, &zone, &err) == OK)
		return OK;
	text_add(errors, "organisation zone: ");
	text_add_line(errors, err.text);
	text_add(errors, "\n");
	return ERR_INVALID;
}

/* "FILE: " before each line. */
static void
add_with_file(struct text *errors, const char *path, const struct text *lines)
{
	const char *line = text_string(lines);

	while (*line != '\0') {
		size_t length = strcspn(line, "\n");

		text_add_line(errors, path);
		text_add(errors, ": ");
		text_add_bytes(errors, line, length); /* escaped where it was made */
		text_add(errors, "\n");
		line += length + (line[length] == '\n');
	}
}

enum status
settings_file_read(const char *path, struct settings **ret_settings, struct text *errors)
{
	size_t count;
	CLEANUP(free_ptr) struct config_option *options = make_options(&count);
	CLEANUP(setting_free) struct settings *settings = setting_new();
	CLEANUP(text_done) struct text whole = { 0 };
	enum status status = config_read(path, options, count, on_value, settings,
	    errors);

	if (status == ERR_NOT_FOUND || status == ERR_UNAVAILABLE)
		return status;
	if (setting_check_all(settings, &whole) != OK)
		status = ERR_INVALID;
	if (check_zone(settings, &whole) != OK)
		status = ERR_INVALID;
	add_with_file(errors, path, &whole);
	if (status == OK)
		*ret_settings = TAKE(settings);
	return status;
}
