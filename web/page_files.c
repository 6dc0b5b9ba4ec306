#include "page_files.h"

#include "page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HASH_LENGTH 16

static const struct {
	const char *name;
	const struct template_name *names;
} files[] = {
	[PAGE_FILE_ANSWER] = { "answer.html", page_answer_names },
	[PAGE_FILE_LEAVE] = { "leave.html", page_leave_names },
	[PAGE_FILE_ERROR] = { "error.html", page_error_names },
};
_Static_assert(COUNT_OF(files) == PAGE_FILE_COUNT, "a file for every page");

static void
close_file(FILE **file)
{
	if (*file != NULL)
		(void)fclose(*file); /* it was read */
}

static enum status
read_bytes(const char *path, struct text *ret_bytes, struct err *err)
{
	CLEANUP(close_file) FILE *file = fopen(path, "re");
	char piece[4096];
	size_t length;

	if (file == NULL)
		return err_set(err, ERR_INVALID, "%s: %s", path, strerror(errno));
	while ((length = fread(piece, 1, sizeof piece, file)) > 0) {
		text_add_bytes(ret_bytes, piece, length);
		if (ret_bytes->length > PAGE_FILES_BYTES_MAX)
			return err_set(err, ERR_INVALID, "%s: over %zu bytes", path,
			    PAGE_FILES_BYTES_MAX);
	}
	if (ferror(file))
		return err_set(err, ERR_INVALID, "%s: %s", path, strerror(errno));
	return OK;
}

static char *
path_of(const char *folder, const char *name)
{
	char *path;

	alloc_check(asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path);
	return path;
}

static enum status
read_template(const char *folder, enum page_file file, struct page_files *pages,
    struct err *err)
{
	CLEANUP(free_ptr) char *path = path_of(folder, files[file].name);
	CLEANUP(text_done) struct text bytes = { 0 };
	enum status status = read_bytes(path, &bytes, err);

	if (status != OK)
		return status;

	const struct template_source source = {
		.file = path,
		.first_line = 1,
		.bytes = text_string(&bytes),
		.length = bytes.length,
		.kind = TEMPLATE_HTML,
		.names = files[file].names,
	};

	return template_parse(&source, &pages->arena, &pages->templates[file], err);
}

static enum status
read_style(const char *folder, struct page_files *pages, struct err *err)
{
	CLEANUP(free_ptr) char *path = path_of(folder, "style.css");
	enum status status = read_bytes(path, &pages->style, err);

	if (status != OK)
		return status;
	ids_sha256(text_string(&pages->style), pages->style.length, pages->style_hash);
	pages->style_hash[HASH_LENGTH] = '\0';
	return OK;
}

static void
complain(struct text *errors, const struct err *err)
{
	text_add_line(errors, err->text);
	text_add(errors, "\n");
}

enum status
page_files_read(const char *folder, struct page_files **ret_files, struct text *errors)
{
	CLEANUP(page_files_free) struct page_files *pages = alloc_zero(1, sizeof *pages);
	size_t before = errors->length;
	struct err err;

	for (enum page_file file = 0; file < PAGE_FILE_COUNT; file++)
		if (read_template(folder, file, pages, &err) != OK)
			complain(errors, &err);
	if (read_style(folder, pages, &err) != OK)
		complain(errors, &err);
	if (errors->length > before)
		return ERR_INVALID;
	*ret_files = TAKE(pages);
	return OK;
}

void
page_files_free(struct page_files **filesp)
{
	struct page_files *pages = TAKE(*filesp);

	if (pages == NULL)
		return;
	arena_done(&pages->arena);
	text_done(&pages->style);
	free(pages);
}
