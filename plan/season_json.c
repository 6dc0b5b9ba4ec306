#include "season_json.h"

#include "grid.h"
#include "told.h"

#include <inttypes.h>
#include <stdio.h>

static void
add_group(struct json *groups, const struct problem *problem,
    const struct season_plan_group *group)
{
	struct json *item = json_push_object(groups);
	struct json *members = json_add_array(item, "members");

	for (uint32_t i = 0; i < group->size; i++)
		json_push_text(members, problem_person(problem, group->members[i]));
	json_add_text(item, "evening", problem_evening(group->slot));
	json_add_text(item, "venue", problem_venue(problem, group->venue));
}

static void
add_round(struct json *rounds, const struct problem *problem,
    const struct season_plan_round *round)
{
	struct json *item = json_push_object(rounds);
	struct json *groups = json_add_array(item, "groups"), *left;

	for (uint32_t g = 0; g < round->groups_count; g++)
		add_group(groups, problem, &round->groups[g]);
	left = json_add_array(item, "left_out");
	for (uint32_t i = 0; i < round->left_count; i++)
		json_push_text(left, problem_person(problem, round->left[i]));
	json_add_int(item, "repeats", round->repeats);
}

void
season_json_add(struct json *object, const struct problem *problem,
    const struct season_plan_input *input, const struct season_plan *plan, double seconds)
{
	struct json *rounds = json_add_array(object, "rounds"), *notes;

	for (uint32_t r = 0; r < plan->rounds_count; r++)
		add_round(rounds, problem, &plan->rounds[r]);
	json_add_text(object, "method", season_plan_method_name(plan->method));
	json_add_int(object, "repeats", (int64_t)plan->repeats);
	json_add_int(object, "rounds_clean", plan->rounds_clean);
	json_add_int(object, "left_out", (int64_t)plan->left);
	notes = json_add_array(object, "notes");
	for (uint32_t i = 0; i < plan->notes_count; i++) {
		char words[SEASON_PLAN_NOTE_MAX];

		json_push_text(notes,
		    season_plan_note_text(input, plan, &plan->notes[i], words));
	}
	json_add_int(object, "moves", (int64_t)plan->moves);
	json_add_real(object, "seconds", seconds);
	json_add_bool(object, "truncated", plan->truncated);
	json_add_int(object, "seed", (int64_t)plan->seed);
	json_add_int(object, "effort", (int64_t)plan->effort);
}

struct rows {
	struct arena arena;
	const char **cells;
	size_t count;
};

static void
rows_done(struct rows *rows)
{
	arena_done(&rows->arena);
}

static void
add_cell(struct rows *rows, struct text *text)
{
	rows->cells[rows->count++] = arena_text(&rows->arena, text_string(text));
	text_clear(text);
}

static void
add_table(struct rows *rows, size_t round, size_t number, const struct json *group)
{
	CLEANUP(text_done) struct text text = { 0 };
	const struct json *members = json_find(group, "members");

	if (number == 1)
		text_add_int(&text, (int64_t)round);
	add_cell(rows, &text);
	text_add_int(&text, (int64_t)number);
	add_cell(rows, &text);
	text_add_line(&text, json_as_text(json_find(group, "evening")));
	add_cell(rows, &text);
	text_add_line(&text, json_as_text(json_find(group, "venue")));
	add_cell(rows, &text);
	for (size_t i = 0; i < json_count(members); i++) {
		text_add_bytes(&text, " ", i > 0 ? 1 : 0);
		text_add_line(&text, json_as_text(json_at(members, i)));
	}
	add_cell(rows, &text);
}

static void
show_rounds(struct text *text, const struct json *rounds)
{
	static const char *const headings[] = { "ROUND", "TABLE", "EVENING", "VENUE",
		"PEOPLE" };
	static const bool are_numbers[COUNT_OF(headings)] = { true, true };
	CLEANUP(rows_done) struct rows rows = { .count = 0 };
	size_t tables = 0;

	for (size_t r = 0; r < json_count(rounds); r++)
		tables += json_count(json_find(json_at(rounds, r), "groups"));
	rows.cells = ARENA_NEW(&rows.arena, const char *, tables *COUNT_OF(headings) + 1);
	for (size_t r = 0; r < json_count(rounds); r++) {
		const struct json *groups = json_find(json_at(rounds, r), "groups");

		for (size_t g = 0; g < json_count(groups); g++)
			add_table(&rows, r + 1, g + 1, json_at(groups, g));
	}
	grid_add(text,
	    &(struct grid){
		.headings = headings,
		.are_numbers = are_numbers,
		.column_count = COUNT_OF(headings),
		.cells = rows.cells,
		.row_count = tables,
		.has_color = told_has_color(),
	    });
}

static int64_t
int_of(const struct json *object, const char *name)
{
	int64_t value = 0;

	(void)json_as_int(json_find(object, name), &value); /* we wrote it */
	return value;
}

void
season_json_show(struct text *text, const struct json *season)
{
	const struct json *notes = json_find(season, "notes");
	double seconds = 0;
	char line[200];

	(void)json_as_real(json_find(season, "seconds"), &seconds);
	show_rounds(text, json_find(season, "rounds"));
	text_add(text, "\n");
	for (size_t i = 0; i < json_count(notes); i++) {
		text_add_line(text, json_as_text(json_at(notes, i)));
		text_add(text, "\n");
	}
	int length = snprintf(line, sizeof line,
	    "%" PRId64 " repeats, %" PRId64 " seats missing, by %s\n"
	    "again: --seed %" PRId64 " --effort %" PRId64 "  (%.1f s)\n",
	    int_of(season, "repeats"), int_of(season, "left_out"),
	    json_as_text(json_find(season, "method")), int_of(season, "seed"),
	    int_of(season, "effort"), seconds);

	text_add_bytes(text, line, (size_t)length); /* numbers, and words of ours */
}
