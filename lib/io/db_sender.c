#include "db_sender.h"

#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct db_sender {
	struct db_sender_job job;
	int socket; /* a duplicate: libpq may close its own while we look */
	int done_fd;
	struct event *on_done;
	db_sender_done_fn *done;
	void *arg;
	pthread_t thread;
	bool is_over; /* done was called */
	bool is_sent; /* the thread's, until it is joined */
};

static bool
flush(PGconn *pg, int fd)
{
	int unsent;

	while ((unsent = PQflush(pg)) > 0) {
		struct pollfd ready = { .fd = fd, .events = POLLIN | POLLOUT };

		/* the server may want to be read before it reads on */
		if (poll(&ready, 1, -1) > 0 && (ready.revents & ~POLLOUT) != 0 &&
		    !PQconsumeInput(pg))
			return false;
	}
	return unsent == 0;
}

static void *
thread_main(void *arg)
{
	struct db_sender *sender = arg;
	const struct db_sender_job *job = &sender->job;
	const uint64_t one = 1;

	sender->is_sent = PQsendQueryParams(job->pg, job->sql, job->param_count, NULL,
			      job->params, NULL, NULL, 0) &&
	    flush(job->pg, sender->socket);
	(void)!write(sender->done_fd, &one, sizeof one); /* a counter of 1 has room */
	return NULL;
}

static void
on_done(evutil_socket_t fd, short what, void *arg)
{
	struct db_sender *sender = arg;

	sender->is_over = true;
	sender->done(sender->arg);
}

/* Signals are the loop's. */
static bool
start_thread(struct db_sender *sender)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	bool is_started = pthread_create(&sender->thread, NULL, thread_main, sender) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return is_started;
}

static void
sender_free(struct db_sender *sender)
{
	event_free(sender->on_done);
	close(sender->done_fd);
	close(sender->socket);
	free(sender);
}

struct db_sender *
db_sender_start(struct event_base *base, const struct db_sender_job *job,
    db_sender_done_fn *done, void *arg)
{
	int fd = fcntl(PQsocket(job->pg), F_DUPFD_CLOEXEC, 0);
	int done_fd = fd < 0 ? -1 : eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	if (done_fd < 0) {
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	struct db_sender *sender = alloc_zero(1, sizeof *sender);

	sender->job = *job;
	sender->socket = fd;
	sender->done_fd = done_fd;
	sender->done = done;
	sender->arg = arg;
	sender->on_done = alloc_check(event_new(base, done_fd, EV_READ, on_done, sender));
	event_add(sender->on_done, NULL);
	if (start_thread(sender))
		return sender;
	sender_free(sender);
	return NULL;
}

bool
db_sender_end(struct db_sender **senderp)
{
	struct db_sender *sender = TAKE(*senderp);

	if (!sender->is_over)
		shutdown(sender->socket, SHUT_RDWR);
	pthread_join(sender->thread, NULL);
	bool is_sent = sender->is_over && sender->is_sent;

	sender_free(sender);
	return is_sent;
}
