#include "http_listen.h"

#include "run.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static char folder[32], path[64], lock[80];

static void
make_folder(void)
{
	memcpy(folder,
	    "/tmp/listen.XX"
	    "XX"
	    "XX",
	    sizeof "/tmp/listen.123456");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/sock", folder);
	snprintf(lock, sizeof lock, "%s.lock", path);
}

static void
remove_folder(void)
{
	unlink(path);
	unlink(lock);
	ck_assert_int_eq(rmdir(folder), 0);
}

static struct http_listen *
opened(void)
{
	struct http_listen *new = NULL;
	struct err err = { OK, "" };

	ck_assert_msg(http_listen_unix(path, 0660, getgid(), &new, &err) == OK, "%s",
	    err.text);
	return new;
}

static int
connected(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(address.sun_path, path, strlen(path) + 1);
	int result = connect(fd, (struct sockaddr *)&address, sizeof address);

	close(fd);
	return result;
}

START_TEST(test_socket_has_its_mode_and_group)
{
	CLEANUP(http_listen_close) struct http_listen *new = opened();
	struct stat stat;

	ck_assert_int_eq(lstat(path, &stat), 0);
	ck_assert_int_eq(stat.st_mode & 07777, 0660);
	ck_assert_int_eq(stat.st_gid, getgid());
	ck_assert_int_eq(connected(), 0);
	ck_assert_int_eq(http_listen_port(new), 0);
}
END_TEST

START_TEST(test_one_process_owns_a_path)
{
	CLEANUP(http_listen_close) struct http_listen *new = opened();
	struct http_listen *other = NULL;
	struct err err;

	ck_assert_ptr_nonnull(new);
	ck_assert_int_eq(http_listen_unix(path, 0660, (gid_t)-1, &other, &err),
	    ERR_CONFLICT);
	ck_assert_ptr_null(other);
	ck_assert_int_eq(connected(), 0); /* the first one's socket is still there */
}
END_TEST

static void
leave_a_socket(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(address.sun_path, path, strlen(path) + 1);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd); /* as a process that was killed leaves it */
}

START_TEST(test_stale_socket_is_replaced)
{
	leave_a_socket();
	ck_assert_int_ne(connected(), 0);

	CLEANUP(http_listen_close) struct http_listen *new = opened();

	ck_assert_ptr_nonnull(new);
	ck_assert_int_eq(connected(), 0);
}
END_TEST

START_TEST(test_closing_removes_the_file)
{
	struct http_listen *new = opened();

	http_listen_close(&new);
	ck_assert_ptr_null(new);
	ck_assert_int_ne(access(path, F_OK), 0);
	new = opened();
	http_listen_close(&new);
}
END_TEST

START_TEST(test_other_files_stay)
{
	struct http_listen *new = NULL;
	int fd = open(path, O_CREAT | O_WRONLY, 0600);

	close(fd);
	ck_assert_int_eq(http_listen_unix(path, 0660, (gid_t)-1, &new, NULL),
	    ERR_INVALID);
	ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

START_TEST(test_path_that_does_not_fit)
{
	struct http_listen *new = NULL;
	char longer[200];

	memset(longer, 'x', sizeof longer);
	memcpy(longer, folder, strlen(folder));
	longer[strlen(folder)] = '/';
	longer[150] = '\0';
	ck_assert_int_eq(http_listen_unix(longer, 0660, (gid_t)-1, &new, NULL),
	    ERR_INVALID);
	snprintf(longer, sizeof longer - 5, "%s/none/sock", folder);
	ck_assert_int_eq(http_listen_unix(longer, 0660, (gid_t)-1, &new, NULL),
	    ERR_UNAVAILABLE);
	snprintf(longer, sizeof longer, "rm -f %s/x*.lock", folder);
	ck_assert_int_eq(system(longer), 0);
}
END_TEST

static const struct {
	const char *address;
	enum status status;
} addresses[] = {
	{ "127.0.0.1:0", OK },
	{ "[::1]:0", OK },
	{ "127.0.0.1", ERR_INVALID },
	{ "localhost:80", ERR_INVALID },
	{ "127.0.0.1:", ERR_INVALID },
	{ "127.0.0.1:65536", ERR_INVALID },
	{ "127.0.0.1:8o", ERR_INVALID },
	{ "::1:80", ERR_INVALID },
	{ ":80", ERR_INVALID },
	{ "", ERR_INVALID },
};

START_TEST(test_tcp_address)
{
	CLEANUP(http_listen_close) struct http_listen *new = NULL;
	struct err err = { OK, "" };

	ck_assert_msg(http_listen_tcp(addresses[_i].address, &new, &err) ==
		addresses[_i].status,
	    "%s: %s", addresses[_i].address, err.text);
	if (new != NULL)
		ck_assert_int_gt(http_listen_port(new), 0);
}
END_TEST

START_TEST(test_taken_port_is_unavailable)
{
	CLEANUP(http_listen_close) struct http_listen *first = NULL;
	struct http_listen *second = NULL;
	char address[32];

	ck_assert_int_eq(http_listen_tcp("127.0.0.1:0", &first, NULL), OK);
	snprintf(address, sizeof address, "127.0.0.1:%d", http_listen_port(first));
	ck_assert_int_eq(http_listen_tcp(address, &second, NULL), ERR_UNAVAILABLE);
}
END_TEST

START_TEST(test_inherited_socket)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct http_listen *new = NULL;

	ck_assert_int_eq(http_listen_fd(fd, &new, NULL), ERR_INVALID);
	ck_assert_int_eq(http_listen_fd(-1, &new, NULL), ERR_INVALID);
	ck_assert_int_eq(http_listen_fd(STDERR_FILENO, &new, NULL), ERR_INVALID);
	ck_assert_ptr_null(new);
	ck_assert_int_eq(listen(fd, 1), 0);
	ck_assert_int_eq(http_listen_fd(fd, &new, NULL), OK);
	ck_assert_int_eq(http_listen_socket(new), fd);
	ck_assert_int_ne(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	ck_assert_int_ne(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
	http_listen_close(&new);
	ck_assert_int_eq(fcntl(fd, F_GETFD), -1);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("http_listen");

	tcase_add_checked_fixture(tests, make_folder, remove_folder);
	tcase_add_test(tests, test_socket_has_its_mode_and_group);
	tcase_add_test(tests, test_one_process_owns_a_path);
	tcase_add_test(tests, test_stale_socket_is_replaced);
	tcase_add_test(tests, test_closing_removes_the_file);
	tcase_add_test(tests, test_other_files_stay);
	tcase_add_test(tests, test_path_that_does_not_fit);
	tcase_add_loop_test(tests, test_tcp_address, 0, COUNT_OF(addresses));
	tcase_add_test(tests, test_taken_port_is_unavailable);
	tcase_add_test(tests, test_inherited_socket);
	return run_tests("http_listen", tests);
}
