/* control.c - the sockets, and the way of a request: route, role, arguments, who asks,
 * handler. Commands that are one statement (command_store.h) need no handler. */
#include "control.h"

#include "call.h"
#include "commands.h"
#include "figures.h"
#include "fix.h"
#include "glance.h"
#include "journal.h"
#include "notify.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define SOCKET_MODE 0660
#define BODY_MAX ((size_t)1 << 20)
#define FILE_BODY_MAX ((size_t)16 << 20)
#define FILE_CONNECTIONS 4
#define FILE_ANSWER_MS 600000
#define OVERVIEW_EVERY_MS 1000
#define OVERVIEW_FRESH_MS 2000
#define OVERVIEW_PATIENCE_MS 10 /* status has 50, and convenectl takes some */
#define FIGURES_FRESH_MS 5000
#define FIGURES_PATIENCE_MS 1000

/* Commands and what monitoring reads. */
#define ROUTES_MAX (COMMAND_COUNT + FIGURES_ROUTE_COUNT)

struct door {
	struct http *http;
	struct http_route routes[ROUTES_MAX];
	size_t route_count;
	struct http_listen *listen;
};

struct control {
	struct daemon *daemon;
	struct peer_roles *roles;
	struct actors *actors;
	struct glance *overview, *figures;
	struct door doors[CONTROL_LISTENER_COUNT];
	int running; /* control_begin() without its end */
};

static const char *const listener_names[] = {
	[CONTROL_COMMANDS] = "control",
	[CONTROL_FILES] = "file",
	[CONTROL_FIGURES] = "metrics",
};
_Static_assert(COUNT_OF(listener_names) == CONTROL_LISTENER_COUNT, "name every listener");

static const char *const hosts[] = { "convene", "localhost", "127.0.0.1", "[::1]", NULL };

static call_fn *const handlers[] = {
	[COMMAND_STATUS] = cmd_status,
	[COMMAND_WHOAMI] = cmd_whoami,
	[COMMAND_COMMANDS] = cmd_commands,
	[COMMAND_ROSTER_IMPORT] = cmd_import_roster,
	[COMMAND_SEASON_ADD] = cmd_season_add,
	[COMMAND_ENROLMENT_IMPORT] = cmd_import_enrolments,
	[COMMAND_PERSON_EXPLAIN] = cmd_person_explain,
	[COMMAND_ROUND_SHOW] = cmd_round_show,
	[COMMAND_ROUND_FORM] = cmd_round_form,
	[COMMAND_ROUND_STOP] = cmd_round_stop,
	[COMMAND_ROUND_VERIFY] = cmd_round_verify,
	[COMMAND_ROUND_SWAP] = cmd_round_swap,
	[COMMAND_ROUND_PIN] = cmd_round_pin,
	[COMMAND_GATHERING_EXPLAIN] = cmd_gathering_explain,
	[COMMAND_GATHERING_MOVE] = cmd_gathering_move,
	[COMMAND_SEAT_EXPLAIN] = cmd_seat_explain,
	[COMMAND_MESSAGE_MODE_SET] = cmd_message_address,
	[COMMAND_MESSAGE_PREVIEW] = cmd_preview,
	[COMMAND_MESSAGE_SETTLE] = cmd_settle,
	[COMMAND_MESSAGE_SUPPRESS] = cmd_message_address,
	[COMMAND_MESSAGE_UNSUPPRESS] = cmd_message_address,
	[COMMAND_PROMPT_IMPORT] = cmd_import_prompts,
	[COMMAND_VENUE_IMPORT] = cmd_import_venues,
	[COMMAND_SETTINGS_LIST] = cmd_settings_list,
	[COMMAND_SETTINGS_RELOAD] = cmd_settings_reload,
};
_Static_assert(COUNT_OF(handlers) == COMMAND_COUNT, "a place for every command");

static void
handle(struct call *call)
{
	call_fn *handler = handlers[call_id(call)];
	struct err err = { OK, "" };

	if (call->daemon->db == NULL)
		(void)err_set(&err, ERR_UNAVAILABLE, "the daemon is ending");
	else if (handler == NULL)
		call_run(call);
	else
		err.status = handler(call, &err);
	if (err.status != OK)
		call_refuse(call, &err);
}

static void
on_actor(const char *actor, void *arg)
{
	struct call *call = arg;

	snprintf(call->actor, sizeof call->actor, "%s", actor);
	handle(call);
}

/* The arguments are read. */
static void
proceed(struct call *call)
{
	bool needs_actor = command_is_change(call->command) ||
	    call_id(call) == COMMAND_WHOAMI;

	if (needs_actor && call->daemon->control != NULL)
		actors_find(call->daemon->control->actors,
		    http_call_peer(call->http)->uid, on_actor, call);
	else
		handle(call);
}

