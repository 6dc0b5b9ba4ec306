#include "setting.h"

#include "setting_table.h"
#include "spelling.h"
#include "unit.h"
#include "utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LIST_MAX 64
#define TEXT_BYTES_MAX 1024

const struct setting *
setting_table(size_t *ret_count)
{
	*ret_count = setting_row_count;
	return setting_rows;
}

const void *
setting_table_home(const struct settings *settings, const char *section, size_t index)
{
	if (strcmp(section, "relay") == 0)
		return index < settings->relay_count ? &settings->relays[index] : NULL;
	if (strcmp(section, "role") == 0)
		return index < settings->role_count ? &settings->roles[index] : NULL;
	return index == 0 ? settings : NULL;
}

size_t
setting_section_count(const struct settings *settings, const char *section)
{
	size_t count = 0;

	while (setting_table_home(settings, section, count) != NULL)
		count++;
	return count;
}

const char *
setting_title(const struct settings *settings, const char *section, size_t index)
{
	if (strcmp(section, "relay") == 0 && index < settings->relay_count)
		return settings->relays[index].title;
	if (strcmp(section, "role") == 0 && index < settings->role_count)
		return settings->roles[index].title;
	return NULL;
}

static enum status
check_text(const struct setting *row, const char *value, struct err *err)
{
	size_t length = strlen(value);

	if (length > TEXT_BYTES_MAX)
		return err_set(err, ERR_INVALID, "is longer than %d bytes",
		    TEXT_BYTES_MAX);
	if (utf8_valid_length(value, length) != length)
		return err_set(err, ERR_INVALID, "is not UTF-8");
	for (const char *at = value; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7F)
			return err_set(err, ERR_INVALID, "holds a control character");
	if (length == 0 && (row->flags & SETTING_REQUIRED) != 0)
		return err_set(err, ERR_INVALID, "is empty");
	if (length > 0 && (row->flags & SETTING_PATH) != 0 && value[0] != '/')
		return err_set(err, ERR_INVALID, "is a path from /, not '%s'", value);
	return OK;
}

static enum status
read_number(enum setting_type type, const char *value, int64_t *ret_number,
    struct err *err)
{
	if (type == SETTING_DURATION)
		return unit_parse_duration(value, ret_number, err);
	return unit_parse_count(value, ret_number, err);
}

/* The table's own limits are right, or a test says so. */
static int64_t
limit_of(const struct setting *row, const char *limit)
{
	int64_t number = 0;
	enum status status = read_number(row->type, limit, &number, NULL);

	assert(status == OK);
	return number;
}

static enum status
read_limited(const struct setting *row, const char *value, int64_t *ret_number,
    struct err *err)
{
	int64_t number;
	enum status status = read_number(row->type, value, &number, err);

	if (status != OK)
		return status;
	if (number < limit_of(row, row->least) || number > limit_of(row, row->most))
		return err_set(err, ERR_INVALID, "is %s to %s, not %s", row->least,
		    row->most, value);
	*ret_number = number;
	return OK;
}

static enum status
read_choice(const char *choices, const char *value, int64_t *ret_place, struct err *err)
{
	const char *at = choices;

	for (int64_t place = 0; *at != '\0'; place++) {
		size_t length = strcspn(at, "|");

		if (strlen(value) == length && strncmp(at, value, length) == 0) {
			*ret_place = place;
			return OK;
		}
		at += length + (at[length] == '|');
	}
	return err_set(err, ERR_INVALID, "is %s, not '%s'", choices, value);
}

static enum status
append(struct arena *arena, const char *const **list, const char *value, struct err *err)
{
	size_t count = 0;

	while ((*list)[count] != NULL)
		count++;
	if (count == LIST_MAX)
		return err_set(err, ERR_INVALID, "has more than %d entries", LIST_MAX);

	const char **longer = ARENA_NEW(arena, const char *, count + 2);

	memcpy(longer, *list, count * sizeof *longer);
	longer[count] = arena_text(arena, value);
	*list = longer;
	return OK;
}

static enum status
set_value(struct arena *arena, void *home, const struct setting *row, const char *value,
    struct err *err)
{
	void *place = (char *)home + row->offset;
	enum status status;

	switch (row->type) {
	case SETTING_TEXT:
		status = check_text(row, value, err);
		if (status == OK)
			*(const char **)place = arena_text(arena, value);
		return status;
	case SETTING_LIST:
		status = check_text(row, value, err);
		if (status == OK && value[0] == '\0')
			status = err_set(err, ERR_INVALID, "has an empty entry");
		return status == OK ? append(arena, place, value, err) : status;
	case SETTING_COUNT:
	case SETTING_DURATION:
		return read_limited(row, value, place, err);
	case SETTING_CHOICE:
		return read_choice(row->choices, value, place, err);
	}
	assert(false && "every type is set above");
	return ERR_BUG;
}

