#include "cmd.h"

#include "clock.h"
#include "halt.h"
#include "outcome.h"
#include "pace.h"
#include "season_json.h"
#include "told.h"
#include "watch.h"

#include <inttypes.h>
#include <stdio.h>

#define PILOT_MOVES 1000000

struct work {
	const struct inputs *values;
	bool is_json;
	struct solve_order order;
	struct sheets sheets;
	struct rules rules;
	struct problem problem;
	struct text errors;
	struct season_plan_input input;
	struct arena arena;
	struct season_plan plan;
	double seconds;
};

static void
work_done(struct work *work)
{
	problem_done(&work->problem);
	rules_done(&work->rules);
	sheets_done(&work->sheets);
	text_done(&work->errors);
	arena_done(&work->arena);
}

static enum status
read_people(struct work *work, struct err *err)
{
	const char *paths[SHEETS_COUNT];

	if (inputs_has(work->values, "people")) {
		sheets_invent(&work->sheets,
		    (uint32_t)inputs_number(work->values, "people"));
		return sheets_parse(&work->sheets, &work->errors, err);
	}
	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		paths[file] = inputs_text(work->values, sheets_word(file));
	return sheets_read(paths, &work->sheets, &work->errors, err);
}

static enum status
read_all(struct work *work, struct err *err)
{
	const char *rules = inputs_text(work->values, "rules");
	const struct value *size = inputs_get(work->values, "size");
	enum status status = OK;

	rules_start(&work->rules);
	if (rules != NULL)
		status = rules_read(&work->rules, rules, &work->errors, err);
	if (status == OK)
		status = read_people(work, err);
	if (status == OK)
		status = problem_new(&work->sheets, &work->rules, (uint32_t)size->number,
		    (uint32_t)size->most, &work->problem, &work->errors, err);
	if (status != OK)
		return status;
	work->problem.input.seed = work->order.seed;
	work->input = (struct season_plan_input){
		.round = &work->problem.input,
		.rounds_count = (uint32_t)inputs_number(work->values, "rounds"),
		.method = (enum season_plan_method)inputs_number(work->values, "method"),
		.met_weight = work->rules.met > 0 ? work->rules.met : 1,
	};
	return OK;
}

static enum status
attempt(void *arg, uint64_t effort, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct season_plan_input input = *(const struct season_plan_input *)arg;
	const struct grouping_options options = { .stop = halt_flag() };
	struct season_plan plan;

	input.effort = effort;
	return season_plan_make(&input, &options, &arena, &plan, err);
}

static enum status
choose_effort(struct work *work, struct err *err)
{
	work->input.effort = work->order.has_effort ? work->order.effort
						    : season_plan_effort(&work->input);
	if (work->order.duration_ms == 0)
		return OK;
	return pace_measure(
	    &(struct pace){
		.wished_ms = work->order.duration_ms,
		.first = PILOT_MOVES,
		.at_most = GROUPING_EFFORT_MAX,
		.attempt = attempt,
		.arg = &work->input,
		.now_us = clock_now_us,
	    },
	    &work->input.effort, err);
}

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	char words[60];

	snprintf(words, sizeof words, "cost %" PRId64, progress->cost);
	watch_tell(arg, 0, progress->moves, progress->cost, words);
}

static enum status
make(struct work *work, struct err *err)
{
	struct watch watch;
	struct grouping_options options = { .stop = halt_flag(),
		.progress = on_progress,
		.arg = &watch };
	enum status status;

	halt_begin();
	status = choose_effort(work, err);
	if (status != OK)
		return status;

	int64_t began_us = clock_now_us();

	watch_start(&watch, work->input.effort, work->order.duration_ms);
	status = season_plan_make(&work->input, &options, &work->arena, &work->plan, err);
	watch_end(&watch);
	work->seconds = (double)(clock_now_us() - began_us) / 1e6;
	return status;
}

static void
print(const struct work *work)
{
	CLEANUP(text_done) struct text text = { 0 };
	CLEANUP(json_free) struct json *json = json_new_object();

	json_add_text(json, "kind", "season");
	season_json_add(json, &work->problem, &work->input, &work->plan, work->seconds);
	outcome_add_basis(json, &work->problem);
	if (work->is_json) {
		json_write_indented(&text, json);
		text_add(&text, "\n");
	} else {
		season_json_show(&text, json);
	}
	told_print(&text);
}

enum status
cmd_season(const struct inputs *values)
{
	CLEANUP(work_done)
	struct work work = {
		.values = values,
		.is_json = inputs_is_set(values, "json"),
	};
	struct err err;
	enum status status = cmd_read_order(values, &work.order, &err);

	if (status == OK)
		status = read_all(&work, &err);
	if (status == OK)
		status = make(&work, &err);
	if (status != OK)
		return told_refusal(&err, &work.errors, NULL, work.is_json);
	print(&work);
	return OK;
}
