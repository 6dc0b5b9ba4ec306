/* fake-daemon FOLDER - answers the commands of the table on FOLDER/control.sock and on
 * FOLDER/file.sock, with what the test wrote: the file FOLDER/noun-verb holds the HTTP
 * code and then the body; when FOLDER/noun-verb.next exists, it comes next. What was
 * asked is written to FOLDER/asked, after the daemon's own check of it. Ends with its
 * standard input. */
#include "http.h"
#include "json.h"
#include "inputs.h"

#include <errno.h>
#include <event2/event.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIELDS_MAX 40

static const char *folder;

static void
close_file(FILE **file)
{
	if (*file != NULL)
		fclose(*file);
}

/* "noun-verb", "status". */
static void
file_name(char path[static PATH_MAX], const struct command *command, const char *ending)
{
	snprintf(path, PATH_MAX, "%s/%s%s%s%s", folder,
	    command->noun != NULL ? command->noun : "", command->noun != NULL ? "-" : "",
	    command->verb, ending);
}

static void
add_field(struct field *fields, size_t *count, const char *name, enum field_kind kind,
    const char *text)
{
	if (*count < FIELDS_MAX)
		fields[(*count)++] = (struct field){ name, kind, text };
}

/* numbers: where the texts of numbers live. */
static void
add_body(const struct json *body, struct field *fields, size_t *count,
    char numbers[FIELDS_MAX][24])
{
	for (const char *name = json_next_name(body, NULL); name != NULL;
	     name = json_next_name(body, name)) {
		const struct json *value = json_find(body, name);
		const char *text = json_as_text(value);
		bool flag = false;
		int64_t number = 0;

		if (*count == FIELDS_MAX)
			return;
		if (text != NULL) {
			add_field(fields, count, name, FIELD_TEXT, text);
		} else if (json_as_int(value, &number)) {
			snprintf(numbers[*count], sizeof numbers[0], "%" PRId64, number);
			add_field(fields, count, name, FIELD_NUMBER, numbers[*count]);
		} else if (json_as_bool(value, &flag)) {
			add_field(fields, count, name, FIELD_BOOL,
			    flag ? "true" : "false");
		} else {
			add_field(fields, count, name, FIELD_OTHER, NULL);
		}
	}
}

static enum status
check(struct http_call *call, const struct command *command, const struct json *body,
    struct err *err)
{
	const struct http_form *query = http_call_query(call);
	const struct argument *of_path = command_path_argument(command);
	char numbers[FIELDS_MAX][24], id_name[ARGUMENT_WIRE_NAME_MAX];
	struct field fields[FIELDS_MAX];
	struct inputs values;
	size_t count = 0;

	if (of_path != NULL)
		add_field(fields, &count, argument_wire_name(of_path, id_name),
		    FIELD_QUERY, http_call_capture(call, "ID"));
	for (size_t i = 0; i < query->count; i++)
		add_field(fields, &count, query->fields[i].name, FIELD_QUERY,
		    query->fields[i].value);
	if (body != NULL)
		add_body(body, fields, &count, numbers);
	return inputs_read_fields(command, fields, count, &values, err);
}

static void
write_down(struct http_call *call, const struct command *command, const char *body)
{
	char path[PATH_MAX], name[COMMAND_NAME_MAX];

	snprintf(path, sizeof path, "%s/asked", folder);
	CLEANUP(close_file) FILE *file = fopen(path, "we");

	if (file == NULL)
		return;
	fprintf(file, "%s %s", http_call_method(call), command_name(command, name));
	if (command_path_argument(command) != NULL)
		fprintf(file, " %s", http_call_capture(call, "ID"));
	fprintf(file, "\n%s\n", body);
}

/* Code and body, as the test wrote them. */
static enum status
answer(struct http_call *call, const struct command *command, struct err *err)
{
	char path[PATH_MAX], next[PATH_MAX], line[16] = "", chunk[4096];
	CLEANUP(text_done) struct text body = { 0 };
	size_t got;

	file_name(path, command, "");
	file_name(next, command, ".next");
	CLEANUP(close_file) FILE *file = fopen(path, "re");

	if (file == NULL || fgets(line, sizeof line, file) == NULL)
		return err_set(err, ERR_NOT_FOUND, "there is no %s", path);
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		text_add_bytes(&body, chunk, got);
	(void)rename(next, path); /* most have none */
	int code = (int)strtol(line, NULL, 10);

	http_reply(call, code, code < 300 ? "application/json" : HTTP_PROBLEM_TYPE,
	    &body);
	return OK;
}

static enum status
on_call(struct http_call *call, struct err *err)
{
	const struct command *command = http_call_arg(call);
	size_t length;
	const char *body = http_call_body(call, &length);
	CLEANUP(json_free) struct json *json = NULL;
	enum status status = OK;

	write_down(call, command, length > 0 ? body : "");
	if (length > 0)
		status = json_parse(body, length, &json, err);
	if (status == OK)
		status = check(call, command, json, err);
	return status == OK ? answer(call, command, err) : status;
}

static void
on_input(evutil_socket_t fd, short what, void *arg)
{
	event_base_loopbreak(arg);
}

static struct http_listen *
listen_at(const char *name)
{
	struct http_listen *listen = NULL;
	char path[PATH_MAX];
	struct err err;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (http_listen_unix(path, 0660, (gid_t)-1, &listen, &err) != OK) {
		fprintf(stderr, "fake-daemon: %s\n", err.text);
		exit(EXIT_FAILURE);
	}
	return listen;
}

int
main(int argc, char **argv)
{
	static const char *const hosts[] = { "convene", NULL };
	struct http_route routes[COMMAND_COUNT];
	struct event_base *base = event_base_new();
	struct http_settings settings = http_settings_for(HTTP_CONTROL);
	size_t count = 0;

	folder = argc > 1 ? argv[1] : ".";
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (command_table[i].path != NULL)
			routes[count++] = (struct http_route){
				.method = command_table[i].method,
				.pattern = command_table[i].path,
				.body_max = command_is_change(&command_table[i]) ? 1 << 24
										 : 0,
				.handler = on_call,
				.arg = &command_table[i],
			};
	settings.routes = routes;
	settings.route_count = count;
	settings.hosts = hosts;
	settings.body_max = 1 << 24;

	struct http *http = http_open(base, &settings);
	struct http_listen *control = listen_at("control.sock");
	struct http_listen *files = listen_at("file.sock");
	struct event *end = event_new(base, STDIN_FILENO, EV_READ, on_input, base);

	http_serve(http, control);
	http_serve(http, files);
	event_add(end, NULL);
	puts("ready");
	fflush(stdout);
	event_base_dispatch(base);
	event_free(end);
	http_close(&http);
	http_listen_close(&control);
	http_listen_close(&files);
	event_base_free(base);
	return EXIT_SUCCESS;
}
