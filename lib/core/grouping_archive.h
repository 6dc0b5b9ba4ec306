/* grouping_archive.h - an input of the engine as text and back: kept beside what was made
 * of it, so that anybody can make it again. One input has one text, and one text one
 * input; its digest names the problem, the digest of a plan's text the answer. */
#ifndef CONVENE_GROUPING_ARCHIVE_H
#define CONVENE_GROUPING_ARCHIVE_H

#include "grouping.h"
#include "text.h"

/* Adds lines of decimal numbers in a fixed order, seed and effort among them. The input
 * must be one that grouping_form() takes. Without fixed tables the text is what it was
 * before they could be kept: old texts and their digests stay true. */
void grouping_archive_input(const struct grouping_input *input, struct text *text);

/* Reads them into the arena. ERR_INVALID names the line; *ret_input is untouched. What
 * comes out is an input that grouping_form() takes. */
MUST_CHECK enum status grouping_archive_read(const char *bytes, size_t length,
    struct arena *arena, struct grouping_input *ret_input, struct err *err);

/* All that was decided, and what it costs, whoever looked for it with how many threads:
 * of two runs over one input the texts are the same or one of them lies. */
void grouping_archive_plan(const struct grouping_plan *plan, struct text *text);
#endif
