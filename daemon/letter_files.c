#include "letter_files.h"

#include "letter.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
complain(struct text *errors, const char *words)
{
	text_add_line(errors, words);
	text_add(errors, "\n");
}

/* One byte over the limit is enough: the parser refuses it by its length. */
static enum status
read_bytes(const char *path, struct text *out, struct err *err)
{
	char block[4096];
	size_t length;
	FILE *file = fopen(path, "rbe");

	if (file == NULL)
		return err_set(err, ERR_INVALID, "%s: %s", path, strerror(errno));
	while ((length = fread(block, 1, sizeof block, file)) > 0 &&
	    out->length <= LETTER_BYTES_MAX)
		text_add_bytes(out, block, length);
	bool is_bad = ferror(file) != 0;

	(void)fclose(file); /* was only read */
	return is_bad ? err_set(err, ERR_INVALID, "%s: cannot be read", path) : OK;
}

static enum status
read_kind(const char *folder, enum message_kind kind, struct letter_file *file,
    struct err *err)
{
	const char *name = message_kind_row(kind)->name;
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text path = { 0 };
	const struct letter *letter = NULL;

	text_add_bytes(&path, folder, strlen(folder)); /* a path, as it is */
	text_add(&path, "/");
	text_add_bytes(&path, name, strlen(name));
	text_add(&path, ".md");
	enum status status = read_bytes(text_string(&path), &file->body, err);

	if (status == OK)
		status = letter_parse(text_string(&path), text_string(&file->body),
		    file->body.length, &arena, &letter, err);
	if (status == OK && letter_kind(letter) != kind)
		return err_set(err, ERR_INVALID, "%s:2: the kind is %s, as the file says",
		    text_string(&path), name);
	if (status == OK)
		ids_sha256(file->body.data, file->body.length, file->digest);
	return status;
}

enum status
letter_files_read(const char *folder, struct letter_files *ret_files, struct text *errors)
{
	CLEANUP(letter_files_done) struct letter_files files = { 0 };
	bool is_good = true;

	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		struct err err = { OK, "" };

		if (read_kind(folder, kind, &files.kinds[kind], &err) != OK) {
			complain(errors, err.text);
			is_good = false;
		}
	}
	if (!is_good)
		return ERR_INVALID;
	*ret_files = files;
	files = (struct letter_files){ 0 }; /* given away */
	return OK;
}

enum status
letter_files_check(const char *folder, struct text *errors)
{
	CLEANUP(letter_files_done) struct letter_files files = { 0 };

	return letter_files_read(folder, &files, errors);
}

void
letter_files_done(struct letter_files *files)
{
	for (size_t i = 0; i < COUNT_OF(files->kinds); i++)
		text_done(&files->kinds[i].body);
}
