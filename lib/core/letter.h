/* letter.h - the template of a mail: a file with a front block and a body in Markdown.
 *
 *	---
 *	kind: invitation
 *	subject: Dinner with {{company}}, {{when_brief}}
 *	preheader: At {{venue_name}}. Please answer by {{respond_by}}.
 *	---
 *	# Dinner with {{company}}
 *	...
 */
#ifndef CONVENE_LETTER_H
#define CONVENE_LETTER_H

#include "message_kind.h"

#define LETTER_BYTES_MAX ((size_t)64 * 1024)

struct letter;

struct letter_text {
	struct text subject, preheader; /* one line each */
	struct text markdown;
};

/* file is for errors. The letter is the arena's. ERR_INVALID with file and line: a front
 * block that is not as above, bytes that are not UTF-8, and all that template_parse()
 * refuses, with the variables that its kind has. */
MUST_CHECK enum status letter_parse(const char *file, const char *bytes, size_t length,
    struct arena *arena, const struct letter **ret_letter, struct err *err);

enum message_kind letter_kind(const struct letter *letter);

/* Appends to the three texts. ERR_INVALID when a value is not there; what was added by
 * then stays. */
MUST_CHECK enum status letter_render(const struct letter *letter,
    const struct template_value *values, struct letter_text *out, struct err *err);

void letter_text_done(struct letter_text *text); /* also for CLEANUP() */
#endif