static void
read_work(void *arg, const atomic_bool *is_cancelled)
{
	struct call *call = arg;

	call->err.status = call_read(call, &call->err);
}

static void
on_read(enum status status, void *arg)
{
	struct call *call = arg;
	struct err err = call->err;

	if (status != OK)
		(void)err_set(&err, status, "the daemon is ending");
	if (err.status != OK)
		call_refuse(call, &err);
	else
		proceed(call);
}

/* A body with a file in it takes longer to read than the loop may stand still. */
static void
read_arguments(struct call *call)
{
	struct err err = { OK, "" };

	if ((call->command->flags & COMMAND_FILES) == 0)
		err.status = call_read(call, &err);
	else if (workers_run(call->daemon->workers, read_work, on_read, call, NULL,
		     &err) == OK)
		return;
	if (err.status != OK)
		call_refuse(call, &err);
	else
		proceed(call);
}

static enum status
refuse_role(struct control *control, struct http_call *http)
{
	const struct command *command = http_call_arg(http);
	const struct http_peer *peer = http_call_peer(http);
	char fix[PEER_ROLES_FIX_MAX], name[COMMAND_NAME_MAX];
	struct err err;
	enum status status = peer_roles_refuse(control->roles, peer,
	    command_name(command, name), command->role, fix, &err);

	journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE,
			  .request = http_call_id(http) },
	    "refused: %s", err.text);
	http_problem(http,
	    &(struct http_problem){
		.status = status,
		.detail = err.text,
		.fix = fix,
		.instance = http_call_id(http),
	    });
	return OK;
}

static enum status
answer_call(struct control *control, struct http_call *http)
{
	const struct command *command = http_call_arg(http);
	unsigned roles = peer_roles_of(control->roles, http_call_peer(http));

	if (!role_allows(roles, command->role))
		return refuse_role(control, http);
	read_arguments(call_new(control->daemon, http, roles));
	return OK;
}

static enum status
on_call(struct http_call *http, struct err *err)
{
	return answer_call(http_call_context(http), http);
}

/* What never came to a handler. */
static void
on_error(struct http_call *http, int code, const struct err *err)
{
	const struct control *control = http_call_context(http);
	struct fix fix;

	fix_find(http_call_arg(http), err, control->daemon->config_path, &fix);
	http_problem(http,
	    &(struct http_problem){
		.status = err->status,
		.http_code = code,
		.detail = fix.detail,
		.fix = fix.command[0] != '\0' ? fix.command : NULL,
		.instance = http_call_id(http),
	    });
}

/* A body of that size would be read on the loop's time. */
static enum status
on_misplaced_file(struct http_call *http, struct err *err)
{
	return err_set(err, ERR_INVALID, "files go to the other socket, file.sock");
}

static struct http_route
route_of(const struct command *command, enum control_listener listener)
{
	bool has_files = (command->flags & COMMAND_FILES) != 0;
	struct http_route route = {
		.method = command->method,
		.pattern = command->path,
		.handler = on_call,
		.arg = command,
	};

	if (command_is_change(command))
		route.body_max = BODY_MAX;
	if (has_files && listener == CONTROL_FILES)
		route.body_max = FILE_BODY_MAX;
	else if (has_files)
		route.handler = on_misplaced_file;
	return route;
}

/* Monitoring first: on its own listener those are all. */
static void
make_routes(struct door *door, enum control_listener listener)
{
	for (size_t i = 0; i < FIGURES_ROUTE_COUNT; i++)
		door->routes[door->route_count++] = figures_routes[i];
	for (size_t i = 0; listener != CONTROL_FIGURES && i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if ((command->flags & COMMAND_LOCAL) != 0)
			continue;
		assert(handlers[i] != NULL || command_store_has((enum command_id)i));
		door->routes[door->route_count++] = route_of(command, listener);
	}
}

static struct http_settings
settings_of(struct control *control, enum control_listener listener)
{
	const struct settings *settings = control->daemon->settings;
	bool is_figures = listener == CONTROL_FIGURES;
	struct http_settings http = http_settings_for(
	    is_figures ? HTTP_FIGURES : HTTP_CONTROL);

	http.routes = control->doors[listener].routes;
	http.route_count = control->doors[listener].route_count;
	http.hosts = hosts;
	http.error = on_error;
	http.arg = control;
	if (listener == CONTROL_COMMANDS) {
		http.body_max = BODY_MAX;
		http.connections_max = (size_t)settings->control_connections;
		http.per_uid_max = (size_t)settings->control_per_uid;
	} else if (listener == CONTROL_FILES) {
		http.body_max = FILE_BODY_MAX;
		http.connections_max = FILE_CONNECTIONS;
		http.per_uid_max = FILE_CONNECTIONS;
		http.request_ms = FILE_ANSWER_MS;
		http.answer_ms = FILE_ANSWER_MS;
	}
	return http;
}

