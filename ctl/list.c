#include "list.h"

#include "arena.h"
#include "format.h"
#include "spelling.h"
#include "table.h"

#include <string.h>

#define COLUMNS_MAX TABLE_COLUMNS_MAX
#define NAMES_MAX 64

struct list {
	struct arena arena;
	const struct json *items;
	size_t *order;
	const char *columns[COLUMNS_MAX];
	size_t column_count;
};

static void
list_done(struct list *list)
{
	arena_done(&list->arena);
}

static bool
has_field(const struct json *items, const char *name)
{
	for (size_t i = 0; i < json_count(items); i++)
		if (json_find(json_at(items, i), name) != NULL)
			return true;
	return false;
}

/* The fields of the first item are those one can mean. */
static enum status
refuse_field(const struct json *items, const char *option, const char *typed,
    struct err *err)
{
	const struct json *first = json_at(items, 0);
	const char *names[NAMES_MAX];
	char all[160] = "";
	size_t count = 0, length = 0;

	for (const char *name = json_next_name(first, NULL);
	     name != NULL && count < NAMES_MAX; name = json_next_name(first, name)) {
		size_t room = sizeof all - length, needed = strlen(name) + 2;

		names[count++] = name;
		if (needed >= room)
			continue;
		memcpy(all + length, count > 1 ? ", " : "", count > 1 ? 2 : 0);
		length += count > 1 ? 2 : 0;
		memcpy(all + length, name, strlen(name) + 1);
		length += strlen(name);
	}

	const char *nearest = spelling_nearest(typed, names, count);

	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "%s: there is no '%s'; did you mean '%s'?", option, typed, nearest);
	return err_set(err, ERR_INVALID, "%s: there is no '%s'; there is %s", option,
	    typed, all);
}

/* Names parted by blanks (the table's) or commas (the user's). */
static enum status
read_columns(struct list *list, const char *names, bool is_asked, struct err *err)
{
	const char *at = names + strspn(names, " ,");

	while (*at != '\0') {
		size_t length = strcspn(at, " ,");
		const char *name = arena_bytes(&list->arena, at, length);

		if (list->column_count == COLUMNS_MAX)
			return err_set(err, ERR_INVALID, "--columns names more than %d",
			    COLUMNS_MAX);
		if (is_asked && json_count(list->items) > 0 &&
		    !has_field(list->items, name))
			return refuse_field(list->items, "--columns", name, err);
		list->columns[list->column_count++] = name;
		at += length + strspn(at + length, " ,");
	}
	return OK;
}

static int
compare_values(const struct json *a, const struct json *b)
{
	const char *left = json_as_text(a), *right = json_as_text(b);
	int64_t low, high;

	if (json_as_int(a, &low) && json_as_int(b, &high))
		return (low > high) - (low < high);
	if (left != NULL && right != NULL)
		return strcoll(left, right);
	return (json_kind(a) > json_kind(b)) - (json_kind(a) < json_kind(b));
}

/* Stable, so that what is equal stays as the daemon answered it; a page has at most 1,000
 * items. */
static void
sort_items(struct list *list, const char *name, bool is_descending)
{
	size_t count = json_count(list->items);

	for (size_t i = 1; i < count; i++) {
		size_t moving = list->order[i], at = i;

		for (; at > 0; at--) {
			const struct json *before = json_at(list->items,
			    list->order[at - 1]);
			int order = compare_values(json_find(before, name),
			    json_find(json_at(list->items, moving), name));

			if (is_descending ? order >= 0 : order <= 0)
				break;
			list->order[at] = list->order[at - 1];
		}
		list->order[at] = moving;
	}
}

static enum status
read_sort(struct list *list, const char *sort, struct err *err)
{
	bool is_descending = sort != NULL && sort[0] == '-';
	const char *name = is_descending ? sort + 1 : sort;
	size_t count = json_count(list->items);

	list->order = ARENA_NEW(&list->arena, size_t, count + 1);
	for (size_t i = 0; i < count; i++)
		list->order[i] = i;
	if (sort == NULL || count == 0)
		return OK;
	if (!has_field(list->items, name))
		return refuse_field(list->items, "--sort", name, err);
	sort_items(list, name, is_descending);
	return OK;
}

static void
add_csv(struct text *text, const struct list *list, bool is_raw)
{
	for (size_t c = 0; c < list->column_count; c++) {
		size_t length = strlen(list->columns[c]);
		bool is_amount = length > 6 &&
		    strcmp(list->columns[c] + length - 6, "_cents") == 0;

		if (c > 0)
			text_add(text, ",");
		text_add_bytes(text, list->columns[c], is_amount ? length - 6 : length);
	}
	text_add(text, "\r\n");
	for (size_t i = 0; i < json_count(list->items); i++) {
		const struct json *item = json_at(list->items, list->order[i]);

		for (size_t c = 0; c < list->column_count; c++) {
			if (c > 0)
				text_add(text, ",");
			format_add_csv(text, item, list->columns[c], is_raw);
		}
		text_add(text, "\r\n");
	}
}

static void
add_ids(struct text *text, const struct list *list)
{
	for (size_t i = 0; i < json_count(list->items); i++) {
		const struct json *item = json_at(list->items, list->order[i]);

		format_add_value(text, item,
		    json_has(item, "id") ? "id" : list->columns[0], false);
		text_add(text, "\n");
	}
}

enum status
list_add(struct text *text, const struct json *items, const char *columns,
    const struct arguments *arguments, struct err *err)
{
	CLEANUP(list_done) struct list list = { .items = items };
	bool is_asked = arguments->columns != NULL;
	enum status status = read_columns(&list, is_asked ? arguments->columns : columns,
	    is_asked, err);

	if (status == OK)
		status = read_sort(&list, arguments->sort, err);
	if (status != OK)
		return status;
	if (arguments->output == OUTPUT_CSV) {
		add_csv(text, &list, arguments->is_csv_raw);
	} else if (arguments->output == OUTPUT_IDS) {
		add_ids(text, &list);
	} else if (json_count(items) > 0) {
		table_add(text,
		    &(struct table){
			.items = items,
			.order = list.order,
			.columns = list.columns,
			.column_count = list.column_count,
			.has_color = arguments_has_color(arguments),
		    });
	}
	return OK;
}
