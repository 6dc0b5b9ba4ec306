#include "manual.h"

#include "verbs.h"
#include "help.h"
#include "told.h"

#include <stdio.h>
#include <string.h>

bool
manual_has_word(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count && strcmp(words[i], "--") != 0; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

bool
manual_is_wanted(const char *const *words, size_t count)
{
	return count == 0 || strcmp(words[0], "help") == 0 ||
	    strcmp(words[0], "--version") == 0 || manual_has_word(words, count, "--help");
}

static void
add_all(struct text *text)
{
	text_add(text, "usage: convene-plan COMMAND [arguments]\n\n");
	for (enum verbs_id id = 0; id < VERBS_COUNT; id++) {
		char line[120];
		int length = snprintf(line, sizeof line, "  %-10s%s\n",
		    verbs_table[id].verb, verbs_table[id].help);

		text_add_bytes(text, line, (size_t)length); /* our own words */
	}
	text_add(text,
	    "\nconvene-plan help COMMAND tells more, and so does convene-plan(1).\n"
	    "It needs no database and changes nothing; a plan of the same files, seed "
	    "and\n"
	    "effort is the same on every machine.\n");
}

enum status
manual_print(const char *const *words, size_t count)
{
	CLEANUP(text_done) struct text text = { 0 };
	enum verbs_id id;
	struct err err;
	bool is_help_first = count > 0 && strcmp(words[0], "help") == 0;
	const char *about = is_help_first ? (count > 1 ? words[1] : NULL)
	    : count > 0                   ? words[0]
					  : NULL;

	if (count > 0 && strcmp(words[0], "--version") == 0) {
		puts("convene-plan " PACKAGE_VERSION);
		return OK;
	}
	if (about == NULL || strcmp(about, "--help") == 0) {
		add_all(&text);
	} else {
		if (verbs_find(about, &id, &err) != OK)
			return told_refusal(&err, NULL, "convene-plan help", false);
		help_add_command(&text, "convene-plan", &verbs_table[id]);
	}
	told_print(&text);
	return count == 0 ? ERR_INVALID : OK;
}
