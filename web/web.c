/* web.c - the order of opening, which is the reverse of closing: settings and site,
 * sockets, database. Only this file changes struct web.
 *
 * A reload opens a second site on the same sockets; the first lets nobody in any more and
 * is closed by on_look() when all its visitors have gone. */
#include "web.h"

#include "clock.h"
#include "journal.h"
#include "notify.h"
#include "schema_store.h"
#include "setting_show.h"
#include "settings_file.h"
#include "site.h"

#include <stdio.h>
#include <string.h>

#define JOURNAL_LINES_PER_S 50
#define LISTENS_MAX 4
#define RETIRED_MAX 4
#define LOOK_MS 50
#define SOCKET_MODE 0666 /* as a port on loopback: a folder's mode can say more */

struct web {
	struct site_shared shared;
	char *config_path;
	struct site *site;
	struct site *retired[RETIRED_MAX]; /* the newest first; NULL: none */
	struct http_listen *listens[LISTENS_MAX];
	struct event *look, *watchdog;
	web_gone_fn *gone; /* NULL: not draining */
	void *gone_arg;
};

static enum status
first_line(const struct text *errors, enum status status, struct err *err)
{
	const char *text = text_string(errors);

	(void)fputs(text, stderr); /* each with its place: err holds one */
	return err_set(err, status, "%.*s", (int)strcspn(text, "\n"), text);
}

static enum status
open_site(struct web *web, struct site **ret_site, struct err *err)
{
	CLEANUP(text_done) struct text errors = { 0 };
	struct settings *settings = NULL;
	enum status status = settings_file_read(web->config_path, &settings, &errors);

	if (status == OK)
		status = site_open(&web->shared, settings, ret_site, &errors);
	return status == OK ? OK : first_line(&errors, status, err);
}

static void
serve(struct web *web)
{
	for (size_t i = 0; i < LISTENS_MAX && web->listens[i] != NULL; i++)
		http_serve(web->site->http, web->listens[i]);
}

/* What systemd opened for us, or else what the settings name. */
static enum status
open_listens(struct web *web, struct err *err)
{
	const char *place = web->site->settings->web_listen;
	int count = 0;

	for (int fd; count < LISTENS_MAX && (fd = notify_socket("web", count)) >= 0;
	     count++) {
		enum status status = http_listen_fd(fd, &web->listens[count], err);

		if (status != OK)
			return status;
	}
	if (count > 0)
		return OK;
	if (place[0] == '/')
		return http_listen_unix(place, SOCKET_MODE, (gid_t)-1, &web->listens[0],
		    err);
	return http_listen_tcp(place, &web->listens[0], err);
}

static enum status
open_database(struct web *web, struct err *err)
{
	const struct settings *settings = web->site->settings;
	struct db_settings db = {
		.conninfo = settings->database_conninfo,
		.line_count = (int)settings->database_connections,
		.connect_ms = (int)settings->database_connect_ms,
		.answer_ms = (int)settings->database_answer_ms,
		.health_changed = db_health_journal,
	};

	schema_store_greet(&db, SCHEMA_STRANGERS, false);
	return db_open(web->shared.base, &db, &web->shared.db, err);
}

/* Closes sites that nobody uses any more. */
static void
on_look(evutil_socket_t fd, short what, void *arg)
{
	struct web *web = arg;
	bool is_quiet = true;

	for (size_t i = 0; i < RETIRED_MAX; i++) {
		if (web->retired[i] == NULL)
			continue;
		struct http_figures figures = http_figures(web->retired[i]->http);

		if (figures.open + figures.calls == 0)
			site_close(&web->retired[i]);
		else
			is_quiet = false;
	}
	if (web->gone != NULL && is_quiet) {
		struct http_figures figures = http_figures(web->site->http);

		if (figures.open + figures.calls > 0)
			return;
		event_del(web->look);
		TAKE(web->gone)(web->gone_arg);
	} else if (web->gone == NULL && is_quiet) {
		event_del(web->look);
	}
}

