#include "sink.h"

#include <arpa/inet.h>
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SINK "/usr/sbin/smtp-sink"

static pid_t sink;

bool
sink_is_installed(void)
{
	return access(SINK, X_OK) == 0;
}

static struct sockaddr_in
local(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static int
find_port(void)
{
	struct sockaddr_in address = local(0);
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, length), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &length), 0);
	close(fd);
	return ntohs(address.sin_port);
}

static bool
answers(int port)
{
	struct sockaddr_in address = local(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool is_there = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

	close(fd);
	return is_there;
}

/* As root it wants to be told whom to run as. */
static void
exec_sink(const char *const *options, int port)
{
	const char *argv[SINK_WORDS_MAX + 6] = { SINK };
	char address[32];
	int count = 1;

	if (getuid() == 0) {
		argv[count++] = "-u";
		argv[count++] = "nobody";
	}
	for (int i = 0; i < SINK_WORDS_MAX && options[i] != NULL; i++)
		argv[count++] = options[i];
	(void)snprintf(address, sizeof address, "127.0.0.1:%d", port);
	argv[count++] = address;
	argv[count++] = "16";
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv(SINK, (char *const *)argv);
	_exit(127);
}

int
sink_start(const char *const *options)
{
	int port = find_port();

	sink = fork();
	ck_assert_int_ge(sink, 0);
	if (sink == 0)
		exec_sink(options, port);
	while (!answers(port))
		ck_assert_int_eq(waitpid(sink, NULL, WNOHANG), 0);
	return port;
}

void
sink_stop(void)
{
	if (sink == 0)
		return;
	kill(sink, SIGKILL);
	waitpid(sink, NULL, 0);
	sink = 0;
}
