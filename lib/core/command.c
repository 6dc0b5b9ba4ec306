#include "command.h"

#include "spelling.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
is_noun(const char *word)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (is_same(command_table[i].noun, word))
			return true;
	return false;
}

static bool
takes_positional(const struct command *command)
{
	return command->arguments[0].name != NULL &&
	    (command->arguments[0].flags & ARGUMENT_POSITIONAL) != 0;
}

/* NULL when there is no such verb. */
static const struct command *
find_verb(const char *noun, const char *verb, bool has_more_words)
{
	const struct command *found = NULL;

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *row = &command_table[i];
		bool has_noun = noun == NULL ? row->noun == NULL
					     : is_same(row->noun, noun);

		if (!has_noun || strcmp(row->verb, verb) != 0)
			continue;
		if (found == NULL || takes_positional(row) == has_more_words)
			found = row;
	}
	return found;
}

/* The verbs of a noun; of none: all first words. Each once. */
static size_t
collect_words(const char *noun, const char *words[static COMMAND_COUNT])
{
	size_t count = 0;

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *row = &command_table[i];
		const char *word = row->verb;

		if (noun == NULL && row->noun != NULL)
			word = row->noun;
		else if (noun != NULL && !is_same(row->noun, noun))
			continue;
		if (count == 0 || strcmp(words[count - 1], word) != 0)
			words[count++] = word;
	}
	return count;
}

static enum status
refuse_noun(const char *typed, struct err *err)
{
	const char *words[COMMAND_COUNT];
	size_t count = collect_words(NULL, words);
	const char *nearest = spelling_nearest(typed, words, count);

	if (nearest != NULL)
		return err_set(err, ERR_INVALID, "'%s' is no command; did you mean '%s'?",
		    typed, nearest);
	return err_set(err, ERR_INVALID, "'%s' is no command", typed);
}

/* Names the nearest verb, or else all of the noun. */
static enum status
refuse_verb(const char *noun, const char *typed, struct err *err)
{
	const char *words[COMMAND_COUNT];
	size_t count = collect_words(noun, words);
	const char *nearest = typed == NULL ? NULL
					    : spelling_nearest(typed, words, count);
	char all[160] = "";
	size_t length = 0;

	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "'%s %s' is no command; did you mean '%s %s'?", noun, typed, noun,
		    nearest);
	for (size_t i = 0; i < count && length < sizeof all; i++)
		length += (size_t)snprintf(all + length, sizeof all - length, "%s%s",
		    i == 0 ? "" : ", ", words[i]);
	if (typed == NULL)
		return err_set(err, ERR_INVALID, "'%s' needs a verb: %s", noun, all);
	return err_set(err, ERR_INVALID, "'%s %s' is no command; %s can: %s", noun, typed,
	    noun, all);
}

enum status
command_find(const char *const *words, size_t count, const struct command **ret_command,
    size_t *ret_used, struct err *err)
{
	const struct command *found;
	size_t used;

	if (count == 0)
		return err_set(err, ERR_INVALID, "no command was given");
	if (is_noun(words[0])) {
		used = 2;
		if (count < used)
			return refuse_verb(words[0], NULL, err);
		found = find_verb(words[0], words[1], count > used);
		if (found == NULL)
			return refuse_verb(words[0], words[1], err);
	} else {
		used = 1;
		found = find_verb(NULL, words[0], count > used);
		if (found == NULL)
			return refuse_noun(words[0], err);
	}
	*ret_command = found;
	*ret_used = used;
	return OK;
}

const char *
command_name(const struct command *command, char buf[static COMMAND_NAME_MAX])
{
	snprintf(buf, COMMAND_NAME_MAX, "%s%s%s",
	    command->noun != NULL ? command->noun : "", command->noun != NULL ? " " : "",
	    command->verb);
	return buf;
}

bool
command_is_change(const struct command *command)
{
	return is_same(command->method, "POST");
}

const struct argument *
command_path_argument(const struct command *command)
{
	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		if ((at->flags & ARGUMENT_IN_PATH) != 0)
			return at;
	return NULL;
}

const struct argument *
command_argument(const struct command *command, const char *name)
{
	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}
