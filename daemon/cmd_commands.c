/* cmd_commands.c - the table of commands, told by the daemon that has them. */
#include "commands.h"

static void
add_arguments(struct json *item, const struct command *command)
{
	struct json *arguments = json_add_array(item, "arguments");

	for (const struct argument *at = command->arguments; at->name != NULL; at++) {
		struct json *argument = json_push_object(arguments);
		char wire[ARGUMENT_WIRE_NAME_MAX];

		json_add_text(argument, "name", at->name);
		json_add_text(argument, "field", argument_wire_name(at, wire));
		json_add_text(argument, "type", argument_type_name(at->type));
		json_add_bool(argument, "required", (at->flags & ARGUMENT_REQUIRED) != 0);
		json_add_text(argument, "default", at->initial);
		json_add_text(argument, "help", at->help);
	}
}

enum status
cmd_commands(struct call *call, struct err *err)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };
	struct json *items = json_add_array(json, "items");

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if ((command->flags & COMMAND_LOCAL) != 0)
			continue;
		struct json *item = json_push_object(items);

		json_add_text(item, "noun", command->noun);
		json_add_text(item, "verb", command->verb);
		json_add_text(item, "role", role_name(command->role));
		json_add_text(item, "method", command->method);
		json_add_text(item, "path", command->path);
		json_add_text(item, "help", command->help);
		add_arguments(item, command);
	}
	json_add_null(json, "next");
	json_write(&text, json);
	call_answer(call, 200, &text);
	return OK;
}
