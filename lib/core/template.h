/* template.h - mustache without its sharp ends: variables, sections, inverted sections,
 * comments. What is wrong with a template is said when it is loaded, with file and line.
 * Left out: raw values ({{{ and &), partials, other delimiters, lambdas, inheritance. */
#ifndef CONVENE_TEMPLATE_H
#define CONVENE_TEMPLATE_H

#include "template_value.h"
#include "text.h"

struct template;

/* Whether a variable is always there, which decides where a template may use it. */
enum template_need {
	TEMPLATE_ALWAYS, /* a text that is never empty */
	TEMPLATE_MAYBE,  /* a text to be used only within its own section */
	TEMPLATE_FLAG,   /* a section only */
	TEMPLATE_MANY,   /* a section only, rendered for each record */
	TEMPLATE_BLOCK,  /* Markdown of its own: in its own section, alone on its line */
};

struct template_name {
	const char *name; /* NULL ends the list */
	enum template_need need;
	const struct template_name *fields; /* of the records of a MANY */
};

/* What the template's text is, and so how a value that lands in it is escaped. In
 * Markdown the address of a link is told from the rest: a value that makes the whole of
 * it stays an address, a value inside it becomes one component. */
enum template_kind {
	TEMPLATE_PLAIN,
	TEMPLATE_MARKDOWN,
	TEMPLATE_HTML,
	TEMPLATE_LINE, /* of a mail header */
	TEMPLATE_URL,
};

struct template_source {
	const char *file; /* for errors */
	int first_line;   /* of bytes in the file, from 1 */
	const char *bytes;
	size_t length;
	enum template_kind kind;
	const struct template_name *names; /* static; NULL: any name, missing is empty */
};

/* The template is the arena's, and needs nothing of source any more. ERR_INVALID with
 * file and line: unclosed or crossed sections, a name that is not among names, a name
 * used in a way that its need does not allow, sections deeper than TEMPLATE_DEPTH_MAX. */
#define TEMPLATE_DEPTH_MAX 16
MUST_CHECK enum status template_parse(const struct template_source *source,
    struct arena *arena, const struct template **ret_template, struct err *err);

/* Appends. ERR_INVALID, with out as it was, when a TEMPLATE_ALWAYS is not there. */
MUST_CHECK enum status template_render(const struct template *template,
    const struct template_value *values, struct text *out, struct err *err);
#endif
