/* template_tag.h - cuts a template into literals and tags; for template.c alone. */
#ifndef CONVENE_TEMPLATE_TAG_H
#define CONVENE_TEMPLATE_TAG_H

#include "base.h"

#include <stdbool.h>

enum template_tag_sigil {
	TEMPLATE_TAG_END, /* of the template: no tag */
	TEMPLATE_TAG_VARIABLE,
	TEMPLATE_TAG_SECTION,
	TEMPLATE_TAG_INVERTED,
	TEMPLATE_TAG_CLOSE,
	TEMPLATE_TAG_COMMENT,
};

struct template_scan {
	const char *file;
	const char *at, *end;
	const char *line_start; /* of the line of at */
	int line;
};

struct template_tag {
	const char *literal; /* what stands before the tag, without the blanks it takes */
	size_t literal_length;
	enum template_tag_sigil sigil;
	const char *name;
	size_t length;
	int line;      /* of the tag */
	bool is_alone; /* only blanks beside it on its lines */
};

/* The next tag. One that is not a variable and stands alone on its line takes the whole
 * line with it, as the mustache specification wants. ERR_INVALID with file and line. */
MUST_CHECK enum status template_tag_next(struct template_scan *scan,
    struct template_tag *ret_tag, struct err *err);
#endif
