#include "show.h"

#include "format.h"
#include "table.h"

#include <string.h>

#define DEPTH_MAX 4
#define COLUMNS_MAX 16

static void
add_blanks(struct text *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add(text, " ");
}

static void
add_bold(struct text *text, const char *label, bool has_color)
{
	if (has_color)
		text_add(text, "\x1B[1m");
	text_add_line(text, label);
	if (has_color)
		text_add(text, "\x1B[0m");
}

/* A list of objects is a table, an object and a text of several lines are blocks of their
 * own; all follow the plain fields. */
static bool
is_plain(const struct json *value)
{
	const char *string = json_as_text(value);

	if (string != NULL)
		return strchr(string, '\n') == NULL;
	if (json_kind(value) == JSON_KIND_OBJECT)
		return false;
	return json_kind(value) != JSON_KIND_ARRAY ||
	    json_kind(json_at(value, 0)) != JSON_KIND_OBJECT;
}

/* The currency is said with each amount. */
static bool
is_left_out(const struct json *object, const char *name)
{
	const struct json *value = json_find(object, name);

	if (strcmp(name, "done") == 0 || strcmp(name, "exit") == 0 ||
	    strcmp(name, "currency") == 0)
		return true;
	if (json_kind(value) == JSON_KIND_OBJECT)
		return json_next_name(value, NULL) == NULL;
	return json_kind(value) == JSON_KIND_ARRAY && json_count(value) == 0;
}

static size_t
label_width(const struct json *object)
{
	size_t widest = 0;

	for (const char *name = json_next_name(object, NULL); name != NULL;
	     name = json_next_name(object, name)) {
		CLEANUP(text_done) struct text label = { 0 };

		if (is_left_out(object, name) || !is_plain(json_find(object, name)))
			continue;
		format_add_label(&label, name);
		if (label.length > widest)
			widest = label.length;
	}
	return widest;
}

static void
add_plain(struct text *text, const struct json *object, size_t indent, bool has_color)
{
	size_t width = label_width(object);

	for (const char *name = json_next_name(object, NULL); name != NULL;
	     name = json_next_name(object, name)) {
		CLEANUP(text_done) struct text label = { 0 };

		if (is_left_out(object, name) || !is_plain(json_find(object, name)))
			continue;
		format_add_label(&label, name);
		add_blanks(text, indent);
		add_bold(text, text_string(&label), has_color);
		add_blanks(text, width - label.length + 2);
		format_add_value(text, object, name, true);
		text_add(text, "\n");
	}
}

static void
add_table(struct text *text, const struct json *items, size_t indent, bool has_color)
{
	const char *columns[COLUMNS_MAX];
	struct table table = { .items = items,
		.columns = columns,
		.indent = indent,
		.has_color = has_color };
	const struct json *first = json_at(items, 0);

	for (const char *name = json_next_name(first, NULL);
	     name != NULL && table.column_count < COLUMNS_MAX;
	     name = json_next_name(first, name))
		if (strcmp(name, "currency") != 0 && strcmp(name, "zone") != 0)
			columns[table.column_count++] = name;
	table_add(text, &table);
}

static void
add_lines(struct text *text, const char *string, size_t indent)
{
	CLEANUP(free_ptr) char *copy = alloc_text(string);
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n")) != NULL && (rest != NULL || *line != '\0')) {
		line[strcspn(line, "\r")] = '\0';
		add_blanks(text, indent);
		text_add_line(text, line);
		text_add(text, "\n");
	}
}

static void add_object(struct text *text, const struct json *object, size_t indent,
    bool has_color);

static void
add_block(struct text *text, const struct json *object, const char *name, size_t indent,
    bool has_color)
{
	CLEANUP(text_done) struct text label = { 0 };
	const struct json *value = json_find(object, name);

	format_add_label(&label, name);
	text_add(text, "\n");
	add_blanks(text, indent);
	add_bold(text, text_string(&label), has_color);
	text_add(text, "\n");
	if (json_as_text(value) != NULL)
		add_lines(text, json_as_text(value), indent + 2);
	else if (json_kind(value) == JSON_KIND_ARRAY)
		add_table(text, value, indent + 2, has_color);
	else
		add_object(text, value, indent + 2, has_color);
}

static void
add_object(struct text *text, const struct json *object, size_t indent, bool has_color)
{
	add_plain(text, object, indent, has_color);
	if (indent / 2 >= DEPTH_MAX)
		return;
	for (const char *name = json_next_name(object, NULL); name != NULL;
	     name = json_next_name(object, name))
		if (!is_left_out(object, name) && !is_plain(json_find(object, name)))
			add_block(text, object, name, indent, has_color);
}

void
show_add(struct text *text, const struct json *object, bool has_color)
{
	const char *done = json_as_text(json_find(object, "done"));

	if (done != NULL) {
		text_add_line(text, done);
		text_add(text, "\n");
	}
	add_object(text, object, 0, has_color);
}
