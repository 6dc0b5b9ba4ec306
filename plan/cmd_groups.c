#include "cmd.h"

#include "halt.h"
#include "naming.h"
#include "outcome.h"
#include "display.h"
#include "told.h"

#include <stdio.h>

struct work {
	const struct inputs *values;
	bool is_json;
	uint32_t rounds; /* 0: one, which is not told as a list */
	struct solve_order order;
	struct sheets sheets;
	struct rules rules;
	struct problem problem;
	struct text errors;
	struct grouping_finding findings[GROUPING_FINDING_COUNT];
	uint32_t findings_count;
	struct json *json;
};

static void
work_done(struct work *work)
{
	json_free(&work->json);
	problem_done(&work->problem);
	rules_done(&work->rules);
	sheets_done(&work->sheets);
	text_done(&work->errors);
}

static enum status
read_files(struct work *work, struct err *err)
{
	const char *paths[SHEETS_COUNT];
	const char *rules = inputs_text(work->values, "rules");
	const struct value *size = inputs_get(work->values, "size");
	enum status status = OK;

	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		paths[file] = inputs_text(work->values, sheets_word(file));
	rules_start(&work->rules);
	if (rules != NULL)
		status = rules_read(&work->rules, rules, &work->errors, err);
	if (status == OK)
		status = sheets_read(paths, &work->sheets, &work->errors, err);
	if (status == OK)
		status = problem_new(&work->sheets, &work->rules, (uint32_t)size->number,
		    (uint32_t)size->most, &work->problem, &work->errors, err);
	if (status == OK && !work->is_json)
		work->findings_count = grouping_feasible_findings(&work->problem.input,
		    work->findings);
	if (status == OK && work->problem.passed_over > 0)
		fprintf(stderr,
		    "%s: %zu %s about people who are not on the roster %s "
		    "passed over\n",
		    paths[SHEETS_HISTORY], work->problem.passed_over,
		    work->problem.passed_over == 1 ? "row" : "rows",
		    work->problem.passed_over == 1 ? "is" : "are");
	return status;
}

static enum status
plan_round(struct work *work, struct json *object, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct solve_result result;
	enum status status = solve_grouping(&work->problem.input, &work->order, &arena,
	    &result, err);

	if (status != OK)
		return status;
	outcome_add(object, &work->problem, &result);
	return work->rounds > 0 ? problem_advance(&work->problem, &result.plan, err) : OK;
}

static enum status
plan_all(struct work *work, struct err *err)
{
	enum status status = OK;
	struct json *list;

	work->json = json_new_object();
	json_add_text(work->json, "kind", "groups");
	if (work->rounds == 0) {
		status = plan_round(work, work->json, err);
	} else {
		list = json_add_array(work->json, "rounds");
		for (uint32_t r = 0;
		     r < work->rounds && status == OK && halt_signal() == 0; r++)
			status = plan_round(work, json_push_object(list), err);
	}
	if (status == OK)
		outcome_add_basis(work->json, &work->problem);
	return status;
}

/* What could be known before any search; all of it counts people who stay without a
 * seat in any plan of the first round. */
static void
add_findings(struct work *work, struct text *text)
{
	CLEANUP(naming_done) struct naming naming = { .problem = &work->problem };
	const struct grouping_names names = naming_names(&naming);

	if (work->findings_count > 0)
		text_add(text, "\n");
	for (uint32_t i = 0; i < work->findings_count; i++)
		grouping_words_finding(&work->problem.input, &work->findings[i], &names,
		    text);
}

static void
print(struct work *work)
{
	CLEANUP(text_done) struct text text = { 0 };

	if (work->is_json) {
		json_write_indented(&text, work->json);
		text_add(&text, "\n");
	} else {
		display_plan(&text, work->json, &work->sheets);
		add_findings(work, &text);
	}
	told_print(&text);
}

enum status
cmd_groups(const struct inputs *values)
{
	CLEANUP(work_done)
	struct work work = {
		.values = values,
		.is_json = inputs_is_set(values, "json"),
	};
	struct err err;
	enum status status = cmd_read_order(values, &work.order, &err);

	if (inputs_has(values, "rounds"))
		work.rounds = (uint32_t)inputs_number(values, "rounds");
	if (status == OK)
		status = read_files(&work, &err);
	if (status == OK)
		status = plan_all(&work, &err);
	if (status != OK)
		return told_refusal(&err, &work.errors,
		    work.errors.length > 0
			? "man convene-roster and man convene-plan tell what stands where"
			: NULL,
		    work.is_json);
	print(&work);
	return OK;
}
