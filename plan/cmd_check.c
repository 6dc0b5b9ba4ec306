#include "cmd.h"

#include "check_matrix.h"
#include "outcome.h"
#include "told.h"
#include "verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct work {
	const char *path;
	bool is_json;
	struct source source;
	struct json *plan;
	struct outcome_basis basis;
	const char *matrix_path, *matrix_sha256;
	struct source matrix;
	struct sheets sheets;
	struct rules rules;
	struct text lines; /* what is wrong in a file; or what was found */
	struct arena arena;
	size_t found;
};

static void
work_done(struct work *work)
{
	json_free(&work->plan);
	rules_done(&work->rules);
	sheets_done(&work->sheets);
	source_done(&work->source);
	source_done(&work->matrix);
	text_done(&work->lines);
	arena_done(&work->arena);
}

static bool
is_kind(const struct work *work, const char *kind)
{
	const char *told = json_as_text(json_find(work->plan, "kind"));

	return told != NULL && strcmp(told, kind) == 0;
}

static enum status
read_plan(struct work *work, struct err *err)
{
	struct err why;
	enum status status = source_read(work->path, &work->source, err);

	if (status != OK)
		return status;
	if (json_parse(text_string(&work->source.bytes), work->source.bytes.length,
		&work->plan, &why) != OK)
		return err_set(err, ERR_INVALID, "%s: %s", work->path, why.text);
	status = is_kind(work, "matrix")
	    ? outcome_read_matrix(work->plan, &work->matrix_path, &work->matrix_sha256,
		  &why)
	    : outcome_read_basis(work->plan, &work->basis, &why);
	if (status != OK)
		return err_set(err, status, "%s is no plan of convene-plan: %s",
		    work->path, why.text);
	return OK;
}

/* Where it was, or beside the plan. */
static const char *
find_file(struct work *work, const char *path)
{
	const char *slash = strrchr(work->path, '/');
	CLEANUP(text_done) struct text beside = { 0 };

	if (path == NULL || path[0] == '/' || slash == NULL || access(path, R_OK) == 0)
		return path;
	text_add_bytes(&beside, work->path, (size_t)(slash - work->path) + 1);
	text_add_bytes(&beside, path, strlen(path));
	return arena_text(&work->arena, text_string(&beside));
}

static void
compare_digest(struct work *work, const struct source *source, const char *sha256)
{
	if (source->path == NULL || strcmp(source->sha256, sha256) == 0)
		return;
	work->found++;
	text_add_line(&work->lines, source->path);
	text_add(&work->lines, " is not the file that the plan was made from\n");
}

static enum status
read_files(struct work *work, struct err *err)
{
	const char *paths[SHEETS_COUNT];
	enum status status = OK;

	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		paths[file] = find_file(work, work->basis.paths[file]);
	rules_start(&work->rules);
	if (work->basis.rules != NULL)
		status = rules_read(&work->rules, find_file(work, work->basis.rules),
		    &work->lines, err);
	if (status == OK)
		status = sheets_read(paths, &work->sheets, &work->lines, err);
	if (status != OK)
		return status;
	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		compare_digest(work, &work->sheets.sources[file],
		    work->basis.sha256s[file]);
	compare_digest(work, &work->rules.source, work->basis.rules_sha256);
	return OK;
}

static enum status
tell(const struct work *work)
{
	struct err err;

	if (work->found > 0) {
		(void)err_set(&err, ERR_FINDINGS, "%s: %zu %s not as the plan says",
		    work->path, work->found,
		    work->found == 1 ? "thing is" : "things are");
		return told_refusal(&err, &work->lines, NULL, work->is_json);
	}
	if (work->is_json)
		puts("{\"findings\":0}");
	else
		printf("%s is as it says: all rules hold, the score is right\n",
		    work->path);
	return OK;
}

static enum status
check_people(struct work *work, struct err *err)
{
	enum status status = read_files(work, err);

	if (status != OK)
		return status;

	const struct verify_basis basis = {
		.sheets = &work->sheets,
		.rules = &work->rules,
		.size_min = work->basis.size_min,
		.size_max = work->basis.size_max,
	};

	work->found += verify_plan(work->plan, &basis, &work->lines);
	return OK;
}

static enum status
check_distances(struct work *work, struct err *err)
{
	enum status status = source_read(find_file(work, work->matrix_path),
	    &work->matrix, err);

	if (status != OK)
		return status;
	compare_digest(work, &work->matrix, work->matrix_sha256);
	work->found += check_matrix_plan(work->plan, &work->matrix.bytes, &work->lines);
	return OK;
}

enum status
cmd_check(const struct inputs *values)
{
	CLEANUP(work_done)
	struct work work = {
		.path = inputs_text(values, "plan"),
		.is_json = inputs_is_set(values, "json"),
	};
	struct err err;
	enum status status = read_plan(&work, &err);

	if (status == OK && is_kind(&work, "matrix"))
		status = check_distances(&work, &err);
	else if (status == OK)
		status = check_people(&work, &err);
	if (status != OK)
		return told_refusal(&err, &work.lines, NULL, work.is_json);
	return tell(&work);
}
