#include "setting_place.h"

#include "setting_table.h"

#include <string.h>

struct settings_place {
	const struct settings_place *earlier;
	const void *field;
	int line;
};

void
setting_place_file(struct settings *settings, const char *file)
{
	settings->file = arena_text(&settings->arena, file);
}

static const struct settings_place *
find_place(const struct settings *settings, const void *field)
{
	const struct settings_place *place = settings->places;

	while (place != NULL && place->field != field)
		place = place->earlier;
	return place;
}

static bool
is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const void *
find_field(const struct settings *settings, const char *section, const char *title,
    const char *name)
{
	const struct setting *row = setting_find(section, title, name);
	const void *home;

	if (row == NULL)
		return NULL;
	for (size_t i = 0; (home = setting_table_home(settings, section, i)) != NULL; i++)
		if (is_same(setting_title(settings, section, i), title))
			return (const char *)home + row->offset;
	return NULL;
}

void
setting_place_note(struct settings *settings, const char *section, const char *title,
    const char *name, int line)
{
	const void *field = find_field(settings, section, title, name);

	if (field == NULL || find_place(settings, field) != NULL)
		return;

	struct settings_place *place = ARENA_NEW(&settings->arena, struct settings_place,
	    1);

	*place = (struct settings_place){ settings->places, field, line };
	settings->places = place;
}

const void *
setting_place_either(const struct settings *settings, const void *first,
    const void *second)
{
	return find_place(settings, first) != NULL ? first : second;
}

void
setting_place_tell(struct text *errors, const struct settings *settings,
    const void *field, const struct err *err)
{
	const struct settings_place *place = field == NULL ? NULL
							   : find_place(settings, field);

	if (settings->file != NULL) {
		text_add_line(errors, settings->file);
		if (place != NULL) {
			text_add(errors, ":");
			text_add_int(errors, place->line);
		}
		text_add(errors, ": ");
	}
	text_add_line(errors, err->text);
	text_add(errors, "\n");
}
