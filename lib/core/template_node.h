/* template_node.h - a template as a tree; for template.c, which grows it, and
 * template_render.c, which walks it. */
#ifndef CONVENE_TEMPLATE_NODE_H
#define CONVENE_TEMPLATE_NODE_H

#include "template.h"

enum template_node_type {
	TEMPLATE_NODE_LITERAL,
	TEMPLATE_NODE_VALUE,
	TEMPLATE_NODE_SECTION,
	TEMPLATE_NODE_INVERTED,
};

/* Where a value lands in Markdown. */
enum template_landing {
	TEMPLATE_LANDS_IN_TEXT,
	TEMPLATE_LANDS_AS_ADDRESS, /* right behind "](" */
	TEMPLATE_LANDS_IN_ADDRESS,
	TEMPLATE_LANDS_AS_BLOCK,
};

struct template_node {
	enum template_node_type type;
	enum template_landing landing;
	const char *text; /* the literal, or the name */
	size_t length;
	int line;
	bool is_needed;
	struct template_node *first, *next; /* first: of a section */
};

struct template
{
	const char *file;
	enum template_kind kind;
	struct template_node *first;
};
#endif
