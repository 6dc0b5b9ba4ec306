/* play_daemon.c - daemons as processes of their own, which kill -9 ends as it does in
 * real life. A wire leads to each: down goes the time, and when everything that is due
 * then has been done, a byte comes up. */
#include "play.h"

#include "clock.h"
#include "daemon.h"
#include "mail_job.h"
#include "tick.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_US 2000
#define GUARD_MS 20000
#define LAST_WORDS 10
#define STUCK_MS 700
#define STEPS_MAX 600
#define DAY_S 86400

struct child {
	struct event_base *base;
	struct daemon *daemon;
	int wire;
	bool is_asked;
	int64_t asked_ms;
};

static bool
is_done(const struct child *child)
{
	struct tick_state tick;

	tick_state(child->daemon->tick, &tick);
	return !tick.is_wanted && tick_is_idle(child->daemon->tick) &&
	    tick.last_ms >= 0 && clock_now_ms() - tick.last_ms >= child->asked_ms &&
	    mail_job_is_idle(child->daemon->mail);
}

static void
on_look(evutil_socket_t fd, short what, void *arg)
{
	struct child *child = arg;

	if (!child->is_asked || !is_done(child))
		return;
	child->is_asked = false;
	if (write(child->wire, "", 1) != 1)
		_exit(1); /* nobody is there any more */
}

static void
on_time(evutil_socket_t fd, short what, void *arg)
{
	struct child *child = arg;
	int64_t now_s;

	if (read(fd, &now_s, sizeof now_s) != sizeof now_s)
		_exit(0);
	clock_set_simulated(now_s);
	child->is_asked = true;
	child->asked_ms = clock_now_ms();
	tick_wake(child->daemon->tick);
	mail_job_wake(child->daemon->mail);
}

static void
on_gone(void *arg)
{
	event_base_loopbreak(arg);
}

static void
on_term(evutil_socket_t fd, short what, void *arg)
{
	struct child *child = arg;

	daemon_drain(child->daemon, on_gone, child->base);
}

static void
serve(struct child *child)
{
	const struct timeval often = { 0, LOOK_US };
	struct event *time = event_new(child->base, child->wire, EV_READ | EV_PERSIST,
	    on_time, child);
	struct event *look = event_new(child->base, -1, EV_PERSIST, on_look, child);
	struct event *term = evsignal_new(child->base, SIGTERM, on_term, child);

	event_add(time, NULL);
	event_add(look, &often);
	event_add(term, NULL);
	event_base_dispatch(child->base);
	event_free(time);
	event_free(look);
	event_free(term);
}

static void
write_key(void)
{
	char path[100];

	(void)snprintf(path, sizeof path, "%s/link-key", play.folder);
	FILE *file = fopen(path, "we");

	ck_assert(file != NULL && fputs(PLAY_KEY, file) >= 0);
	(void)fclose(file);
	chmod(path, 0600);
	setenv("CREDENTIALS_DIRECTORY", play.folder, 1);
}

/* The process of a daemon: nothing of the player's is used in it. */
static _Noreturn void
live_as_daemon(const char *config, int wire)
{
	struct child child = { .base = event_base_new(), .wire = wire };
	struct err err;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (freopen("/dev/null", "w", stdout) == NULL)
		_exit(1); /* it is the test's TAP */
	if (daemon_open(child.base, config, &child.daemon, &err) != OK) {
		(void)fprintf(stderr, "daemon: %s\n", err.text);
		_exit(1);
	}
	serve(&child);
	daemon_close(&child.daemon);
	event_base_free(child.base);
	_exit(0);
}

static void
write_config(const char *path, int number)
{
	FILE *file = fopen(path, "we");
	const struct group *group = getgrgid(getgid());

	ck_assert(file != NULL && group != NULL);
	(void)fprintf(file,
	    "organisation { name = \"Riverside\"\n zone = \"America/New_York\" }\n"
	    "database { conninfo = \"%s\"\n durability = relaxed }\n"
	    "control { socket = \"%s/control%d\"\n file-socket = \"%s/file%d\"\n"
	    "  group = \"%s\" }\n"
	    "role \"admin\" { groups = \"%s\" }\n"
	    "role \"finance\" { groups = \"%s\" }\n"
	    "relay \"main\" { host = \"127.0.0.1\"\n port = %d\n tls = off\n rate = 0 }\n"
	    "mail { from = \"dinners@riverside.test\"\n"
	    "  link-base = \"https://dinners.riverside.test\"\n"
	    "  templates = \"%s/etc/templates\" }\n"
	    "forming { effort = 1 }\n"
	    "tick { every = 5s }\n",
	    live.conninfo, play.folder, number, play.folder, number, group->gr_name,
	    group->gr_name, group->gr_name, relay_port(play.relay), SOURCE_DIR);
	(void)fclose(file);
}

