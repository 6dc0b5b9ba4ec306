/* workers.c - one lock, two lists (waiting, finished), and a pipe's end that wakes the
 * loop: an eventfd. A task belongs to a list, or to the thread that runs it. */
#include "workers.h"

#include "clock.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <unistd.h>

#define WORKER_NICE 10

struct task {
	STAILQ_ENTRY(task) next;
	uint64_t id;
	workers_work_fn *work;
	workers_done_fn *done;
	void *arg;
	int64_t began_ms;
	atomic_bool is_cancelled;
};

STAILQ_HEAD(task_list, task);

struct workers {
	pthread_mutex_t lock; /* of everything below, up to is_closing */
	pthread_cond_t more;
	struct task_list waiting, finished;
	struct task *running[WORKERS_MAX]; /* by thread */
	int waiting_count;
	bool is_closing;

	int thread_count;
	pthread_t threads[WORKERS_MAX];
	uint64_t last_id;
	int wake_fd;
	struct event *wake;
};

struct start {
	struct workers *workers;
	int at;
};

static void
give_back(struct workers *workers, struct task *task)
{
	const uint64_t one = 1;

	STAILQ_INSERT_TAIL(&workers->finished, task, next);
	/* the counter is full after 2^64 - 1 unread tasks: it is not */
	(void)!write(workers->wake_fd, &one, sizeof one);
}

static struct task *
take_first(struct workers *workers)
{
	struct task *task = STAILQ_FIRST(&workers->waiting);

	STAILQ_REMOVE_HEAD(&workers->waiting, next);
	workers->waiting_count--;
	return task;
}

static void *
thread_main(void *arg)
{
	CLEANUP(free_ptr) struct start *start = arg;
	struct workers *workers = start->workers;

	/* the loop's turns come first where there are fewer cores than threads; that this
	 * is refused somewhere costs nothing */
	if (setpriority(PRIO_PROCESS, (id_t)gettid(), WORKER_NICE) != 0)
		errno = 0;

	pthread_mutex_lock(&workers->lock);
	while (!workers->is_closing) {
		if (STAILQ_EMPTY(&workers->waiting)) {
			pthread_cond_wait(&workers->more, &workers->lock);
			continue;
		}
		struct task *task = take_first(workers);

		task->began_ms = clock_now_ms();
		workers->running[start->at] = task;
		pthread_mutex_unlock(&workers->lock);
		if (!atomic_load(&task->is_cancelled))
			task->work(task->arg, &task->is_cancelled);
		pthread_mutex_lock(&workers->lock);
		workers->running[start->at] = NULL;
		give_back(workers, task);
	}
	pthread_mutex_unlock(&workers->lock);
	return NULL;
}

/* Tells what is in the list now; a done may well run the next work. */
static void
tell(struct task_list *list, bool is_begun)
{
	while (!STAILQ_EMPTY(list)) {
		struct task *task = STAILQ_FIRST(list);
		bool is_done = is_begun && !atomic_load(&task->is_cancelled);
		workers_done_fn *done = task->done;
		void *arg = task->arg;

		STAILQ_REMOVE_HEAD(list, next);
		free(task);
		done(is_done ? OK : ERR_UNAVAILABLE, arg);
	}
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct workers *workers = arg;
	struct task_list finished = STAILQ_HEAD_INITIALIZER(finished);
	uint64_t count;

	(void)!read(fd, &count, sizeof count); /* only to make it unreadable */
	pthread_mutex_lock(&workers->lock);
	STAILQ_CONCAT(&finished, &workers->finished);
	pthread_mutex_unlock(&workers->lock);
	tell(&finished, true);
}

