#include "cmd.h"
#include "halt.h"
#include "verbs.h"
#include "manual.h"
#include "told.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static cmd_fn *const functions[] = {
	[VERBS_GROUPS] = cmd_groups,
	[VERBS_MATRIX] = cmd_matrix,
	[VERBS_SEASON] = cmd_season,
	[VERBS_EXPLAIN] = cmd_explain,
	[VERBS_CHECK] = cmd_check,
};
_Static_assert(COUNT_OF(functions) == VERBS_COUNT, "a function for every command");

static enum status
run(const char *const *words, size_t count)
{
	struct inputs values;
	enum verbs_id id;
	struct err err;

	if (verbs_find(words[0], &id, &err) != OK)
		return told_refusal(&err, NULL, "convene-plan help",
		    manual_has_word(words, count, "--json"));
	if (inputs_read_words(&verbs_table[id], words + 1, count - 1, &values, &err) !=
	    OK) {
		char fix[40];

		snprintf(fix, sizeof fix, "convene-plan help %s", words[0]);
		return told_refusal(&err, NULL, fix,
		    manual_has_word(words, count, "--json"));
	}
	return functions[id](&values);
}

int
main(int argc, char **argv)
{
	const char *const *words = (const char *const *)argv + 1;
	size_t count = argc > 0 ? (size_t)argc - 1 : 0;

	(void)setlocale(LC_CTYPE, ""); /* widths of tables; numbers keep their points */
	enum status status = manual_is_wanted(words, count) ? manual_print(words, count)
							    : run(words, count);

	/* a full disk must not look like an empty plan */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("convene-plan: standard output");
		return ERR_UNAVAILABLE;
	}
	if (status == OK && halt_signal() != 0)
		return 128 + halt_signal();
	return (int)status;
}
