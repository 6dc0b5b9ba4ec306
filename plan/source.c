#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
close_file(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static enum status
refuse(const char *path, int error, struct err *err)
{
	enum status status = error == ENOENT || error == ENOTDIR ? ERR_NOT_FOUND
	    : error == EISDIR                                    ? ERR_INVALID
								 : ERR_UNAVAILABLE;

	return err_set(err, status, "%s: %s", path, strerror(error));
}

static enum status
read_all(int fd, const char *path, struct text *bytes, struct err *err)
{
	CLEANUP(free_ptr) char *piece = alloc_zero(1, 1 << 16);

	for (;;) {
		ssize_t got = read(fd, piece, 1 << 16);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return refuse(path, errno, err);
		if (got == 0)
			return OK;
		text_add_bytes(bytes, piece, (size_t)got);
		if (bytes->length > SOURCE_BYTES_MAX)
			return err_set(err, ERR_LIMIT, "%s: over %zu MiB", path,
			    SOURCE_BYTES_MAX >> 20);
	}
}

enum status
source_read(const char *path, struct source *ret_source, struct err *err)
{
	CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC);
	CLEANUP(source_done) struct source source = { .path = path };
	enum status status;

	if (fd < 0)
		return refuse(path, errno, err);
	status = read_all(fd, path, &source.bytes, err);
	if (status != OK)
		return status;
	ids_sha256(text_string(&source.bytes), source.bytes.length, source.sha256);
	*ret_source = source;
	source = (struct source){ .path = NULL };
	return OK;
}

void
source_done(struct source *source)
{
	text_done(&source->bytes);
	*source = (struct source){ .path = NULL };
}
