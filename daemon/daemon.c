/* daemon.c - the order of opening, which is the reverse of closing: settings, key,
 * workers, database, mail, tick, control. Only this file changes struct daemon. */
#include "daemon.h"

#include "clock.h"
#include "control.h"
#include "instance_store.h"
#include "journal.h"
#include "lag.h"
#include "mail_job.h"
#include "mime.h"
#include "notify.h"
#include "schema_store.h"
#include "setting_show.h"
#include "settings_file.h"
#include "tick.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LAG_PERIOD_MS 5
#define BEAT_S 20
#define RELAY_WAIT_S 2 /* at the start */
#define DRAIN_MS 30000
#define DRAIN_LOOK_MS 50
#define JOURNAL_LINES_PER_S 200
#define KEY_CREDENTIAL "link-key"
#define WORKERS_OWN 1 /* beside those that form: imports */

struct draining {
	struct daemon *daemon;
	struct event *look;
	int64_t until_ms;
	daemon_gone_fn *gone;
	void *arg;
};

static void
on_told(enum status status, const struct err *err, void *arg)
{
	if (status != OK && status != ERR_UNAVAILABLE)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the database did not take what this daemon is: %s", err->text);
}

static void
beat(struct daemon *daemon)
{
	char host[HOST_NAME_MAX + 1] = "";

	(void)gethostname(host, sizeof host - 1); /* nameless is as good */
	instance_store_beat(daemon->db,
	    &(struct instance){
		.instance_id = daemon->instance_id,
		.host = host,
		.version = PACKAGE_VERSION,
		.pid = (int)getpid(),
	    },
	    on_told, daemon);
}

static void
on_beat(evutil_socket_t fd, short what, void *arg)
{
	beat(arg);
}

static void
keep_help(struct daemon *daemon)
{
	CLEANUP(text_done) struct text lines = { 0 };
	const char *const *help = daemon->settings->organisation_help;

	for (; help != NULL && *help != NULL; help++) {
		if (lines.length > 0)
			text_add(&lines, "\n");
		text_add_line(&lines, *help);
	}
	instance_store_keep(daemon->db, "organisation.help", text_string(&lines), on_told,
	    daemon);
}

/* When mail may go, and how much of it. */
static void
keep_manners(struct daemon *daemon)
{
	CLEANUP(text_done) struct text weekly = { 0 };

	text_add_int(&weekly, daemon->settings->mail_weekly);
	instance_store_keep(daemon->db, "mail.weekly", text_string(&weekly), on_told,
	    daemon);
	instance_store_keep(daemon->db, "mail.quiet", daemon->settings->mail_quiet,
	    on_told, daemon);
}

static void
greet(struct daemon *daemon)
{
	beat(daemon);
	instance_store_keep(daemon->db, "organisation.name",
	    daemon->settings->organisation_name, on_told, daemon);
	instance_store_keep(daemon->db, "organisation.zone",
	    daemon->settings->organisation_zone, on_told, daemon);
	instance_store_keep(daemon->db, "mail.digest", daemon->settings->mail_digest,
	    on_told, daemon);
	keep_manners(daemon);
	keep_help(daemon);
	if (clock_is_simulated())
		instance_store_keep(daemon->db, "clock.simulated", "on", on_told, daemon);
	mail_job_greet(daemon->mail);
	control_greet(daemon->control);
}

static void
on_notified(const char *payload, void *arg)
{
	struct daemon *daemon = arg;

	if (daemon->mail == NULL || daemon->tick == NULL)
		return; /* not open yet: the first tick will look */
	if (payload == NULL)
		greet(daemon);
	tick_wake(daemon->tick);
	mail_job_wake(daemon->mail);
}

static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
	notify_watchdog();
}

static void
timer_start(struct daemon *daemon, struct event **timer, event_callback_fn call,
    int64_t every_ms)
{
	const struct timeval every = { every_ms / 1000, every_ms % 1000 * 1000 };

	*timer = alloc_check(event_new(daemon->base, -1, EV_PERSIST, call, daemon));
	evtimer_add(*timer, &every);
}

static enum status
read_settings(const char *path, struct settings **ret_settings, struct err *err)
{
	CLEANUP(text_done) struct text errors = { 0 };
	enum status status = settings_file_read(path, ret_settings, &errors);

	if (status == OK)
		return OK;
	(void)fputs(text_string(&errors), stderr); /* each with its line: err holds one */
	return err_set(err, status, "%.*s", (int)strcspn(text_string(&errors), "\n"),
	    text_string(&errors));
}

static enum status
read_key(struct daemon *daemon, struct err *err)
{
	CLEANUP(credential_done) struct credential secret = { 0 };
	enum status status = credential_read(KEY_CREDENTIAL, NULL, &secret, err);

	if (status == ERR_NOT_FOUND)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no credential %s: make it by head -c 32 /dev/urandom | "
		    "base64 >%s, and name its folder in $CREDENTIALS_DIRECTORY",
		    KEY_CREDENTIAL, KEY_CREDENTIAL);
	return status == OK ? ids_key_new(&secret, &daemon->link_key, err) : status;
}

