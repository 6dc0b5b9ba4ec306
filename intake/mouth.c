#include "mouth.h"

#include "journal.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd); /* it was read */
}

/* ERR_UNAVAILABLE: it cannot be read to its end. */
static enum status
read_mail(int fd, struct text *mail, struct err *err)
{
	char piece[65536];
	ssize_t got;

	while ((got = read(fd, piece, sizeof piece)) != 0) {
		size_t room = INTAKE_BYTES_MAX + 1 - mail->length;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(err, ERR_UNAVAILABLE, "a mail: %s",
			    strerror(errno));
		text_add_bytes(mail, piece, (size_t)got < room ? (size_t)got : room);
	}
	return OK;
}

enum status
mouth_pipe(struct intake *intake, struct err *err)
{
	CLEANUP(text_done) struct text mail = { 0 };
	enum status status = read_mail(STDIN_FILENO, &mail, err);

	if (status != OK)
		return status;
	return intake_take(intake, text_string(&mail), mail.length, err);
}

/* Stands behind the name of a mail that somebody has begun with. One that has it already
 * ended its reader once. */
#define MARK ",begun"

static char *
path_of(const char *dir, const char *folder, const char *name, const char *behind)
{
	char *path;

	alloc_check(
	    asprintf(&path, "%s/%s/%s%s", dir, folder, name, behind) < 0 ? NULL : path);
	return path;
}

static bool
has_ending(const char *name, const char *ending)
{
	size_t length = strlen(name), end = strlen(ending);

	return length > end && strcmp(name + length - end, ending) == 0;
}

static enum status
move(const char *from, const char *to, struct err *err)
{
	if (rename(from, to) == 0)
		return OK;
	return err_set(err, ERR_UNAVAILABLE, "a mail cannot be moved: %s",
	    strerror(errno));
}

static enum status
set_aside(const char *dir, const char *name, const char *path, struct err *err)
{
	static const char *const folders[] = { "", "cur", "new", "tmp" };
	CLEANUP(free_ptr) char *there = path_of(dir, ".Corrupt/cur", name, ":2,");

	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		CLEANUP(free_ptr) char *folder = path_of(dir, ".Corrupt", folders[i], "");

		(void)mkdir(folder, 0700); /* or it is there: the move will say */
	}
	journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
	    "a mail ended this program twice: it lies in .Corrupt of the mailbox");
	return move(path, there, err);
}

static enum status
take_file(struct intake *intake, const char *path, struct err *err)
{
	CLEANUP(text_done) struct text mail = { 0 };
	CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return err_set(err, ERR_UNAVAILABLE, "a mail: %s", strerror(errno));
	enum status status = read_mail(fd, &mail, err);

	if (status != OK)
		return status;
	return intake_take(intake, text_string(&mail), mail.length, err);
}

static enum status
take_one(struct intake *intake, const char *dir, const char *name, struct err *err)
{
	CLEANUP(free_ptr) char *path = path_of(dir, "new", name, "");
	CLEANUP(free_ptr) char *begun = path_of(dir, "new", name, MARK);
	CLEANUP(free_ptr) char *seen = path_of(dir, "cur", name, ":2,S");

	if (has_ending(name, MARK MARK))
		return set_aside(dir, name, path, err);
	enum status status = move(path, begun, err);

	if (status != OK)
		return status;
	status = take_file(intake, begun, err);
	if (status == OK)
		return move(begun, seen, err);
	(void)rename(begun, path); /* else the next reading counts as the second */
	return status;
}

static int
is_mail(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

enum status
mouth_maildir(struct intake *intake, const char *dir, struct err *err)
{
	CLEANUP(free_ptr) char *folder = path_of(dir, "new", "", "");
	CLEANUP(free_ptr) struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_mail, alphasort);
	enum status status = OK;

	if (count < 0)
		return err_set(err, ERR_INVALID, "no Maildir: %s", strerror(errno));
	for (int i = 0; i < count; i++) {
		if (status == OK)
			status = take_one(intake, dir, entries[i]->d_name, err);
		free(entries[i]);
	}
	return status;
}
