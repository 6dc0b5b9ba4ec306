/* markdown.h - Markdown (CommonMark) as plain text and as HTML for a mail. Only the
 * markdown*.c files know cmark.
 *
 * A paragraph of nothing but links is a row of buttons, the first of them filled; what
 * follows a rule (---) is small print. Raw HTML and images are dropped, but the words of
 * an image stay. A link leads to http, https or mailto, or is only its words. */
#ifndef CONVENE_MARKDOWN_H
#define CONVENE_MARKDOWN_H

#include "text.h"

#define MARKDOWN_BYTES_MAX ((size_t)128 * 1024)
#define MARKDOWN_COLUMNS 72 /* of the plain text, but for an address that is longer */

/* One parse, two walks; either may be NULL. Appends lines that end in LF. HTML is the
 * part between <main> and </main>, styled inline; mailpage.h has the frame around it.
 * ERR_LIMIT when it is longer than MARKDOWN_BYTES_MAX. */
MUST_CHECK enum status markdown_render(const char *bytes, size_t length,
    struct text *plain, struct text *html, struct err *err);
#endif
