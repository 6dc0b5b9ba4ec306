#include "arguments.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum kind { KIND_TEXT, KIND_FLAG, KIND_CHOICE, KIND_JSON };

/* clang-format off */
static const struct option {
	const char *name, *placeholder, *help;
	enum kind kind;
	size_t offset;
	const char *choices[5];
} options[] = {
	{ "json", "", "print what the daemon answers; errors too", KIND_JSON,
	    offsetof(struct arguments, output), { NULL } },
	{ "output", "FORM", "table, json, csv or ids", KIND_CHOICE,
	    offsetof(struct arguments, output), { "table", "json", "csv", "ids", NULL } },
	{ "columns", "A,B", "show these fields of a list", KIND_TEXT,
	    offsetof(struct arguments, columns), { NULL } },
	{ "sort", "[-]A", "sort what came by this field; with - downwards", KIND_TEXT,
	    offsetof(struct arguments, sort), { NULL } },
	{ "csv-raw", "", "leave cells alone that a spreadsheet would run", KIND_FLAG,
	    offsetof(struct arguments, is_csv_raw), { NULL } },
	{ "color", "WHEN", "auto, always or never", KIND_CHOICE,
	    offsetof(struct arguments, color), { "auto", "always", "never", NULL } },
	{ "socket", "PATH", "the daemon's control socket", KIND_TEXT,
	    offsetof(struct arguments, socket), { NULL } },
	{ "org", "ORG", "the daemon of this organisation, convened@ORG", KIND_TEXT,
	    offsetof(struct arguments, org), { NULL } },
	{ "help", "", "explain", KIND_FLAG,
	    offsetof(struct arguments, wants_help), { NULL } },
	{ "version", "", "print the version", KIND_FLAG,
	    offsetof(struct arguments, wants_version), { NULL } },
};
/* clang-format on */

_Static_assert(sizeof(enum arguments_output) == sizeof(int) &&
	sizeof(enum arguments_color) == sizeof(int),
    "choices are stored as int");

static enum status
set_choice(const struct option *option, int *place, const char *value, struct err *err)
{
	for (int i = 0; option->choices[i] != NULL; i++) {
		if (strcmp(option->choices[i], value) == 0) {
			*place = i;
			return OK;
		}
	}
	return err_set(err, ERR_INVALID, "--%s is %s, not '%s'", option->name,
	    option->help, value);
}

static enum status
set_option(struct arguments *arguments, const struct option *option, const char *value,
    struct err *err)
{
	void *place = (char *)arguments + option->offset;

	switch (option->kind) {
	case KIND_TEXT:
		if (value[0] == '\0')
			return err_set(err, ERR_INVALID, "--%s is empty", option->name);
		*(const char **)place = value;
		return OK;
	case KIND_FLAG:
		*(bool *)place = true;
		return OK;
	case KIND_CHOICE:
		return set_choice(option, place, value, err);
	case KIND_JSON:
		arguments->output = OUTPUT_JSON;
		return OK;
	}
	return ERR_BUG;
}

static const struct option *
find_option(const char *word)
{
	size_t length = strcspn(word, "=");

	if (strncmp(word, "--", 2) != 0)
		return NULL;
	for (size_t i = 0; i < COUNT_OF(options); i++)
		if (strlen(options[i].name) == length - 2 &&
		    strncmp(options[i].name, word + 2, length - 2) == 0)
			return &options[i];
	return NULL;
}

/* argv[*at] is option; *at ends on its last word. */
static enum status
take_option(struct arguments *arguments, const struct option *option, char **argv,
    int *at, struct err *err)
{
	const char *equals = strchr(argv[*at], '=');
	bool has_value = option->kind == KIND_TEXT || option->kind == KIND_CHOICE;
	const char *value = equals == NULL ? NULL : equals + 1;

	if (!has_value && value != NULL)
		return err_set(err, ERR_INVALID, "--%s takes no value", option->name);
	if (has_value && value == NULL) {
		if (argv[*at + 1] == NULL || strncmp(argv[*at + 1], "--", 2) == 0)
			return err_set(err, ERR_INVALID, "--%s needs a value: %s",
			    option->name, option->help);
		value = argv[++*at];
	}
	return set_option(arguments, option, value, err);
}

enum status
arguments_read(struct arguments *arguments, int argc, char **argv, struct err *err)
{
	enum status first = OK;
	int at = 1;

	arguments->words = alloc_zero((size_t)argc + 1, sizeof *arguments->words);
	for (; at < argc && strcmp(argv[at], "--") != 0; at++) {
		const struct option *option = find_option(argv[at]);
		struct err why;

		if (option == NULL) {
			arguments->words[arguments->word_count++] = argv[at];
			continue;
		}

		enum status status = take_option(arguments, option, argv, &at, &why);

		if (first == OK && status != OK)
			first = err_set(err, status, "%s", why.text);
	}
	for (; at < argc; at++)
		arguments->words[arguments->word_count++] = argv[at];
	if (first == OK && arguments->socket != NULL && arguments->org != NULL)
		first = err_set(err, ERR_INVALID, "give --socket or --org, not both");
	if (first == OK && arguments->org != NULL && strchr(arguments->org, '/') != NULL)
		first = err_set(err, ERR_INVALID, "--org is a name, not a path");
	return first;
}

void
arguments_done(struct arguments *arguments)
{
	free(arguments->words);
}

void
arguments_add_help(struct text *text)
{
	for (size_t i = 0; i < COUNT_OF(options); i++) {
		char line[120];
		char name[40];

		snprintf(name, sizeof name, "--%s %s", options[i].name,
		    options[i].placeholder);
		int length = snprintf(line, sizeof line, "  %-20s%s\n", name,
		    options[i].help);

		text_add_bytes(text, line, (size_t)length); /* our own words */
	}
}

bool
arguments_has_color(const struct arguments *arguments)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (arguments->color != COLOR_AUTO)
		return arguments->color == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) == 1 && (no_color == NULL || no_color[0] == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}
