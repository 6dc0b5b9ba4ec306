/* token_command.c
 *
 * libevent calls on_output(), on_child() and on_deadline(). The end of the program
 * decides, not that of its output: what it leaves running may hold the pipe for long. */
#include "token_command.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct token_command {
	token_command_fn *done;
	void *arg;
	pid_t pid; /* 0: none, or it is reaped */
	int output;
	struct event *readable, *child;
	struct event *deadline;
	struct err failed; /* to start; told in the loop's next turn */
	char bytes[TOKEN_COMMAND_BYTES_MAX + 1];
	size_t length;
};

/* Cuts the copy at its blanks. False: too many words. */
static bool
cut(char *copy, char *ret_words[TOKEN_COMMAND_WORDS_MAX + 1])
{
	char *rest = copy;
	size_t count = 0;

	while (rest != NULL) {
		char *word = strsep(&rest, " ");

		if (*word == '\0')
			continue;
		if (count == TOKEN_COMMAND_WORDS_MAX)
			return false;
		ret_words[count++] = word;
	}
	ret_words[count] = NULL;
	return true;
}

enum status
token_command_check(const char *command, struct err *err)
{
	CLEANUP(free_ptr) char *copy = alloc_text(command);
	char *words[TOKEN_COMMAND_WORDS_MAX + 1];

	if (command[0] != '/')
		return err_set(err, ERR_INVALID,
		    "a token command begins with a program's path, as /usr/bin/...");
	for (const char *at = command; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7F)
			return err_set(err, ERR_INVALID,
			    "a token command holds byte 0x%02x", (unsigned char)*at);
	if (!cut(copy, words))
		return err_set(err, ERR_INVALID, "a token command has at most %d words",
		    TOKEN_COMMAND_WORDS_MAX);
	return OK;
}

/* With all that it has started; it dies at once. */
static void
kill_it(struct token_command *command)
{
	if (command->pid == 0)
		return;
	kill(-command->pid, SIGKILL);
	while (waitpid(command->pid, NULL, 0) < 0 && errno == EINTR)
		;
	command->pid = 0;
}

static void
stop_events(struct token_command *command)
{
	event_del(command->deadline);
	if (command->readable != NULL)
		event_del(command->readable);
	event_del(command->child);
}

static void
say(struct token_command *command, const struct err *err)
{
	bool is_well = err->status == OK;

	stop_events(command);
	command->done(err->status, is_well ? command->bytes : NULL, err, command->arg);
	explicit_bzero(command->bytes, sizeof command->bytes);
}

static void
fail(struct token_command *command, const char *why)
{
	struct err err;

	kill_it(command);
	(void)err_set(&err, ERR_UNAVAILABLE, "relay: the token command %s", why);
	say(command, &err);
}

/* False: more than a token can be. */
static bool
read_output(struct token_command *command)
{
	while (command->length < sizeof command->bytes) {
		ssize_t got = read(command->output, command->bytes + command->length,
		    sizeof command->bytes - command->length);

		if (got == 0) /* or it is readable for ever */
			event_del(command->readable);
		if (got <= 0)
			return true;
		command->length += (size_t)got;
	}
	return false;
}

static void
on_output(evutil_socket_t fd, short what, void *arg)
{
	struct token_command *command = arg;

	if (!read_output(command))
		fail(command, "prints too much");
}

/* One line of what can stand in a header: an end of line may follow. */
static bool
is_token(struct token_command *command)
{
	char *bytes = command->bytes;
	size_t length = command->length;

	if (length > 0 && bytes[length - 1] == '\n')
		length--;
	if (length > 0 && bytes[length - 1] == '\r')
		length--;
	for (size_t i = 0; i < length; i++)
		if (bytes[i] <= ' ' || bytes[i] > '~')
			return false;
	bytes[length] = '\0';
	return length > 0;
}

/* Some child of the process has ended. */
static void
on_child(evutil_socket_t fd, short what, void *arg)
{
	struct token_command *command = arg;
	struct err err = { OK, "" };
	int how = 0;

	if (command->pid == 0 || waitpid(command->pid, &how, WNOHANG) != command->pid)
		return;
	command->pid = 0;
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		fail(command, WIFEXITED(how) ? "failed" : "was killed");
	else if (!read_output(command) || !is_token(command))
		fail(command, "printed no token");
	else
		say(command, &err);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
	struct token_command *command = arg;

	if (command->failed.status != OK)
		say(command, &command->failed);
	else
		fail(command, "gave none in time");
}

/* A group of its own, to be killed as one; signals as a new program expects them. */
static int
spawn(const char *line, int output, pid_t *ret_pid)
{
	CLEANUP(free_ptr) char *copy = alloc_text(line);
	char *words[TOKEN_COMMAND_WORDS_MAX + 1];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, usual;
	int error;

	(void)cut(copy, words); /* checked */
	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes,
	    POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	error = posix_spawn(ret_pid, words[0], &files, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return error;
}

static int
start(struct token_command *command, const char *line)
{
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return errno;
	command->output = ends[0];
	fcntl(ends[1], F_SETFL, 0); /* the program's end waits */
	error = spawn(line, ends[1], &command->pid);
	close(ends[1]);
	if (error != 0)
		command->pid = 0;
	return error;
}

struct token_command *
token_command_start(struct event_base *base, const char *line, int deadline_ms,
    token_command_fn *done, void *arg)
{
	struct token_command *command = alloc_zero(1, sizeof *command);
	struct timeval wait = { deadline_ms / 1000, deadline_ms % 1000 * 1000 };

	command->done = done;
	command->arg = arg;
	command->output = -1;
	command->deadline = alloc_check(evtimer_new(base, on_deadline, command));
	command->child = alloc_check(evsignal_new(base, SIGCHLD, on_child, command));
	event_add(command->child, NULL); /* before there is a child that could end */

	int error = start(command, line);
	if (error != 0) {
		(void)err_set(&command->failed, ERR_UNAVAILABLE,
		    "relay: the token command cannot be started: %s", strerror(error));
		wait = (struct timeval){ 0, 0 };
	} else {
		command->readable = alloc_check(event_new(base, command->output,
		    EV_READ | EV_PERSIST, on_output, command));
		event_add(command->readable, NULL);
	}
	evtimer_add(command->deadline, &wait);
	return command;
}

void
token_command_stop(struct token_command **commandp)
{
	struct token_command *command = TAKE(*commandp);

	if (command == NULL)
		return;
	kill_it(command);
	if (command->readable != NULL)
		event_free(command->readable);
	event_free(command->child);
	event_free(command->deadline);
	if (command->output >= 0)
		close(command->output);
	explicit_bzero(command, sizeof *command);
	free(command);
}
