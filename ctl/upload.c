#include "upload.h"

#include "utf8.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
close_file(FILE **file)
{
	if (*file != NULL)
		(void)fclose(*file); /* read only */
}

static size_t
line_of(const char *bytes, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += bytes[i] == '\n';
	return line;
}

enum status
upload_read(const char *path, char **ret_text, struct err *err)
{
	CLEANUP(close_file) FILE *file = fopen(path, "re");
	CLEANUP(free_ptr) char *bytes = alloc_zero(1, UPLOAD_BYTES_MAX + 2);

	if (file == NULL)
		return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID,
		    "%s: %s", path, strerror(errno));

	size_t length = fread(bytes, 1, UPLOAD_BYTES_MAX + 1, file);

	if (ferror(file))
		return err_set(err, ERR_INVALID, "%s: %s", path, strerror(errno));
	if (length > UPLOAD_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "%s is larger than 16 MiB", path);

	size_t valid = utf8_valid_length(bytes, length);
	const char *nul = memchr(bytes, '\0', length);

	if (nul != NULL)
		return err_set(err, ERR_INVALID, "%s:%zu: holds a NUL", path,
		    line_of(bytes, (size_t)(nul - bytes)));
	if (valid < length)
		return err_set(err, ERR_INVALID,
		    "%s:%zu: is not UTF-8; convert it with iconv -f WINDOWS-1252 -t "
		    "UTF-8",
		    path, line_of(bytes, valid));
	*ret_text = TAKE(bytes);
	return OK;
}
