#include "credential.h"

#include "text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

static void
close_fd(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static enum status
check_file(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(err, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INVALID, "%s is no regular file", path);
	if (st.st_uid != geteuid())
		return err_set(err, ERR_DENIED, "%s belongs to another user", path);
	if ((st.st_mode & 077) != 0)
		return err_set(err, ERR_DENIED,
		    "%s is open to others: it must have mode 0600", path);
	return OK;
}

/* Until the file ends or the buffer is full; -1: errno says why. */
static ssize_t
read_all(int fd, char *bytes, size_t size)
{
	size_t length = 0;
	ssize_t got;

	while (length < size && (got = read(fd, bytes + length, size - length)) != 0) {
		if (got > 0)
			length += (size_t)got;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)length;
}

static enum status
read_bytes(int fd, const char *path, struct credential *credential, struct err *err)
{
	ssize_t length = read_all(fd, credential->bytes, CREDENTIAL_BYTES_MAX + 1);

	if (length < 0)
		return err_set(err, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	if (length > CREDENTIAL_BYTES_MAX)
		return err_set(err, ERR_INVALID, "%s has more than %d bytes", path,
		    CREDENTIAL_BYTES_MAX);
	while (length > 0 && strchr("\r\n", credential->bytes[length - 1]) != NULL)
		length--;
	credential->bytes[length] = '\0';
	if (strlen(credential->bytes) != (size_t)length || length == 0)
		return err_set(err, ERR_INVALID, "%s is empty, or holds a zero byte",
		    path);
	credential->length = (size_t)length;
	return OK;
}

/* systemd has seen to the rights of its own copies. */
static enum status
read_from(const char *path, bool is_checked, struct credential *ret_credential,
    struct err *err)
{
	CLEANUP(close_fd)
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_DENIED,
		    "%s: %s", path, strerror(errno));
	enum status status = is_checked ? check_file(fd, path, err) : OK;

	if (status != OK)
		return status;
	alloc_check(sodium_init() < 0 ? NULL : ret_credential);
	CLEANUP(credential_done)
	struct credential credential = {
		.bytes = alloc_check(sodium_malloc(CREDENTIAL_BYTES_MAX + 2)),
	};

	status = read_bytes(fd, path, &credential, err);
	if (status != OK)
		return status;
	*ret_credential = credential;
	credential.bytes = NULL;
	return OK;
}

enum status
credential_read(const char *name, const char *file, struct credential *ret_credential,
    struct err *err)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	assert(strchr(name, '/') == NULL);
	if (folder != NULL) {
		CLEANUP(text_done) struct text path = { 0 };

		text_add_bytes(&path, folder, strlen(folder)); /* systemd's own words */
		text_add(&path, "/");
		text_add_bytes(&path, name, strlen(name)); /* a literal of the caller */
		enum status status = read_from(text_string(&path), false, ret_credential,
		    err);

		if (status != ERR_NOT_FOUND)
			return status;
	}
	if (file == NULL)
		return err_set(err, ERR_NOT_FOUND, "no credential %s", name);
	return read_from(file, true, ret_credential, err);
}

void
credential_done(struct credential *credential)
{
	sodium_free(credential->bytes); /* wipes, and accepts NULL */
	*credential = (struct credential){ 0 };
}
