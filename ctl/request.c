#include "request.h"

#include "http_client.h"
#include "upload.h"

#include <stdio.h>
#include <string.h>

#define DEADLINE_MS 60000
#define FILES_DEADLINE_MS 600000
#define ANSWER_MAX ((size_t)64 << 20)

/* The file socket lies beside the control socket. */
static char *
choose_socket(const struct arguments *arguments, bool has_files)
{
	CLEANUP(text_done) struct text path = { 0 };
	const char *socket = arguments->socket;

	if (socket == NULL && arguments->org == NULL)
		socket = getenv("CONVENE_SOCKET");
	if (socket != NULL && socket[0] != '\0') {
		const char *slash = strrchr(socket, '/');
		size_t folder = slash == NULL ? 0 : (size_t)(slash - socket) + 1;

		text_add_bytes(&path, socket, has_files ? folder : strlen(socket));
	} else {
		text_add(&path, "/run/convene");
		if (arguments->org != NULL) {
			text_add(&path, "-");
			text_add_bytes(&path, arguments->org,
			    strlen(arguments->org)); /* a path */
		}
		text_add(&path, "/");
		if (!has_files)
			text_add(&path, "control.sock");
	}
	if (has_files)
		text_add(&path, "file.sock");
	return text_take(&path);
}

static void
add_query(struct text *path, const struct argument *argument, const struct value *value,
    bool is_first)
{
	char name[ARGUMENT_WIRE_NAME_MAX];

	text_add_bytes(path, is_first ? "?" : "&", 1);
	text_add_url(path, argument_wire_name(argument, name));
	text_add(path, "=");
	switch (argument_wire_type(argument)) {
	case ARGUMENT_WIRE_TEXT:
		text_add_url(path, value->text);
		break;
	case ARGUMENT_WIRE_NUMBER:
		text_add_int(path, value->number);
		break;
	case ARGUMENT_WIRE_BOOL:
		text_add_url(path, value->number != 0 ? "true" : "false");
		break;
	}
}

/* "/v1/rounds/ID/form" with its ID, and for GET the query. */
static void
make_path(struct request *request, const struct inputs *values)
{
	const struct command *command = request->command;
	const struct argument *of_path = command_path_argument(command);
	const char *id = of_path == NULL ? NULL : strstr(command->path, "/ID");
	size_t before = id == NULL ? strlen(command->path)
				   : (size_t)(id - command->path) + 1;
	bool is_first = true;

	text_add_bytes(&request->path, command->path, before);
	if (id != NULL) {
		text_add_url(&request->path, inputs_text(values, of_path->name));
		text_add_bytes(&request->path, id + 3, strlen(id + 3));
	}
	for (size_t i = 0;
	     command->arguments[i].name != NULL && !command_is_change(command); i++) {
		const struct value *value = &values->items[i];

		if (&command->arguments[i] == of_path || value->text == NULL)
			continue;
		add_query(&request->path, &command->arguments[i], value, is_first);
		is_first = false;
	}
}

static enum status
add_field(struct json *body, const struct argument *argument, const struct value *value,
    struct err *err)
{
	char name[ARGUMENT_WIRE_NAME_MAX];
	CLEANUP(free_ptr) char *file = NULL;

	argument_wire_name(argument, name);
	if (argument->type == ARGUMENT_FILE) {
		enum status status = upload_read(value->text, &file, err);

		if (status == OK)
			json_add_text(body, name, file);
		return status;
	}
	switch (argument_wire_type(argument)) {
	case ARGUMENT_WIRE_TEXT:
		json_add_text(body, name, value->text);
		break;
	case ARGUMENT_WIRE_NUMBER:
		json_add_int(body, name, value->number);
		break;
	case ARGUMENT_WIRE_BOOL:
		json_add_bool(body, name, value->number != 0);
		break;
	}
	return OK;
}

static enum status
make_body(struct request *request, const struct inputs *values, const char *line,
    struct err *err)
{
	const struct command *command = request->command;
	CLEANUP(json_free) struct json *body = json_new_object();

	for (size_t i = 0; command->arguments[i].name != NULL; i++) {
		const struct argument *argument = &command->arguments[i];
		const struct value *value = &values->items[i];
		enum status status = OK;

		if ((argument->flags & ARGUMENT_IN_PATH) != 0)
			continue;
		if (value->text != NULL)
			status = add_field(body, argument, value, err);
		else if ((argument->flags & ARGUMENT_ON_WIRE) != 0)
			json_add_text(body, argument->name, line);
		if (status != OK)
			return status;
	}
	json_write(&request->body, body);
	return OK;
}

enum status
request_make(struct request *request, const struct inputs *values,
    const struct arguments *arguments, const char *line, struct err *err)
{
	const struct command *command = values->command;

	request->command = command;
	request->socket = choose_socket(arguments, (command->flags & COMMAND_FILES) != 0);
	make_path(request, values);
	return command_is_change(command) ? make_body(request, values, line, err) : OK;
}

void
request_done(struct request *request)
{
	free(request->socket);
	text_done(&request->path);
	text_done(&request->body);
}

static enum status
read_answer(const struct http_client_answer *got, struct answer *ret_answer,
    struct err *err)
{
	struct answer answer = { .http_code = got->code };
	enum status status = OK;

	if (strstr(got->content_type, "json") != NULL)
		status = json_parse(got->body.data, got->body.length, &answer.json, err);
	if (status != OK)
		return err_set(err, ERR_BUG, "the daemon's answer cannot be read: %s",
		    err->text);
	*ret_answer = answer;
	return OK;
}

enum status
request_send(const struct request *request, struct answer *ret_answer, struct err *err)
{
	bool is_change = command_is_change(request->command);
	bool has_files = (request->command->flags & COMMAND_FILES) != 0;
	CLEANUP(http_client_done) struct http_client_answer got = { 0 };
	const char *headers[3] = { "Accept: application/json" };
	struct http_client_request call = {
		.socket_path = request->socket,
		.method = request->command->method,
		.path = text_string(&request->path),
		.headers = headers,
		.deadline_ms = has_files ? FILES_DEADLINE_MS : DEADLINE_MS,
		.answer_max = ANSWER_MAX,
	};

	if (is_change) {
		headers[0] = "Content-Type: application/json";
		headers[1] = "Convene-Client: 1";
		call.body = text_string(&request->body);
		call.body_length = request->body.length;
	}

	enum status status = http_client_ask(&call, &got, err);

	return status == OK ? read_answer(&got, ret_answer, err) : status;
}

void
request_answer_done(struct answer *answer)
{
	json_free(&answer->json);
}