/* Required texts start empty; setting_check() asks for them. */
static void
set_defaults(struct arena *arena, void *home, const char *section, bool is_titled)
{
	static const char *const nothing[] = { NULL };

	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting *row = &setting_rows[i];
		void *place = (char *)home + row->offset;

		if (((row->flags & SETTING_TITLED) != 0) != is_titled ||
		    (section != NULL && strcmp(row->section, section) != 0))
			continue;
		if (row->type == SETTING_LIST) {
			*(const char *const **)place = nothing;
		} else if (row->initial == NULL || row->initial[0] == '\0') {
			*(const char **)place = "";
		} else {
			enum status status = set_value(arena, home, row, row->initial,
			    NULL);

			assert(status == OK);
		}
	}
}

struct settings *
setting_new(void)
{
	struct settings *settings = alloc_zero(1, sizeof *settings);

	set_defaults(&settings->arena, settings, NULL, false);
	return settings;
}

void
setting_free(struct settings **settings)
{
	if (*settings == NULL)
		return;
	arena_done(&(*settings)->arena);
	free(*settings);
	*settings = NULL;
}

static enum status
add_relay(struct settings *settings, const char *title, void **ret_home, struct err *err)
{
	if (settings->relay_count == SETTINGS_RELAYS_MAX)
		return err_set(err, ERR_INVALID, "there are more than %d relays",
		    SETTINGS_RELAYS_MAX);

	struct settings_relay *relay = &settings->relays[settings->relay_count++];

	relay->title = arena_text(&settings->arena, title);
	set_defaults(&settings->arena, relay, "relay", true);
	*ret_home = relay;
	return OK;
}

static enum status
add_role(struct settings *settings, const char *title, void **ret_home, struct err *err)
{
	enum role role = ROLE_NONE;
	enum status status = role_parse(title, &role, err);

	if (status != OK)
		return status;
	assert(settings->role_count < SETTINGS_ROLES_MAX); /* titles differ */

	struct settings_role *section = &settings->roles[settings->role_count++];

	section->title = arena_text(&settings->arena, title);
	section->role = role;
	set_defaults(&settings->arena, section, "role", true);
	*ret_home = section;
	return OK;
}

/* The struct that the section's values go to; a titled one is made when it is new. */
static enum status
find_home(struct settings *settings, const char *section, const char *title,
    void **ret_home, struct err *err)
{
	if (title == NULL) {
		*ret_home = settings;
		return OK;
	}
	for (size_t i = 0; i < settings->relay_count; i++) {
		if (strcmp(section, "relay") == 0 &&
		    strcmp(settings->relays[i].title, title) == 0) {
			*ret_home = &settings->relays[i];
			return OK;
		}
	}
	for (size_t i = 0; i < settings->role_count; i++) {
		if (strcmp(section, "role") == 0 &&
		    strcmp(settings->roles[i].title, title) == 0) {
			*ret_home = &settings->roles[i];
			return OK;
		}
	}
	return strcmp(section, "relay") == 0 ? add_relay(settings, title, ret_home, err)
					     : add_role(settings, title, ret_home, err);
}

const struct setting *
setting_find(const char *section, const char *title, const char *name)
{
	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting *row = &setting_rows[i];

		if (strcmp(row->section, section) == 0 && strcmp(row->name, name) == 0 &&
		    ((row->flags & SETTING_TITLED) != 0) == (title != NULL))
			return row;
	}
	return NULL;
}

/* "mail btach": what was meant? */
static enum status
refuse_name(const char *section, const char *name, struct err *err)
{
	const char *names[64];
	size_t count = 0;

	for (size_t i = 0; i < setting_row_count && count < COUNT_OF(names); i++)
		if (strcmp(setting_rows[i].section, section) == 0)
			names[count++] = setting_rows[i].name;

	const char *nearest = spelling_nearest(name, names, count);

	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "there is no setting '%s %s'; did you mean '%s'?", section, name,
		    nearest);
	return err_set(err, ERR_INVALID, "there is no setting '%s %s'", section, name);
}

enum status
setting_set(struct settings *settings, const char *section, const char *title,
    const char *name, const char *value, struct err *err)
{
	const struct setting *row = setting_find(section, title, name);
	struct err why = { 0 };
	void *home = NULL;

	if (row == NULL)
		return refuse_name(section, name, err);

	enum status status = find_home(settings, section, title, &home, err);

	if (status != OK)
		return status;
	status = set_value(&settings->arena, home, row, value, &why);
	if (status == OK)
		return OK;
	bool is_about_it = why.text[0] == 'i' || why.text[0] == 'h'; /* is, has, holds */

	return err_set(err, status, "%s %s%s %s", section, name, is_about_it ? "" : ":",
	    why.text);
}
