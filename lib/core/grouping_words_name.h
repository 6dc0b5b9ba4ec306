/* grouping_words_name.h - names and numbers as the sentences need them. */
#ifndef CONVENE_GROUPING_WORDS_NAME_H
#define CONVENE_GROUPING_WORDS_NAME_H

#include "grouping_words.h"

void grouping_words_name(const struct grouping_names *names, enum grouping_name kind,
    size_t index, struct text *text);

/* "1 person", "3 people". */
void grouping_words_name_count(struct text *text, int64_t count, const char *one,
    const char *more);

/* "the same specialty", "the way", ... what a term counts. */
void grouping_words_name_term(const struct grouping_names *names, int term,
    struct text *text);

/* Between the items of a list: nothing, ", " or " and ". */
void grouping_words_name_comma(struct text *text, uint32_t item, uint32_t count);
#endif
