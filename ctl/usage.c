#include "usage.h"

#include "help.h"
#include "refusal.h"

#include <stdio.h>
#include <string.h>

bool
usage_is_wanted(const struct arguments *arguments)
{
	return arguments->wants_help || arguments->word_count == 0 ||
	    strcmp(arguments->words[0], "help") == 0;
}

static bool
is_noun(const char *word)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (command_table[i].noun != NULL &&
		    strcmp(command_table[i].noun, word) == 0)
			return true;
	return false;
}

static void
add_all(struct text *text)
{
	text_add(text, "usage: convenectl [options] NOUN VERB [arguments]\n\n");
	help_add_overview(text, NULL);
	text_add(text, "\noptions of every command:\n");
	arguments_add_help(text);
	text_add(text,
	    "\nconvenectl help NOUN VERB tells more, and so does convenectl(1).\n");
}

/* A verb with two rows, like message mode, is explained twice. */
static void
add_commands(struct text *text, const struct command *command)
{
	const struct command *first = command;

	while (first > command_table && first[-1].noun == command->noun &&
	    strcmp(first[-1].verb, command->verb) == 0)
		first--;
	for (const struct command *at = first; at < command_table + COMMAND_COUNT &&
	     at->noun == command->noun && strcmp(at->verb, command->verb) == 0;
	     at++) {
		if (at != first)
			text_add(text, "\n");
		help_add_command(text, "convenectl", at);
	}
}

enum status
usage_print(const struct arguments *arguments)
{
	CLEANUP(text_done) struct text text = { 0 };
	const struct command *command = NULL;
	const char *const *words = arguments->words;
	size_t count = arguments->word_count, used = 0;
	struct err err;

	bool is_about_help = arguments->wants_help && count == 1; /* help --help */

	if (count > 0 && strcmp(words[0], "help") == 0 && !is_about_help) {
		words++;
		count--;
	}
	if (count == 0) {
		add_all(&text);
	} else if (count == 1 && is_noun(words[0])) {
		help_add_overview(&text, words[0]);
	} else {
		if (command_find(words, count, &command, &used, &err) != OK)
			return refusal_tell(arguments, &err, "convenectl help");
		add_commands(&text, command);
	}
	(void)fwrite(text_string(&text), 1, text.length,
	    stdout); /* main looks at stdout */
	return OK;
}
