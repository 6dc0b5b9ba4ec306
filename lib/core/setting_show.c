#include "setting_show.h"

#include "setting_table.h"
#include "unit.h"

#include <string.h>

static void
add_string(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string)); /* the table's, or checked by it */
}

static void
add_choice(struct text *text, const char *choices, int64_t place)
{
	while (place-- > 0)
		choices += strcspn(choices, "|") + 1;
	text_add_bytes(text, choices, strcspn(choices, "|"));
}

void
setting_show_value(struct text *text, const struct settings *settings,
    const struct setting *setting, size_t index)
{
	const void *home = setting_table_home(settings, setting->section, index);
	const void *place = (const char *)home + setting->offset;
	char buf[UNIT_TEXT_MAX];

	switch (setting->type) {
	case SETTING_TEXT:
		add_string(text, *(const char *const *)place);
		break;
	case SETTING_LIST:
		for (const char *const *at = *(const char *const *const *)place;
		     *at != NULL; at++) {
			if (at != *(const char *const *const *)place)
				text_add(text, ", ");
			add_string(text, *at);
		}
		break;
	case SETTING_COUNT:
		text_add_int(text, *(const int64_t *)place);
		break;
	case SETTING_DURATION:
		add_string(text, unit_format_duration(*(const int64_t *)place, buf));
		break;
	case SETTING_CHOICE:
		add_choice(text, setting->choices, *(const int64_t *)place);
		break;
	}
}

void
setting_show_restarts(struct text *text, const struct settings *in_force,
    const struct settings *wanted)
{
	size_t before = text->length;

	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting *row = &setting_rows[i];
		CLEANUP(text_done) struct text old = { 0 };
		CLEANUP(text_done) struct text new = { 0 };

		if ((row->flags & SETTING_RELOAD) != 0)
			continue;
		setting_show_value(&old, in_force, row, 0);
		setting_show_value(&new, wanted, row, 0);
		if (strcmp(text_string(&old), text_string(&new)) == 0)
			continue;
		if (text->length > before)
			text_add(text, ", ");
		add_string(text, row->section);
		text_add(text, " ");
		add_string(text, row->name);
	}
}

static void
add_quoted(struct text *text, const char *value)
{
	text_add(text, "\"");
	for (; *value != '\0'; value++) {
		if (*value == '"' || *value == '\\' || *value == '$')
			text_add(text, "\\");
		text_add_bytes(text, value, 1);
	}
	text_add(text, "\"");
}

/* `name = value`, without what it means. */
static void
add_sample_line(struct text *text, const struct setting *row, const char *mark)
{
	const char *value = row->example != NULL ? row->example : row->initial;
	bool is_bare = row->type == SETTING_COUNT || row->type == SETTING_DURATION ||
	    row->type == SETTING_CHOICE;

	add_string(text, mark);
	text_add(text, "\t");
	add_string(text, row->name);
	text_add(text, " = ");
	if (row->type == SETTING_LIST && value[0] == '\0')
		text_add(text, "{}");
	else if (is_bare)
		add_string(text, value);
	else
		add_quoted(text, value);
	text_add(text, "\n");
}

static void
add_explanation(struct text *text, const struct setting *row)
{
	text_add(text, "#\t# ");
	add_string(text, row->help);
	if (row->least != NULL) {
		text_add(text, "; ");
		add_string(text, row->least);
		text_add(text, " to ");
		add_string(text, row->most);
	}
	if (row->choices != NULL) {
		text_add(text, "; ");
		add_string(text, row->choices);
	}
	text_add(text, "\n");
}

static const char *
sample_title(const struct setting *row)
{
	if ((row->flags & SETTING_TITLED) == 0)
		return "";
	return strcmp(row->section, "role") == 0 ? " \"operator\"" : " \"main\"";
}

/* Rows of a section stand together. required: only those, else the others. */
static void
add_sample_part(struct text *text, bool is_required)
{
	const char *mark = is_required ? "" : "#";
	const char *section = NULL;

	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting *row = &setting_rows[i];

		if (((row->flags & SETTING_REQUIRED) != 0) != is_required)
			continue;
		if (section == NULL || strcmp(section, row->section) != 0) {
			if (section != NULL) {
				add_string(text, mark);
				text_add(text, "}\n");
			}
			section = row->section;
			add_string(text, mark);
			add_string(text, section);
			add_string(text, sample_title(row));
			text_add(text, " {\n");
		}
		if (!is_required)
			add_explanation(text, row);
		add_sample_line(text, row, mark);
	}
	add_string(text, mark);
	text_add(text, "}\n");
}

void
setting_show_sample(struct text *text)
{
	text_add(text,
	    "# Convene's settings. These lines must be yours; convene.conf(5) tells "
	    "the rest.\n# Check with: convened --check-config\n\n");
	add_sample_part(text, true);
	text_add(text,
	    "\n# Below is every other setting, each with its default or an example. "
	    "To use one, put\n# it into its section above: a section stands in the "
	    "file once.\n\n");
	add_sample_part(text, false);
}
