/* mailpage.h - the HTML document around the body of a mail: no image, nothing fetched,
 * light and dark, from 320 px up, and one column that Outlook holds too. */
#ifndef CONVENE_MAILPAGE_H
#define CONVENE_MAILPAGE_H

#include "text.h"

struct mailpage {
	const char *lang;  /* "en" */
	const char *title; /* the subject */
	const char
	    *preheader;     /* what a mailbox shows beside the subject; NULL: nothing */
	const char *sender; /* the line above the card: organisation, program */
	const struct text *content; /* HTML by markdown_render() */
};

/* Appends the document. */
void mailpage_add(const struct mailpage *page, struct text *out);
#endif