static enum status
listen_at(enum control_listener listener, const char *path, gid_t group,
    struct http_listen **ret_listen, struct err *err)
{
	int fd = notify_socket(listener_names[listener], 0);

	if (fd >= 0)
		return http_listen_fd(fd, ret_listen, err);
	return http_listen_unix(path, SOCKET_MODE, group, ret_listen, err);
}

static enum status
listen_all(struct control *control, struct err *err)
{
	const struct settings *settings = control->daemon->settings;
	gid_t group = (gid_t)-1;
	enum status status = peer_roles_find_group(settings->control_group, &group, err);

	if (status == OK)
		status = listen_at(CONTROL_COMMANDS, settings->control_socket, group,
		    &control->doors[CONTROL_COMMANDS].listen, err);
	if (status == OK)
		status = listen_at(CONTROL_FILES, settings->control_file_socket, group,
		    &control->doors[CONTROL_FILES].listen, err);
	if (status == OK && settings->metrics_listen[0] != '\0')
		status = http_listen_tcp(settings->metrics_listen,
		    &control->doors[CONTROL_FIGURES].listen, err);
	return status;
}

static void
serve(struct control *control)
{
	for (enum control_listener i = 0; i < CONTROL_LISTENER_COUNT; i++) {
		struct door *door = &control->doors[i];

		if (door->listen == NULL)
			continue;
		make_routes(door, i);
		struct http_settings settings = settings_of(control, i);

		door->http = http_open(control->daemon->base, &settings);
		http_serve(door->http, door->listen);
	}
}

/* Mail and answers first. */
static bool
is_database_busy(void *arg)
{
	const struct daemon *daemon = arg;
	struct db_state state;

	db_state(daemon->db, &state);
	return state.waiting > 0;
}

static void
open_glances(struct control *control)
{
	struct daemon *daemon = control->daemon;

	control->overview = glance_open(daemon->base,
	    &(struct glance_settings){
		.ask = cmd_status_ask,
		.arg = daemon,
		.fresh_ms = OVERVIEW_FRESH_MS,
		.patience_ms = OVERVIEW_PATIENCE_MS,
		.every_ms = OVERVIEW_EVERY_MS,
		.is_busy = is_database_busy,
	    });
	control->figures = glance_open(daemon->base,
	    &(struct glance_settings){
		.ask = figures_ask,
		.arg = daemon,
		.fresh_ms = FIGURES_FRESH_MS,
		.patience_ms = FIGURES_PATIENCE_MS,
	    });
}

enum status
control_open(struct daemon *daemon, struct control **ret_control, struct err *err)
{
	CLEANUP(control_close) struct control *control = alloc_zero(1, sizeof *control);

	control->daemon = daemon;
	open_glances(control);
	control->actors = actors_open(daemon->workers);
	enum status status = peer_roles_new(daemon->settings, &control->roles, err);

	if (status == OK)
		status = listen_all(control, err);
	if (status != OK)
		return status;
	serve(control);
	*ret_control = TAKE(control);
	return OK;
}

void
control_greet(struct control *control)
{
	glance_refresh(control->overview);
}

void
control_set_roles(struct control *control, struct peer_roles **roles)
{
	peer_roles_free(&control->roles);
	control->roles = TAKE(*roles);
}

void
control_stop(struct control *control)
{
	for (int i = 0; i < CONTROL_LISTENER_COUNT; i++)
		if (control->doors[i].http != NULL)
			http_stop(control->doors[i].http);
}

void
control_begin(struct control *control)
{
	control->running++;
}

void
control_end(struct control *control)
{
	assert(control->running > 0);
	control->running--;
}

bool
control_is_idle(const struct control *control)
{
	size_t calls = 0;

	for (int i = 0; i < CONTROL_LISTENER_COUNT; i++)
		if (control->doors[i].http != NULL)
			calls += http_figures(control->doors[i].http).calls;
	return control->running == 0 && calls == 0;
}

void
control_close(struct control **controlp)
{
	struct control *control = TAKE(*controlp);

	if (control == NULL)
		return;
	glance_close(&control->overview);
	glance_close(&control->figures);
	for (int i = 0; i < CONTROL_LISTENER_COUNT; i++) {
		http_close(&control->doors[i].http);
		http_listen_close(&control->doors[i].listen);
	}
	actors_close(&control->actors);
	peer_roles_free(&control->roles);
	free(control);
}

const char *
control_listener_name(enum control_listener listener)
{
	return listener_names[listener];
}

const struct http *
control_http(const struct control *control, enum control_listener listener)
{
	return control->doors[listener].http;
}

struct daemon *
control_daemon(const struct control *control)
{
	return control->daemon;
}

struct glance *
control_overview(struct control *control)
{
	return control->overview;
}

struct glance *
control_figures(struct control *control)
{
	return control->figures;
}
