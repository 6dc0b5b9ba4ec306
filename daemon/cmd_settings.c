/* cmd_settings.c - the configuration in force, and reading it anew. */
#include "commands.h"

#include "setting_show.h"

#include <string.h>

/* "relay main": one of several. */
static void
add_section(struct json *item, const struct settings *settings, const char *section,
    size_t index)
{
	CLEANUP(text_done) struct text name = { 0 };
	const char *title = setting_title(settings, section, index);

	text_add_line(&name, section);
	if (title != NULL) {
		text_add(&name, " ");
		text_add_line(&name, title);
	}
	json_add_text(item, "section", text_string(&name));
}

/* The value in force, and the one that a restart would bring, if it is another. */
static void
add_values(struct json *item, const struct daemon *daemon, const struct setting *setting,
    size_t index)
{
	CLEANUP(text_done) struct text value = { 0 };
	CLEANUP(text_done) struct text read = { 0 };
	bool is_read_anew = (setting->flags & SETTING_RELOAD) != 0;

	setting_show_value(&read, daemon->settings, setting, index);
	setting_show_value(&value, is_read_anew ? daemon->settings : daemon->at_start,
	    setting, index);
	json_add_text(item, "value", text_string(&value));
	if (strcmp(text_string(&value), text_string(&read)) != 0)
		json_add_text(item, "after_a_restart", text_string(&read));
	else
		json_add_null(item, "after_a_restart");
}

static void
add_row(struct json *items, const struct daemon *daemon, const struct setting *setting,
    size_t index)
{
	struct json *item = json_push_object(items);

	add_section(item, daemon->settings, setting->section, index);
	json_add_text(item, "name", setting->name);
	add_values(item, daemon, setting, index);
	json_add_text(item, "default", setting->initial);
	json_add_bool(item, "reloadable", (setting->flags & SETTING_RELOAD) != 0);
	json_add_text(item, "help", setting->help);
}

enum status
cmd_settings_list(struct call *call, struct err *err)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };
	const struct settings *settings = call->daemon->settings;
	struct json *items = json_add_array(json, "items");
	size_t count;
	const struct setting *rows = setting_table(&count);

	for (size_t i = 0; i < count; i++) {
		size_t sections = setting_section_count(settings, rows[i].section);

		for (size_t k = 0; k < sections; k++)
			add_row(items, call->daemon, &rows[i], k);
	}
	json_add_null(json, "next");
	json_write(&text, json);
	call_answer(call, 200, &text);
	return OK;
}

static void
on_reloaded(enum status status, const char *restarts, const struct err *err, void *arg)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };

	if (status != OK) {
		call_refuse(arg, err);
		return;
	}
	json_add_text(json, "done", "the configuration was read and is in force");
	if (restarts[0] != '\0')
		json_add_text(json, "after_a_restart", restarts);
	json_write(&text, json);
	call_answer(arg, 200, &text);
}

enum status
cmd_settings_reload(struct call *call, struct err *err)
{
	daemon_reload(call->daemon, on_reloaded, call);
	return OK;
}
