#include "call.h"

#include "clock.h"
#include "fix.h"
#include "mail_job.h"
#include "tick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct call *
call_new(struct daemon *daemon, struct http_call *http, unsigned roles)
{
	struct call *call = alloc_zero(1, sizeof *call);

	call->daemon = daemon;
	call->http = http;
	call->command = http_call_arg(http);
	call->roles = roles;
	if (command_path_argument(call->command) != NULL)
		call->id = http_call_capture(http, "ID");
	return call;
}

static void
call_free(struct call *call)
{
	json_free(&call->body);
	free(call);
}

enum command_id
call_id(const struct call *call)
{
	return (enum command_id)(call->command - command_table);
}

struct command_caller
call_caller(const struct call *call)
{
	return (struct command_caller){ .actor = call->actor, .now_s = clock_now_s() };
}

/* number: where the text of a number lives. */
static struct field
field_of(const char *name, const struct json *value, char number[static 24])
{
	struct field field = { name, FIELD_OTHER, json_as_text(value) };
	bool flag = false;
	int64_t count = 0;

	if (field.text != NULL) {
		field.kind = FIELD_TEXT;
	} else if (json_as_int(value, &count)) {
		snprintf(number, 24, "%" PRId64, count);
		field.kind = FIELD_NUMBER;
		field.text = number;
	} else if (json_as_bool(value, &flag)) {
		field.kind = FIELD_BOOL;
		field.text = flag ? "true" : "false";
	}
	return field;
}

static enum status
add_body(struct call *call, struct field *fields, size_t *count, struct err *err)
{
	size_t length;
	const char *body = http_call_body(call->http, &length);
	enum status status = length == 0 ? OK
					 : json_parse(body, length, &call->body, err);

	if (status != OK || length == 0)
		return status;
	if (json_kind(call->body) != JSON_KIND_OBJECT)
		return err_set(err, ERR_INVALID, "the body must be an object");
	for (const char *name = json_next_name(call->body, NULL); name != NULL;
	     name = json_next_name(call->body, name)) {
		if (*count == CALL_FIELDS_MAX)
			return err_set(err, ERR_INVALID, "more than %d fields",
			    CALL_FIELDS_MAX);
		fields[*count] = field_of(name, json_find(call->body, name),
		    call->numbers[*count]);
		(*count)++;
	}
	return OK;
}

enum status
call_read(struct call *call, struct err *err)
{
	const struct argument *of_path = command_path_argument(call->command);
	const struct http_form *query = http_call_query(call->http);
	char id_name[ARGUMENT_WIRE_NAME_MAX];
	struct field fields[CALL_FIELDS_MAX];
	size_t count = 0;

	if (of_path != NULL)
		fields[count++] = (struct field){ argument_wire_name(of_path, id_name),
			FIELD_QUERY, call->id };
	for (size_t i = 0; i < query->count; i++) {
		if (count == CALL_FIELDS_MAX)
			return err_set(err, ERR_INVALID, "more than %d fields",
			    CALL_FIELDS_MAX);
		fields[count++] = (struct field){ query->fields[i].name, FIELD_QUERY,
			query->fields[i].value };
	}
	enum status status = add_body(call, fields, &count, err);

	if (status == OK)
		status = inputs_read_fields(call->command, fields, count, &call->inputs,
		    err);
	return status;
}

void
call_answer(struct call *call, int http_code, const struct text *json)
{
	struct daemon *daemon = call->daemon;

	if (command_is_change(call->command) && daemon->db != NULL) {
		tick_wake(daemon->tick);
		mail_job_wake(daemon->mail);
	}
	http_reply(call->http, http_code, "application/json", json);
	call_free(call);
}

void
call_refuse_more(struct call *call, const struct err *err, const struct text *more)
{
	CLEANUP(text_done) struct text json = { 0 };
	struct fix fix;

	fix_find(call->command, err, call->daemon->config_path, &fix);
	const struct http_problem problem = {
		.status = err->status,
		.detail = fix.detail,
		.fix = fix.command[0] != '\0' ? fix.command : NULL,
		.instance = http_call_id(call->http),
	};

	if (more == NULL) {
		http_problem(call->http, &problem);
	} else {
		http_problem_write(&json, &problem);
		text_cut(&json, json.length - 1);                /* its closing brace */
		text_add_bytes(&json, more->data, more->length); /* JSON already */
		text_add(&json, "}");
		http_reply(call->http, http_problem_code(err->status), HTTP_PROBLEM_TYPE,
		    &json);
	}
	call_free(call);
}

void
call_refuse(struct call *call, const struct err *err)
{
	call_refuse_more(call, err, NULL);
}

void
call_on_done(enum status status, const struct text *json, const struct err *err,
    void *arg)
{
	if (status == OK)
		call_answer(arg, 200, json);
	else
		call_refuse(arg, err);
}

void
call_run(struct call *call)
{
	const struct command_caller caller = call_caller(call);

	command_store_run(call->daemon->db, call_id(call), &call->inputs, &caller,
	    call_on_done, call);
}
