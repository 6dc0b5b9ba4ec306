#include "cmd.h"

#include "json.h"
#include "matrix_check.h"
#include "matrix_file.h"
#include "solve_matrix.h"
#include "source.h"
#include "told.h"

#include <inttypes.h>
#include <stdio.h>

struct work {
	bool is_json;
	struct source source;
	struct arena arena, plan_arena;
	struct matrix matrix;
	struct solve_order order;
	struct solve_matrix_result result;
};

static void
work_done(struct work *work)
{
	source_done(&work->source);
	arena_done(&work->arena);
	arena_done(&work->plan_arena);
}

/* What the search says it found, by the code that shares nothing with it. */
static enum status
check(const struct work *work, struct err *err)
{
	const struct matrix_plan *plan = &work->result.plan;
	int64_t objective = 0;
	struct err why;
	enum status status = matrix_check(text_string(&work->source.bytes),
	    plan->group_of, work->matrix.count, &objective, &why);

	if (status != OK)
		return err_set(err, ERR_BUG, "the plan is wrong: %.200s", why.text);
	if (objective != plan->objective)
		return err_set(err, ERR_BUG,
		    "the plan is worth %" PRId64 " thousandths, not %" PRId64, objective,
		    plan->objective);
	return OK;
}

static void
print_json(const struct work *work)
{
	const struct solve_matrix_result *result = &work->result;
	CLEANUP(text_done) struct text text = { 0 };
	CLEANUP(json_free) struct json *json = json_new_object();
	struct json *list, *file;

	json_add_text(json, "kind", "matrix");
	json_add_real(json, "objective", (double)result->plan.objective / 1000);
	list = json_add_array(json, "group_of");
	for (uint32_t i = 0; i < work->matrix.count; i++)
		json_push_int(list, result->plan.group_of[i]);
	json_add_int(json, "moves", (int64_t)result->plan.evaluations);
	json_add_real(json, "seconds", result->seconds);
	json_add_bool(json, "truncated", result->plan.is_truncated);
	json_add_int(json, "seed", (int64_t)work->order.seed);
	json_add_int(json, "effort", (int64_t)result->effort);
	file = json_add_object(json_add_object(json_add_object(json, "basis"), "files"),
	    "matrix");
	json_add_text(file, "file", work->source.path);
	json_add_text(file, "sha256", work->source.sha256);
	json_write_indented(&text, json);
	text_add(&text, "\n");
	told_print(&text);
}

static void
print_words(const struct work *work)
{
	const struct solve_matrix_result *result = &work->result;

	for (uint32_t g = 0; g < work->matrix.groups_count; g++) {
		printf("group %" PRIu32 ":", g);
		for (uint32_t i = 0; i < work->matrix.count; i++)
			if (result->plan.group_of[i] == g)
				printf(" %" PRIu32, i);
		putchar('\n');
	}
	printf("\nobjective %" PRId64 ".%03" PRId64 "\n", result->plan.objective / 1000,
	    result->plan.objective % 1000);
	printf("again: --seed %" PRIu64 " --effort %" PRIu64 "  (%.1f s%s)\n",
	    work->order.seed, result->effort, result->seconds,
	    result->plan.is_truncated ? ", cut off: another run may differ" : "");
}

enum status
cmd_matrix(const struct inputs *values)
{
	CLEANUP(work_done)
	struct work work = { .is_json = inputs_is_set(values, "json") };
	const char *path = inputs_text(values, "file");
	struct err err;
	enum status status = cmd_read_order(values, &work.order, &err);

	if (status == OK)
		status = source_read(path, &work.source, &err);
	if (status == OK)
		status = matrix_file_parse(path, text_string(&work.source.bytes),
		    work.source.bytes.length, &work.arena, &work.matrix, &err);
	if (status == OK)
		status = solve_matrix(&work.matrix, &work.order, &work.plan_arena,
		    &work.result, &err);
	if (status == OK)
		status = check(&work, &err);
	if (status != OK)
		return told_refusal(&err, NULL, NULL, work.is_json);
	if (work.is_json)
		print_json(&work);
	else
		print_words(&work);
	return OK;
}
