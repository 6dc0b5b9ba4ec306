#include "display.h"

#include "grid.h"
#include "rules.h"
#include "told.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Rows of a grid, while they are made. */
struct cells {
	struct arena arena;
	const char **items;
	size_t count, room;
};

static void
cells_done(struct cells *cells)
{
	free(cells->items);
	arena_done(&cells->arena);
}

static void
add(struct cells *cells, const char *value)
{
	CLEANUP(text_done) struct text text = { 0 };

	if (cells->count == cells->room) {
		cells->room = cells->room > 0 ? cells->room * 2 : 64;
		cells->items = alloc_check(
		    reallocarray(cells->items, cells->room, sizeof *cells->items));
	}
	text_add_line(&text, value != NULL ? value : "");
	cells->items[cells->count++] = arena_text(&cells->arena, text_string(&text));
}

static void
add_number(struct cells *cells, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%" PRId64, number);
	add(cells, digits);
}

static void
add_grid(struct text *text, const struct cells *cells, const char *const *headings,
    const bool *are_numbers, size_t columns)
{
	grid_add(text,
	    &(struct grid){
		.headings = headings,
		.are_numbers = are_numbers,
		.column_count = columns,
		.cells = cells->items,
		.row_count = cells->count / columns,
		.has_color = told_has_color(),
	    });
}

static const char *
text_of(const struct json *object, const char *name)
{
	const char *value = json_as_text(json_find(object, name));

	return value != NULL ? value : "";
}

static int64_t
int_of(const struct json *object, const char *name)
{
	int64_t value = 0;

	(void)json_as_int(json_find(object, name), &value); /* we wrote it */
	return value;
}

/* A person at the table; only the first row of a table says where and when it is. */
static void
add_member(struct cells *cells, const struct sheets *sheets, const struct json *group,
    size_t number, size_t index)
{
	const char *id = json_as_text(json_at(json_find(group, "members"), index));
	const struct roster_person *person;
	size_t row = 0;

	(void)lookup_find(&sheets->people, id, &row); /* we wrote it */
	person = sheets_person(sheets, row);
	if (index == 0)
		add_number(cells, (int64_t)number);
	else
		add(cells, "");
	add(cells, index == 0 ? text_of(group, "evening") : "");
	add(cells, index == 0 ? text_of(group, "venue") : "");
	add(cells, id);
	add(cells, person->name);
	add(cells, strcmp(text_of(group, "host"), id) == 0 ? "host" : "");
	add(cells, person->specialty);
	add(cells, person->sites.items[0]);
}

static void
add_tables(struct text *text, const struct json *round, const struct sheets *sheets)
{
	static const char *const headings[] = { "TABLE", "EVENING", "VENUE", "ID", "NAME",
		"LEADS", "SPECIALTY", "SITE" };
	static const bool are_numbers[COUNT_OF(headings)] = { true };
	CLEANUP(cells_done) struct cells cells = { 0 };
	const struct json *groups = json_find(round, "groups");

	for (size_t g = 0; g < json_count(groups); g++) {
		const struct json *group = json_at(groups, g);

		for (size_t i = 0; i < json_count(json_find(group, "members")); i++)
			add_member(&cells, sheets, group, g + 1, i);
	}
	if (cells.count > 0)
		add_grid(text, &cells, headings, are_numbers, COUNT_OF(headings));
	else
		text_add(text, "no table can be formed\n");
}

static void
add_left_out(struct text *text, const struct json *round, const struct sheets *sheets)
{
	static const char *const headings[] = { "LEFT OUT", "NAME", "REASON", "WHY" };
	static const bool are_numbers[COUNT_OF(headings)] = { false };
	CLEANUP(cells_done) struct cells cells = { 0 };
	const struct json *left = json_find(round, "left_out");

	for (size_t i = 0; i < json_count(left); i++) {
		const struct json *item = json_at(left, i);
		size_t row = 0;

		(void)lookup_find(&sheets->people, text_of(item, "id"), &row);
		add(&cells, text_of(item, "id"));
		add(&cells, sheets_person(sheets, row)->name);
		add(&cells, text_of(item, "reason"));
		add(&cells, text_of(item, "words"));
	}
	if (cells.count == 0)
		return;
	text_add(text, "\n");
	add_grid(text, &cells, headings, are_numbers, COUNT_OF(headings));
}

