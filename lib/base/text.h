/* text.h - a growable text, and one function for each place where text may land: the
 * escaping stands where the value enters. The plain way in takes literals only. */
#ifndef CONVENE_TEXT_H
#define CONVENE_TEXT_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

/* All zero is an empty text. data ends with a NUL, or is NULL while nothing was added. */
struct text {
	char *data;
	size_t length; /* without the NUL; the text may hold NULs of its own */
	size_t capacity;
};

#define text_add(text, literal) text_add_bytes((text), "" literal "", sizeof(literal) - 1)

/* For bytes that are already what the destination wants: say why at the call. */
void text_add_bytes(struct text *text, const void *bytes, size_t length);
void text_add_int(struct text *text, int64_t value);

/* Content and quoted attributes: & < > " ' become references. */
void text_add_html(struct text *text, const char *value);

/* Words within a paragraph of Markdown: all ASCII punctuation is escaped, and what could
 * begin a block (line ends, controls, runs of blanks) becomes one blank. */
void text_add_markdown(struct text *text, const char *value);

/* A JSON string with its quotes (RFC 8259). NULL gives null. */
void text_add_json(struct text *text, const char *value);

/* One cell (RFC 4180), quoted where needed. What a spreadsheet would take for a formula
 * (= + - @ TAB CR first, after blanks) gets a leading apostrophe. */
void text_add_csv(struct text *text, const char *value);

/* One component of a URL: all but RFC 3986's unreserved characters become %HH. */
void text_add_url(struct text *text, const char *value);

/* One line of a mail header or of a terminal: C0, DEL and C1 controls become \xHH. */
void text_add_line(struct text *text, const char *value);

/* The text as a C string, "" while empty; good until the next change. */
const char *text_string(const struct text *text);

/* Keeps the memory, forgets the content. */
void text_clear(struct text *text);
void text_cut(struct text *text, size_t length); /* to the first length bytes */

/* Gives the content away: the caller frees it, the text is empty. Never NULL. */
char *text_take(struct text *text);

/* For CLEANUP(). */
void text_done(struct text *text);
#endif
