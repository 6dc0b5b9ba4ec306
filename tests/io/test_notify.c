#include "notify.h"

#include "run.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* systemd's end: an abstract socket, as systemd itself may use. */
static int
listen_as_systemd(char *name, size_t size)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	snprintf(name, size, "@convene-test-%d", (int)getpid());
	memcpy(address.sun_path + 1, name + 1, strlen(name) - 1);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address,
			     (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
				 strlen(name))),
	    0);
	return fd;
}

static const char *
heard(int fd)
{
	static char text[300];
	ssize_t length = recv(fd, text, sizeof text - 1, 0);

	text[length > 0 ? length : 0] = '\0';
	return text;
}

START_TEST(test_systemd_hears)
{
	char name[60];
	int fd = listen_as_systemd(name, sizeof name);

	setenv("NOTIFY_SOCKET", name, 1);
	notify_ready();
	ck_assert_str_eq(heard(fd), "READY=1");
	notify_watchdog();
	ck_assert_str_eq(heard(fd), "WATCHDOG=1");
	notify_status("round %d\nREADY=1", 7);
	ck_assert_str_eq(heard(fd), "STATUS=round 7\\x0AREADY=1");
	notify_reloading();
	ck_assert_int_eq(strncmp(heard(fd), "RELOADING=1\nMONOTONIC_USEC=", 27), 0);
	notify_stopping();
	ck_assert_str_eq(heard(fd), "STOPPING=1");
	close(fd);
}
END_TEST

/* Nobody there, and nothing that could be: no harm. */
START_TEST(test_nobody_hears)
{
	setenv("NOTIFY_SOCKET", "@convene-nobody", 1);
	notify_ready();
	setenv("NOTIFY_SOCKET", "relative", 1);
	notify_ready();
	unsetenv("NOTIFY_SOCKET");
	notify_ready();
}
END_TEST

START_TEST(test_watchdog)
{
	char pid[20];

	unsetenv("WATCHDOG_PID");
	unsetenv("WATCHDOG_USEC");
	ck_assert_int_eq(notify_watchdog_ms(), 0);
	setenv("WATCHDOG_USEC", "30000000", 1);
	ck_assert_int_eq(notify_watchdog_ms(), 15000);
	setenv("WATCHDOG_PID", "1", 1);
	ck_assert_int_eq(notify_watchdog_ms(), 0);
	snprintf(pid, sizeof pid, "%d", (int)getpid());
	setenv("WATCHDOG_PID", pid, 1);
	ck_assert_int_eq(notify_watchdog_ms(), 15000);
	setenv("WATCHDOG_USEC", "soon", 1);
	ck_assert_int_eq(notify_watchdog_ms(), 0);
}
END_TEST

START_TEST(test_sockets_by_name)
{
	char pid[20];

	snprintf(pid, sizeof pid, "%d", (int)getpid());
	setenv("LISTEN_FDS", "3", 1);
	setenv("LISTEN_FDNAMES", "control:web:control", 1);
	setenv("LISTEN_PID", "1", 1);
	ck_assert_int_eq(notify_socket("web", 0), -1);
	setenv("LISTEN_PID", pid, 1);
	ck_assert_int_eq(notify_socket("web", 0), 4);
	ck_assert_int_eq(notify_socket("control", 0), 3);
	ck_assert_int_eq(notify_socket("control", 1), 5);
	ck_assert_int_eq(notify_socket("control", 2), -1);
	ck_assert_int_eq(notify_socket("cont", 0), -1);
	ck_assert_int_eq(notify_socket("", 0), -1);
	setenv("LISTEN_FDS", "1", 1);
	ck_assert_int_eq(notify_socket("web", 0), -1);
	unsetenv("LISTEN_FDNAMES");
	ck_assert_int_eq(notify_socket("control", 0), -1);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("notify");

	tcase_add_test(tests, test_systemd_hears);
	tcase_add_test(tests, test_nobody_hears);
	tcase_add_test(tests, test_watchdog);
	tcase_add_test(tests, test_sockets_by_name);
	return run_tests("notify", tests);
}
