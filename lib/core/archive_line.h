/* archive_line.h - lines of a word and its numbers, with one blank between them: a number
 * has one text, without leading zeros, so that what was read is written alike. */
#ifndef CONVENE_ARCHIVE_LINE_H
#define CONVENE_ARCHIVE_LINE_H

#include "base.h"
#include "text.h"

struct archive_reader {
	const char *at, *end;
	size_t line; /* for the words of a refusal */
	struct err *err;
};

/* A blank and the number; of all of them, the end of the line as well. */
void archive_line_add(struct text *text, uint64_t number);
void archive_line_add_all(struct text *text, const uint64_t *numbers, size_t count);

/* ERR_INVALID, with the line's number. */
MUST_CHECK enum status archive_line_refuse(const struct archive_reader *reader,
    const char *what);

/* In parts, where the numbers of a line have different homes: the word, which begins the
 * next line, each number, the end. ERR_INVALID for anything else. */
MUST_CHECK enum status archive_line_word(struct archive_reader *reader, const char *word);
MUST_CHECK enum status archive_line_number(struct archive_reader *reader, uint64_t most,
    uint64_t *ret_number);
MUST_CHECK enum status archive_line_end(struct archive_reader *reader);

/* Or a whole one. */
MUST_CHECK enum status archive_line_read(struct archive_reader *reader, const char *word,
    size_t count, const uint64_t *most, uint64_t *ret_numbers);
#endif