static void
add_terms(struct text *text, const struct json *round)
{
	static const char *const headings[] = { "COST OF", "COST", "AT LEAST" };
	static const bool are_numbers[] = { false, true, true };
	CLEANUP(cells_done) struct cells cells = { 0 };
	const struct json *terms = json_find(round, "terms");

	for (const char *name = json_next_name(terms, NULL); name != NULL;
	     name = json_next_name(terms, name)) {
		const struct json *term = json_find(terms, name);

		if (int_of(term, "cost") == 0 && int_of(term, "bound") == 0)
			continue;
		add(&cells, name);
		add_number(&cells, int_of(term, "cost"));
		add_number(&cells, int_of(term, "bound"));
	}
	add(&cells, "all");
	add_number(&cells, int_of(round, "cost"));
	add_number(&cells, int_of(round, "bound"));
	text_add(text, "\n");
	add_grid(text, &cells, headings, are_numbers, COUNT_OF(headings));
}

static void
add_summary(struct text *text, const struct json *round)
{
	const struct json *groups = json_find(round, "groups");
	size_t seated = 0, left = json_count(json_find(round, "left_out"));
	double gap = -1, seconds = 0;
	bool is_proved = false, is_truncated = false;
	char line[300];
	int length;

	for (size_t g = 0; g < json_count(groups); g++)
		seated += json_count(json_find(json_at(groups, g), "members"));
	(void)json_as_real(json_find(round, "gap"), &gap);
	(void)json_as_real(json_find(round, "seconds"), &seconds);
	(void)json_as_bool(json_find(round, "proved_optimal"), &is_proved);
	(void)json_as_bool(json_find(round, "truncated"), &is_truncated);
	length = snprintf(line, sizeof line, "\n%zu %s at %zu %s, %zu left out; ", seated,
	    seated == 1 ? "person" : "people", json_count(groups),
	    json_count(groups) == 1 ? "table" : "tables", left);
	if (is_proved)
		length += snprintf(line + length, sizeof line - (size_t)length,
		    "proved optimal, no plan is better");
	else if (int_of(round, "cost") == int_of(round, "bound"))
		length += snprintf(line + length, sizeof line - (size_t)length,
		    "no plan of so many tables is better");
	else if (gap >= 0)
		length += snprintf(line + length, sizeof line - (size_t)length,
		    "at most %.2f %% from the best", gap * 100);
	else
		length += snprintf(line + length, sizeof line - (size_t)length,
		    "how far from the best is not known");
	length += snprintf(line + length, sizeof line - (size_t)length,
	    "\nagain: --seed %" PRId64 " --effort %" PRId64 "  (%.1f s%s, digest %s)\n",
	    int_of(round, "seed"), int_of(round, "effort"), seconds,
	    is_truncated ? ", cut off: another run may differ" : "",
	    text_of(round, "digest"));
	text_add_bytes(text, line, (size_t)length); /* numbers, and words of ours */
}

static void
add_round(struct text *text, const struct json *round, const struct sheets *sheets)
{
	add_tables(text, round, sheets);
	add_left_out(text, round, sheets);
	add_terms(text, round);
	add_summary(text, round);
}

void
display_plan(struct text *text, const struct json *plan, const struct sheets *sheets)
{
	const struct json *rounds = json_find(plan, "rounds");

	if (rounds == NULL)
		add_round(text, plan, sheets);
	for (size_t r = 0; r < json_count(rounds); r++) {
		text_add(text, "Round ");
		text_add_int(text, (int64_t)r + 1);
		text_add(text, "\n");
		add_round(text, json_at(rounds, r), sheets);
		text_add(text, "\n");
	}
}
