#include "reload.h"

#include "verify.h"

#include <string.h>
#include <unistd.h>

void
reload_done(struct reload *reload)
{
	json_free(&reload->plan);
	rules_done(&reload->rules);
	sheets_done(&reload->sheets);
	source_done(&reload->matrix);
	source_done(&reload->source);
	text_done(&reload->lines);
	arena_done(&reload->arena);
}

static enum status
read_plan(struct reload *reload, struct err *err)
{
	struct err why;
	const char *kind;
	enum status status = source_read(reload->path, &reload->source, err);

	if (status != OK)
		return status;
	if (json_parse(text_string(&reload->source.bytes), reload->source.bytes.length,
		&reload->plan, &why) != OK)
		return err_set(err, ERR_INVALID, "%s: %s", reload->path, why.text);
	kind = json_as_text(json_find(reload->plan, "kind"));
	reload->is_matrix = kind != NULL && strcmp(kind, "matrix") == 0;
	status = reload->is_matrix
	    ? outcome_read_matrix(reload->plan, &reload->basis, &why)
	    : outcome_read_basis(reload->plan, &reload->basis, &why);
	if (status != OK)
		return err_set(err, status, "%s is no plan of convene-plan: %s",
		    reload->path, why.text);
	return OK;
}

/* Where it was, or beside the plan. */
static const char *
find_file(struct reload *reload, const char *path)
{
	const char *slash = strrchr(reload->path, '/');
	CLEANUP(text_done) struct text beside = { 0 };

	if (path == NULL || path[0] == '/' || slash == NULL || access(path, R_OK) == 0)
		return path;
	text_add_bytes(&beside, reload->path, (size_t)(slash - reload->path) + 1);
	text_add_bytes(&beside, path, strlen(path));
	return arena_text(&reload->arena, text_string(&beside));
}

static void
compare_digest(struct reload *reload, const struct source *source, const char *sha256)
{
	if (source->path == NULL || strcmp(source->sha256, sha256) == 0)
		return;
	reload->found++;
	text_add_line(&reload->lines, source->path);
	text_add(&reload->lines, " is not the file that the plan was made from\n");
}

static enum status
read_files(struct reload *reload, struct err *err)
{
	const char *paths[SHEETS_COUNT];
	enum status status = OK;

	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		paths[file] = find_file(reload, reload->basis.paths[file]);
	rules_start(&reload->rules);
	if (reload->basis.rules != NULL)
		status = rules_read(&reload->rules,
		    find_file(reload, reload->basis.rules), &reload->lines, err);
	if (status == OK && reload->basis.invented > 0) {
		sheets_invent(&reload->sheets, reload->basis.invented);
		return sheets_parse(&reload->sheets, &reload->lines, err);
	}
	if (status == OK)
		status = sheets_read(paths, &reload->sheets, &reload->lines, err);
	if (status != OK)
		return status;
	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		compare_digest(reload, &reload->sheets.sources[file],
		    reload->basis.sha256s[file]);
	compare_digest(reload, &reload->rules.source, reload->basis.rules_sha256);
	return OK;
}

static enum status
read_matrix(struct reload *reload, struct err *err)
{
	enum status status = source_read(find_file(reload, reload->basis.matrix),
	    &reload->matrix, err);

	if (status == OK)
		compare_digest(reload, &reload->matrix, reload->basis.matrix_sha256);
	return status;
}

enum status
reload_plan(const char *path, struct reload *ret_reload, struct err *err)
{
	enum status status;

	ret_reload->path = path;
	status = read_plan(ret_reload, err);
	if (status != OK)
		return status;
	return ret_reload->is_matrix ? read_matrix(ret_reload, err)
				     : read_files(ret_reload, err);
}

void
reload_verify(struct reload *reload)
{
	const struct verify_basis basis = {
		.sheets = &reload->sheets,
		.rules = &reload->rules,
		.size_min = reload->basis.size_min,
		.size_max = reload->basis.size_max,
	};

	reload->found += verify_plan(reload->plan, &basis, &reload->lines);
}