static void
daemon_start(void)
{
	char config[100];
	int wires[2], number = ++play.daemons_started;
	struct play_daemon *daemon = &play.daemons[play.daemon_count];

	if (play.daemon_count == PLAY_DAEMONS_MAX)
		play_fail("%d daemons are enough", PLAY_DAEMONS_MAX);
	(void)snprintf(config, sizeof config, "%s/convene%d.conf", play.folder, number);
	write_config(config, number);
	write_key();
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, wires), 0);
	daemon->pid = fork();
	ck_assert_int_ge(daemon->pid, 0);
	if (daemon->pid == 0) {
		close(wires[0]);
		clock_set_simulated(play.now_s);
		live_as_daemon(config, wires[1]);
	}
	close(wires[1]);
	daemon->wire = wires[0];
	play.daemon_count++;
}

void
play_turn(void)
{
	const struct timeval moment = { 0, 1000 };

	event_base_loopexit(live.base, &moment);
	event_base_loop(live.base, EVLOOP_ONCE);
}

/* Its byte, or the news that it is dead. */
static bool
has_answered(const struct play_daemon *daemon)
{
	char byte;
	ssize_t got = recv(daemon->wire, &byte, 1, MSG_DONTWAIT);

	if (got == 0)
		play_fail("a daemon has died: see the journal above");
	return got == 1;
}

static void
tell_time(void)
{
	for (int i = 0; i < play.daemon_count; i++) {
		char stale[16];

		while (recv(play.daemons[i].wire, stale, sizeof stale, MSG_DONTWAIT) > 0)
			; /* answers to times that nobody waited for */
		if (send(play.daemons[i].wire, &play.now_s, sizeof play.now_s,
			MSG_NOSIGNAL) < 0)
			play_fail("a daemon has died: see the journal above");
	}
}

static bool
is_so(struct play_step *count, char *ret_told, size_t size)
{
	struct play_step words = *count; /* to be asked again */

	if (play.is_without_database)
		return false;
	play_relay_read();
	return play_counts(&words, ret_told, size);
}

/* Waits until all daemons are done; when they cannot be, until the count is right, or for
 * a moment. */
static void
wait_for(struct play_step *until)
{
	int64_t begin_ms = clock_now_ms();
	bool is_answered[PLAY_DAEMONS_MAX] = { false };
	int answered = 0;
	char told[300];

	while (answered < play.daemon_count) {
		play_turn();
		for (int i = 0; i < play.daemon_count; i++)
			if (!is_answered[i] && has_answered(&play.daemons[i])) {
				is_answered[i] = true;
				answered++;
			}
		int64_t waited_ms = clock_now_ms() - begin_ms;

		if (play.is_stuck &&
		    (waited_ms > STUCK_MS ||
			(until != NULL && is_so(until, told, sizeof told))))
			return;
		if (waited_ms > GUARD_MS)
			play_fail("after %d s the daemons still work", GUARD_MS / 1000);
	}
}

void
play_settle(void)
{
	tell_time();
	wait_for(NULL);
}

static void
go(int64_t seconds)
{
	play.now_s += seconds;
	clock_set_simulated(play.now_s);
	tell_time();
}

/* The clock goes from one due time to the next, as far as the database can tell. */
static int64_t
next_step(int64_t most)
{
	int64_t next_s = play.now_s + most;

	if (!play.is_without_database)
		next_s = strtoll(play_ask("SELECT least(scene.next_due(%lld), %lld)",
				     (long long)play.now_s, (long long)next_s),
		    NULL, 10);
	return next_s - play.now_s;
}