/* Signals are the loop's. */
static void
start_threads(struct workers *workers)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	for (int i = 0; i < workers->thread_count; i++) {
		struct start *start = alloc_zero(1, sizeof *start);

		*start = (struct start){ workers, i };
		int failed = pthread_create(&workers->threads[i], NULL, thread_main,
		    start);
		alloc_check(failed ? NULL : workers);
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

struct workers *
workers_open(struct event_base *base, int threads)
{
	struct workers *workers = alloc_zero(1, sizeof *workers);

	assert(threads > 0 && threads <= WORKERS_MAX);
	pthread_mutex_init(&workers->lock, NULL);
	pthread_cond_init(&workers->more, NULL);
	STAILQ_INIT(&workers->waiting);
	STAILQ_INIT(&workers->finished);
	workers->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	alloc_check(workers->wake_fd < 0 ? NULL : workers);
	workers->wake = alloc_check(
	    event_new(base, workers->wake_fd, EV_READ | EV_PERSIST, on_wake, workers));
	event_add(workers->wake, NULL);
	workers->thread_count = threads;
	start_threads(workers);
	return workers;
}

enum status
workers_run(struct workers *workers, workers_work_fn *work, workers_done_fn *done,
    void *arg, uint64_t *ret_id, struct err *err)
{
	struct task *task = alloc_zero(1, sizeof *task);

	*task = (struct task){
		.id = ++workers->last_id,
		.work = work,
		.done = done,
		.arg = arg,
	};
	pthread_mutex_lock(&workers->lock);
	/* a done that asks for more while we close would otherwise never be done */
	bool is_full = workers->waiting_count >= WORKERS_WAITING_MAX ||
	    workers->is_closing;
	if (!is_full) {
		STAILQ_INSERT_TAIL(&workers->waiting, task, next);
		workers->waiting_count++;
		pthread_cond_signal(&workers->more);
	}
	pthread_mutex_unlock(&workers->lock);
	if (is_full) {
		free(task);
		return err_set(err, ERR_UNAVAILABLE, "workers: %d pieces of work wait",
		    WORKERS_WAITING_MAX);
	}
	if (ret_id != NULL)
		*ret_id = workers->last_id;
	return OK;
}

void
workers_cancel(struct workers *workers, uint64_t id)
{
	struct task *task;

	pthread_mutex_lock(&workers->lock);
	STAILQ_FOREACH(task, &workers->waiting, next)
	if (task->id == id)
		atomic_store(&task->is_cancelled, true);
	for (int i = 0; i < workers->thread_count; i++)
		if (workers->running[i] != NULL && workers->running[i]->id == id)
			atomic_store(&workers->running[i]->is_cancelled, true);
	pthread_mutex_unlock(&workers->lock);
}

void
workers_state(struct workers *workers, struct workers_state *ret_state)
{
	int64_t now_ms = clock_now_ms();
	struct workers_state state = { .threads = workers->thread_count };

	pthread_mutex_lock(&workers->lock);
	state.waiting = workers->waiting_count;
	for (int i = 0; i < workers->thread_count; i++) {
		if (workers->running[i] == NULL)
			continue;
		int64_t age_ms = now_ms - workers->running[i]->began_ms;

		state.busy++;
		if (age_ms > state.oldest_ms)
			state.oldest_ms = age_ms;
	}
	pthread_mutex_unlock(&workers->lock);
	*ret_state = state;
}

static void
stop_threads(struct workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	workers->is_closing = true;
	for (int i = 0; i < workers->thread_count; i++)
		if (workers->running[i] != NULL)
			atomic_store(&workers->running[i]->is_cancelled, true);
	pthread_cond_broadcast(&workers->more);
	pthread_mutex_unlock(&workers->lock);
	for (int i = 0; i < workers->thread_count; i++)
		pthread_join(workers->threads[i], NULL);
}

void
workers_close(struct workers **workersp)
{
	struct workers *workers = *workersp;

	if (workers == NULL)
		return;
	stop_threads(workers);
	tell(&workers->finished, true);
	tell(&workers->waiting, false);
	*workersp = NULL; /* not before: who is told may ask for more work */
	event_free(workers->wake);
	close(workers->wake_fd);
	pthread_mutex_destroy(&workers->lock);
	pthread_cond_destroy(&workers->more);
	free(workers);
}
