/* print-tables sample|commands|settings - what files of the tree take from the tables of
 * commands and settings: etc/convene.conf.example, and the parts of convenectl.1 and
 * convene.conf.5 between "begin" and "end". `make tables` puts them there, and
 * tests/tools/tables.test compares. */
#include "command.h"
#include "setting_show.h"

#include <stdio.h>
#include <string.h>

/* Text with a line for each sentence, in which no letter is a command to mdoc. */
static void
print_words(const char *words)
{
	if (*words == '.' || *words == '\'')
		fputs("\\&", stdout);
	for (char last = '\0'; *words != '\0'; last = *words++) {
		if (*words == '\\')
			fputs("\\e", stdout);
		else if (*words == '-' && words[1] == '-')
			fputs("\\-", stdout);
		else if (*words == ' ' && words[1] >= 'A' && words[1] <= 'Z' &&
		    last == '.')
			putchar('\n');
		else
			putchar(*words);
	}
	putchar('\n');
}

static void
print_argument(const struct argument *argument)
{
	bool is_option = (argument->flags & ARGUMENT_POSITIONAL) == 0;
	bool is_required = (argument->flags & ARGUMENT_REQUIRED) != 0;
	const char *shown = argument_placeholder(argument);

	printf(".%s", is_required ? "" : "Op ");
	if (is_option)
		printf("Fl -%s%s", argument->name,
		    argument->type == ARGUMENT_BOOL ? "\n" : " ");
	if (argument->type == ARGUMENT_BOOL)
		return;
	if (shown[0] == '"')
		printf("Ar \\(dq%.*s\\(dq\n", (int)strlen(shown) - 2, shown + 1);
	else
		printf("Ar %s\n", shown);
}

/* Told once, in the manual's own words. */
static bool
is_common(const struct argument *argument)
{
	static const char *const names[] = { "limit", "after", "reason", "dry-run" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(argument->name, names[i]) == 0)
			return true;
	return false;
}

static void
print_explanations(const struct command *command)
{
	bool is_open = false;

	for (const struct argument *at = command->arguments; at->name != NULL; at++) {
		bool is_option = (at->flags & ARGUMENT_POSITIONAL) == 0;

		if (is_common(at))
			continue;
		if (!is_open)
			puts(".Bl -tag -width Ds -compact");
		is_open = true;
		if (is_option)
			printf(".It Fl -%s\n", at->name);
		else if (at->shown != NULL)
			printf(".It Ar %s\n", at->shown);
		else
			printf(".It Ar %s\n", argument_placeholder(at));
		print_words(at->help);
		if (at->choices != NULL && at->shown != NULL) {
			fputs("\\&: ", stdout);
			for (const char *c = at->choices; *c != '\0'; c++)
				fputs(*c == '|' ? ", " : (const char[]){ *c, '\0' },
				    stdout);
			putchar('\n');
		}
		if (at->initial != NULL)
			printf(".Pq default %s\n", at->initial);
	}
	if (is_open)
		puts(".El");
}

static void
print_commands(void)
{
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *row = &command_table[i];
		char name[COMMAND_NAME_MAX];

		printf(".It Xo\n.Cm %s\n", command_name(row, name));
		for (const struct argument *at = row->arguments; at->name != NULL; at++)
			print_argument(at);
		puts(".Xc");
		printf("%c%s.\n", row->help[0] - 'a' + 'A', row->help + 1);
		if (row->more != NULL)
			print_words(row->more);
		if (row->role != ROLE_NONE)
			printf("Needs role %s.\n", role_name(row->role));
		print_explanations(row);
	}
	puts(".El");
}

static void
print_setting(const struct setting *row)
{
	static const char *const types[] = {
		[SETTING_TEXT] = "text",
		[SETTING_LIST] = "list",
		[SETTING_COUNT] = "number",
		[SETTING_DURATION] = "duration",
		[SETTING_CHOICE] = "choice",
	};

	printf(".It Cm %s No = Ar %s\n", row->name,
	    row->choices != NULL ? row->choices : types[row->type]);
	printf("%c",
	    row->help[0] >= 'a' && row->help[0] <= 'z' ? row->help[0] - 'a' + 'A'
						       : row->help[0]);
	printf("%s.\n", row->help + 1);
	if (row->least != NULL)
		printf("From %s to %s.\n", row->least, row->most);
	if ((row->flags & SETTING_REQUIRED) != 0)
		puts("Must be set.");
	else if (row->initial[0] != '\0')
		printf("Default: %s.\n", row->initial);
	if ((row->flags & SETTING_RELOAD) == 0)
		puts("Takes a restart.");
}

static void
print_settings(void)
{
	size_t count;
	const struct setting *rows = setting_table(&count);

	for (size_t i = 0; i < count; i++) {
		bool is_new = i == 0 || strcmp(rows[i - 1].section, rows[i].section) != 0;

		if (is_new && i > 0)
			puts(".El");
		if (is_new)
			printf(".Ss %s%s\n.Bl -tag -width Ds\n", rows[i].section,
			    (rows[i].flags & SETTING_TITLED) != 0 ? " \\(dqNAME\\(dq"
								  : "");
		print_setting(&rows[i]);
	}
	puts(".El");
}

int
main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";
	CLEANUP(text_done) struct text sample = { 0 };

	if (strcmp(what, "commands") == 0) {
		print_commands();
	} else if (strcmp(what, "settings") == 0) {
		print_settings();
	} else if (strcmp(what, "sample") == 0) {
		setting_show_sample(&sample);
		fputs(text_string(&sample), stdout);
	} else {
		fputs("usage: print-tables sample|commands|settings\n", stderr);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
