/* words.h - a command line cut into words, for tests of the command table. */
#ifndef CONVENE_TEST_WORDS_H
#define CONVENE_TEST_WORDS_H

#include <check.h>
#include <stddef.h>
#include <string.h>

#define WORDS_MAX 64

struct words {
	char buffer[1024];
	const char *words[WORDS_MAX];
	size_t count;
};

/* Blanks separate, double quotes keep together; no escapes. */
static inline void
words_cut(struct words *words, const char *line)
{
	char *at = words->buffer;
	int is_quoted = 0, is_inside = 0;

	ck_assert_uint_lt(strlen(line), sizeof words->buffer);
	words->count = 0;
	for (; *line != '\0'; line++) {
		if (*line == '"') {
			is_quoted = !is_quoted;
		} else if (*line == ' ' && !is_quoted) {
			if (is_inside)
				*at++ = '\0';
			is_inside = 0;
		} else {
			if (!is_inside)
				words->words[words->count++] = at;
			is_inside = 1;
			*at++ = *line;
		}
	}
	*at = '\0';
}
#endif
