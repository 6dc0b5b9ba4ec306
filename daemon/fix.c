#include "fix.h"

#include <stdio.h>
#include <string.h>

static const char named[] = ": convenectl ";

/* "there is no such round: convenectl round list" */
static bool
split(const struct err *err, struct fix *fix)
{
	const char *at = strstr(err->text, named);

	if (at == NULL)
		return false;
	snprintf(fix->detail, sizeof fix->detail, "%.*s", (int)(at - err->text),
	    err->text);
	snprintf(fix->command, sizeof fix->command, "%s", at + 2);
	return true;
}

/* What lists things of that noun without being told more: a list that wants a round is
 * asked after a list of rounds. NULL: nothing does. */
static const char *
find_list(const char *noun)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &command_table[i];

		if (command->noun == NULL || strcmp(command->noun, noun) != 0 ||
		    strcmp(command->verb, "list") != 0)
			continue;
		const struct argument *first = &command->arguments[0];
		bool is_whole = first->name == NULL ||
		    (first->flags & ARGUMENT_REQUIRED) == 0;

		return is_whole ? noun : first->name;
	}
	return NULL;
}

/* What there is, to compare with what was asked. */
static void
list(const struct command *command, struct fix *fix)
{
	const char *noun = command->noun != NULL ? find_list(command->noun) : NULL;

	if (noun != NULL)
		snprintf(fix->command, sizeof fix->command, "convenectl %s list", noun);
}

/* What ran out decides what helps: people who left, or money. */
static void
look_up_limit(const struct command *command, struct fix *fix)
{
	if (command_argument(command, "allow-leaving") != NULL)
		snprintf(fix->command, sizeof fix->command,
		    "if so many have left: convenectl roster import --allow-leaving "
		    "PERCENT ...");
	else if (command->noun != NULL && strcmp(command->noun, "message") != 0)
		snprintf(fix->command, sizeof fix->command, "convenectl fund list");
}

void
fix_find(const struct command *command, const struct err *err, const char *config_path,
    struct fix *ret_fix)
{
	char name[COMMAND_NAME_MAX];

	*ret_fix = (struct fix){ .command = "" };
	if (split(err, ret_fix))
		return;
	snprintf(ret_fix->detail, sizeof ret_fix->detail, "%s", err->text);
	if (err->status == ERR_UNAVAILABLE)
		snprintf(ret_fix->command, sizeof ret_fix->command, "convenectl status");
	else if (err->status == ERR_UNCERTAIN)
		snprintf(ret_fix->command, sizeof ret_fix->command,
		    "convenectl audit list");
	else if (command == &command_table[COMMAND_SETTINGS_RELOAD])
		snprintf(ret_fix->command, sizeof ret_fix->command,
		    "convened --check-config %s", config_path);
	else if (command == NULL)
		snprintf(ret_fix->command, sizeof ret_fix->command,
		    "convenectl commands");
	else if (err->status == ERR_INVALID)
		snprintf(ret_fix->command, sizeof ret_fix->command, "convenectl help %s",
		    command_name(command, name));
	else if (err->status == ERR_NOT_FOUND || err->status == ERR_CONFLICT)
		list(command, ret_fix);
	else if (err->status == ERR_LIMIT)
		look_up_limit(command, ret_fix);
}
