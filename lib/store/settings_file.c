#include "settings_file.h"

#include "config.h"
#include "setting_check.h"
#include "setting_place.h"
#include "zone.h"

static enum status
on_value(const char *section, const char *title, const char *name, const char *value,
    int line, struct err *err, void *arg)
{
	enum status status = setting_set(arg, section, title, name, value, err);

	if (status == OK)
		setting_place_note(arg, section, title, name, line);
	return status;
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
	struct err why, err;

	if (settings->organisation_zone[0] == '\0' ||
	    zone_open(settings->organisation_zone, &zone, &why) == OK)
		return OK;
	(void)err_set(&err, ERR_INVALID, "organisation zone: %s", why.text);
	setting_place_tell(errors, settings, &settings->organisation_zone, &err);
	return ERR_INVALID;
}

/* A file whose rest was not read lacks what may stand there. */
static enum status
check_whole(const struct settings *settings, struct text *errors)
{
	enum status status = setting_check_all(settings, errors);

	return check_zone(settings, errors) == OK ? status : ERR_INVALID;
}

enum status
settings_file_read(const char *path, struct settings **ret_settings, struct text *errors)
{
	size_t count;
	CLEANUP(free_ptr) struct config_option *options = make_options(&count);
	CLEANUP(setting_free) struct settings *settings = setting_new();
	bool is_whole = false;

	setting_place_file(settings, path);
	enum status status = config_read(path, options, count, on_value, settings,
	    &is_whole, errors);

	if (is_whole && check_whole(settings, errors) != OK)
		status = ERR_INVALID;
	if (status == OK)
		*ret_settings = TAKE(settings);
	return status;
}
