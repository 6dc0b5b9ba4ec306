#include "help.h"

#include <string.h>

#define NAME_WIDTH 20
#define OPTION_WIDTH 26
#define LINE_WIDTH 78

static void
add_string(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string)); /* the table's own words */
}

static void
add_blanks(struct text *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_add(text, " ");
}

/* Goes on in this line and fills up to LINE_WIDTH; lines after the first start at indent,
 * where this one stands already. */
static void
add_wrapped(struct text *text, const char *words, size_t indent)
{
	size_t at = indent;

	while (*words != '\0') {
		size_t length = strcspn(words, " ");

		if (at > indent && at + 1 + length > LINE_WIDTH) {
			text_add(text, "\n");
			add_blanks(text, indent);
			at = indent;
		} else if (at > indent) {
			text_add(text, " ");
			at++;
		}
		text_add_bytes(text, words, length);
		at += length;
		words += length + (words[length] == ' ');
	}
	text_add(text, "\n");
}

/* "--cap AMOUNT", "FILE", without brackets. */
static void
add_argument(struct text *text, const struct argument *argument)
{
	if ((argument->flags & ARGUMENT_POSITIONAL) == 0) {
		text_add(text, "--");
		add_string(text, argument->name);
		if (argument->type == ARGUMENT_BOOL)
			return;
		text_add(text, " ");
	}
	add_string(text, argument_placeholder(argument));
}

static void
add_bracketed(struct text *text, const struct argument *argument)
{
	bool is_required = (argument->flags & ARGUMENT_REQUIRED) != 0;

	add_string(text, is_required ? "" : "[");
	add_argument(text, argument);
	add_string(text, is_required ? "" : "]");
}

void
help_add_synopsis(struct text *text, const struct command *command)
{
	char name[COMMAND_NAME_MAX];

	add_string(text, command_name(command, name));
	for (const struct argument *at = command->arguments; at->name != NULL; at++) {
		text_add(text, " ");
		add_bracketed(text, at);
	}
}

/* The same in lines that break between arguments only. */
static void
add_usage(struct text *text, const char *program, const struct command *command)
{
	const size_t indent = strlen("usage: ") + strlen(program) + 1;
	char name[COMMAND_NAME_MAX];
	size_t column = indent + strlen(command_name(command, name));

	text_add(text, "usage: ");
	add_string(text, program);
	text_add(text, " ");
	add_string(text, name);
	for (const struct argument *at = command->arguments; at->name != NULL; at++) {
		CLEANUP(text_done) struct text argument = { 0 };

		add_bracketed(&argument, at);
		if (column + 1 + argument.length > LINE_WIDTH) {
			text_add(text, "\n");
			add_blanks(text, indent);
			column = indent;
		} else {
			text_add(text, " ");
			column++;
		}
		add_string(text, text_string(&argument));
		column += argument.length;
	}
	text_add(text, "\n");
}

/* Broken as a shell takes it, before an option. */
static void
add_example(struct text *text, const char *line)
{
	size_t column = 2;

	text_add(text, "\nexample:\n  ");
	while (*line != '\0') {
		const char *next = strstr(line + 1, " --");
		size_t length = next == NULL ? strlen(line) : (size_t)(next - line);

		if (column + length > LINE_WIDTH - 2) {
			text_add(text, " \\\n     ");
			column = 5;
		}
		text_add_bytes(text, line, length);
		column += length;
		line += length;
	}
	text_add(text, "\n");
}

/* With blanks, so that a long list can be wrapped. */
static void
add_choices(struct text *text, const char *choices)
{
	for (; *choices != '\0'; choices++)
		if (*choices == '|')
			text_add(text, ", ");
		else
			text_add_bytes(text, choices, 1);
}

static void
add_explanation(struct text *text, const struct argument *argument)
{
	CLEANUP(text_done) struct text words = { 0 };
	size_t start = text->length;

	text_add(text, "  ");
	add_argument(text, argument);
	if (text->length - start < OPTION_WIDTH) {
		add_blanks(text, OPTION_WIDTH - (text->length - start));
	} else {
		text_add(text, "\n");
		add_blanks(text, OPTION_WIDTH);
	}
	add_string(&words, argument->help);
	if (argument->choices != NULL && argument->shown != NULL) {
		text_add(&words, ": ");
		add_choices(&words, argument->choices);
	}
	if (argument->initial != NULL) {
		text_add(&words, " (default ");
		add_string(&words, argument->initial);
		text_add(&words, ")");
	}
	add_wrapped(text, text_string(&words), OPTION_WIDTH);
}

void
help_add_command(struct text *text, const char *program, const struct command *command)
{
	add_usage(text, program, command);
	text_add(text, "\n  ");
	add_wrapped(text, command->help, 2);
	if (command->more != NULL) {
		text_add(text, "\n  ");
		add_wrapped(text, command->more, 2);
	}
	if (command->arguments[0].name != NULL)
		text_add(text, "\n");
	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		add_explanation(text, at);
	if (command->role != ROLE_NONE) {
		text_add(text, "\nneeds role: ");
		add_string(text, role_name(command->role));
		text_add(text, "\n");
	}
	add_example(text, command->example);
}

/* Of a verb with two rows, one of which takes arguments, that one shows them. */
static bool
has_twin(const struct command *row)
{
	bool takes_more = row->arguments[0].name != NULL &&
	    (row->arguments[0].flags & ARGUMENT_POSITIONAL) != 0;

	for (size_t i = 0; takes_more && i < COMMAND_COUNT; i++) {
		const struct command *other = &command_table[i];

		if (other != row && other->noun != NULL && row->noun != NULL &&
		    strcmp(other->noun, row->noun) == 0 &&
		    strcmp(other->verb, row->verb) == 0)
			return true;
	}
	return false;
}

static void
add_overview_name(struct text *text, const struct command *row)
{
	char name[COMMAND_NAME_MAX];

	add_string(text, command_name(row, name));
	if (!has_twin(row))
		return;
	for (const struct argument *at = row->arguments; at->name != NULL; at++)
		if ((at->flags & ARGUMENT_POSITIONAL) != 0) {
			text_add(text, " ");
			add_bracketed(text, at);
		}
}

void
help_add_overview(struct text *text, const char *noun)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *row = &command_table[i];

		if (noun != NULL && (row->noun == NULL || strcmp(row->noun, noun) != 0))
			continue;
		CLEANUP(text_done) struct text name = { 0 };

		add_overview_name(&name, row);
		text_add(text, "  ");
		add_string(text, text_string(&name));
		if (name.length < NAME_WIDTH) {
			add_blanks(text, NAME_WIDTH - name.length);
		} else {
			text_add(text, "\n");
			add_blanks(text, NAME_WIDTH + 2);
		}
		add_wrapped(text, row->help, NAME_WIDTH + 2);
	}
}
