/* markdown_walk.h - the walks over cmark's tree; for the markdown*.c files alone. */
#ifndef CONVENE_MARKDOWN_WALK_H
#define CONVENE_MARKDOWN_WALK_H

#include "text.h"

struct cmark_node;

void markdown_text_add(struct cmark_node *root, struct text *out);
void markdown_html_add(struct cmark_node *root, struct text *out);

/* Appends where a link leads, as ASCII without blanks. False, nothing appended: a scheme
 * that is not allowed, or none. */
bool markdown_link_add(const char *url, struct text *out);

/* A paragraph of nothing but links that lead somewhere. */
bool markdown_link_is_row(struct cmark_node *paragraph);

/* A paragraph that wants no blank line around it. */
bool markdown_link_is_tight(struct cmark_node *paragraph);
#endif