static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
	notify_watchdog();
}

static void
start_look(struct web *web)
{
	const struct timeval every = { 0, LOOK_MS * 1000 };

	event_add(web->look, &every);
}

static void
start_watchdog(struct web *web)
{
	int ms = notify_watchdog_ms();
	const struct timeval every = { ms / 1000, ms % 1000 * 1000 };

	if (ms == 0)
		return;
	web->watchdog = alloc_check(
	    event_new(web->shared.base, -1, EV_PERSIST, on_watchdog, NULL));
	event_add(web->watchdog, &every);
}

static enum status
open_all(struct web *web, struct err *err)
{
	enum status status = open_site(web, &web->site, err);

	if (status == OK)
		status = open_listens(web, err);
	if (status == OK)
		status = open_database(web, err);
	return status;
}

enum status
web_open(struct event_base *base, const char *config_path, struct web **ret_web,
    struct err *err)
{
	struct web *web = alloc_zero(1, sizeof *web);

	web->shared.base = base;
	web->config_path = alloc_text(config_path);
	web->look = alloc_check(event_new(base, -1, EV_PERSIST, on_look, web));
	journal_open(JOURNAL_INFO, JOURNAL_LINES_PER_S);
	enum status status = open_all(web, err);

	if (status != OK) {
		web_close(&web);
		return status;
	}
	serve(web);
	start_watchdog(web);
	notify_ready();
	journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
	    "convene-web %s works", PACKAGE_VERSION);
	*ret_web = web;
	return OK;
}

static enum status
find_place(struct web *web, struct site ***ret_place, struct err *err)
{
	for (size_t i = 0; i < RETIRED_MAX; i++)
		if (web->retired[i] == NULL) {
			*ret_place = &web->retired[i];
			return OK;
		}
	return err_set(err, ERR_UNAVAILABLE,
	    "visitors of %d earlier configurations are still there: try again in a "
	    "minute",
	    RETIRED_MAX);
}

static enum status
swap_site(struct web *web, struct err *err)
{
	CLEANUP(text_done) struct text restarts = { 0 };
	struct site *fresh = NULL, **place = NULL;
	enum status status = find_place(web, &place, err);

	if (status == OK)
		status = open_site(web, &fresh, err);
	if (status != OK)
		return status;
	setting_show_restarts(&restarts, web->site->settings, fresh->settings);
	if (restarts.length > 0)
		journal_write(&(struct journal_line){ .level = JOURNAL_WARNING },
		    "these take effect after a restart: %s", text_string(&restarts));
	http_stop(web->site->http);
	*place = web->site;
	web->site = fresh;
	serve(web);
	start_look(web);
	return OK;
}

enum status
web_reload(struct web *web, struct err *err)
{
	notify_reloading();
	enum status status = swap_site(web, err);

	if (status == OK)
		journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
		    "configuration read");
	else
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the old configuration stays in force: %s", err->text);
	notify_ready();
	return status;
}

void
web_drain(struct web *web, web_gone_fn *gone, void *arg)
{
	notify_stopping();
	http_stop(web->site->http);
	web->gone = gone;
	web->gone_arg = arg;
	start_look(web);
}

int
web_port(const struct web *web)
{
	return http_listen_port(web->listens[0]);
}

static void
close_timer(struct event **timer)
{
	if (*timer != NULL)
		event_free(TAKE(*timer));
}

/* The database first: it answers all visits, which need their site for that. */
void
web_close(struct web **webp)
{
	struct web *web = TAKE(*webp);

	if (web == NULL)
		return;
	close_timer(&web->watchdog);
	close_timer(&web->look);
	db_close(&web->shared.db);
	for (size_t i = 0; i < RETIRED_MAX; i++)
		site_close(&web->retired[i]);
	site_close(&web->site);
	for (size_t i = 0; i < LISTENS_MAX; i++)
		http_listen_close(&web->listens[i]);
	zone_shelf_done(&web->shared.zones);
	journal_close();
	free(web->config_path);
	free(web);
}