static enum status
open_database(struct daemon *daemon, struct err *err)
{
	const struct settings *settings = daemon->settings;
	struct db_settings db = {
		.conninfo = settings->database_conninfo,
		.line_count = (int)settings->database_connections,
		.connect_ms = (int)settings->database_connect_ms,
		.answer_ms = (int)settings->database_answer_ms,
		.channel = "convene",
		.notified = on_notified,
		.health_changed = db_health_journal,
		.arg = daemon,
	};

	schema_store_greet(&db, SCHEMA_DAEMON,
	    settings->database_durability == SETTINGS_RELAXED);
	return db_open(daemon->base, &db, &daemon->db, err);
}

static void
on_late(evutil_socket_t fd, short what, void *arg)
{
	*(bool *)arg = true;
}

/* The first TLS connection reads the certificates that are trusted, and holds the loop
 * longer than anything later may: it is made before we say that we are ready. A relay
 * that is away does not keep us. */
static void
await_relay(struct daemon *daemon)
{
	const struct timeval wait = { RELAY_WAIT_S, 0 };
	struct mail_job_state state;
	bool is_late = false;
	struct event *late = alloc_check(evtimer_new(daemon->base, on_late, &is_late));

	evtimer_add(late, &wait);
	for (mail_job_state(daemon->mail, &state); state.relay.is_connecting && !is_late;
	     mail_job_state(daemon->mail, &state))
		event_base_loop(daemon->base, EVLOOP_ONCE);
	event_free(late);
}

static enum status
open_all(struct daemon *daemon, struct err *err)
{
	enum status status = read_settings(daemon->config_path, &daemon->settings, err);

	daemon->at_start = daemon->settings;
	if (status == OK)
		status = read_key(daemon, err);
	if (status != OK)
		return status;
	status = mail_job_open(daemon, &daemon->mail, err);
	if (status != OK)
		return status;
	await_relay(daemon);
	daemon->lag = lag_open(daemon->base, LAG_PERIOD_MS);
	daemon->workers = workers_open(daemon->base,
	    (int)daemon->settings->forming_workers + WORKERS_OWN);
	status = open_database(daemon, err);
	if (status == OK)
		status = control_open(daemon, &daemon->control, err);
	if (status != OK)
		return status;
	daemon->tick = tick_open(daemon);
	timer_start(daemon, &daemon->beat, on_beat, BEAT_S * 1000);
	if (notify_watchdog_ms() > 0)
		timer_start(daemon, &daemon->watchdog, on_watchdog, notify_watchdog_ms());
	return OK;
}

enum status
daemon_open(struct event_base *base, const char *config_path, struct daemon **ret_daemon,
    struct err *err)
{
	struct daemon *daemon = alloc_zero(1, sizeof *daemon);

	daemon->base = base;
	daemon->started_ms = clock_now_ms();
	daemon->config_path = alloc_text(config_path);
	ids_random(daemon->instance_id);
	journal_open(JOURNAL_INFO, JOURNAL_LINES_PER_S);
	mime_start();
	enum status status = open_all(daemon, err);

	if (status != OK) {
		daemon_close(&daemon);
		return status;
	}
	notify_ready();
	notify_status("working");
	journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
	    "convened %s works", PACKAGE_VERSION);
	*ret_daemon = daemon;
	return OK;
}

/* A reload: reading, checking and looking names up is a worker's. */
struct reload {
	struct daemon *daemon;
	struct settings *settings;
	struct peer_roles *roles;
	struct text restarts;
	struct err err;
	daemon_reloaded_fn *done;
	void *arg;
};

static void
reload_free(struct reload *reload)
{
	setting_free(&reload->settings);
	peer_roles_free(&reload->roles);
	text_done(&reload->restarts);
	free(reload);
}

static void
reload_work(void *arg, const atomic_bool *is_cancelled)
{
	struct reload *reload = arg;
	enum status status = read_settings(reload->daemon->config_path, &reload->settings,
	    &reload->err);

	if (status == OK)
		reload->err.status = peer_roles_new(reload->settings, &reload->roles,
		    &reload->err);
}

/* The jobs look at daemon->settings anew each time: swap, ask them, swap back if one of
 * them refuses. */
static void
swap_settings(struct reload *reload)
{
	struct daemon *daemon = reload->daemon;
	struct settings *old = daemon->settings;

	setting_show_restarts(&reload->restarts, daemon->at_start, reload->settings);
	daemon->settings = reload->settings;
	if (mail_job_reload(daemon->mail, &reload->err) != OK) {
		daemon->settings = old;
		return;
	}
	reload->settings = old == daemon->at_start ? NULL : old; /* to be freed */
	control_set_roles(daemon->control, &reload->roles);
	greet(daemon);
}