/* run 3d */
static void
run_for(struct play_step *step)
{
	int64_t end_s = play.now_s + play_span(step);

	while (play.now_s < end_s) {
		go(next_step(end_s - play.now_s));
		wait_for(NULL);
	}
}

/* run until 1 round winter/1 published */
static void
run_until(struct play_step *step)
{
	char told[300];

	for (int i = 0; !is_so(step, told, sizeof told); i++) {
		if (i == STEPS_MAX)
			play_fail("it never came to that: %s", told);
		go(next_step(DAY_S));
		wait_for(step);
	}
	step->next = step->count;
}

static void
do_run(struct play_step *step)
{
	if (play_is(step, "until"))
		run_until(step);
	else
		run_for(step);
}

/* The clock jumps: "jump +400d", "jump -1d"; unwatched, nobody waits for what follows. */
static void
do_jump(struct play_step *step)
{
	go(play_span(step));
	if (!play_is(step, "unwatched"))
		wait_for(NULL);
}

static void
bury(int i, int signal_number)
{
	int status = 0;

	kill(play.daemons[i].pid, signal_number);
	while (signal_number == SIGTERM &&
	    waitpid(play.daemons[i].pid, &status, WNOHANG) == 0)
		play_turn(); /* it may have mail under way */
	if (signal_number != SIGTERM)
		waitpid(play.daemons[i].pid, &status, 0);
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		play_fail("the daemon did not end well: %d", status);
	for (int turn = 0; turn < LAST_WORDS; turn++)
		play_turn(); /* the relay hears what was under way */
	close(play.daemons[i].wire);
	play.daemons[i] = play.daemons[--play.daemon_count];
}

void
play_daemons_kill(void)
{
	while (play.daemon_count > 0)
		bury(0, SIGKILL);
}

/* Polls, without waiting for anybody. */
static void
wait_until(struct play_step *step)
{
	int64_t begin_ms = clock_now_ms();
	char told[300];

	while (!is_so(step, told, sizeof told)) {
		play_turn();
		if (clock_now_ms() - begin_ms > GUARD_MS)
			play_fail("it never came to that: %s", told);
	}
	step->next = step->count;
}

/* daemon starts | ends | is killed [when 1 message claimed] */
static void
do_daemon(struct play_step *step)
{
	if (play_is(step, "starts")) {
		daemon_start();
		play_settle();
	} else if (play_is(step, "ends")) {
		bury(0, SIGTERM);
	} else {
		play_must(step, "is");
		play_must(step, "killed");
		if (play_is(step, "when"))
			wait_until(step);
		bury(0, SIGKILL);
	}
}

static void
pg_ctl(const char *words)
{
	char command[200];
	const char *program = getenv("CONVENE_PG_CTL");

	ck_assert(program != NULL);
	(void)snprintf(command, sizeof command, "'%s' %s", program, words);
	ck_assert_int_eq(system(command), 0);
}

/* database stops [when 1 round forming] | starts */
static void
do_database(struct play_step *step)
{
	if (play_is(step, "stops")) {
		if (play_is(step, "when"))
			wait_until(step);
		pg_ctl("stop -m immediate");
		play.is_stuck = play.is_without_database = true;
		return;
	}
	play_must(step, "starts");
	pg_ctl("start");
	PQreset(live.admin);
	play.is_stuck = play.is_without_database = false;
	(void)play_ask("SET search_path = convene, pg_temp");
	play_settle();
}

/* server clock +1h: leases are by the database's clock, so what it has set lies so much
 * further back. */
static void
do_server(struct play_step *step)
{
	play_must(step, "clock");
	long by = (long)play_span(step);

	(void)play_ask("UPDATE leader SET until = until - %ld * interval '1 second'", by);
	(void)play_ask("UPDATE round SET forming_until = forming_until - %ld * interval "
		       "'1 second'",
	    by);
	(void)
	    play_ask("UPDATE message SET claimed_until = claimed_until - %ld * interval "
		     "'1 second', ended_at = ended_at - %ld * interval '1 second'",
		by, by);
	play_settle();
}

const struct play_verb play_daemon_verbs[] = {
	{ "run", do_run },
	{ "jump", do_jump },
	{ "daemon", do_daemon },
	{ "database", do_database },
	{ "server", do_server },
	{ NULL, NULL },
};