static void
tell_reload(const struct reload *reload)
{
	bool is_good = reload->err.status == OK;

	snprintf(reload->daemon->reload_trouble, sizeof reload->daemon->reload_trouble,
	    "%s", is_good ? "" : reload->err.text);
	if (!is_good)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the old configuration stays in force: %s", reload->err.text);
	else if (reload->restarts.length > 0)
		journal_write(&(struct journal_line){ .level = JOURNAL_WARNING },
		    "configuration read; these take effect after a restart: %s",
		    text_string(&reload->restarts));
	else
		journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
		    "configuration read");
}

static void
on_reload_read(enum status status, void *arg)
{
	struct reload *reload = arg;
	struct daemon *daemon = reload->daemon;

	daemon->is_reloading = false;
	if (status != OK || daemon->db == NULL)
		(void)err_set(&reload->err, ERR_UNAVAILABLE, "the daemon is ending");
	if (reload->err.status == OK)
		swap_settings(reload);
	tell_reload(reload);
	notify_ready();
	if (reload->done != NULL)
		reload->done(reload->err.status, text_string(&reload->restarts),
		    &reload->err, reload->arg);
	reload_free(reload);
}

/* A second one waits in vain: what it would read, the first may have read already. */
static enum status
start_reload(struct reload *reload, struct err *err)
{
	if (reload->daemon->is_reloading)
		return err_set(err, ERR_UNAVAILABLE,
		    "the configuration is being read already; try again");
	return workers_run(reload->daemon->workers, reload_work, on_reload_read, reload,
	    NULL, err);
}

static void
on_refused_reload(evutil_socket_t fd, short what, void *arg)
{
	struct reload *reload = arg;

	tell_reload(reload);
	if (reload->done != NULL)
		reload->done(reload->err.status, "", &reload->err, reload->arg);
	reload_free(reload);
}

void
daemon_reload(struct daemon *daemon, daemon_reloaded_fn *done, void *arg)
{
	const struct timeval at_once = { 0, 0 };
	struct reload *reload = alloc_zero(1, sizeof *reload);

	*reload = (struct reload){ .daemon = daemon, .done = done, .arg = arg };
	if (start_reload(reload, &reload->err) == OK) {
		daemon->is_reloading = true;
		notify_reloading();
		return;
	}
	alloc_check(event_base_once(daemon->base, -1, EV_TIMEOUT, on_refused_reload,
			reload, &at_once) == 0
		? reload
		: NULL);
}

static void
on_drain_look(evutil_socket_t fd, short what, void *arg)
{
	struct draining *draining = arg;
	struct daemon *daemon = draining->daemon;

	if ((!mail_job_is_idle(daemon->mail) || !tick_is_idle(daemon->tick) ||
		!control_is_idle(daemon->control)) &&
	    clock_now_ms() < draining->until_ms)
		return;
	draining->gone(draining->arg);
	event_free(draining->look);
	free(draining);
}

void
daemon_drain(struct daemon *daemon, daemon_gone_fn *gone, void *arg)
{
	const struct timeval every = { 0, DRAIN_LOOK_MS * 1000 };
	struct draining *draining = alloc_zero(1, sizeof *draining);

	notify_stopping();
	tick_stop(daemon->tick);
	mail_job_stop(daemon->mail);
	control_stop(daemon->control);
	*draining = (struct draining){
		.daemon = daemon,
		.until_ms = clock_now_ms() + DRAIN_MS,
		.gone = gone,
		.arg = arg,
	};
	draining->look = alloc_check(
	    event_new(daemon->base, -1, EV_PERSIST, on_drain_look, draining));
	event_add(draining->look, &every);
}

static void
close_timer(struct event **timer)
{
	if (*timer != NULL)
		event_free(TAKE(*timer));
}

void
daemon_close(struct daemon **daemonp)
{
	struct daemon *daemon = TAKE(*daemonp);

	if (daemon == NULL)
		return;
	close_timer(&daemon->watchdog);
	close_timer(&daemon->beat);
	struct db *db = TAKE(daemon->db); /* jobs see that no answer will come */

	if (daemon->tick != NULL)
		tick_stop(daemon->tick);
	mail_job_close(&daemon->mail);
	workers_close(&daemon->workers);
	db_close(&db);
	tick_close(&daemon->tick);
	control_close(&daemon->control); /* those above have answered its calls */
	lag_close(&daemon->lag);
	ids_key_free(&daemon->link_key);
	if (daemon->settings != daemon->at_start)
		setting_free(&daemon->settings);
	setting_free(&daemon->at_start);
	journal_close();
	free((char *)daemon->config_path);
	free(daemon);
}
